"""The days of the demonstration that are counted from the day on which it is loaded.

One notation, a signed number of days and what is meant by it:

==================  ====================  =========================================
in the YAML         becomes               meaning
==================  ====================  =========================================
``+12``             ``2026-12-10``        a day; ``+0`` is that of the loading
``-3 07:30``        ``2026-11-25 07:30``  a moment, in Paris
``-18/-16``         an interval           from a day to another
``-45 mois``        ``2026-10``           the month in which that day is
``+45 fin de mois`` ``fin janvier 2027``  its end; ``début de mois``, ``mi-mois``
``-16 an``          ``2026``              the year in which that day is
==================  ====================  =========================================

It is read as the whole value of a key of `KEYS`, which hold days; a value that does not begin with
a sign is left alone. In any other text it stands in braces, and becomes words: ``{+12}`` “10
décembre”, ``{+12 jour}`` “jeudi 10 décembre”, ``{+12 Jour}`` the same with a capital, ``{+12
semaine}`` “jeudi”, ``{+12 mois}`` “décembre”, ``{+12 de mois}`` “de décembre”, “d’avril”, ``{+12
an}`` “2026”.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from shows.partial_dates.french import MONTHS, WEEKDAYS

#: The keys whose value is a day, a vague day or a moment.
KEYS = frozenset(
    {
        *("published", "starts", "ends", "date", "announced", "held", "air_date", "received"),
        *("active_from", "active_to", "since", "until", "at", "due"),
    }
)
SIGNED = r"[+-]\d+"
MOMENT = re.compile(rf"({SIGNED}) (\d\d:\d\d)")
VALUE = re.compile(rf"({SIGNED})(?: ([^\d/]+))?")
IN_TEXT = re.compile(rf"\{{({SIGNED})(?: ([^}}]+))?\}}")


def _numeral(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)


def _in_words(day: date) -> str:
    return f"{_numeral(day)} {_month(day)}"


def _month(day: date) -> str:
    return MONTHS[day.month - 1]


def _week(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {_in_words(day)}"


#: What a form makes of a day, as the value of a key.
VALUES: dict[str, Callable[[date], str]] = {
    "": date.isoformat,
    "mois": lambda day: f"{day:%Y-%m}",
    "début de mois": lambda day: f"début {_month(day)} {day.year}",
    "mi-mois": lambda day: f"mi-{_month(day)} {day.year}",
    "fin de mois": lambda day: f"fin {_month(day)} {day.year}",
    "an": lambda day: str(day.year),
}
#: And in a text.
WORDS: dict[str, Callable[[date], str]] = {
    "": _in_words,
    "jour": _week,
    "Jour": lambda day: _week(day).capitalize(),
    "semaine": lambda day: WEEKDAYS[day.weekday()],
    "mois": _month,
    "de mois": lambda day: ("d’" if _month(day)[0] in "ao" else "de ") + _month(day),
    "an": lambda day: str(day.year),
}


def dated(value: Any, today: date, key: str = "") -> Any:
    """Return what was read of the YAML with its days counted from ``today``."""
    if isinstance(value, dict):
        return {name: dated(item, today, name) for name, item in value.items()}
    if isinstance(value, list):
        return [dated(item, today) for item in value]
    if not isinstance(value, str):
        return value
    if key in KEYS and value[:1] in ("+", "-"):
        return _value(value, today)
    return IN_TEXT.sub(lambda match: _told(WORDS, match, today), value)


def _value(text: str, today: date) -> str:
    if match := MOMENT.fullmatch(text):
        return f"{_day(match[1], today)} {match[2]}"
    parts = [part for part in map(VALUE.fullmatch, text.split("/")) if part]
    if not 0 <= text.count("/") == len(parts) - 1 <= 1:
        raise _unread(text, VALUES)
    return "/".join(_told(VALUES, part, today) for part in parts)


def _told(forms: dict[str, Callable[[date], str]], match: re.Match[str], today: date) -> str:
    """Say in a form the day that was read: its number of days, then the name of the form."""
    form = match[2] or ""
    if form not in forms:
        raise _unread(match[0], forms)
    return forms[form](_day(match[1], today))


def _day(days: str, today: date) -> date:
    return today + timedelta(days=int(days))


def _unread(text: str, forms: dict) -> ValueError:
    known = ", ".join(f"« +12 {form} »" for form in forms if form)
    return ValueError(f"« {text} » n’est pas un jour compté du chargement : « +12 », {known}.")
