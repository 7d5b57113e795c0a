"""What a list is called where it is spoken of: in a tab, a shared link, a search engine.

What is chosen in a list, and which of its pages is shown, are part of what it is called: “Séries :
science-fiction, OCS – page 2”. Typography is put on when it is shown.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.humanize.templatetags.humanize import intcomma

if TYPE_CHECKING:
    from .filtersets import DealFilterSet, SeriesFilterSet

#: The most values that are named; of more, the first ones are, and the others counted.
MOST = 6


@dataclass(frozen=True)
class Heading:
    """A list as it is shown: its ``title``, its ``description`` in a sentence or two, and how much
    is found in it (“12 séries”)."""

    title: str
    description: str
    counted: str


@dataclass(frozen=True)
class Naming:
    """A list before anything is chosen in it. ``one`` and ``many`` are what it counts; ``narrowed``
    is its title once something is chosen, where that is another: not “Tous les articles”."""

    title: str
    description: str
    one: str
    many: str
    narrowed: str = ""

    def heading(
        self, filters: SeriesFilterSet | DealFilterSet, page: int = 1, last: int = 1
    ) -> Heading:
        """The heading of page ``page`` of ``last``, with what is chosen in ``filters``."""
        counted = f"{intcomma(filters.total)} {self.many if filters.total > 1 else self.one}"
        chosen = in_words(filters)
        after = f" : {chosen}" if chosen else ""
        title = (self.narrowed if chosen else "") or self.title
        if page > 1:
            found = f"{counted}{after} – page {page} sur {last}"
            return Heading(f"{title}{after} – page {page}", self._told(found), counted)
        found = f"{counted}{after}" if chosen else ""
        return Heading(f"{title}{after}", self._told(found), counted)

    def _told(self, found: str) -> str:
        """What is found, then what the list is: a description of no other page."""
        return f"{found}. {self.description}" if found else self.description


def in_words(filters: Any, names: Collection[str] | None = None) -> str:
    """What is chosen, in the order of the chips: “science-fiction, OCS”; empty for nothing. With
    ``names``, of these facets only."""
    words = [
        _small(label) if facet.is_common else label
        for name, facet in filters.facet_filters.items()
        if names is None or name in names
        for label in filters.chosen[name].values()
    ]
    if len(words) > MOST:
        rest = len(words) - MOST + 1
        return f"{', '.join(words[: MOST - 1])} et {rest} autres filtres"
    return ", ".join(words)


def _small(label: str) -> str:
    """A label within a sentence; one that begins with an acronym stays as it is."""
    return label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"
