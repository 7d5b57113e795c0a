"""Reports of stories: scheduled, locked, ageing, without a series."""

import datetime
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.models import Revision

from articles.models import Article, ArticleKind, DailyReads, PublicationFailure, SeriesLink
from articles.models.draft_status import status_of, with_status

from .base import DeskReport, story_policy
from .cells import DateColumn, LinkColumn
from .filters import AskedFilter, StoryFilterSet, owner_filter

DAYS_IN_A_YEAR = 365


class StoryReport(DeskReport):
    """A report of stories whose drafts the user may read."""

    def stories(self) -> Any:
        rows = story_policy().instances_user_has_any_permission_for(self.request.user, ("read",))
        return (
            with_status(rows)
            .select_related("section", "owner")
            .defer("body", "desk_note", "latest_revision__content")
        )

    def headline(self) -> LinkColumn:
        return LinkColumn("headline", label=_("Headline"), get_url=self.edit, sort_key="headline")

    def section(self) -> Column:
        return Column("section", label=_("Section"), sort_key="section__name")

    def status(self) -> Column:
        return Column("status", label=_("Status"), accessor=status_of)

    def owner(self) -> Column:
        return Column("owner", label=_("Owner"), sort_key="owner__username")


class ScheduledFilterSet(StoryFilterSet):
    """By section, owner, and whether it was tried and failed."""

    failed = django_filters.ChoiceFilter(
        label=_("Publication"),
        choices=[("failed", _("Failed")), ("waiting", _("Waits for its time"))],
        method="by_failure",
    )
    owner = owner_filter()

    class Meta:
        model = Article
        fields: list[Any] = []

    def by_failure(self, queryset: QuerySet[Any], name: str, value: Any) -> Any:
        return queryset.filter(failure__isnull=value != "failed")


class ScheduledReport(StoryReport):
    """Stories that have a version scheduled, those that are live included."""

    slug = "programmes"
    page_title = _("Scheduled stories")
    header_icon = "time"
    explains = _("What goes out by itself, and why when it could not.")
    nothing = _("No story is scheduled.")
    filterset_class = ScheduledFilterSet
    default_ordering = "goes_out"

    def rows(self) -> Any:
        story = ContentType.objects.get_for_model(Article)
        due = Revision.objects.filter(base_content_type=story, approved_go_live_at__isnull=False)
        # Schedules are few: their keys first, so that no other story is looked at.
        keys = [int(key) for key in due.values_list("object_id", flat=True)]
        own = due.filter(object_id=Cast(OuterRef("pk"), CharField()))
        failures = PublicationFailure.objects.filter(content_type=story, object_id=OuterRef("pk"))
        return (
            self.stories()
            .filter(pk__in=keys)
            .annotate(
                goes_out=Subquery(
                    own.order_by("approved_go_live_at").values("approved_go_live_at")[:1]
                ),
                failure=Subquery(failures.values("sentence")[:1]),
            )
        )

    def get_columns(self) -> list[Any]:
        return [
            self.headline(),
            DateColumn("goes_out", label=_("Goes out (moment)"), sort_key="goes_out"),
            self.section(),
            self.status(),
            Column("failure", label=_("Why it could not"), sort_key="failure"),
            self.owner(),
        ]


class LockedFilterSet(StoryFilterSet):
    """By section, and by who holds the lock."""

    locked_by = django_filters.ModelChoiceFilter(
        queryset=lambda request: get_user_model().objects.filter(
            pk__in=Article.objects.filter(locked=True).values("locked_by")
        ),
        label=_("Locked by"),
    )

    class Meta:
        model = Article
        fields: list[Any] = []


class LockedReport(StoryReport):
    """Locked stories, the longest locked first."""

    slug = "verrouilles"
    page_title = _("Locked stories")
    header_icon = "lock"
    explains = _("Nobody else can change these until they are unlocked.")
    nothing = _("No story is locked.")
    filterset_class = LockedFilterSet
    default_ordering = "locked_at"

    def rows(self) -> Any:
        return self.stories().filter(locked=True).select_related("locked_by")

    def get_columns(self) -> list[Any]:
        return [
            self.headline(),
            Column("locked_by", label=_("Locked by"), sort_key="locked_by__username"),
            DateColumn("locked_at", label=_("Locked since"), sort_key="locked_at"),
            self.section(),
            self.status(),
        ]


class AgeingFilterSet(StoryFilterSet):
    """By section and kind, and by the age from which a story is old."""

    AGES: list[Any] = [(str(n), _("%(count)s months") % {"count": n}) for n in (3, 6, 12, 24, 48)]

    months = AskedFilter(label=_("Untouched for"), choices=AGES)
    kind = django_filters.ChoiceFilter(choices=ArticleKind.choices, label=_("Kind"))

    class Meta:
        model = Article
        fields: list[Any] = []


class AgeingReport(StoryReport):
    """Sorted by reads, it says what old story is worth bringing up to date."""

    slug = "anciens"
    page_title = _("Ageing stories")
    header_icon = "history"
    explains = _(
        "Published stories that nobody has touched for a year, or as long as the filter says."
        " Those that are still read come first when sorted by reads."
    )
    nothing = _("Every published story was touched this year.")
    filterset_class = AgeingFilterSet
    default_ordering = "last_published_at"
    READS_DAYS = 30
    MONTHS = 12

    def rows(self) -> Any:
        days = int(self.asked("months", self.MONTHS)) * DAYS_IN_A_YEAR // 12
        before = timezone.now() - datetime.timedelta(days=days)
        since = timezone.localdate() - datetime.timedelta(days=self.READS_DAYS)
        reads = DailyReads.objects.filter(article=OuterRef("pk"), day__gt=since)
        total = reads.order_by().values("article").annotate(total=Sum("reads")).values("total")
        return (
            self.stories()
            .filter(live=True, last_published_at__lt=before)
            .annotate(reads=Coalesce(Subquery(total), 0))
        )

    def get_columns(self) -> list[Any]:
        return [
            self.headline(),
            self.section(),
            Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
            DateColumn(
                "first_published_at", label=_("First published"), sort_key="first_published_at"
            ),
            DateColumn(
                "last_published_at", label=_("Last published"), sort_key="last_published_at"
            ),
            Column("reads", label=_("Reads in 30 days"), sort_key="reads"),
        ]


class WithoutSeriesFilterSet(StoryFilterSet):
    """By section, kind and owner, and by whether it is out."""

    state = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[("live", _("published")), ("draft", _("draft"))],
        method="by_state",
    )
    kind = django_filters.ChoiceFilter(choices=ArticleKind.choices, label=_("Kind"))
    owner = owner_filter()

    class Meta:
        model = Article
        fields: list[Any] = []

    def by_state(self, queryset: QuerySet[Any], name: str, value: Any) -> Any:
        return queryset.filter(live=value == "live")


class WithoutSeriesReport(StoryReport):
    """Stories without any link to a series, about it or mentioning it; drafts too."""

    slug = "sans-serie"
    page_title = _("Stories without a series")
    header_icon = "doc-empty"
    explains = _("No series is linked: no series page leads to them, and no filter finds them.")
    nothing = _("Every story has its series.")
    filterset_class = WithoutSeriesFilterSet
    default_ordering = "-latest_revision__created_at"

    def rows(self) -> Any:
        links = SeriesLink.objects.filter(article=OuterRef("pk"))
        return self.stories().filter(~Exists(links))

    def get_columns(self) -> list[Any]:
        return [
            self.headline(),
            self.section(),
            Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
            self.status(),
            DateColumn(
                "first_published_at", label=_("First published"), sort_key="first_published_at"
            ),
            self.owner(),
        ]
