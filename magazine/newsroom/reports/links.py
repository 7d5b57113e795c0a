"""The report of broken internal links: live stories whose text names what readers cannot see.

It reads Wagtail's index of references and no text: each link and each card of a text is a row of
it. Every reference of a published text is held against what is public, in one statement: two
seconds with 100,000 stories and 300,000 references, on SQLite.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.models import ReferenceIndex

from articles.body.record_links import LINKED
from articles.models import Article
from shows.models.batch import by_key, fetch_batch

from .base import DeskReport, story_policy
from .cells import LinkColumn
from .filters import AskedFilter, section_filter

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TARGETS = {label: apps.get_model(label) for label in LINKED}
#: The last part of a reference's path, for what is no link in running text.
PLACES = {
    "read_also": gettext_lazy("Read also"),
    "series_card": gettext_lazy("Series card"),
    "person_card": gettext_lazy("Person card"),
    "edition_card": gettext_lazy("Prizes of a year"),
}


@dataclass
class BrokenLink:
    """A place in the text of ``story`` that names ``target``; None when it is gone or hidden."""

    story: Article
    place: StrOrPromise
    kind: str
    target: object
    why: str


def why_hidden(target: Any) -> str:
    """Why readers do not see it, in a word or two."""
    if target is None:
        return _("is gone")
    if not isinstance(target, Article):
        return _("waits for its story")
    if target.live and target.embargo_until and target.embargo_until > timezone.now():
        return _("is under embargo")
    return _("is unpublished") if target.first_published_at else _("is a draft")


class LinksFilterSet(WagtailFilterSet):
    """By the kind of what is linked to, and by the section of the story."""

    target = AskedFilter(
        label=gettext_lazy("Leads to"),
        choices=[(label, model._meta.verbose_name) for label, model in TARGETS.items()],
    )
    section = section_filter(method="by_section")

    class Meta:
        model = ReferenceIndex
        fields: list[Any] = []

    def by_section(self, queryset: QuerySet[Any], name: str, value: Any) -> Any:
        return queryset.filter(Exists(Article.objects.filter(pk=OuterRef("story"), section=value)))


class BrokenLinksReport(DeskReport):
    """What readers do not see in published texts, a line for each reference."""

    slug = "liens-rompus"
    page_title = gettext_lazy("Broken internal links")
    header_icon = "link"
    explains = gettext_lazy(
        "Published stories whose text links to something that readers cannot see: they read the"
        " words without the link, and the card is missing."
    )
    nothing = gettext_lazy("Every link of a published text leads somewhere.")
    filterset_class = LinksFilterSet
    default_ordering = "story"

    def rows(self) -> Any:
        stories = story_policy().instances_user_has_any_permission_for(self.request.user, ("read",))
        shown = stories & Article.objects.public()
        story = ContentType.objects.get_for_model(Article)
        wanted = self.asked("target")
        hidden: Any = Q(pk__in=[])
        for label, model in TARGETS.items():
            if wanted in (None, label):
                public = model.objects.public().filter(pk=OuterRef("target"))
                of_kind = Q(to_content_type=ContentType.objects.get_for_model(model))
                hidden |= of_kind & ~Exists(public)
        return (
            ReferenceIndex.objects.filter(base_content_type=story, model_path__startswith="body.")
            .annotate(
                story=Cast("object_id", BigIntegerField()),
                target=Cast("to_object_id", BigIntegerField()),
            )
            .filter(hidden)
            .filter(Exists(shown.filter(pk=OuterRef("story"))))
        )

    def decorate(self, rows: Any) -> list[Any]:
        stories = by_key(
            Article.objects.filter(pk__in={row.story for row in rows})
            .select_related("section")
            .defer("body", "desk_note")
        )
        models = {row.to_content_type_id: self.model_of(row) for row in rows}
        wanted = {
            model: model.objects.filter(
                pk__in={row.target for row in rows if models[row.to_content_type_id] is model}
            )
            for model in models.values()
        }
        found = {model: by_key(targets) for model, targets in fetch_batch(wanted).items()}
        return [
            BrokenLink(
                stories[row.story],
                PLACES.get(row.model_path.rpartition(".")[2], _("link in the text")),
                models[row.to_content_type_id]._meta.verbose_name,
                target := found[models[row.to_content_type_id]].get(row.target),
                why_hidden(target),
            )
            for row in rows
        ]

    @staticmethod
    def model_of(row: Any) -> Any:
        return ContentType.objects.get_for_id(row.to_content_type_id).model_class()

    def get_columns(self) -> list[Any]:
        return [
            LinkColumn(
                "story",
                label=_("Story"),
                accessor=lambda row: row.story.headline,
                get_url=lambda row: self.edit(row.story),
                sort_key="story",
            ),
            Column("section", label=_("Section"), accessor="story.section"),
            Column("place", label=_("Place in the text")),
            Column("kind", label=_("Leads to")),
            LinkColumn(
                "target",
                label=_("Named there"),
                accessor=lambda row: str(row.target or ""),
                get_url=lambda row: self.edit(row.target) if row.target else "",
            ),
            Column("why", label=_("Why it is broken")),
        ]
