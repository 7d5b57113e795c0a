"""The life of a series on a time line: seasons, milestones and deals, each in a lane of its own.

A vague date is as long as what it can mean. Pure functions: a `Timeline` holds numbers and texts
that a template draws.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from ..models.choices import Certainty, DealKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from ..models import Fact

WIDTH, EDGE = 960, 20
#: Heights: of the lane of seasons, of a row of marks, of the foot with the years.
SEASONS, ROW, FOOT = 46, 26, 26
#: Marks closer than this are put one under another, in so many rows at the most.
NEAR, MOST_ROWS = 22, 6
#: As many years as can be read under the line.
MOST_TICKS = 14
#: Shapes tell the kinds of deals apart, without colour.
SHAPES = {
    "acquisition": "M-6-6h12v12h-12z",
    "coproduction": "M0-8l8,8-8,8-8-8z",
    "distribution": "M0-8l8,14h-16z",
    "partnership": "M-7-3h4v-4h6v4h4v6h-4v4h-6v-4h-4z",
}


@dataclass
class Bar:
    """A season: from its start to its last episode, or as long as its vague start may be."""

    x: float
    width: float
    label: str  # “S3”; empty where there is no room
    title: str
    vague: bool


@dataclass
class Mark:
    """A milestone or a deal, with the number under which the list tells it."""

    x: float
    y: float
    number: int
    title: str
    coming: bool
    shape: str = ""  # of a deal


@dataclass
class Timeline:
    """A time line as its template draws it, in a box of ``width`` by ``height``.

    ``ticks`` are (x, year); ``today`` is an x, or None where the line does not reach today.
    """

    width: int
    height: int
    ticks: list[tuple[float, int]] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    milestones: list[Mark] = field(default_factory=list)
    deals: list[Mark] = field(default_factory=list)
    lanes: list[tuple[float, str]] = field(default_factory=list)
    axis: float = 0
    today: float | None = None

    @property
    def shapes(self) -> list[tuple[str, StrOrPromise]]:
        """(shape, kind) of the deals that are drawn, for the legend."""
        drawn = {mark.shape for mark in self.deals}
        return [(s, DealKind(kind).label) for kind, s in SHAPES.items() if s in drawn]


def timeline(
    lines: Any, milestones: Any, deals: Any, today: datetime.date | None = None
) -> Timeline | None:
    """Return the time line of a series, or None when there is too little to draw.

    ``lines`` are `SeasonLine`; milestones and deals are in the order of the lists that number
    them. What is not confirmed or has no date is left to the lists.
    """
    today = today or timezone.localdate()
    seasons = [line for line in lines if line.starts]
    steps = [(n, m, _span(m)) for n, m in enumerate(milestones, 1) if _drawn(m)]
    bought = [(n, d, _span(d)) for n, d in enumerate(deals, 1) if _drawn(d)]
    days = [day for line in seasons for day in (line.starts.earliest, _end(line))]
    days += [day for _n, _fact, span in [*steps, *bought] for day in span or ()]
    if len(seasons) + len(steps) + len(bought) < 2:
        return None
    scale = Scale(min(days).year, max(days).year + 1)
    bars = _bars(seasons, scale)
    y = SEASONS if bars else 0
    lanes = [(26.0, "Saisons")] if bars else []
    drawn = {}
    for name, label, rows in (("milestones", "Étapes", steps), ("deals", "Accords", bought)):
        marks, count = _marks(rows, scale, y, today)
        drawn[name] = marks
        if marks:
            lanes.append((y + ROW / 2, label))
        y += count * ROW
    inside = scale.first <= today.year < scale.last
    return Timeline(
        WIDTH,
        round(y + 8 + FOOT),
        scale.ticks(),
        bars,
        lanes=lanes,
        axis=y + 8,
        today=scale.x(today) if inside else None,
        **drawn,
    )


@dataclass(frozen=True)
class Scale:
    """From days to places, whole years from one to the next."""

    first: int
    last: int

    def x(self, day: datetime.date) -> float:
        start = datetime.date(self.first, 1, 1)
        whole = (datetime.date(self.last, 1, 1) - start).days
        return round(EDGE + (WIDTH - 2 * EDGE) * (day - start).days / whole, 1)

    def ticks(self) -> list[tuple[float, int]]:
        steps = (1, 2, 5, 10, 20, 50)
        step = next((s for s in steps if (self.last - self.first) / s <= MOST_TICKS), 100)
        years = range(self.first, self.last + 1)
        return [(self.x(datetime.date(y, 1, 1)), y) for y in years if y % step == 0]


def _drawn(fact: Fact) -> bool:
    return fact.certainty == Certainty.CONFIRMED and _span(fact) is not None


def _span(fact: Fact) -> tuple[datetime.date, datetime.date] | None:
    """The first and the last day that a milestone or a deal can mean."""
    date = getattr(fact, "date", None) or fact.announced
    if date:
        return date.earliest, date.latest
    return (fact.told_on, fact.told_on) if fact.told_on else None


def _end(line: Any) -> datetime.date:
    return (line.ends or line.starts).latest


def _bars(seasons: Any, scale: Any) -> list[Bar]:
    bars, told = [], -float("inf")
    for line in sorted(seasons, key=lambda line: line.starts.earliest):
        x = scale.x(line.starts.earliest)
        width = max(7.0, round(scale.x(_end(line)) - x, 1))
        label = f"S{line.number}" if line.number else "HS"
        if x - told < NEAR + 2:
            label = ""
        else:
            told = x
        until = f" à {line.ends}" if line.ends else ""
        title = f"{line}\N{NO-BREAK SPACE}: {line.starts}{until}"
        bars.append(Bar(x, width, label, title, not line.ends and not line.starts.is_exact))
    return bars


def _marks(rows: Any, scale: Any, top: Any, today: datetime.date) -> tuple[list[Mark], int]:
    """Place marks so that none hides another; return them with the number of rows they take."""
    ends: list[float] = []
    marks = []
    for number, fact, (earliest, latest) in sorted(rows, key=lambda row: row[2]):
        x = scale.x(earliest + (latest - earliest) / 2)
        free = [row for row, end in enumerate(ends) if x - end >= NEAR]
        row = free[0] if free else len(ends) if len(ends) < MOST_ROWS else ends.index(min(ends))
        ends[row:] = [x, *ends[row + 1 :]]
        date = getattr(fact, "date", None) or fact.announced or ""
        title = f"{number}. {fact.get_kind_display()}{f', {date}' if date else ''}"
        shape = SHAPES.get(fact.kind, "")
        marks.append(Mark(x, top + row * ROW + ROW / 2, number, title, earliest > today, shape))
    return marks, len(ends)
