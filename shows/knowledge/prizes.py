"""In which order the prizes of a palmarès stand: what a category names, read from its own words.

1. **The prize of a whole series**: the category names a series, or is the grand prix: “Grand Prix”,
   “Meilleure série”, “Meilleure comédie”, “Outstanding Drama Series”. The grand prix is the first
   of them, then those that say nothing but “série”, then the others by name.
2. **Another prize of a series**: no person is named with it: “Prix A.C.S. Découverte”.
3. **The prize of a person**: the category names a craft (“Meilleure actrice”, “Outstanding Writing
   for a Drama Series”), or persons are named with it.

A series in the words of a craft (“… in a drama series”, “… d’une série”) makes no prize of a
series: what follows such a word is not read.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING

from anyascii import anyascii

if TYPE_CHECKING:
    from ..models import Nomination


class Prize(IntEnum):
    """What a prize is for, in the order of a palmarès."""

    MAIN = 0
    SERIES = 1
    PERSON = 2


GRAND = re.compile(r"\bgrand prix\b")
SERIES = re.compile(
    r"\b(?:mini-?)?series?\b|\bmeilleure? (?:fiction|comedie|drame|collection|anthologie|"
    r"feuilleton|telenovela|programme)\b|"
    r"\b(?:best|outstanding) (?:comedy|drama|dramatic|program|show)\b"
)
PLAIN = re.compile(r"(?:meilleure serie|(?:best|outstanding)(?: drama)? series|prix de la serie)")
CRAFT = re.compile(
    r"\b(?:acteur|actrice|actor|actress|interpret|comedien|perform|guest|role|realis|direct|scenar|"
    r"ecri|writ|musi|compos|song|photo|cinemato|camera|montage|edit|casting|costum|decor|effet|effect|"
    r"sound|son\b|maquill|makeup|coiff|hair|design|stunt|producer|producteur|achievement|creat)"
)
BEYOND = re.compile(r"\s(?:in|for|dans|pour)\s(?:an?|une?|la|le|les)\s|\sd.une?\s")


def prize_of(category: str, names_people: bool) -> Prize:
    """Return what the prize of a category is for; the rule is at the top."""
    words = BEYOND.split(_folded(category))[0]
    if GRAND.search(words) or (SERIES.search(words) and not CRAFT.search(words)):
        return Prize.MAIN
    return Prize.PERSON if names_people or CRAFT.search(words) else Prize.SERIES


def prize_for(nomination: Nomination) -> Prize:
    """Return what a nomination is, or would be, the prize for."""
    return prize_of(nomination.category, bool(nomination.people.all()))


def palmares_order(nomination: Nomination) -> tuple:
    """Sorts the prizes of a year, the most telling first."""
    category, prize = nomination.category, prize_for(nomination)
    words = _folded(category)
    grand, plain = GRAND.search(words), PLAIN.fullmatch(words)
    return (prize, not grand, not plain, not category, words, nomination.sort_order or 0)


def _folded(text: str) -> str:
    return " ".join(anyascii(text).lower().split())
