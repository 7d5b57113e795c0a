"""Who holds a series where, and from when: the rows of a table, and the maps that say the same.

What counts are the releases, and the acquisitions that have no release yet (the right is held,
nothing tells when it will be used). A mandate to sell a series is no right to show it. The table
tells all of them; the maps only what is confirmed. The facts come from a page that took them
through ``public()``.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from ..fields.model_fields import split_codes, territory_names
from ..knowledge.availability import State, closed, state_on
from ..knowledge.runs import NEWS_FOR
from ..models import Company, Fact, Release, Season
from ..models.choices import Certainty, DealKind, Window
from ..partial_dates import PartialDate
from .shapes import Outline, Shape, outlines

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: What a right may be, strongest first: a country that has several is drawn as the first.
ACQUIRED = "acquired"
KINDS = [*Window.values, ACQUIRED]
KINDS.insert(len(KINDS) - 1, KINDS.pop(KINDS.index(Window.PREVIEW)))
#: More dates than these are told by the year.
MOST_DATES = 8
#: More countries than these are folded in the table.
MANY = 12
STATES = {
    State.COMING: "coming",
    State.ON_OFFER: "open",
    State.UNVERIFIED: "unverified",
    State.OVER: "over",
}
MAP_LABELS = {"world": "Le monde", "europe": "L’Europe"}


@dataclass
class Right:
    """A series can be shown in some countries, by someone, from one date to another."""

    kind: str  # a Window, or ACQUIRED
    codes: frozenset[str]  # where it holds; where it does not, when it is worldwide
    worldwide: bool
    holders: list[Company]
    fact: Fact
    starts: PartialDate | None = None
    ends: PartialDate | None = None
    exclusive: bool = False
    seasons: str = ""
    state: str = ""  # on the day of the map, see `state_on`
    day: datetime.date = datetime.date.max  # of the map

    @property
    def label(self) -> StrOrPromise:
        return Window(self.kind).label if self.kind in Window.values else "Droits acquis"

    @property
    def place(self) -> Any:
        """The object whose territories hold, for the filter `where`."""
        return getattr(self.fact, "place", self.fact)

    @property
    def has_many_countries(self) -> bool:
        """Whether their names would fill the table."""
        return len(self.codes) > MANY and not self.worldwide

    def holds_in(self, code: str) -> bool:
        return (code in self.codes) is not self.worldwide

    def is_closed(self, day: datetime.date) -> bool:
        """Whether the channels or services that had it have ceased."""
        return bool(self.holders) and all(closed(holder, day) for holder in self.holders)

    def state_on(
        self, day: datetime.date, today: datetime.date, seasons: Sequence[Season] = ()
    ) -> str:
        """What the right is on a day (`knowledge.availability`): “open”, “unverified”, “over”;
        “coming” once it is told; the empty text before, and for what is rumoured or denied."""
        if self.fact.certainty != Certainty.CONFIRMED:
            return ""
        told = self.fact.told_on or today
        if isinstance(self.fact, Release):
            state = STATES[state_on(self.fact, day, seasons)]
        elif self.is_closed(day):
            state = "over"
        else:  # acquired, and nothing tells when it will be used
            state = "coming" if day - told <= NEWS_FOR else "unverified"
        return "" if state == "coming" and told > day else state

    def past(self) -> str:
        """Why a right that has no end is over."""
        return "chaîne fermée" if self.is_closed(self.day) else "diffusion passée"


@dataclass
class Area:
    """A country on a map, with the rights that hold in it."""

    shape: Shape
    name: str
    rights: list[Right]

    @property
    def kind(self) -> str:
        return self.rights[0].kind

    @property
    def state(self) -> str:
        return self.rights[0].state

    @property
    def title(self) -> str:
        """“Canada : Shudder (Première fenêtre)”, read out and shown under the pointer."""
        told = [
            f"{', '.join(c.name for c in r.holders) or '?'} ({r.label.lower()}"
            f"{', à venir' if r.state == 'coming' else ''})"
            for r in self.rights
        ]
        return f"{self.name}\N{NO-BREAK SPACE}: {', '.join(dict.fromkeys(told))}"


@dataclass
class Drawing:
    """A map: the land, coloured if a right holds everywhere, then what differs on it."""

    outline: Outline
    everywhere: Right | None
    excepted: list[Shape]
    areas: list[Area]

    @property
    def label(self) -> str:
        return MAP_LABELS[self.outline.name]


@dataclass
class Choice:
    """A date at which rights change."""

    value: str  # “2017-09” or “2017”; empty for today
    date: PartialDate | None
    current: bool


@dataclass
class RightsMap:
    """What the section of rights shows."""

    day: datetime.date
    date: PartialDate | None  # as it was chosen; None for today
    rights: list[Right] = field(default_factory=list)
    dates: list[Choice] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.rights)

    @property
    def held(self) -> list[Right]:
        """The rights that the maps show."""
        return [right for right in self.rights if right.state in ("open", "coming")]

    @property
    def legend(self) -> list[tuple[str, str, str]]:
        """(kind, state, label) of what the maps show, strongest first."""
        found: dict[Any, Any] = {}
        for right in sorted(self.held, key=_strength):
            later = " (à venir ou sans date)" if right.state == "coming" else ""
            found.setdefault((right.kind, right.state), f"{right.label}{later}")
        return [(kind, state, label) for (kind, state), label in found.items()]


def rights_of(facts: Any) -> list[Right]:
    """Return the rights that a `FactSheet` tells of, oldest first."""
    rights = [
        _right(release.window, release.place, release, [release.platform])
        for release in facts.releases
    ]
    rights += [
        _right(ACQUIRED, deal, deal, [c for c in [deal.buyer] if c] or deal.companies())
        for deal in facts.deals
        if deal.kind == DealKind.ACQUISITION and not deal.releases.all()
    ]
    far = datetime.date.max
    return sorted(
        rights, key=lambda r: (r.starts.earliest if r.starts else far, KINDS.index(r.kind))
    )


def _right(kind: Any, place: Any, fact: Fact, holders: Any) -> Right:
    codes = place.territories_except if place.worldwide else place.territories
    return Right(
        kind,
        frozenset(split_codes(codes)),
        place.worldwide,
        holders,
        fact,
        getattr(fact, "starts", None),
        getattr(fact, "ends", None),
        getattr(fact, "exclusive", False),
        getattr(fact, "season_text", fact.seasons),
    )


def rights_map(
    facts: Any,
    asked: str = "",
    seasons: Sequence[Season] = (),
    today: datetime.date | None = None,
) -> RightsMap:
    """Return the rights of a series as they stand at the end of a month or a year (``asked``:
    “2017-09”, “2017”), or today; what is no date is passed over. ``seasons`` are those of the
    series, with their episodes."""
    today = today or timezone.localdate()
    date = read_date(asked)
    day = date.latest if date else today
    rights = rights_of(facts)
    for right in rights:
        right.day, right.state = day, right.state_on(day, today, seasons)
    found = RightsMap(day, date, rights, _choices(rights, asked if date else "", today))
    held = sorted(found.held, key=_strength)
    found.drawings = [d for o in outlines().values() if (d := _draw(o, held))]
    return found


def read_date(text: str) -> PartialDate | None:
    """Read a year or a month of an address; anything else is None."""
    if not re.fullmatch(r"(19|20|21)\d\d(-(0[1-9]|1[0-2]))?", text or "", re.ASCII):
        return None
    return PartialDate(text)


def _choices(rights: Any, asked: Any, today: datetime.date) -> list[Choice]:
    """The months in which rights begin or end, or the years when the months are many; today."""
    sure = [right for right in rights if right.fact.certainty == Certainty.CONFIRMED]
    days = [r.starts.latest for r in sure if r.starts]
    days += [r.ends.latest + datetime.timedelta(days=1) for r in sure if r.ends]
    for form in ("%Y-%m", "%Y"):
        texts = sorted({day.strftime(form) for day in days if day <= last_day(today)})
        if len(texts) <= MOST_DATES:
            break
    if asked and asked not in texts:
        texts = sorted([*texts, asked])
    if len(texts) < 2 and not asked:
        return []
    choices = [Choice(text, PartialDate(text), text == asked) for text in texts]
    return [*choices, Choice("", None, not asked)]


def last_day(day: datetime.date) -> datetime.date:
    """The last day of a month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _strength(right: Any) -> tuple:
    return right.state != "open", KINDS.index(right.kind)


def _draw(outline: Outline, held: Any) -> Drawing | None:
    """A map with the rights held, strongest first; None where nothing is to be shown.

    A right that holds worldwide colours the land at once: two hundred paths are spared, and only
    the countries that differ are drawn.
    """
    worldwide = [r for r in held if r.worldwide]
    everywhere = worldwide[0] if worldwide else None
    named = {code for right in held for code in right.codes}
    areas, excepted = [], []
    for code in sorted(named & outline.countries.keys()):
        here = [right for right in held if right.holds_in(code)]
        shape = outline.countries[code]
        if not here:
            excepted.append(shape)
        elif here[0] is not everywhere:
            areas.append(Area(shape, territory_names().get(code, code), here))
    if not areas and (everywhere is None or outline.name != "world"):
        return None
    return Drawing(outline, everywhere, excepted, areas)
