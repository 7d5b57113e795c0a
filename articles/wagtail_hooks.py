"""Registers the stories' admin, what of it the picker names, and the link in rich text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from shows.admin.deletion import register_uses
from shows.admin.picker.registry import Target, Vocabulary, register_target
from shows.name_search import ITSELF

from . import deletion_guard
from .admin import log
from .admin.bulk_actions import BULK_ACTIONS
from .admin.viewsets import VIEWSETS
from .body import record_links
from .models import embargo
from .newsroom import assignments, workflow
from .newsroom.replies import RightOfReplyViewSet

if TYPE_CHECKING:
    from .models import Article

for viewset in (*VIEWSETS, RightOfReplyViewSet):
    register_snippet(viewset)


class StoryTarget(Target):
    """A story; its section and its day, or that it is a draft, tell it from others."""

    def hint(self, row: Article) -> str:
        when = timezone.localdate(row.first_published_at) if row.first_published_at else None
        state = when.strftime("%d.%m.%Y") if when and row.live else _("draft")
        return " · ".join(filter(None, [str(row.section or ""), state]))


register_target(StoryTarget("articles.Article", (ITSELF,), ("section",)))
register_target(Vocabulary("articles.Section", ("name",)))
register_uses(deletion_guard.forbidding)
hooks.register("register_rich_text_features", record_links.register)
hooks.register("insert_editor_js", record_links.dialog)
hooks.register("construct_snippet_action_menu", workflow.story_actions)
# After Wagtail's own words for the same steps.
hooks.register("register_log_actions", workflow.log_in_our_words, order=100)
hooks.register("register_log_actions", assignments.log_assignments)
hooks.register("register_log_actions", log.log_amendments)
for bulk_action in BULK_ACTIONS:
    hooks.register("register_bulk_action", bulk_action)
hooks.register("register_log_actions", embargo.log_embargoes)


@hooks.register("insert_global_admin_js")
def scripts_of_notes() -> Any:
    """The scripts of notes and team: forms sent in place, names suggested after an @."""
    sources = ((static(f"js/admin/{name}.js"),) for name in ("beside", "mentions"))
    return format_html_join("\n", '<script src="{}"></script>', sources)


@hooks.register("insert_global_admin_css")
def styles_of_the_newsroom() -> SafeString:
    """The style sheet of the newsroom's home, and of what stands beside a draft."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/newsroom.css"))
