"""Registers the stories' admin, what of it the picker names, and the link in rich text."""

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from shows.desk.targets import Target, Vocabulary, register_target
from shows.desk.uses import register_uses

from . import guard, rich_text
from .viewsets import VIEWSETS

for viewset in VIEWSETS:
    register_snippet(viewset)


class StoryTarget(Target):
    def hint(self, row) -> str:
        when = timezone.localdate(row.first_published_at) if row.first_published_at else None
        state = when.strftime("%d.%m.%Y") if when and row.live else _("draft")
        return " · ".join(filter(None, [str(row.section or ""), state]))


register_target(StoryTarget("articles.Article", ("headline", "kicker", "slug"), ("section",)))
register_target(Vocabulary("articles.Section", ("name",)))
register_uses(guard.forbidding)
hooks.register("register_rich_text_features", rich_text.register)
hooks.register("insert_editor_js", rich_text.dialog)
