"""How a moment is told to an editor."""

from django.utils.formats import date_format
from django.utils.timezone import localtime


def in_words(moment) -> str:
    """Return “28 septembre 2017 à 10:00”, in the newsroom's own time."""
    return date_format(localtime(moment), "j F Y à H:i")
