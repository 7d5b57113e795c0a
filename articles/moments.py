"""How a moment is told to an editor."""

import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import pgettext


def in_words(moment: datetime.datetime) -> str:
    """Return “28 septembre 2017 à 10:00”, in the newsroom's own time."""
    return date_format(localtime(moment), pgettext("format of a date", r"j F Y \a\t H:i"))
