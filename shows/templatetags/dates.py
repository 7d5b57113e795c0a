"""Dates in templates, in French: `{% load dates %}`.

Both filters take a PartialDate, a date or a datetime; anything empty gives the empty text.
"""

import datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html

from shows.partial_dates import PartialDate

register = template.Library()


@register.filter
def when(value):
    """“juin 2017” in a <time> element, or alone where HTML has no form for the date."""
    if not value:
        return ""
    date, attr = _read(value)
    return format_html('<time datetime="{}">{}</time>', attr, date) if attr else str(date)


@register.filter
def in_sentence(value):
    """The date as a complement: “le 28 septembre 2017”, “en juin 2017”, “début 2018”."""
    return _read(value)[0].in_sentence() if value else ""


def _read(value) -> tuple[PartialDate, str]:
    """The date that is shown, in the site's time zone, and the value of its datetime attribute."""
    if isinstance(value, PartialDate):
        return value, value.datetime_attr
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
        return PartialDate(value.date().isoformat()), value.isoformat(timespec="minutes")
    return PartialDate(value.isoformat()), value.isoformat()
