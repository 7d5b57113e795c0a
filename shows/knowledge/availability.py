"""Where a series can be watched, country by country, and what is only known from the past.

Functions over releases that came through ``public()``. A confirmed release is, on a day:

- **coming** before the latest day of its start; without a date, while its announcement is news;
- **on offer** from that day to its last one (`runs.last_day`): a broadcast while its run lasts;
- **unverified**, on demand and without an end, once nobody has looked for a year;
- **over** after its last day: history, told in the past tense.
"""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import DateField, Max, Q
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.utils import timezone

from ..fields.model_fields import format_ranges, parse_ranges, split_codes, territory_names
from ..models import Company, Release, Season
from ..models.choices import Access, Certainty, CompanyKind
from ..partial_dates import PartialDate
from .runs import NEWS_FOR, VERIFIED_FOR, is_broadcast, last_day

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

HOME = "FR"
#: Countries that a reader of a French magazine is likely to be in, offered on every page.
NEAR = ["FR", "BE", "CH", "LU", "CA"]
ON_DEMAND = [Access.SVOD, Access.FREE_VOD, Access.AVOD, Access.TVOD]


class State(enum.Enum):
    """What a release is on a day."""

    COMING = "coming"
    ON_OFFER = "on_offer"
    UNVERIFIED = "unverified"
    OVER = "over"


def state_on(release: Release, day: datetime.date, seasons: Iterable[Season] = ()) -> State:
    """Return what a confirmed release is on a day; ``seasons`` are those of its series."""
    last = last_day(release, seasons)
    if last and last < day:
        return State.OVER
    if not release.starts:
        told = release.told_on
        return State.OVER if told and day - told > NEWS_FOR else State.COMING
    if release.starts.latest > day:
        return State.COMING
    if release.ends or is_broadcast(release):
        return State.ON_OFFER
    known = max(known_on(release) or datetime.date.min, release.starts.latest)
    return State.ON_OFFER if day - known <= VERIFIED_FOR else State.UNVERIFIED


def known_on(release: Release) -> datetime.date | None:
    """Return the last day on which somebody said, or saw, that it is on offer."""
    days = [release.told_on, verified_on(release)]
    return max(filter(None, days), default=None)


def verified_on(release: Release) -> datetime.date | None:
    """Return the last day on which somebody looked and found it on offer."""
    if not release.pk:
        return None  # of a draft
    days = (verification.citation_date for verification in release.verifications.all())
    return max(filter(None, days), default=None)


@dataclass
class Offer:
    """A series on a channel or a service, with the releases that say so."""

    platform: Company
    access: str
    place: object = None  # whose territories hold, for the filter `where`
    releases: list[Release] = field(default_factory=list)
    record: Iterable[Season] = ()  # the seasons of its series, which tell how long a run lasts

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
        """When the first of it began."""
        starts = [release.starts for release in self.releases if release.starts]
        return min(starts, key=lambda start: start.latest)

    @property
    def years(self) -> str:
        """“en 2005”, “de 2005 à 2020”: of what is over."""
        first = self.since.earliest.year
        days = [last_day(r, self.record) or r.starts.latest for r in self.releases if r.starts]
        last = max(max(day.year for day in days), first)
        return f"en {first}" if last == first else f"de {first} à {last}"

    @property
    def until(self) -> PartialDate | None:
        """When the last of it goes; None when nothing tells."""
        ends = [release.ends for release in self.releases if release.ends]
        whole = len(ends) == len(self.releases)
        return max(ends, key=lambda date: date.latest) if whole else None

    @property
    def told(self) -> datetime.date | None:
        """The last day on which it was announced."""
        return max(filter(None, (r.told_on for r in self.releases)), default=None)

    @property
    def verified(self) -> datetime.date | None:
        """The last day on which somebody looked; None if nobody has."""
        return max(filter(None, map(verified_on, self.releases)), default=None)

    @property
    def on_demand(self) -> bool:
        return not is_broadcast(self.releases[0])

    @property
    def exclusive(self) -> bool:
        return any(release.exclusive for release in self.releases)


@dataclass
class WhereToWatch:
    """What can be watched in one country, and elsewhere; and what could be."""

    code: str
    on_demand: list[Offer] = field(default_factory=list)
    on_air: list[Offer] = field(default_factory=list)
    unverified: list[Offer] = field(default_factory=list)
    coming: list[Release] = field(default_factory=list)
    past: list[Offer] = field(default_factory=list)
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
    releases: list[Any],
    code: str = HOME,
    today: datetime.date | None = None,
    seasons: Iterable[Season] = (),
) -> WhereToWatch:
    """Return where a series can be watched in a country (ISO 3166-1 alpha-2) and elsewhere.

    ``seasons`` are those of the series with their episodes, which tell how long a run lasts.
    """
    today = today or timezone.localdate()
    confirmed = [r for r in releases if r.certainty == Certainty.CONFIRMED]
    here: dict[State, list[Release]] = {state: [] for state in State}
    elsewhere = []
    for release in confirmed:
        state = state_on(release, today, seasons)
        if holds_in(release.place, code):
            here[state].append(release)
        elif state == State.ON_OFFER:
            elsewhere.append(release)
    now = _offers(here[State.ON_OFFER], _access_order)
    return WhereToWatch(
        code,
        on_demand=[offer for offer in now if offer.on_demand],
        on_air=[offer for offer in now if not offer.on_demand],
        unverified=_offers(here[State.UNVERIFIED], _access_order),
        coming=here[State.COMING],
        past=_offers(
            [r for r in here[State.OVER] if r.starts], lambda o: o.since.earliest, record=seasons
        ),
        elsewhere=_offers(elsewhere, lambda offer: offer.platform.name, by_place=True),
        choices=_choices(confirmed, code),
    )


def _offers(
    releases: Any, order: Any, by_place: bool = False, record: Iterable[Season] = ()
) -> list[Offer]:
    """The releases by platform and access, and by where they hold."""
    found: dict[Any, Offer] = {}
    for release in releases:
        place, access = release.place, release.usual_access
        where = (place.territories, place.worldwide, place.territories_except)
        key = (release.platform, access, where if by_place else None)
        offer = found.setdefault(key, Offer(release.platform, access, place, record=record))
        offer.releases.append(release)
    return sorted(found.values(), key=order)


def _access_order(offer: Offer) -> tuple:
    places = {access: place for place, access in enumerate([*ON_DEMAND, *Access.values])}
    return (places.get(offer.access, len(places)), offer.platform.name)


def to_be_verified(within: int, today: datetime.date | None = None) -> Any:
    """Return the public confirmed offers on demand, without an end, that are unverified or will be
    ``within`` so many days; with ``known``, the day as of which each is known, oldest first."""
    today = today or timezone.localdate()
    begun = Release.objects.public().confirmed().filter(starts_latest__lte=today, ends="")
    on_demand = Q(access__in=ON_DEMAND) | Q(access="", platform__access__in=ON_DEMAND)
    on_demand |= Q(access="", platform__access="", platform__kind=CompanyKind.STREAMING_SERVICE)
    told = Coalesce(
        "announced_earliest",
        "deal__announced_earliest",
        TruncDate("article__first_published_at"),
        TruncDate("deal__article__first_published_at"),
        "citation_date",
        "deal__citation_date",
        "starts_latest",
    )
    verified = Coalesce(Max("verifications__citation_date"), "starts_latest")
    return (
        begun.filter(on_demand)
        .exclude(platform__active_to_latest__lt=today)
        .annotate(known=Greatest(told, verified, "starts_latest", output_field=DateField()))
        .filter(known__lt=today - VERIFIED_FOR + datetime.timedelta(days=within))
        .order_by("known", "pk")
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
