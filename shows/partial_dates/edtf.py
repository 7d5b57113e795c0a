"""The part of EDTF (ISO 8601-2) that the magazine uses, and the days it stands for.

A period is a year (2017), a month (2017-06), a day (2017-09-28) or a part of a year (2018-37);
"~" after it means "about". A date is a period, or two of them joined by "/".
"""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1900, 2100

# First and last month of each part of a year. Winter is the first months of its year, as the
# French press uses it, and not the December of EDTF: “hiver 2018” sorts in January 2018.
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (1, 3)}
QUARTERS = {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)}
QUADRIMESTERS = {37: (1, 4), 38: (5, 8), 39: (9, 12)}  # beginning, middle and end of a year
SEMESTERS = {40: (1, 6), 41: (7, 12)}
PARTS = SEASONS | QUARTERS | QUADRIMESTERS | SEMESTERS

# Beginning, middle and end of a month have no code in EDTF. They are kept as intervals between
# days that are "about", so that a festival held on just those days is not taken for one.
THIRDS = {"début": (1, 10), "mi-": (10, 20), "fin": (20, 31)}

PERIOD = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~)?", re.ASCII)


class Period(NamedTuple):
    """One side of a date. `part` is a month (1-12) or a key of PARTS."""

    year: int
    part: int | None = None
    day: int | None = None
    about: bool = False

    @property
    def is_month(self) -> bool:
        return self.day is None and self.part is not None and self.part <= 12

    @property
    def has_possible_day(self) -> bool:
        return self.day is None or self.day <= monthrange(self.year, self.part or 1)[1]

    def __str__(self) -> str:
        numbers = [f"{self.year:04}", *(f"{n:02}" for n in (self.part, self.day) if n)]
        return "-".join(numbers) + ("~" if self.about else "")

    def first(self) -> date:
        """The earliest day. "About" does not widen a period: vagueness has no measure."""
        return date(self.year, self._months()[0], self.day or 1)

    def last(self) -> date:
        month = self._months()[1]
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def _months(self) -> tuple[int, int]:
        return PARTS.get(self.part or 0) or (self.part or 1, self.part or 12)


@lru_cache(maxsize=4096)
def read(text: str) -> tuple[Period, ...] | None:
    """The one or two periods of an EDTF text, or None for a form that is not used here.

    Neither the year, nor the day, nor the order is checked: `PartialDate` does, in sentences.
    """
    sides = [_read_period(side) for side in text.split("/")]
    periods = tuple(side for side in sides if side is not None)
    if len(periods) < len(sides) or len(periods) > 2:
        return None
    if len(periods) == 2 and any(p.about for p in periods) and not third_of_month(*periods):
        return None
    return periods


def _read_period(text: str) -> Period | None:
    if not (match := PERIOD.fullmatch(text)):
        return None
    year = int(match[1])
    part, day = (int(group) if group else None for group in match.group(2, 3))
    if part is not None and not (1 <= part <= 12 or (part in PARTS and day is None)):
        return None
    if day == 0:
        return None
    return Period(year, part, day, bool(match[4]))


def write_third(name: str, year: int, month: int) -> str:
    """The EDTF text of a third of a month: ("fin", 2020, 4) → 2020-04-20~/2020-04-30~."""
    first, last = THIRDS[name]
    last = min(last, monthrange(year, month)[1])
    return f"{year:04}-{month:02}-{first:02}~/{year:04}-{month:02}-{last:02}~"


def third_of_month(start: Period, end: Period) -> str | None:
    """The key of THIRDS that an interval stands for, if it does."""
    if not (start.part and start.day and end.day and start[:2] == end[:2]):
        return None
    text, year, month = f"{start}/{end}", start.year, start.part
    return next((n for n in THIRDS if write_third(n, year, month) == text), None)
