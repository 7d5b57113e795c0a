"""How long a run lasts, and how long what was said holds: the measures of the present tense.

A fact says what was true on a day. Whoever shows it in the present tense asks here first.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..fields.model_fields import parse_ranges
from ..models.choices import Access, CompanyKind, Window

if TYPE_CHECKING:
    from ..models import Episode, Release, Season

#: How long a season is taken to be shown when nothing tells: a season of ten to thirteen weeks.
USUAL_RUN = datetime.timedelta(weeks=12)
#: An offer nobody looked at for so long is no longer told as today's.
VERIFIED_FOR = datetime.timedelta(days=365)
#: A series of which nothing was heard for so long is not said to go on, nor to be awaited.
NEWS_FOR = datetime.timedelta(days=548)

BROADCAST = (Access.FREE_TV, Access.PAY_TV)


def is_broadcast(release: Release) -> bool:
    """Whether it is shown at its hour and gone, not kept on offer. Where neither the release nor
    its platform says how it is watched, only a streaming service keeps it."""
    access = release.usual_access
    if access:
        return access in BROADCAST
    return release.platform.kind != CompanyKind.STREAMING_SERVICE


def last_day(release: Release, seasons: Iterable[Season] = ()) -> datetime.date | None:
    """Return the last day on which a release is on offer: its end, the end of its channel or
    service, or of a broadcast the end of its run. None: as long as it is not told.

    ``seasons`` are those of its series, with their episodes; without them a run is the usual one.
    """
    days = [release.ends.latest] if release.ends else []
    if release.platform.active_to:
        days.append(release.platform.active_to.latest)
    if release.starts and not release.ends and is_broadcast(release):
        days.append(run_ends(release, seasons))
    return min(days, default=None)


def run_ends(release: Release, seasons: Iterable[Season] = ()) -> datetime.date:
    """Return the last day that the run of a release with a start can last: its episodes at the
    pace at which the record knows that they were shown, `USUAL_RUN` otherwise."""
    starts: Any = release.starts
    own = _shown_by(release, seasons)
    dated = sorted(e.air_date.latest for e in _episodes(release, own) if e.air_date)
    if len(dated) < 2:
        return starts.latest + USUAL_RUN
    pace = (dated[-1] - dated[0]) / (len(dated) - 1)
    ends = starts.latest + pace * (max(_count(release, own), len(dated)) - 1)
    # Its own days tell the end of the original run; a rerun has others.
    return max(ends, dated[-1]) if release.window == Window.ORIGINAL else ends


def _shown_by(release: Release, seasons: Iterable[Season]) -> list[Season]:
    numbers = parse_ranges(release.season_text)
    regular = [season for season in seasons if season.number]
    if not numbers:
        return regular if len(regular) == 1 else []
    return [season for season in regular if season.number in numbers]


def _episodes(release: Release, seasons: list[Season]) -> list[Episode]:
    numbers = parse_ranges(release.episodes)
    episodes = [episode for season in seasons for episode in season.episodes.all()]
    return [e for e in episodes if not numbers or e.number in numbers]


def _count(release: Release, seasons: list[Season]) -> int:
    return len(parse_ranges(release.episodes)) or sum(s.episode_count or 0 for s in seasons)
