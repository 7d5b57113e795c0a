"""Reports of the record: what waits for a story, what premieres without one, what contradicts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import django_filters
from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from articles.deletion_guard import drafts_naming
from articles.models import Article, LinkRelation, SeriesLink
from shows.admin.verification import verifies
from shows.knowledge.availability import to_be_verified
from shows.knowledge.contradictions import contradictions
from shows.models import Award, AwardEdition, Company, Person, Release, Series
from shows.models.batch import by_key, fetch_batch
from shows.models.choices import Certainty
from shows.name_search import fold, matching

from ..planning.sources import PREMIERES
from .base import DeskReport, publishes, story_policy
from .cells import DateColumn, LinkColumn, LinksColumn
from .filters import AskedFilter, AskedTextFilter

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from shows.admin.typed import AnyUser
    from shows.models import Record
    from shows.models.querysets import SeriesQuerySet


def keeps_records(user: AnyUser) -> bool:
    """Whether someone edits series: documentalists and chief editors."""
    return Series.snippet_viewset.permission_policy.user_has_permission(user, "change")


def linked(stories: Any, report: Any) -> list[tuple[str, str]]:
    """The (headline, address) of stories, for a cell."""
    return [(story.headline, report.edit(story)) for story in stories]


@dataclass
class Waiting:
    """A record that waits for its story, and the drafts that name it."""

    record: object
    stories: list = field(default_factory=list)


#: The records that can wait, by their word in addresses.
RECORDS = {"series": Series, "person": Person, "company": Company, "award": Award}


class WaitingFilterSet(WagtailFilterSet):
    """By kind, and by how long a record has waited: `WaitingReport.rows` reads both."""

    kind = AskedFilter(
        label=_("Kind"),
        choices=[(name, model._meta.verbose_name_plural) for name, model in RECORDS.items()],
    )
    days = AskedFilter(
        label=_("Waits for"),
        choices=[(str(n), _("%(count)s days") % {"count": n}) for n in (0, 7, 30, 90, 365)],
    )

    class Meta:
        model = Series
        fields: list[Any] = []


class WaitingReport(DeskReport):
    """Records of four kinds, in one list. The drafts that name them are read one by one: it takes
    a second and a half for a thousand open drafts."""

    slug = "fiches-en-attente"
    page_title = _("Records waiting for a story")
    header_icon = "no-view"
    explains = _(
        "Records made more than 30 days ago for a story that never came out, or as long ago as the"
        " filter says. Publish the story, show the record, or delete it."
    )
    nothing = _("No record has been waiting for a month.")
    filterset_class = WaitingFilterSet
    default_ordering = "created_at"
    DAYS = 30

    @classmethod
    def is_for(cls, user: AnyUser) -> bool:
        return publishes(user) or keeps_records(user)

    def rows(self) -> QuerySet[Any]:
        kind = self.asked("kind")
        branches = [
            self.waiting(name, model) for name, model in RECORDS.items() if kind in (None, name)
        ]
        return branches[0].union(*branches[1:], all=True)

    def waiting(self, name: str, model: type[Record]) -> QuerySet[Any]:
        before = timezone.now() - datetime.timedelta(days=int(self.asked("days", self.DAYS)))
        rows = model.objects.filter(waits_for_story=True, created_at__lte=before)
        shown = model.objects.public().filter(waits_for_story=True)
        label = F("title" if model is Series else "name")
        return (
            rows.exclude(pk__in=shown.values("pk"))
            .order_by()
            .annotate(kind_name=Value(name, CharField()), label=label)
            .values("kind_name", "pk", "label", "created_at")
        )

    def filter_queryset(self, queryset: SeriesQuerySet) -> QuerySet[Any]:
        return queryset  # `rows` has asked

    def decorate(self, rows: list[Any]) -> list[Any]:
        keys: dict[Any, Any] = {model: set() for model in RECORDS.values()}
        for row in rows:
            keys[RECORDS[row["kind_name"]]].add(row["pk"])
        wanted = {model: model.objects.filter(pk__in=found) for model, found in keys.items()}
        wanted[AwardEdition] = AwardEdition.objects.filter(award__in=keys[Award])
        found = fetch_batch(wanted)
        records = {model: by_key(found[model]) for model in RECORDS.values()}
        editions = {edition.pk: edition.award_id for edition in found[AwardEdition]}
        naming = self.naming(keys | {AwardEdition: set(editions)}, editions) if rows else {}
        return [
            Waiting(record, naming.get((type(record), record.pk), []))
            for row in rows
            if (record := records[RECORDS[row["kind_name"]]].get(row["pk"]))
        ]

    def naming(self, keys: dict[Any, set[int]], editions: Any) -> dict:
        """{(model, key): the drafts that name it, of those the user may read}."""
        drafts: dict = {}
        for (model, key), found in drafts_naming(*keys).items():
            if key in keys[model]:
                record = (Award, editions[key]) if model is AwardEdition else (model, key)
                stories = {story for user, story in found if user is Article}
                drafts.setdefault(record, set()).update(stories)
        rows = story_policy().instances_user_has_any_permission_for(self.request.user, ("read",))
        rows = rows.filter(pk__in=set().union(*drafts.values()))
        readable = by_key(rows.select_related("section").defer("body", "desk_note"))
        return {
            record: [readable[story] for story in sorted(stories & readable.keys())]
            for record, stories in drafts.items()
        }

    def get_columns(self) -> list[Column]:
        return [
            LinkColumn(
                "label",
                label=_("Record"),
                accessor=lambda row: str(row.record),
                get_url=lambda row: self.edit(row.record),
                sort_key="label",
            ),
            Column(
                "kind_name",
                label=_("Kind"),
                accessor=lambda row: row.record._meta.verbose_name,
                sort_key="kind_name",
            ),
            DateColumn(
                "created_at",
                label=_("Made on"),
                accessor=lambda row: row.record.created_at,
                sort_key="created_at",
            ),
            LinksColumn(
                "drafts",
                label=_("Drafts that name it"),
                accessor=lambda row: linked(row.stories, self),
            ),
        ]


class PremieresFilterSet(WagtailFilterSet):
    """By day, window and channel, and by which stories count as having told of it."""

    days = AskedFilter(
        label=_("Within"),
        choices=[(str(n), _("%(count)s days") % {"count": n}) for n in (7, 14, 30, 60, 90)],
    )
    lately = AskedFilter(
        label=_("Stories that count"),
        choices=[("ever", _("All of them")), ("90", _("Those of the last three months"))],
    )

    platform = django_filters.CharFilter(label=_("Channel or service"), method="on_platform")

    class Meta:
        model = Release
        fields = ["window"]

    def on_platform(self, queryset: QuerySet[Any], name: str, value: Any) -> Any:
        return queryset.filter(matching(Release, value, ["platform"]))


class PremieresReport(DeskReport):
    """Releases to come whose series has no public story *about* it; drafts under way are named."""

    slug = "premieres-sans-article"
    page_title = _("Premieres without a story")
    header_icon = "desktop"
    explains = _("Series that premiere within 30 days, and that no published story is about.")
    nothing = _("Every premiere of the month has its story.")
    filterset_class = PremieresFilterSet
    default_ordering = "starts_earliest"
    DAYS = 30

    def rows(self) -> Any:
        today = timezone.localdate()
        last = today + datetime.timedelta(days=int(self.asked("days", self.DAYS)))
        about = SeriesLink.objects.filter(
            series=OuterRef("subject_id"),
            relation=LinkRelation.ABOUT,
            article__in=Article.objects.public().values("pk"),
        )
        if self.asked("lately") == "90":
            since = timezone.now() - datetime.timedelta(days=90)
            about = about.filter(article__first_published_at__gte=since)
        return (
            Release.objects.public()
            .with_subject()
            .filter(starts_earliest__range=(today, last), window__in=PREMIERES)
            .exclude(certainty=Certainty.DENIED)
            .filter(~Exists(about))
            .select_related("platform", "series", "deal__series")
        )

    def decorate(self, rows: Any) -> Any:
        drafts: dict = {}
        stories = story_policy().instances_user_has_any_permission_for(self.request.user, ("read",))
        links = SeriesLink.objects.filter(
            series__in={row.subject_id for row in rows},
            relation=LinkRelation.ABOUT,
            article__in=stories.filter(live=False),
        ).select_related("article__section")
        for link in links.defer("article__body", "article__desk_note") if rows else ():
            drafts.setdefault(link.series_id, []).append(link.article)
        for row in rows:
            row.drafts = drafts.get(row.subject_id, [])
        return rows

    def get_columns(self) -> list[Any]:
        return [
            LinkColumn(
                "series",
                label=_("Series (singular)"),
                accessor=lambda row: str(row.subject),
                get_url=lambda row: self.edit(row.subject) or row.subject.get_absolute_url(),
            ),
            DateColumn("starts", label=_("Premiere"), sort_key="starts_earliest"),
            Column("platform", label=_("Channel or service"), sort_key="platform__name"),
            Column("window", label=_("Window"), accessor="get_window_display", sort_key="window"),
            Column("seasons", label=_("Seasons"), accessor="season_text"),
            LinksColumn(
                "drafts",
                label=_("Drafts under way"),
                accessor=lambda row: linked(row.drafts, self),
            ),
        ]


class VerifyColumn(Column):
    """A button that says that the offer was seen today."""

    cell_template_name = "admin/reports/verify_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: dict[str, Any]) -> Any:
        context = super().get_cell_context_data(instance, parent_context)
        context["next"] = OffersReport.url()
        return context


class OffersFilterSet(WagtailFilterSet):
    """By how soon an offer is due, and by channel."""

    days = AskedFilter(
        label=_("Within"),
        choices=[(str(n), _("%(count)s days") % {"count": n}) for n in (0, 30, 90)],
    )
    platform = django_filters.CharFilter(label=_("Channel or service"), method="on_platform")

    class Meta:
        model = Release
        fields: list[Any] = []

    def on_platform(self, queryset: QuerySet[Any], name: str, value: Any) -> Any:
        return queryset.filter(matching(Release, value, ["platform"]))


class OffersReport(DeskReport):
    """Offers on demand that nobody looked at for a year, or soon will not have."""

    slug = "offres-a-verifier"
    page_title = _("Offers to verify")
    header_icon = "check"
    explains = _(
        "What readers are told they can watch on demand, and nobody looked at for eleven months."
        " After a year it is shown apart, as unverified. Look on the service, then click."
    )
    nothing = _("Every offer was looked at in the last eleven months.")
    filterset_class = OffersFilterSet
    default_ordering = "known"
    DAYS = 30

    @classmethod
    def is_for(cls, user: AnyUser) -> bool:
        return verifies(user)

    def rows(self) -> Any:
        found = to_be_verified(int(self.asked("days", self.DAYS)))
        return found.select_related("platform", "series", "deal__series")

    def get_columns(self) -> list[Any]:
        return [
            LinkColumn(
                "series",
                label=_("Series (singular)"),
                accessor=lambda row: str(row.subject or ""),
                get_url=lambda row: f"{row.subject.get_absolute_url()}#voir" if row.subject else "",
            ),
            Column("platform", label=_("Channel or service"), sort_key="platform__name"),
            Column("seasons", label=_("Seasons"), accessor="season_text"),
            DateColumn("starts", label=_("Starts"), sort_key="starts_earliest"),
            DateColumn("known", label=_("Known as of"), sort_key="known"),
            VerifyColumn("verify", label=_("Still on offer?"), accessor="pk"),
        ]


class ContradictionsFilterSet(WagtailFilterSet):
    """By a part of the title of the series, and of the name of a channel."""

    series = AskedTextFilter(label=_("Series (title)"))
    platform = AskedTextFilter(label=_("Channel or service"))

    class Meta:
        model = Release
        fields: list[Any] = []


class ContradictionsReport(DeskReport):
    """Pairs of releases, found and filtered in Python: no table has them."""

    slug = "contradictions"
    page_title = _("Contradictions")
    header_icon = "warning"
    explains = _(
        "Two public releases that both claim to be exclusive, of the same series, in the same"
        " places and at the same time. One of them is wrong, or out of date."
    )
    nothing = _("Nothing published contradicts itself.")
    filterset_class = ContradictionsFilterSet

    @classmethod
    def is_for(cls, user: AnyUser) -> bool:
        return publishes(user) or keeps_records(user)

    def rows(self) -> list[Any]:
        series, platform = fold(self.asked("series", "")), fold(self.asked("platform", ""))
        return [
            found
            for found in contradictions()
            if series in fold(str(found.series))
            and any(platform in fold(str(r.platform)) for r in (found.first, found.second))
        ]

    def get_queryset(self) -> list[Any]:
        return self.rows()

    def get_columns(self) -> list[Column]:
        def release(name: str, label: StrOrPromise) -> LinkColumn:
            return LinkColumn(
                name,
                label=label,
                accessor=lambda row: str(getattr(row, name).platform),
                get_url=lambda row: self.edit(getattr(row, name)),
            )

        return [
            Column("series", label=_("Series (singular)")),
            release("first", _("One release")),
            release("second", _("The other")),
            Column(
                "territory", label=_("Where both hold"), accessor=lambda row: str(row.territory)
            ),
            DateColumn("since", label=_("Since")),
            LinksColumn(
                "stories",
                label=_("Reported by"),
                accessor=lambda row: [
                    (str(r.story or r.citation_outlet), self.edit(r.story) if r.story else "")
                    for r in (row.first, row.second)
                ],
            ),
        ]
