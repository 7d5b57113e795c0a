"""Dates in templates, in French: `{% load dates %}`.

The filters take a PartialDate, a date or a datetime; anything empty gives the empty text. None says
“hier” or “dans trois jours”: a page may be read long after it was made.
"""

import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..partial_dates import PartialDate
from ..wording import clock

register = template.Library()


@register.filter
def when(value: datetime.datetime | datetime.date | PartialDate) -> str:
    """“juin 2017” in a <time> element, or alone where HTML has no form for the date."""
    if not value:
        return ""
    date, attr = _read(value)
    return format_html('<time datetime="{}">{}</time>', attr, date) if attr else str(date)


@register.filter
def in_sentence(value: Any) -> Any:
    """The date as a complement: “le 28 septembre 2017”, “en juin 2017”, “début 2018”."""
    return _read(value)[0].in_sentence() if value else ""


@register.filter
def start(release: Any) -> str:
    """When a release starts, with its hour where it is told: “4 mars 2027 à 20 h 55”."""
    day = when(release.starts)
    return format_html("{} à {}", day, hour(release.start_time)) if release.start_time else day


@register.filter
def since(value: Any) -> Any:
    """The date as a beginning: “depuis le 28 septembre 2017”, “depuis juin 2017”."""
    return _read(value)[0].as_since() if value else ""


@register.filter
def day_number(day: datetime.date) -> str:
    """The day of the month, as French says it: “1er”, “2”."""
    return "1er" if day.day == 1 else str(day.day)


@register.filter
def hour(value: Any) -> str:
    """The hour of a datetime or of a time, in the site's time zone: “20 h 55”, “21 h”."""
    if not value:
        return ""
    value = _local(value) if isinstance(value, datetime.datetime) else value
    return clock(value)


@register.filter
def moment(value: Any) -> SafeString | str:
    """“25 août 2017 à 20 h 55” in a <time> element."""
    if not value:
        return ""
    date, attr = _read(value)
    return format_html('<time datetime="{}">{} à {}</time>', attr, date, hour(value))


@register.filter
def lately(value: datetime.datetime | datetime.date) -> str:
    """What is near, as short as that allows: “14 h 05” today, “2 décembre” this year, and the whole
    date before and after; for pages that are not kept for long."""
    if not value:
        return ""
    date, attr = _read(value)
    today = timezone.localdate()
    text = str(date)
    if isinstance(value, datetime.datetime) and date.earliest == today:
        text = hour(value)
    elif date.earliest.year == today.year:
        text = text.rsplit(maxsplit=1)[0]
    return format_html('<time datetime="{}">{}</time>', attr, text)


def _local(moment: datetime.datetime) -> datetime.datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def _read(value: datetime.datetime | datetime.date | PartialDate) -> tuple[PartialDate, str]:
    """The date that is shown, in the site's time zone, and the value of its datetime attribute."""
    if isinstance(value, PartialDate):
        return value, value.datetime_attr
    if isinstance(value, datetime.datetime):
        value = _local(value)
        return PartialDate(value.date().isoformat()), value.isoformat(timespec="minutes")
    return PartialDate(value.isoformat()), value.isoformat()
