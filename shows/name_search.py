"""Finding names as people type them: without accents, in any order of words."""

import re
from collections.abc import Iterable
from typing import Any, Protocol

from anyascii import anyascii
from django.contrib.admin.utils import get_fields_from_path
from django.db.models import Model, Q

#: Among the fields that are searched: the names of the row itself.
ITSELF = "pk"
#: A question is cut here: a longer one is pasted by accident.
MOST_WORDS = 12
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


class NameIndex(Protocol):
    """Returns the keys of the rows of ``model`` that have each word of ``text`` in their names,
    for ``__in``. The app that keeps such an index lends it with `use`."""

    def __call__(self, model: type[Model], text: str) -> Any: ...


_index: NameIndex


def use(index: NameIndex) -> None:
    """Ask this index from now on."""
    global _index
    _index = index


def matching(model: type[Model], text: str, fields: Iterable[str]) -> Q:
    """Return the condition on rows of ``model`` that every word of ``text`` is in one of
    ``fields``: in a text, wherever in it; or in the names of the row itself (`ITSELF`) or of what
    a relation leads to, by their beginnings, as the index knows them.

    A word without a letter or a figure says nothing; nothing is found by such words alone.
    """
    if not text.strip():
        return Q()
    words = [word for word in text.split() if any(map(str.isalnum, fold(word)))][:MOST_WORDS]
    if not words:
        return Q(pk__in=[])
    if list(fields) == [ITSELF]:
        words = [" ".join(words)]  # the index puts words together faster than the database does
    condition = Q()
    for word in words:
        anywhere = Q()
        for path in fields:
            anywhere |= _in_field(model, path, word)
        condition &= anywhere
    return condition


def _in_field(model: type[Model], path: str, word: str) -> Q:
    if path == ITSELF:
        return Q(pk__in=_index(model, word))
    steps = get_fields_from_path(model, path)
    if not steps[-1].is_relation:
        return Q(**{f"{path}__iregex": word_pattern(word)})
    related: Any = steps[-1].related_model
    found = Q(**{f"{path}__in": _index(related, word)})
    if any(step.one_to_many or step.many_to_many for step in steps):
        # A row for each that it leads to would be that many rows of one.
        return Q(pk__in=model._base_manager.filter(found).values("pk"))
    return found


def rank(label: str, text: str) -> tuple:
    """Sort what matches: the very name first, then names and words that begin so."""
    label, text = fold(label), fold(text)
    begins_word = any(word.startswith(text) for word in label.split())
    return (label != text, not label.startswith(text), not begins_word, label)
