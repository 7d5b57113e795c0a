"""The seasons of a series with what releases and episodes tell of them.

A season is a row of the record, or only a number in the releases; its start is that of its first
original release. Pure functions: nothing here queries.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from ..fields.model_fields import parse_ranges
from ..models import Company, Episode, Release, Season
from ..models.choices import Certainty, Window
from ..partial_dates import PartialDate

#: Seasons shown at once; when there are more, the older ones are folded.
SHOWN = 8


@dataclass
class SeasonLine:
    """A season as a page shows it."""

    number: int
    season: Season | None = None
    release: Release | None = None  # its first original one
    episodes: list[Episode] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.season.title if self.season else ""

    @property
    def episode_count(self) -> int:
        regular = [episode for episode in self.episodes if episode.number]
        told = self.season.episode_count if self.season else None
        return told or len(regular)

    @property
    def runtime(self) -> int | None:
        return self.season.runtime if self.season else None

    @property
    def platform(self) -> Company | None:
        return self.release.platform if self.release else None

    @property
    def starts(self) -> PartialDate | None:
        """When it began, or will: as its release tells, else as its first dated episode does."""
        if self.release and self.release.starts:
            return self.release.starts
        dated = [episode.air_date for episode in self.episodes if episode.air_date]
        return min(dated, key=lambda date: date.earliest, default=None)

    @property
    def ends(self) -> PartialDate | None:
        """When its last dated episode was shown, if that is after its start."""
        dated = [episode.air_date for episode in self.episodes if episode.air_date]
        last = max(dated, key=lambda date: date.latest, default=None)
        return last if last and self.starts and last.latest > self.starts.latest else None

    def __str__(self) -> str:
        return f"Saison\N{NO-BREAK SPACE}{self.number}" if self.number else "Hors saison"


def season_lines(record: Any) -> list[SeasonLine]:
    """Return the seasons of a `SeriesRecord`, the first first, the specials last."""
    lines = {
        season.number: SeasonLine(season.number, season, episodes=_ordered(season.episodes.all()))
        for season in record.seasons
    }
    regular = [number for number in lines if number]
    opening = regular if len(regular) == 1 else [1] if 1 in lines else []
    originals = [
        r
        for r in record.facts.releases
        if r.window == Window.ORIGINAL and r.certainty == Certainty.CONFIRMED and not r.episodes
    ]
    for release in originals:  # oldest first
        numbers = parse_ranges(release.season_text)
        if not numbers and release is originals[0]:
            numbers = opening  # the première of a series is that of its first season
        for number in numbers:
            line = lines.setdefault(number, SeasonLine(number))
            # A release of several seasons together tells when the first of them began.
            if line.release is None and number == numbers[0]:
                line.release = release
    return sorted(lines.values(), key=lambda line: (line.number == 0, line.number))


def folded(lines: list[SeasonLine]) -> tuple[list[SeasonLine], list[SeasonLine]]:
    """Split long runs: (the older seasons, to be folded; the latest, shown at once)."""
    regular = [line for line in lines if line.number]
    if len(regular) <= SHOWN + 2:
        return [], lines
    older = regular[:-SHOWN]
    return older, [line for line in lines if line not in older]


def _ordered(episodes: Any) -> list[Episode]:
    return sorted(
        episodes,
        key=lambda e: (
            e.number is None,
            e.number or 0,
            e.air_date_earliest or datetime.date.max,
            e.pk or 0,
        ),
    )
