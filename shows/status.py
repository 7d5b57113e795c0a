"""Where a series stands, derived from its confirmed milestones and releases.

The rule is written twice, side by side: in SQL for lists, filters and counts, and in Python for a
page that shows a draft's own facts. ``tests/shows/test_status.py`` holds both to one table.

1. A series has aired when one of its releases has begun. From then on only a renewal, a revival,
   a final season, an end or a cancellation, the latest of them, changes that it airs: a
   milestone about a later season (filming, in development, delayed) does not.
2. Before that the latest milestone of any kind tells.
3. ``cancelled`` with a release still to come is a final season; ``ended`` at a date still to come
   as well.
4. A company that withdraws from a series that another ordered or renewed does not cancel it.
"""

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from .choices import Certainty, MilestoneKind, SeriesStatus

KIND = MilestoneKind

#: What the latest milestone says of a series that has not aired.
BEFORE_AIRING = {
    KIND.IN_DEVELOPMENT: SeriesStatus.IN_DEVELOPMENT,
    KIND.PILOT: SeriesStatus.IN_DEVELOPMENT,
    KIND.SHOPPED: SeriesStatus.SHOPPED,
    KIND.PASSED: SeriesStatus.PASSED,
    KIND.ORDERED: SeriesStatus.ORDERED,
    KIND.FILMING: SeriesStatus.ORDERED,
    KIND.RENEWED: SeriesStatus.ORDERED,
    KIND.FINAL_SEASON: SeriesStatus.FINAL_SEASON,
    KIND.CANCELLED: SeriesStatus.CANCELLED,
    KIND.ENDED: SeriesStatus.ENDED,
    KIND.REVIVED: SeriesStatus.ORDERED,
}
#: And of one that has.
AFTER_AIRING = {
    KIND.RENEWED: SeriesStatus.AIRING,
    KIND.REVIVED: SeriesStatus.AIRING,
    KIND.FINAL_SEASON: SeriesStatus.FINAL_SEASON,
    KIND.CANCELLED: SeriesStatus.CANCELLED,
    KIND.ENDED: SeriesStatus.ENDED,
}
ORDERS = [KIND.ORDERED, KIND.RENEWED, KIND.REVIVED]


def series_status(milestones, releases, today=None) -> str:
    """Return the status (`SeriesStatus` or "") from the facts of one series.

    ``milestones`` and ``releases`` are the public ones, confirmed or not.
    """
    today = today or timezone.localdate()
    milestones = [m for m in milestones if m.certainty == Certainty.CONFIRMED]
    starts = [r.starts for r in releases if r.certainty == Certainty.CONFIRMED and r.starts]
    aired = any(start.latest <= today for start in starts)
    to_come = any(start.latest > today for start in starts)
    meanings = AFTER_AIRING if aired else BEFORE_AIRING
    telling = [m for m in milestones if m.kind in meanings and not _withdrawal(m, milestones)]
    if not telling:
        if aired:
            return SeriesStatus.AIRING
        return SeriesStatus.ORDERED if to_come else ""
    last = max(
        telling, key=lambda m: (m.counts_from is not None, m.counts_from or today, m.pk or 1e18)
    )
    if last.kind == KIND.CANCELLED and to_come:
        return SeriesStatus.FINAL_SEASON
    if last.kind == KIND.ENDED and last.date and last.date.latest > today:
        return SeriesStatus.FINAL_SEASON
    return meanings[last.kind]


def _withdrawal(milestone, milestones) -> bool:
    return bool(
        milestone.kind == KIND.CANCELLED
        and milestone.company_id
        and any(
            m.kind in ORDERS and m.company_id and m.company_id != milestone.company_id
            for m in milestones
        )
    )


def counts_from():
    """The day a milestone counts from, in SQL; the counterpart of `Milestone.counts_from`."""
    happening = Case(When(kind__in=KIND.happenings(), then=F("date_earliest")))
    return Coalesce(
        happening,
        F("announced_earliest"),
        TruncDate("article__first_published_at"),
        F("citation_date"),
    )


def status_expression(ref: str = "pk", today=None):
    """Return the SQL for the status of the series whose key is the outer query's ``ref``."""
    from .models import Milestone, Release

    today = today or timezone.localdate()
    own = Q(series_id=OuterRef(ref)) | Q(series__isnull=True, deal__series_id=OuterRef(ref))
    releases = Release.objects.public().confirmed().filter(own)
    aired = Exists(releases.filter(starts_latest__lte=today))
    to_come = Exists(releases.filter(starts_latest__gt=today))

    # One level further in: the milestone asks about other milestones of the same series.
    orders = (
        Milestone.objects.public()
        .confirmed()
        .filter(kind__in=ORDERS, company__isnull=False, series_id=OuterRef("series_id"))
        .exclude(company_id=OuterRef("company_id"))
    )
    milestones = (
        Milestone.objects.public()
        .confirmed()
        .filter(series_id=OuterRef(ref))
        .exclude(Q(kind=KIND.CANCELLED, company__isnull=False) & Exists(orders))
    )

    still_to_come = Exists(
        Release.objects.public()
        .confirmed()
        .with_subject()
        .filter(subject_id=OuterRef("series_id"), starts_latest__gt=today)
    )

    def latest(meanings):
        told = milestones.filter(kind__in=meanings).annotate(
            counts=counts_from(),
            meaning=Case(
                When(
                    Q(kind=KIND.ENDED, date_latest__gt=today)
                    | (Q(kind=KIND.CANCELLED) & still_to_come),
                    then=Value(SeriesStatus.FINAL_SEASON.value),
                ),
                *(When(kind=kind, then=Value(status.value)) for kind, status in meanings.items()),
                output_field=CharField(),
            ),
        )
        order = F("counts").desc(nulls_last=True)
        return Subquery(told.order_by(order, "-pk").values("meaning")[:1])

    upcoming = Case(When(to_come, then=Value(SeriesStatus.ORDERED.value)), default=Value(""))
    return Case(
        When(aired, then=Coalesce(latest(AFTER_AIRING), Value(SeriesStatus.AIRING.value))),
        default=Coalesce(latest(BEFORE_AIRING), upcoming),
        output_field=CharField(),
    )
