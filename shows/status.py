"""Where a series stands, derived from its confirmed milestones and releases.

1. A series has aired when one of its releases has begun. From then on only a renewal, a revival,
   a final season, an end or a cancellation, the latest of them, changes that it airs: a
   milestone about a later season (filming, in development, delayed) does not.
2. Before that the latest milestone of any kind tells.
3. ``cancelled`` with a release still to come is a final season; ``ended`` at a date still to come
   as well.
4. A company that withdraws from a series that another ordered or renewed does not cancel it.
"""

from collections import defaultdict

from django.db.models import Max, Min
from django.utils import timezone

from .choices import MilestoneKind, SeriesStatus

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


def series_status(milestones, first_start, last_start, today=None) -> str:
    """Return the status (`SeriesStatus` or "") from the confirmed public facts of one series.

    ``milestones`` are `Milestone` rows or instances; ``first_start`` and ``last_start`` are the
    latest days on which its first and its last release can start (dates or None).
    """
    today = today or timezone.localdate()
    aired = first_start is not None and first_start <= today
    to_come = last_start is not None and last_start > today
    meanings = AFTER_AIRING if aired else BEFORE_AIRING
    telling = [m for m in milestones if m.kind in meanings and not _withdrawal(m, milestones)]
    if not telling:
        if aired:
            return SeriesStatus.AIRING
        return SeriesStatus.ORDERED if to_come else ""
    last = max(telling, key=_moment)
    if last.kind == KIND.CANCELLED and to_come:
        return SeriesStatus.FINAL_SEASON
    if last.kind == KIND.ENDED and last.date and last.date.latest > today:
        return SeriesStatus.FINAL_SEASON
    return meanings[last.kind]


def _moment(milestone) -> tuple:
    """Sorts milestones by the day they count from; of two the same day, the later entered wins."""
    day = milestone.counts_from
    return (day is not None, day or timezone.localdate(), milestone.pk or float("inf"))


def _withdrawal(milestone, milestones) -> bool:
    return bool(
        milestone.kind == KIND.CANCELLED
        and milestone.company_id
        and any(
            m.kind in ORDERS and m.company_id and m.company_id != milestone.company_id
            for m in milestones
        )
    )


def statuses(keys=None, today=None) -> dict[int, str]:
    """Return {series key: status} for the series with these ``keys``, or for all; two queries.

    Series of which nothing is known are left out.
    """
    from .models import Milestone, Release

    milestones = (
        Milestone.objects.public()
        .confirmed()
        .filter(series__isnull=False, kind__in=BEFORE_AIRING)
        .select_related("article")
        .only(
            "kind",
            "series_id",
            "company_id",
            "date",
            "date_earliest",
            "date_latest",
            "announced",
            "announced_earliest",
            "announced_latest",
            "citation_date",
            "article__first_published_at",
        )
    )
    starts = Release.objects.public().confirmed().with_subject().filter(starts_latest__isnull=False)
    if keys is not None:
        keys = list(keys)
        milestones = milestones.filter(series_id__among=keys)
        starts = starts.filter(subject_id__among=keys)
    by_series = defaultdict(list)
    for milestone in milestones:
        by_series[milestone.series_id].append(milestone)
    spans = {
        key: (first, last)
        for key, first, last in starts.order_by()
        .values("subject_id")
        .annotate(first=Min("starts_latest"), last=Max("starts_latest"))
        .values_list("subject_id", "first", "last")
    }
    today = today or timezone.localdate()
    return {
        key: series_status(by_series[key], *spans.get(key, (None, None)), today=today)
        for key in by_series.keys() | spans.keys()
    }
