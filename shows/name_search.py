"""Finding names as people type them: without accents, in any order of words."""

import re

from anyascii import anyascii
from django.db.models import Q

#: What else a letter may be written with. “œ” and “æ” are two letters to those who type them.
VARIANTS = {
    "a": "aàáâãäåāăą",
    "c": "cçćč",
    "e": "eèéêëēęě",
    "g": "gğ",
    "i": "iìíîïīı",
    "l": "lł",
    "n": "nñńň",
    "o": "oòóôõöøōő",
    "r": "rř",
    "s": "sśşšș",
    "t": "tţťț",
    "u": "uùúûüūůű",
    "y": "yýÿ",
    "z": "zźżž",
    "'": "'’",
    "-": "-‐‑–",
}
LIGATURES = {"oe": "œ", "ae": "æ", "ss": "ß"}


def fold(text: str) -> str:
    """“Hélène” → “helene”."""
    return anyascii(text).casefold()


def word_pattern(word: str) -> str:
    """Return a regular expression, for ``__iregex`` on either database, that finds the word
    whatever its accents: neither SQLite nor PostgreSQL folds them in a plain search."""
    word, pattern, position = fold(word), "", 0
    while position < len(word):
        pair, letter = word[position : position + 2], word[position]
        if pair in LIGATURES:
            first, second = (_class(one) for one in pair)
            pattern += f"({first}{second}|{LIGATURES[pair]}|{LIGATURES[pair].upper()})"
            position += 2
        else:
            pattern += _class(letter)
            position += 1
    return pattern


def _class(letter: str) -> str:
    variants = VARIANTS.get(letter)
    if variants is None:
        return re.escape(letter)
    # Upper case is written out: PostgreSQL folds the case of “É” only in some locales.
    return f"[{variants}{variants.upper()}]" if letter.isalpha() else f"[{variants}]"


def matching(text: str, fields) -> Q:
    """Return the condition that every word of ``text`` is in one of ``fields``."""
    condition = Q()
    for word in text.split():
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__iregex": word_pattern(word)})
        condition &= anywhere
    return condition


def rank(label: str, text: str) -> tuple:
    """Sort what matches: the very name first, then names and words that begin so."""
    label, text = fold(label), fold(text)
    begins_word = any(word.startswith(text) for word in label.split())
    return (label != text, not label.startswith(text), not begins_word, label)
