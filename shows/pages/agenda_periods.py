"""The periods of the agenda: a week (ISO, from Monday) or a month, each with its address."""

import datetime
import re
from calendar import Calendar, monthrange
from dataclasses import dataclass

from ..partial_dates import PartialDate
from ..partial_dates.edtf import FIRST_YEAR, LAST_YEAR

ADDRESS = re.compile(r"(\d{4})[/-]([swSW]?)0?(\d{1,2})", re.ASCII)


@dataclass(frozen=True)
class Period:
    """Days from ``first`` to ``last``, both in it. ``address`` is canonical: “2026/s48”."""

    first: datetime.date
    last: datetime.date
    address: str

    def __contains__(self, day: datetime.date) -> bool:
        return self.first <= day <= self.last

    @property
    def name(self) -> str:
        """“du 23 au 29 novembre 2026”, “novembre 2026”."""
        return str(self._date)

    @property
    def in_sentence(self) -> str:
        """“du 23 au 29 novembre 2026”, “en novembre 2026”."""
        return self._date.in_sentence()

    @property
    def _date(self) -> PartialDate:
        raise NotImplementedError


class Week(Period):
    """A week, in the year that has most of its days: 3 January 2021 is in “2020/s53”."""

    @classmethod
    def of(cls, day: datetime.date) -> "Week":
        year, number, weekday = day.isocalendar()
        monday = day - datetime.timedelta(days=weekday - 1)
        sunday = monday + datetime.timedelta(days=6)
        return cls(monday, sunday, f"{year}/s{number:02}")

    @property
    def _date(self) -> PartialDate:
        return PartialDate(f"{self.first}/{self.last}")


class Month(Period):
    """A calendar month; `weeks` are those of a calendar on a wall."""

    @classmethod
    def of(cls, day: datetime.date) -> "Month":
        last = day.replace(day=monthrange(day.year, day.month)[1])
        return cls(day.replace(day=1), last, f"{day.year}/{day.month:02}")

    @property
    def weeks(self) -> list[list[datetime.date]]:
        """The weeks that have a day in the month, whole: the days of a calendar."""
        return Calendar().monthdatescalendar(self.first.year, self.first.month)

    @property
    def _date(self) -> PartialDate:
        return PartialDate(f"{self.first:%Y-%m}")


def read_period(text: str) -> Period | None:
    """Read the address of a period, in any form that can be meant: “2026/s48”, “2026-W48”,
    “2026/11”. Return None for one that does not exist."""
    if not (match := ADDRESS.fullmatch(text)):
        return None
    year, number = int(match[1]), int(match[3])
    # Dates as they are told go no further; neither does the agenda.
    if not FIRST_YEAR < year < LAST_YEAR:
        return None
    try:
        if match[2]:
            return Week.of(datetime.date.fromisocalendar(year, number, 1))
        return Month.of(datetime.date(year, number, 1))
    except ValueError:
        return None


class PeriodConverter:
    """The end of an agenda's address, one segment or two, whatever it is: the view reads it."""

    regex = r"[^/]+(?:/[^/]+)?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
