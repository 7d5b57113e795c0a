"""What comes soon: the releases of the next days, and apart those whose date is still vague."""

import datetime
from dataclasses import dataclass, field

from django.utils import timezone

from .models import Company, Release, Series
from .partial_dates import PartialDate

#: A date that may mean more days than a third of a year says nothing about the next two weeks.
VAGUEST = datetime.timedelta(days=123)


def upcoming_releases(days: int, today=None):
    """Return the public confirmed releases that start within ``days`` days, today included, or
    may do so: of a vague date, any day that it can mean."""
    today = today or timezone.localdate()
    return (
        Release.objects.public()
        .confirmed()
        .filter(
            starts_earliest__lte=today + datetime.timedelta(days=days),
            starts_latest__gte=today,
        )
        .order_by("starts_earliest", "starts_latest", "pk")
    )


@dataclass
class Premiere:
    """A series that starts somewhere: the same one, on the same day, on one or more platforms."""

    starts: PartialDate
    series: Series
    season_text: str
    platforms: list[Company] = field(default_factory=list)


@dataclass
class Agenda:
    """Premieres by day (soonest first) and, apart, those that come on a day not told yet."""

    days: list[tuple[datetime.date, list[Premiere]]] = field(default_factory=list)
    vague: list[Premiere] = field(default_factory=list)

    def __bool__(self):
        return bool(self.days or self.vague)


def agenda(releases, limit: int, within: int, today=None) -> Agenda:
    """Put at most ``limit`` premieres of each kind together, of those ``within`` so many days,
    from releases with their records."""
    today = today or timezone.localdate()
    until = today + datetime.timedelta(days=within)
    premieres: dict = {}
    for release in sorted(releases, key=lambda r: (r.starts_earliest, r.starts_latest, r.pk)):
        if release.subject is None or release.starts.earliest > until:
            continue
        key = (release.starts.edtf, release.subject.pk, release.season_text)
        found = premieres.setdefault(
            key, Premiere(release.starts, release.subject, release.season_text)
        )
        if release.platform not in found.platforms:
            found.platforms.append(release.platform)
    exact = [p for p in premieres.values() if p.starts.is_exact][:limit]
    days: dict = {}
    for premiere in exact:
        days.setdefault(premiere.starts.earliest, []).append(premiere)
    vague = [
        p
        for p in premieres.values()
        if not p.starts.is_exact and p.starts.latest - p.starts.earliest <= VAGUEST
    ]
    return Agenda(list(days.items()), vague[:limit])
