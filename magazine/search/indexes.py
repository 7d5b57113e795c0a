"""What readers find: stories, series, persons, companies, awards and their editions.

Each kind reads its rows through ``public()`` into entries. The same entries are written down in
the index and shown as results: what is found is what is read.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, cast

from django.db.models import Case, Model, QuerySet, Sum, When

from articles.models import LinkRelation
from shows.models.querysets import live_story

from .analysis import of_document
from .models import SearchDocument, place

#: For how many mentions a story counts: for what it is about first, and for what it is about.
#: The series itself comes before its spin-offs, and those before what is named beside them.
CHIEFLY, ABOUT = 4, 3


@dataclass
class Entry:
    """Something that readers may see, as search reads it."""

    record: Model
    names: list[str]  # the one that is shown first
    labels: str = ""  # words that answer like those of its names, and are not shown
    about: str = ""  # what it is, in a few words
    note: str = ""  # shown with it, not searched
    passages: list[str] = field(default_factory=list)  # searched, and quoted
    more: list[str] = field(default_factory=list)  # searched, never quoted


class Kind:
    """Something that is found.

    ``number`` stands in the index and never changes; ``name`` stands in addresses; ``one`` and
    ``many`` are what it is called; a ``forgiving`` kind is found by a name typed wrong.
    """

    number = 0
    name = one = many = ""
    model: type[Model]
    forgiving = True
    #: Whether it is known, and not written: of two with these words in their names, it comes first.
    is_record = True
    #: How many are shown beside the other kinds, and how many are suggested.
    shown, suggested = 6, 3

    def public(self) -> QuerySet[Any]:
        """The rows that readers may see."""
        return cast(Any, self.model).objects.public()

    def lines(self) -> Any:
        """The public rows with what a line needs: a name and an address."""
        return self.public()

    def name_of(self, record: Any) -> str:
        """The name that lists may show."""
        return str(record)

    def about(self, record: Any) -> str:
        """What it is, in a word or two."""
        return record.get_kind_display() if hasattr(record, "kind") else self.one.capitalize()

    def read(self, keys: Iterable[int]) -> list[Entry]:
        """Return the entries of those of ``keys`` that readers may see, in any order."""
        raise NotImplementedError

    def add_more(self, entries: list[Entry]) -> None:
        """Add what only the index needs."""

    def ranks(self, entries: list[Entry]) -> dict[int, int]:
        """How much each counts, by key: of a record, how many stories that are out name it, those
        that are about it several times (`CHIEFLY`, `ABOUT`)."""
        links = self.model._meta.get_field("story_links").related_model
        return self._counted(links, cast(Any, links).RECORD, entries)

    @staticmethod
    def _counted(links: Any, path: str, entries: Any) -> dict[int, int]:
        keys = [entry.record.pk for entry in entries]
        rows = links.objects.filter(live_story(), **{f"{path}__in": keys})
        about = {"relation": LinkRelation.ABOUT}
        told = Case(When(**about, sort_order=0, then=CHIEFLY), When(**about, then=ABOUT), default=1)
        return dict(rows.values_list(path).annotate(counts=Sum(told)).order_by())

    def documents(self, keys: Iterable[int]) -> list[SearchDocument]:
        """What the index holds of those of ``keys`` that readers may see."""
        entries = self.read(keys)
        self.add_more(entries)
        ranks = self.ranks(entries)
        return [
            SearchDocument(
                id=place(self.number, ranks.get(entry.record.pk, 0), entry.record.pk),
                kind=self.number,
                key=entry.record.pk,
                words=of_document(
                    entry.names,
                    [*entry.passages, *entry.more],
                    forgiving=self.forgiving,
                    labels=entry.labels,
                ),
            )
            for entry in entries
        ]
