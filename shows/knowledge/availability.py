"""Where a series can be watched today, country by country.

Pure functions over releases that came through ``public()``. A release counts once the latest day
of its start has come and until its end, if it is confirmed and its channel or service has not
closed since.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from ..fields.model_fields import format_ranges, parse_ranges, split_codes, territory_names
from ..models import Company, Release
from ..models.choices import Access, Certainty
from ..partial_dates import PartialDate

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

HOME = "FR"
#: Countries that a reader of a French magazine is likely to be in, offered on every page.
NEAR = ["FR", "BE", "CH", "LU", "CA"]
ON_DEMAND = [Access.SVOD, Access.FREE_VOD, Access.AVOD, Access.TVOD]


@dataclass
class Offer:
    """A series on a channel or a service, with the releases that say so."""

    platform: Company
    access: str
    place: object = None  # whose territories hold, for the filter `where`
    releases: list[Release] = field(default_factory=list)

    @property
    def access_label(self) -> StrOrPromise:
        return Access(self.access).label if self.access else ""

    @property
    def seasons(self) -> str:
        """The seasons together; the empty text when a release is of the whole series."""
        texts = [release.season_text for release in self.releases]
        if not all(texts):
            return ""
        return format_ranges([number for text in texts for number in parse_ranges(text)])

    @property
    def episodes(self) -> str:
        """The episodes, when only some can be watched."""
        return self.releases[0].episodes if len(self.releases) == 1 else ""

    @property
    def since(self) -> PartialDate:
        starts = [release.starts for release in self.releases if release.starts]
        return min(starts, key=lambda start: start.latest)

    @property
    def until(self) -> PartialDate | None:
        """When the last of it goes; None when nothing tells."""
        ends = [release.ends for release in self.releases if release.ends]
        whole = len(ends) == len(self.releases)
        return max(ends, key=lambda date: date.latest) if whole else None

    @property
    def exclusive(self) -> bool:
        return any(release.exclusive for release in self.releases)


@dataclass
class WhereToWatch:
    """What can be watched in one country, and elsewhere."""

    code: str
    on_demand: list[Offer] = field(default_factory=list)
    on_air: list[Offer] = field(default_factory=list)
    coming: list[Release] = field(default_factory=list)
    elsewhere: list[Offer] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)  # (code, name) of countries

    @property
    def country(self) -> str:
        return territory_names().get(self.code, self.code)

    @property
    def now(self) -> list[tuple[str, list[Offer]]]:
        groups = [("À la demande", self.on_demand), ("À la télévision", self.on_air)]
        return [(label, offers) for label, offers in groups if offers]

    @property
    def is_home(self) -> bool:
        return self.code == HOME


def where_to_watch(
    releases: list[Any], code: str = HOME, today: datetime.date | None = None
) -> WhereToWatch:
    """Return where a series can be watched in a country (ISO 3166-1 alpha-2) and elsewhere."""
    today = today or timezone.localdate()
    confirmed = [r for r in releases if r.certainty == Certainty.CONFIRMED]
    open_now = [r for r in confirmed if r.is_watchable(today) and not closed(r.platform, today)]
    here: dict[Any, Offer] = {}
    elsewhere: dict[Any, Offer] = {}
    for release in open_now:
        place, access = release.place, release.usual_access
        if holds_in(place, code):
            offer = here.setdefault(
                (release.platform, access), Offer(release.platform, access, place)
            )
        else:
            where = (place.territories, place.worldwide, place.territories_except)
            offer = elsewhere.setdefault(
                (release.platform, access, where), Offer(release.platform, access, place)
            )
        offer.releases.append(release)
    order = {access: number for number, access in enumerate([*ON_DEMAND, *Access.values])}
    offers = sorted(here.values(), key=lambda o: (order.get(o.access, 99), o.platform.name))
    return WhereToWatch(
        code,
        [o for o in offers if o.access in ON_DEMAND],
        [o for o in offers if o.access not in ON_DEMAND],
        [
            r
            for r in confirmed
            if holds_in(r.place, code)
            and not (r.starts and r.starts.latest <= today)
            and not (r.ends and r.ends.latest < today)
            and not closed(r.platform, today)
        ],
        sorted(elsewhere.values(), key=lambda o: o.platform.name),
        _choices(confirmed, code),
    )


def holds_in(place: Any, code: str) -> bool:
    """Whether a deal or a release holds in a country."""
    if place.worldwide:
        return code not in split_codes(place.territories_except)
    return code in split_codes(place.territories)


def closed(platform: Company, today: datetime.date) -> bool:
    """Whether a channel or a service has ceased: nothing is watched there any more."""
    return bool(platform.active_to and platform.active_to.latest < today)


def _choices(releases: list[Any], code: str) -> list[tuple[str, str]]:
    """The countries that can be chosen at once: near ones, and those where the series is."""
    codes = {c for release in releases for c in split_codes(release.place.territories)}
    names = territory_names()
    others = sorted((codes | {code}) - set(NEAR), key=list(names).index)
    return [(c, names[c]) for c in [*NEAR, *others]]
