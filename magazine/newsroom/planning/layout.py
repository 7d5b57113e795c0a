"""Entries put into the weeks of a month, or into the days of a list."""

import datetime
from calendar import Calendar
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from shows.partial_dates.french import MONTHS, NBSP, WEEKDAYS

from .entries import Entry

#: How many entries a day of the grid shows; the rest is folded.
SHOWN = 4
#: How many days the list runs over.
LIST_DAYS = 30


@dataclass
class Day:
    """A day with its entries; in the grid of a month, some are of the month before or after."""

    date: datetime.date
    is_other_month: bool = False
    entries: list[Entry] = field(default_factory=list)

    @property
    def is_today(self) -> bool:
        return self.date == timezone.localdate()

    @property
    def shown(self) -> list[Entry]:
        """A fold that would hide one entry takes as much room as the entry."""
        return self.entries if len(self.entries) <= SHOWN + 1 else self.entries[:SHOWN]

    @property
    def folded(self) -> list[Entry]:
        return self.entries[len(self.shown) :]

    @property
    def name(self) -> str:
        """“lundi 1er mars 2027”."""
        number = "1er" if self.date.day == 1 else self.date.day
        return f"{WEEKDAYS[self.date.weekday()]} {number}{NBSP}{month_name(self.date)}"


def weeks_of(month: datetime.date) -> list[list[datetime.date]]:
    """The weeks of a month, from Monday, whole."""
    return Calendar().monthdatescalendar(month.year, month.month)


def month_grid(month: datetime.date, entries: list[Any]) -> list[list[Day]]:
    """The weeks of a month with their entries; what lasts stands on each of its days."""
    weeks = [[Day(d, d.month != month.month) for d in week] for week in weeks_of(month)]
    days = {day.date: day for week in weeks for day in week}
    for entry in entries:
        if entry.is_vague:
            continue
        for date in _days_between(max(entry.day, min(days)), min(entry.last_day, max(days))):
            days[date].entries.append(entry)
    return weeks


def _days_between(first: Any, last: Any) -> list[Any]:
    return [first + datetime.timedelta(days=n) for n in range((last - first).days + 1)]


def agenda(first: datetime.date, entries: Any) -> list[Day]:
    """The days that have entries; what began before stands on the first."""
    days = defaultdict(list)
    for entry in entries:
        if not entry.is_vague:
            days[max(entry.day, first)].append(entry)
    return [Day(date, entries=found) for date, found in sorted(days.items())]


def vague(first: datetime.date, last: datetime.date, entries: list[Any]) -> list[Entry]:
    """What falls on no day that is known, the most precise first."""
    found = [e for e in entries if e.is_vague and e.day <= last and e.last_day >= first]
    return sorted(found, key=lambda entry: (entry.last_day - entry.day, entry.order))


def month_name(month: datetime.date) -> str:
    """“mars 2027”."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def month_after(month: datetime.date, step: int) -> datetime.date:
    """The first day of the month that comes ``step`` months later, or before."""
    number = month.year * 12 + month.month - 1 + step
    return datetime.date(number // 12, number % 12 + 1, 1)
