"""The period of a list: from a month to a month, each of which may be left open.

One value, “2017-03..2018-06”, from two parameters: `?from=2017-03&to=2018-06`. What is typed into
an address is read as editors' dates are: “mars 2017”, “2017”, “début 2018”.
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Cast, Concat, Substr
from django.db.models.functions.comparison import Coalesce
from django.utils.datastructures import MultiValueDict

from ..partial_dates import PartialDate
from .facets import TEXT, Counted, Facet, RangeEnd, ValuesField, pair, quoted

if TYPE_CHECKING:
    from .views import Choice

FROM, TO, BETWEEN = "from", "to", ".."
MONTH = re.compile(r"(?:19\d\d|20\d\d|2100)-(?:0[1-9]|1[0-2])", re.ASCII)
EXAMPLES = "écrivez par exemple 2017-03, ou mars 2017"


def read_month(text: str, last: bool) -> str:
    """The month, “2017-03”, in which what ``text`` says begins or, if ``last``, ends; a text that
    is no date is returned as it is."""
    try:
        date = PartialDate.parse(text)
    except ValidationError:
        return text
    return f"{date.latest if last else date.earliest:%Y-%m}"


def both(value: str) -> tuple[str, str]:
    """The two months of a value; the empty text for one that is open."""
    start, _between, end = value.partition(BETWEEN)
    return start, end


def named(start: str, end: str) -> str:
    """“de mars 2017 à juin 2018”, “mars 2017”, “depuis mars 2017”, “jusqu’en juin 2018”."""
    if start and end:
        return str(PartialDate("/".join(dict.fromkeys([start, end]))))
    return f"depuis {PartialDate(start)}" if start else f"jusqu’en {PartialDate(end)}"


class PeriodWidget(forms.Widget):
    """Reads the two parameters of an address as [from, to]; the template draws what is typed in."""

    def value_from_datadict(self, data: Any, files: MultiValueDict, name: str) -> list[str]:
        return [data.get(FROM, ""), data.get(TO, "")]


class PeriodField(ValuesField):
    """A list of one value, or of none when both months are empty."""

    widget: Any = PeriodWidget

    def to_python(self, value: Any) -> list[str]:
        start, end = (" ".join(text.split()) for text in value)
        if not start and not end:
            return []
        return [read_month(start, last=False) + BETWEEN + read_month(end, last=True)]


class PeriodFacet(Facet):
    """What was told in a period. ``first`` and ``last`` return the expressions of the first and
    the last day on which an item can have been told.

    An item is in every period in which it *may* have been told: one of “2018” or of “début 2018”
    is in March 2018, as a vague date is in every week of the agenda in which it may fall. To leave
    it out would hide a deal from whoever looks for its own year; to take its first day alone would
    put it into January, which nobody said. So it counts in each of its months, and once in all.
    """

    field_class = PeriodField
    single = True
    ignored = "la période est ignorée"
    parameters = (FROM, TO)

    def __init__(
        self, *args: Any, first: Callable[..., Any], last: Callable[..., Any], **kwargs: Any
    ) -> None:
        self.first, self.last = first, last
        kwargs |= {"unknown": "", "order": "newest"}
        super().__init__(*args, **kwargs)

    def canonical(self, text: str) -> str:
        return text

    def known(self, values: list[str]) -> dict[str, str]:
        return {
            value: named(start, end)
            for value in values
            for start, end in [both(value)]
            if all(MONTH.fullmatch(month) for month in (start, end) if month)
            and (not start or not end or start <= end)
        }

    def wrong(self, value: Any) -> str:
        start, end = both(value)
        wrong = [month for month in (start, end) if month and not MONTH.fullmatch(month)]
        if wrong:
            said = " et ".join(map(quoted, wrong))
            kind = "ne sont pas des mois" if len(wrong) > 1 else "n’est pas un mois"
            return f"{said} {kind} ({EXAMPLES})"
        return (
            f"La période va de {PartialDate(start)} à {PartialDate(end)}, elle finit donc avant de"
            " commencer"
        )

    def parts(self, values: Iterable[str] | dict[str, str]) -> list[tuple[str, str]]:
        months = (both(value) for value in values)
        return [
            (name, month)
            for ends in months
            for name, month in zip(self.parameters, ends, strict=True)
            if month
        ]

    def filter(self, qs: QuerySet[Any], values: Collection[str]) -> QuerySet[Any]:
        for value in values or []:
            start, end = both(value)
            if start:
                qs = qs.alias(told_last=self.last()).filter(told_last__gte=_day(start, last=False))
            if end:
                qs = qs.alias(told_first=self.first()).filter(told_first__lte=_day(end, last=True))
        return qs

    def pairs(self, items: QuerySet[Any]) -> list[QuerySet[Any]]:
        rows = items.annotate(told_first=self.first()).filter(told_first__isnull=False)
        months = (_month(F("told_first")), Value(BETWEEN), _month(self.last()))
        rows = rows.annotate(told_months=Concat(*months, output_field=TEXT))
        return [pair(self.field_name, rows, "told_months")]

    def split(self, counted: dict[str, Counted]) -> dict[str, Counted]:
        """The months in which a deal was told or begins or ends to be possible: what lies between
        changes nothing for whoever chooses."""
        ranges = [(*both(value), found.count) for value, found in counted.items()]
        months = {month for *ends, _count in ranges for month in ends}
        return {
            month: Counted("", sum(n for first, last, n in ranges if first <= month <= last))
            for month in months
        }

    def label_of(self, value: str, label: str) -> str:
        return str(PartialDate(value)) if MONTH.fullmatch(value) else super().label_of(value, label)

    def bounds(self, choices: list[Choice], asked: list[Any]) -> list[RangeEnd]:
        ends = both(asked[0]) if asked else ("", "")
        start, end = (month if MONTH.fullmatch(month) else "" for month in ends)
        counts = {c.value: c.count for c in choices if MONTH.fullmatch(c.value)}
        counts |= {m: counts.get(m, 0) for m in (start, end) if m}
        months = [(m, str(PartialDate(m)), counts[m]) for m in sorted(counts, reverse=True)]
        # Each end is offered what makes a period with the other; one that is none can be mended.
        first, last = (start, end) if not end or start <= end else ("", "")
        return [
            RangeEnd(
                FROM, "De", "le début", start, [m for m in months if not last or m[0] <= last]
            ),
            RangeEnd(TO, "À", "la fin", end, [m for m in months if m[0] >= first]),
        ]


def _day(month: str, last: bool) -> datetime.date:
    """The first or the last day of a month."""
    year, number = map(int, month.split("-"))
    return datetime.date(year, number, monthrange(year, number)[1] if last else 1)


def _month(day: F | Coalesce) -> Substr:
    """The “2017-03” of a day: all databases write it alike, and none has to reckon."""
    return Substr(Cast(day, TEXT), 1, 7)
