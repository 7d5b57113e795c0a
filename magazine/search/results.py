"""What is found, for readers: groups with counts, pages of one kind, suggestions.

The index gives keys; `Found.keys` are those of them that ``public()`` lets through, and nothing
else is counted or shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import IntegerField, Value
from django.utils.safestring import SafeString

from .analysis import Question
from .engines import Asked, find
from .highlighting import Marker
from .indexes import Entry, Kind
from .indexing import KINDS

#: So many of a kind are looked at: whoever finds a thousand things types another word.
MOST = 1000
#: How many names are suggested, while typing and when nothing is found.
SUGGESTED, NEAR = 8, 6


@dataclass
class Found:
    """The keys found of a kind, the best first. ``exact`` are those with just that name, ``named``
    those with these words in it; ``is_cut`` says that there are more than were looked at."""

    kind: Kind
    keys: list[int] = field(default_factory=list)
    exact: set[int] = field(default_factory=set)
    named: set[int] = field(default_factory=set)
    is_cut: bool = False

    @property
    def count(self) -> int:
        return len(self.keys)

    @property
    def closeness(self) -> tuple[bool, bool, bool]:
        """Sorts kinds: one with just that name first, then records with these words in theirs,
        then headlines; one with only texts that answer last."""
        named = not self.named.isdisjoint(self.keys)
        return not self.exact, not named, named and not self.kind.is_record


@dataclass(frozen=True)
class Hit:
    """A line of results; all but ``entry`` is ready to be shown, escaped and marked."""

    entry: Entry
    title: SafeString
    also: SafeString  # another name, if it is the one that answers
    excerpt: SafeString
    is_exact: bool


def search(question: Question, kinds: Any = KINDS) -> list[Found]:
    """Return what is found of each kind, empty ones included. Two queries."""
    if not question.words:
        return [Found(kind) for kind in kinds]
    # A single letter is a name, or it is nothing.
    ways = [question.exact]
    if not question.is_short:
        ways += [question.in_names, question.anywhere]
    keys = find([Asked(kind.number, way, MOST + 1) for kind in kinds for way in ways])
    found = []
    for number, kind in enumerate(kinds):
        tiers = keys[number * len(ways) : (number + 1) * len(ways)]
        ranked = list(dict.fromkeys(key for tier in tiers for key in tier))
        found.append(
            Found(kind, ranked[:MOST], set(tiers[0]), set().union(*tiers[:2]), len(ranked) > MOST)
        )
    _keep_public(found)
    return found


def _keep_public(found: list[Found]) -> None:
    """Leave out whatever readers may not see."""
    branches = [
        one.kind.public()
        .filter(pk__among=one.keys)
        .order_by()
        .values_list(Value(number, IntegerField()), "pk")
        for number, one in enumerate(found)
        if one.keys
    ]
    seen: list[set[int]] = [set() for _one in found]
    if branches:
        first, *others = branches
        for number, key in first.union(*others, all=True) if others else first:
            seen[number].add(key)
    for one, public in zip(found, seen, strict=True):
        one.keys = [key for key in one.keys if key in public]
        one.exact &= public


def in_order(found: list[Found]) -> list[Found]:
    """The kinds of which something is found, the closest first."""
    return sorted((one for one in found if one.keys), key=lambda one: one.closeness)


def hits(found: Found, question: Question, start: int = 0, end: int | None = None) -> list[Hit]:
    """Return the lines of a part of what is found."""
    keys = found.keys[start : found.kind.shown if end is None else end]
    entries = {entry.record.pk: entry for entry in found.kind.read(keys)}
    marker = Marker(question)
    return [_hit(entries[key], marker, key in found.exact) for key in keys if key in entries]


def _hit(entry: Entry, marker: Marker, is_exact: bool) -> Hit:
    name, *others = entry.names
    answering = max(others, key=lambda other: len(marker.places(other)), default="")
    better = len(marker.places(answering)) > len(marker.places(name))
    return Hit(
        entry,
        marker.mark(name),
        marker.mark(answering if better else ""),
        marker.excerpt(entry.passages),
        is_exact,
    )


@dataclass(frozen=True)
class Suggestion:
    """A name, what it is, and its address."""

    name: str
    about: str
    url: str


def suggest(question: Question) -> list[Suggestion]:
    """Return the names that what was typed may become: the very name, then series, persons,
    companies, awards, stories. One query, and one for each kind that is found."""
    if not question.words:
        return []
    ways = [question.exact] if question.is_short else [question.exact, question.in_names]
    kinds = sorted(KINDS, key=lambda kind: not kind.forgiving)  # records first
    keys = find([Asked(kind.number, way, SUGGESTED * 2) for kind in kinds for way in ways])
    lines = []
    for number, kind in enumerate(kinds):
        tiers = keys[number * len(ways) : (number + 1) * len(ways)]
        ranked = list(dict.fromkeys(key for tier in tiers for key in tier))
        exact = set(tiers[0])
        named = _suggestions(kind, ranked)
        for place, (key, suggestion) in enumerate(named[: kind.suggested]):
            lines.append((key not in exact, number, place, suggestion))
    lines.sort(key=lambda line: line[:3])
    return [line[-1] for line in lines[:SUGGESTED]]


def near(question: Question) -> list[Suggestion]:
    """Return the records with a name a letter away from what was typed."""
    if question.is_short or not question.words:
        return []
    kinds = [kind for kind in KINDS if kind.forgiving]
    keys = find([Asked(kind.number, question.near, NEAR) for kind in kinds])
    found = [_suggestions(kind, some) for kind, some in zip(kinds, keys, strict=True)]
    return [suggestion for some in found for _key, suggestion in some][:NEAR]


def _suggestions(kind: Kind, keys: Iterable[int]) -> list[tuple[int, Suggestion]]:
    """The (key, suggestion) of those of ``keys`` that readers may see, in their order."""
    rows = kind.lines().in_bulk(keys) if keys else {}
    return [
        (key, Suggestion(kind.name_of(row), kind.about(row), row.get_absolute_url()))
        for key in keys
        if (row := rows.get(key))
    ]
