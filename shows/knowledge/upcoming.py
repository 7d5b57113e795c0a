"""What comes soon: the releases of the next days, and apart those whose date is still vague."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.utils import timezone

from ..models import Company, Release, Series
from ..partial_dates import PartialDate

if TYPE_CHECKING:
    from ..models.querysets import NestedReleaseQuerySet

#: A date that may mean more days than a third of a year says nothing about the next two weeks.
VAGUEST = datetime.timedelta(days=123)


def releases_between(first: datetime.date, last: datetime.date) -> NestedReleaseQuerySet:
    """Return the public confirmed releases that start from ``first`` to ``last``, both included,
    or may do so: of a vague date, any day that it can mean."""
    return (
        Release.objects.public()
        .confirmed()
        .filter(starts_earliest__lte=last, starts_latest__gte=first)
        .order_by("starts_earliest", "starts_latest", "pk")
    )


def upcoming_releases(days: int, today: datetime.date | None = None) -> NestedReleaseQuerySet:
    """Return those of the next ``days`` days, today included."""
    today = today or timezone.localdate()
    return releases_between(today, today + datetime.timedelta(days=days))


def next_releases(days: int) -> NestedReleaseQuerySet:
    """Return those of the next ``days`` days of which the day is known."""
    return upcoming_releases(days).filter(starts_earliest=F("starts_latest"))


@dataclass
class Premiere:
    """A series that starts somewhere: the same one, on the same day, on one or more platforms."""

    starts: PartialDate
    series: Series
    season_text: str
    platforms: list[Company] = field(default_factory=list)
    releases: list[Release] = field(default_factory=list)

    @property
    def start_time(self) -> datetime.time | None:
        """The hour, where all who tell one tell the same."""
        hours = {release.start_time for release in self.releases if release.start_time}
        return hours.pop() if len(hours) == 1 else None


@dataclass
class Agenda:
    """Premieres by day (soonest first) and, apart, those that come on a day not told yet."""

    days: list[tuple[datetime.date, list[Premiere]]] = field(default_factory=list)
    vague: list[Premiere] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.days or self.vague)


def premieres(releases: Iterable[Any]) -> list[Premiere]:
    """Put releases, with their records, together by series and start; the soonest first."""
    found: dict = {}
    for release in sorted(releases, key=_by_start):
        if release.subject is None:
            continue
        key = (release.starts.edtf, release.subject.pk, release.season_text)
        premiere = found.setdefault(
            key, Premiere(release.starts, release.subject, release.season_text)
        )
        premiere.releases.append(release)
        if release.platform not in premiere.platforms:
            premiere.platforms.append(release.platform)
    return list(found.values())


def _by_start(release: Release) -> tuple:
    """By day, then by hour; what has none that day comes last."""
    late = release.start_time or datetime.time.max
    return (release.starts_earliest, release.starts_latest, late, release.pk)


def agenda_of(starting: list[Premiere]) -> Agenda:
    """Sort premieres into an agenda."""
    days: dict = {}
    for premiere in starting:
        if premiere.starts.is_exact:
            days.setdefault(premiere.starts.earliest, []).append(premiere)
    vague = [
        p
        for p in starting
        if not p.starts.is_exact and p.starts.latest - p.starts.earliest <= VAGUEST
    ]
    return Agenda(list(days.items()), vague)


def agenda(
    releases: list[Release], limit: int, within: int, today: datetime.date | None = None
) -> Agenda:
    """Put at most ``limit`` premieres of each kind together, of those ``within`` so many days,
    from releases with their records."""
    today = today or timezone.localdate()
    until = today + datetime.timedelta(days=within)
    starting = premieres(r for r in releases if r.starts and r.starts.earliest <= until)
    exact = [p for p in starting if p.starts.is_exact][:limit]
    found = agenda_of([*exact, *(p for p in starting if not p.starts.is_exact)])
    return Agenda(found.days, found.vague[:limit])
