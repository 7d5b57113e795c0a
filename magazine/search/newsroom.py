"""The newsroom's index: by which names the admin finds a row, drafts and waiting records included.

It has a table of its own. Readers' search asks another one, so that whatever is asked there, what
is not out is not among the answers. Here the answer is a subquery of keys, which `matching` puts
beside the rows that an editor may see: who sees what is decided where it always is.

What changed is written after its transaction, if its words changed.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.db.models.expressions import RawSQL

from articles.models import Article
from media.models import Picture
from shows.models import Award, Company, Person, Series

from .analysis import of_editor, of_row
from .engines import engine_of, named
from .models import NewsroomDocument, key_at, rows_of

#: So many are read and written at a time.
BATCH = 500
WHAT = "the index of the newsroom's search"


@dataclass(frozen=True)
class Names:
    """The fields by which the rows of a model are found: ``names`` by the beginnings of their
    words, ``texts`` by whole words. ``number`` stands in the index and never changes."""

    number: int
    model: type[Model]
    names: tuple[str, ...]
    texts: tuple[str, ...] = ()

    def place(self, key: int) -> int:
        """Where the row with ``key`` stands in the index."""
        return rows_of(self.number)[0] + key

    def read(self, keys: Iterable[int]) -> dict[int, list[str]]:
        """Return {place: words} of those of ``keys`` that exist. One query."""
        fields = (*self.names, *self.texts)
        found: dict[int, list[set]] = {}
        for key, *values in self.model._base_manager.filter(pk__in=keys).values_list("pk", *fields):
            kept = found.setdefault(self.place(key), [set() for _field in fields])
            for texts, field, value in zip(kept, fields, values, strict=True):
                texts.add(PurePath(value or "").stem if field == "file" else value or "")
        split = len(self.names)
        return {
            place: of_row(list(set().union(*kept[:split])), list(set().union(*kept[split:])))
            for place, kept in found.items()
        }


NAMES = (
    Names(1, Article, ("headline", "kicker", "slug"), ("standfirst",)),
    Names(2, Series, ("title", "original_title", "slug", "titles__title")),
    Names(3, Person, ("name", "other_names", "slug")),
    Names(4, Company, ("name", "other_names", "slug")),
    Names(5, Award, ("name", "other_names", "slug")),
    Names(6, Picture, ("title", "description", "credit", "copyright_notice", "file", "tags__name")),
)
NAMES_OF = {names.model: names for names in NAMES}


def keys(model: type[Model], text: str) -> RawSQL:
    """Return a subquery of the keys of the rows of ``model`` that have each word of ``text`` in
    their names; it holds a word."""
    return named(NAMES_OF[model].number, of_editor(text))


# Writing


def refresh(names: Names, changed: Iterable[int]) -> None:
    """Write down what of the rows with these keys has other words than before."""
    numbers = sorted(changed)
    for start in range(0, len(numbers), BATCH):
        some = numbers[start : start + BATCH]
        try:
            _write(names, some)
        except IntegrityError:  # another process wrote one of them between our two statements
            _write(names, some)


def _write(names: Names, some: list[int]) -> None:
    new = names.read(some)
    documents = NewsroomDocument.objects.filter(pk__in=map(names.place, some))
    old = {place: sorted(words) for place, words in documents.values_list("pk", "words")}
    # In the order of their places: at each step back FTS5 closes what it has gathered.
    places = sorted(p for p in old.keys() | new.keys() if old.get(p) != new.get(p))
    if not places:
        return
    with transaction.atomic():
        if gone := [place for place in places if place in old]:
            NewsroomDocument.objects.filter(pk__in=gone).delete()
        NewsroomDocument.objects.bulk_create(
            [NewsroomDocument(pk=place, words=new[place]) for place in places if place in new]
        )


def rebuild() -> Iterator[tuple[Names, int]]:
    """Write the whole index anew, model by model; yield (names, how many are written so far)."""
    for names in NAMES:
        first, last = rows_of(names.number)
        there = NewsroomDocument.objects.filter(pk__range=(first, last))
        written = set(map(key_at, there.values_list("pk", flat=True)))
        rows = names.model._base_manager.order_by().values_list("pk", flat=True)
        every = sorted(written.union(rows))
        for start in range(0, len(every), BATCH):
            refresh(names, every[start : start + BATCH])
            yield names, min(start + BATCH, len(every))
    with connection.cursor() as cursor:
        cursor.execute(engine_of(connection).analyze(NewsroomDocument._meta.db_table))


def is_missing() -> bool:
    """Whether nothing is written down though there is something to find."""
    if NewsroomDocument.objects.exists():
        return False
    return any(names.model._base_manager.exists() for names in NAMES)


# In step

_waiting = threading.local()


def refresh_later(model: type[Model], changed: Iterable[int]) -> None:
    """Refresh these once the transaction at hand is committed: what belongs to them is there then.

    What was rolled back stays waiting for the next commit, where it is read as it is.
    """
    if not hasattr(_waiting, "keys"):
        _waiting.keys = defaultdict(set)
    _waiting.keys[model].update(changed)
    # Robust: nothing that was saved is undone by search.
    transaction.on_commit(refresh_waiting, robust=True)


def refresh_waiting() -> None:
    """Write down what waits in this thread."""
    waiting, _waiting.keys = getattr(_waiting, "keys", {}), defaultdict(set)
    for model, changed in waiting.items():
        refresh(NAMES_OF[model], changed)
