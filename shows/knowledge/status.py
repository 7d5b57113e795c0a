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
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Max, Min, Value, When
from django.utils import timezone

from ..models import Milestone, Release
from ..models.choices import MilestoneKind, SeriesStatus
from ..models.facts import day_counted

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
HAPPENINGS = frozenset(KIND.happenings())
ORDERS = [KIND.ORDERED, KIND.RENEWED, KIND.REVIVED]


class Step(NamedTuple):
    """What the rule reads of a milestone. ``day`` is the day it counts from, ``until`` the last
    day that its date can mean; both may be unknown."""

    kind: str
    company_id: int | None
    day: date | None
    until: date | None
    pk: int | None
    seasons: str = ""

    @classmethod
    def of(cls, milestone: Milestone) -> "Step":
        until = milestone.date.latest if milestone.date else None
        day = milestone.counts_from
        return cls(
            milestone.kind, milestone.company_id, day, until, milestone.pk, milestone.seasons
        )

    @property
    def order(self) -> tuple:
        """Sorts by day; of two the same day, the later entered wins, a draft's last."""
        return (self.day or date.min, self.pk or float("inf"))


class Verdict(NamedTuple):
    """Where a series stands, and the milestone that says so; None where releases do."""

    status: str
    step: Step | None = None


def series_status(
    steps: list[Step], first_start: Any, last_start: Any, today: date | None = None
) -> str:
    """Return the status alone of a `verdict`."""
    return verdict(steps, first_start, last_start, today).status


def verdict(
    steps: list[Step],
    first_start: date | None,
    last_start: date | None,
    today: date | None = None,
) -> Verdict:
    """Return the status (`SeriesStatus` or "") from the confirmed public facts of one series.

    ``steps`` are its milestones as `Step`; ``first_start`` and ``last_start`` are the latest days
    on which its first and its last release can start (dates or None).
    """
    today = today or timezone.localdate()
    aired = first_start is not None and first_start <= today
    to_come = last_start is not None and last_start > today
    meanings = AFTER_AIRING if aired else BEFORE_AIRING
    telling = [step for step in steps if step.kind in meanings and not _withdrawal(step, steps)]
    if not telling:
        if aired:
            return Verdict(SeriesStatus.AIRING)
        return Verdict(SeriesStatus.ORDERED if to_come else "")
    last = max(telling, key=lambda step: step.order)
    if last.kind == KIND.CANCELLED and to_come:
        return Verdict(SeriesStatus.FINAL_SEASON, last)
    if last.kind == KIND.ENDED and last.until and last.until > today:
        return Verdict(SeriesStatus.FINAL_SEASON, last)
    return Verdict(meanings[MilestoneKind(last.kind)], last)


def _withdrawal(step: Step, steps: list[Step]) -> bool:
    return bool(
        step.kind == KIND.CANCELLED
        and step.company_id
        and any(
            other.kind in ORDERS and other.company_id and other.company_id != step.company_id
            for other in steps
        )
    )


def statuses(keys: Iterable[int] | None = None, today: date | None = None) -> dict[int, str]:
    """Return {series key: status} for the series with these ``keys``, or for all; two queries.

    Series of which nothing is known are left out.
    """
    return {key: found.status for key, found in verdicts(keys, today).items()}


def verdicts(keys: Iterable[int] | None = None, today: date | None = None) -> dict[int, Verdict]:
    """Return {series key: verdict}, as `statuses` does."""
    milestones = Milestone.objects.public().confirmed().filter(kind__in=BEFORE_AIRING)
    starts = Release.objects.public().confirmed().with_subject().filter(starts_latest__isnull=False)
    if keys is not None:
        keys = list(keys)
        milestones = milestones.filter(series_id__among=keys)
        starts = starts.filter(subject_id__among=keys)
    rows = milestones.order_by().values_list(
        "series_id",
        "pk",
        "kind",
        "company_id",
        "seasons",
        "date_latest",
        "date_earliest",
        "announced_earliest",
        "article__first_published_at",
        "citation_date",
    )
    by_series = defaultdict(list)
    for series, pk, kind, company, seasons, until, *days in rows:
        day = day_counted(kind, *days)
        by_series[series].append(Step(kind, company, day, until, pk, seasons))
    spans = {
        key: (first, last)
        for key, first, last in starts.order_by()
        .values("subject_id")
        .annotate(first=Min("starts_latest"), last=Max("starts_latest"))
        .values_list("subject_id", "first", "last")
    }
    today = today or timezone.localdate()
    return {
        key: verdict(by_series.get(key, []), *spans.get(key, (None, None)), today=today)
        for key in (by_series.keys() | spans.keys()) - {None}
    }


def status_expression(known: dict[int, str]) -> Case:
    """Return the SQL that gives a series its status, from ``known``, the answer of `statuses`.

    The rule is not one for SQL: its answer is sent along, one parameter for each status.
    """
    by_status = defaultdict(list)
    for key, status in known.items():
        by_status[str(status)].append(key)
    whens = [When(pk__among=keys, then=Value(status)) for status, keys in by_status.items()]
    return Case(*whens, default=Value(""), output_field=CharField())
