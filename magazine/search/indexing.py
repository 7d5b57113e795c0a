"""The index is written: what changed, after each transaction; everything, when asked.

A document holds what readers may see at that moment. `QuerySet.update` tells nobody: what it hides
is not shown all the same, since results are read through ``public()``; what it shows is found
after `rebuild`.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from articles.models import Article
from articles.models.links import LINK_MODELS
from shows.models import Award, AwardEdition

from . import propagation
from .engines import engine_of
from .models import SearchDocument, SearchRenewal
from .records import Awards, Companies, Editions, Persons, SeriesKind
from .stories import Stories

#: In the order in which they are shown.
KINDS = (Stories(), SeriesKind(), Persons(), Companies(), Awards(), Editions())
KIND_OF = {kind.model: kind for kind in KINDS}
NUMBERED = {kind.number: kind for kind in KINDS}
#: So many are read and written at a time.
BATCH = 500
WHAT = "the index of readers' search"

_waiting = threading.local()


def refresh(kind: Any, keys: Iterable[int]) -> None:
    """Write down anew what has these keys, and strike out what readers may not see (any more)."""
    keys = sorted(keys)
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        try:
            _write(kind, some)
        except IntegrityError:  # another process wrote one of them between our two statements
            _write(kind, some)


def _write(kind: Any, keys: Iterable[int]) -> None:
    documents = sorted(kind.documents(keys), key=lambda document: document.pk)
    with transaction.atomic():
        _strike_out(kind, keys)
        SearchDocument.objects.bulk_create(documents)


def _strike_out(kind: Any, keys: Iterable[int]) -> None:
    """In the order of their places, as all that is written: at each step back FTS5 closes what it
    has gathered, and a thousand of them take minutes."""
    former = SearchDocument.objects.filter(kind=kind.number, key__in=keys)
    if places := sorted(former.values_list("pk", flat=True)):
        SearchDocument.objects.filter(pk__in=places).delete()


def refresh_later(model: type[Model], key: int) -> None:
    """Refresh ``key`` once the transaction at hand is committed: its children are there then.

    Each call asks for a run, and the first run does the work of all. What was rolled back stays
    waiting for the next commit, where it is read as it is.
    """
    _wait("keys", model, key)


def rename_later(model: type[Model], key: int) -> None:
    """The same for those who bear the name of the record with ``key``, which changed."""
    _wait("renamed", model, key)


def _wait(what: str, model: type[Model], key: int) -> None:
    for name in ("keys", "renamed"):
        if not hasattr(_waiting, name):
            setattr(_waiting, name, defaultdict(set))
    getattr(_waiting, what)[model].add(key)
    # Robust: a story is out, whatever search makes of it.
    transaction.on_commit(_refresh_waiting, robust=True)


def _refresh_waiting() -> None:
    waiting, _waiting.keys = _waiting.keys, defaultdict(set)
    names, _waiting.renamed = _waiting.renamed, defaultdict(set)
    _add_what_depends(waiting)
    for model, keys in names.items():
        for bearer, found in propagation.bearers(model, keys).items():
            if len(found) > propagation.FEW:
                propagation.leave(KIND_OF[bearer].number, found)
            else:
                waiting[bearer].update(found)
    for model, keys in waiting.items():
        refresh(KIND_OF[model], keys)


def renew(go_on: Any = lambda: True, **kwargs: Any) -> int:
    """Write down anew what renamed records left for the worker (`propagation.renew`)."""
    return propagation.renew(lambda number, keys: refresh(NUMBERED[number], keys), go_on)


def _add_what_depends(waiting: Any) -> None:
    """A story brings its records out and counts for them; editions bear their award's name."""
    if stories := waiting.get(Article):
        for links in LINK_MODELS:
            rows = links.objects.filter(article__in=stories)
            waiting[links.record_model()].update(rows.values_list(links.RECORD, flat=True))
    if awards := waiting.get(Award):
        editions = AwardEdition.objects.filter(award__in=awards)
        waiting[AwardEdition].update(editions.values_list("pk", flat=True))
    if editions := waiting.get(AwardEdition):
        rows = AwardEdition.objects.filter(pk__in=editions)
        waiting[Award].update(rows.values_list("award", flat=True))


def rebuild() -> Iterator[tuple]:
    """Write the whole index anew, kind by kind; yield (kind, how many are written so far).

    Readers find things all the while: each batch takes the place of what was there.
    """
    SearchRenewal.objects.all().delete()  # what is left from here on may be after its batch
    for kind in KINDS:
        # All the keys at once, some numbers: page by page, SQLite reads all stories for each page.
        keys = sorted(kind.public().order_by().values_list("pk", flat=True))
        written = SearchDocument.objects.filter(kind=kind.number)
        gone = sorted(set(written.values_list("key", flat=True)).difference(keys))
        for start in range(0, len(gone), BATCH):
            _strike_out(kind, gone[start : start + BATCH])
        for start in range(0, len(keys), BATCH):
            refresh(kind, keys[start : start + BATCH])
            yield kind, min(start + BATCH, len(keys))
    with connection.cursor() as cursor:
        cursor.execute(engine_of(connection).analyze(SearchDocument._meta.db_table))


def is_missing() -> bool:
    """Whether nothing is written down though there is something to find."""
    if SearchDocument.objects.exists():
        return False
    return any(kind.public().exists() for kind in KINDS)
