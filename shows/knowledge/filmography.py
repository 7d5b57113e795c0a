"""What someone, or a company, is credited on: pure functions over public credits and releases."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from ..models import Credit, Release, Series
from ..models.choices import Certainty, Role, Window

if TYPE_CHECKING:
    from ..partial_dates import PartialDate

ON_SCREEN, BEHIND = "À l’écran", "Derrière l’écran"


@dataclass
class Work:
    """A series that someone is credited on, with what for."""

    series: Series
    releases: list[Release] = field(default_factory=list)  # its original ones, oldest first
    roles: list[str] = field(default_factory=list)  # or characters, on screen
    seasons: str = ""

    @property
    def dated(self) -> list[Release]:
        return [release for release in self.releases if release.starts]

    @property
    def _starts(self) -> list[PartialDate]:
        return [release.starts for release in self.releases if release.starts]

    @property
    def year(self) -> int | None:
        """The year of its première."""
        starts = self._starts
        return starts[0].earliest.year if starts else None

    @property
    def years(self) -> str:
        """“2017”, “2017-2021”; empty when nobody said."""
        starts = self._starts
        if not starts:
            return ""
        first, last = starts[0].earliest.year, max(start.latest.year for start in starts)
        return str(first) if last <= first else f"{first}\N{EN DASH}{last}"

    def coming(self, today: datetime.date | None = None) -> Release | None:
        """Its next original release, if one is announced."""
        today = today or timezone.localdate()
        return next((r for r in self.dated if r.starts and r.starts.latest > today), None)


def filmography(credits: list[Credit], releases: list[Release]) -> list[tuple[str, list[Work]]]:
    """Return (heading, works) on screen and behind it, the newest first; what has no date yet is
    what comes, and stands before."""
    originals: dict = {}
    for release in releases:
        if release.window == Window.ORIGINAL and release.certainty == Certainty.CONFIRMED:
            originals.setdefault(release.subject, []).append(release)
    groups: dict = {ON_SCREEN: {}, BEHIND: {}}
    places = {role: place for place, role in enumerate(Role.values)}
    for credit in sorted(credits, key=lambda c: (places[c.role], c.sort_order or 0)):
        on_screen = credit.role in Role.on_screen()
        works = groups[ON_SCREEN if on_screen else BEHIND]
        work = works.setdefault(
            credit.series, Work(credit.series, originals.get(credit.series, []))
        )
        label = credit.character if on_screen and credit.character else credit.get_role_display()
        work.roles.append(label)
        work.seasons = credit.seasons if len(work.roles) == 1 else ""
    return [
        (heading, sorted(works.values(), key=lambda w: (-(w.year or 9999), w.series.title)))
        for heading, works in groups.items()
        if works
    ]


def coming_works(groups: Any) -> list[tuple[Work, Release]]:
    """Return the works of a filmography of which a release is announced, the soonest first."""
    works = {work.series: work for _heading, works in groups for work in works}
    soon = [(work, release) for work in works.values() if (release := work.coming())]
    return sorted(soon, key=lambda row: (row[1].starts.earliest, row[0].series.title))
