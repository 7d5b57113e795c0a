"""Where a series stands, derived from its confirmed milestones, its original releases and the days
of its episodes.

1. A series has aired when its first original release, or a dated episode, has begun. From then on
   only a renewal, a revival, a final season, an end or a cancellation, the latest of them, changes
   that it airs: a milestone about a later season (filming, in development, delayed) does not.
2. Before that the latest milestone that has a meaning tells; a delay is news and has none.
3. ``cancelled`` with episodes still to come is a final season; ``ended`` at a date still to come as
   well. Once the season that was said to be the final one has run, the series has ended.
4. A company that withdraws from a series that another ordered or renewed does not cancel it.
5. What is complete by nature, a miniseries or a special, ends with its run.
6. What goes on or is awaited needs evidence of the last eighteen months (`runs.NEWS_FOR`): a
   milestone, a release, an episode. Without it, nobody here knows where the series stands.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Max, Min
from django.utils import timezone

from ..fields.model_fields import parse_ranges
from ..models import Milestone, Series
from ..models.choices import MilestoneKind, SeriesKind, SeriesStatus
from ..models.facts import day_counted
from .networks import original_releases
from .runs import NEWS_FOR, USUAL_RUN

KIND = MilestoneKind

#: What the latest milestone says of a series that has not aired.
BEFORE_AIRING = {
    KIND.IN_DEVELOPMENT: SeriesStatus.IN_DEVELOPMENT,
    KIND.PILOT: SeriesStatus.IN_DEVELOPMENT,
    KIND.SHOPPED: SeriesStatus.SHOPPED,
    KIND.PASSED: SeriesStatus.PASSED,
    KIND.ORDERED: SeriesStatus.ORDERED,
    KIND.FILMING: SeriesStatus.ORDERED,
    KIND.SUSPENDED: SeriesStatus.ORDERED,
    KIND.RESUMED: SeriesStatus.ORDERED,
    KIND.POST_PRODUCTION: SeriesStatus.ORDERED,
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
#: Kinds that are complete with their only season.
COMPLETE = (SeriesKind.MINISERIES, SeriesKind.SPECIAL)
#: What is true for good once it is true, whatever is not heard afterwards.
FOR_GOOD = (SeriesStatus.PASSED, SeriesStatus.CANCELLED, SeriesStatus.ENDED)
#: Days that are not worth waiting for.
FAR = date(9000, 1, 1)
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


class Airing(NamedTuple):
    """What the rule reads of an original release: the first and the last day on which it can
    start, the day that it is said to end, the last season that it shows; and which it is."""

    earliest: date
    starts: date
    ends: date | None = None
    season: int | None = None
    platform: int | None = None
    pk: int | None = None
    deal: int | None = None


class Known(NamedTuple):
    """What the rule reads of one series: what it is, its confirmed public milestones, its original
    releases, the oldest first, the last season of the record, and the days of its first and last
    dated episode."""

    kind: str = SeriesKind.SERIES
    steps: tuple[Step, ...] = ()
    airings: tuple[Airing, ...] = ()
    last_season: int | None = None
    first_episode: date | None = None
    last_episode: date | None = None

    @property
    def first_day(self) -> date | None:
        """The day from which it has certainly begun."""
        days = [airing.starts for airing in self.airings]
        return min(filter(None, [*days, self.first_episode]), default=None)

    @property
    def last_day(self) -> date | None:
        """The last day of which anything is told that readers can watch."""
        days = [airing.ends or airing.starts for airing in self.airings]
        return max(filter(None, [*days, self.last_episode]), default=None)

    @property
    def run_ends(self) -> date | None:
        """The day by which all that is told has been shown."""
        days = [airing.ends or self._run_ends(airing) for airing in self.airings]
        return max(filter(None, [*days, self.last_episode]), default=None)

    def _run_ends(self, airing: Airing) -> date:
        """The last episode that is dated, where it is of this run; else as long as runs last."""
        dated = self.last_episode
        return dated if dated and dated >= airing.starts else airing.starts + USUAL_RUN

    @property
    def shown_season(self) -> int | None:
        """The last season of which a release tells."""
        return max((a.season for a in self.airings if a.season), default=None)

    def is_awaited(self, today: date) -> bool:
        """Whether something is told of a day to come."""
        days = [self.last_day, *(step.until for step in self.steps)]
        return any(day > today for day in days if day)

    def news(self, today: date) -> date | None:
        """The last day, up to ``today``, of which anything is known."""
        ends = [self.run_ends] if self.run_ends and self.run_ends <= today else []
        days = [*(step.day for step in self.steps), self.first_day, self.last_day, *ends]
        return max((day for day in days if day and day <= today), default=None)


class Verdict(NamedTuple):
    """Where a series stands; the milestone that says so, None where releases do; and for what is
    unknown the last day of which anything is, None where the record has later seasons undated."""

    status: str
    step: Step | None = None
    since: date | None = None


def verdict(known: Known, today: date | None = None) -> Verdict:
    """Return the status (`SeriesStatus` or "" where nothing is known) of one series."""
    today = today or timezone.localdate()
    found = _told(known, today)
    if not found.status or found.status in FOR_GOOD:
        return found
    news = known.news(today)
    if known.is_awaited(today) or (news and today - news <= NEWS_FOR):
        return found
    undated = (known.last_season or 0) > (known.shown_season or 1) and not known.last_episode
    return Verdict(SeriesStatus.UNKNOWN, found.step, None if undated else news)


def _told(known: Known, today: date) -> Verdict:
    """What the facts say, however old."""
    first, last, ends = known.first_day, known.last_day, known.run_ends
    aired = first is not None and first <= today
    to_come = last is not None and last > today
    meanings = AFTER_AIRING if aired else BEFORE_AIRING
    steps = known.steps
    telling = [step for step in steps if step.kind in meanings and not _withdrawal(step, steps)]
    if not telling:
        if aired:
            over = known.kind in COMPLETE and ends is not None and ends < today
            return Verdict(SeriesStatus.ENDED if over else SeriesStatus.AIRING)
        return Verdict(SeriesStatus.ORDERED if to_come else "")
    step = max(telling, key=lambda step: step.order)
    if step.kind == KIND.CANCELLED and to_come:
        return Verdict(SeriesStatus.FINAL_SEASON, step)
    if step.kind == KIND.ENDED and step.until and step.until > today:
        return Verdict(SeriesStatus.FINAL_SEASON, step)
    if step.kind == KIND.FINAL_SEASON and kept(step, known, today) and ends and ends < today:
        return Verdict(SeriesStatus.ENDED, step)
    return Verdict(meanings[MilestoneKind(step.kind)], step)


def kept(step: Step, known: Known, today: date) -> bool:
    """Whether the season that a decision promises has begun.

    Seasons are compared where both sides number them, else days: what began after the promise is
    what was promised.
    """
    begun = [airing for airing in known.airings if airing.starts <= today]
    numbers = [airing.season for airing in begun if airing.season]
    if step.seasons and numbers:
        return max(numbers) >= max(parse_ranges(step.seasons))
    return step.day is not None and any(airing.earliest > step.day for airing in begun)


def _withdrawal(step: Step, steps: Iterable[Step]) -> bool:
    return bool(
        step.kind == KIND.CANCELLED
        and step.company_id
        and any(
            other.kind in ORDERS and other.company_id and other.company_id != step.company_id
            for other in steps
        )
    )


def verdicts(keys: Iterable[int] | None = None, today: date | None = None) -> dict[int, Verdict]:
    """Return {series key: verdict} for the series with these ``keys``, or for all; three
    statements. What is stored is `Series.status`: this applies the rule."""
    today = today or timezone.localdate()
    return {key: verdict(known, today) for key, known in all_known(keys).items()}


def statuses(keys: Iterable[int] | None = None, today: date | None = None) -> dict[int, str]:
    """Return {series key: status}, as `verdicts` does; series of which nothing is known are left
    out."""
    return {key: found.status for key, found in verdicts(keys, today).items() if found.status}


def turning_days(known: Known) -> list[date]:
    """Return the days on which what the rule says of a series can change while nothing else does,
    in order: the day after each that it reads, and after that when it ceases to be news."""
    days = {known.first_day, known.last_day, known.run_ends, known.last_episode}
    for airing in known.airings:
        days |= {airing.earliest, airing.starts, airing.ends}
    for step in known.steps:
        days |= {step.day, step.until}
    told = {day for day in days if day}
    told |= {day - timedelta(days=1) for day in told}  # what begins, begins on its day
    told |= {day + NEWS_FOR for day in told}
    return sorted(day + timedelta(days=1) for day in told if day < FAR)


def all_known(keys: Iterable[int] | None = None) -> dict[int, Known]:
    """Return {series key: what the rule reads of it}, of the series with these ``keys`` or all."""
    keys = None if keys is None else list(keys)
    steps, airings = _steps(keys), _airings(keys)
    return {
        key: Known(kind, tuple(steps.get(key, ())), tuple(airings.get(key, ())), *days)
        for key, (kind, *days) in _seasons(keys).items()
    }


def _steps(keys: list[int] | None) -> dict[int, list[Step]]:
    milestones = Milestone.objects.public().confirmed().filter(series__isnull=False)
    if keys is not None:
        milestones = milestones.filter(series_id__among=keys)
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
    found = defaultdict(list)
    for series, pk, kind, company, seasons, until, *days in rows:
        day = day_counted(kind, *days)
        found[series].append(Step(kind, company, day, until, pk, seasons))
    return found


def _airings(keys: list[int] | None) -> dict[int, list[Airing]]:
    releases = original_releases().filter(starts_latest__isnull=False)
    if keys is not None:
        releases = releases.filter(subject_id__among=keys)
    found = defaultdict(list)
    rows = releases.values_list(
        "subject_id",
        "starts_earliest",
        "starts_latest",
        "ends_latest",
        "seasons",
        "deal__seasons",
        "platform_id",
        "pk",
        "deal_id",
    )
    for series, earliest, starts, ends, seasons, of_deal, *which in rows:
        season = last_of(seasons or of_deal or "")
        found[series].append(Airing(earliest, starts, ends, season, *which))
    return found


def last_of(seasons: str) -> int | None:
    """The last season of “1-3”; None of the empty text."""
    return max(parse_ranges(seasons), default=None) if seasons else None


def _seasons(keys: list[int] | None) -> dict[int, tuple]:
    """{series key: (kind, last season, day of the first and of the last dated episode)}."""
    rows = Series.objects.order_by()
    if keys is not None:
        rows = rows.filter(pk__among=keys)
    days = "seasons__episodes__air_date_latest"
    found = rows.annotate(
        last_season=Max("seasons__number"), first=Min(days), last=Max(days)
    ).values_list("pk", "kind", "last_season", "first", "last")
    return {key: tuple(values) for key, *values in found}
