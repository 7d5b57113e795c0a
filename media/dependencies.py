"""What a page depends on, collected while it is made.

    with collecting() as tags:
        response = view(request)

A row that is loaded is noted by itself (`Tracked`): ``row:shows.person:9``. What a query would
find besides, a new story in a list, a new fact about a series, is said by whoever asks it
(`depends_on`), in the names that the projection has for what moves. A page of which nobody said so
depends on `EVERYTHING`: to forget is safe.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Self

from django.db import models

#: Moves with every public change.
EVERYTHING = "everything"

_collected: ContextVar[set[str] | None] = ContextVar("collected", default=None)
_declared: ContextVar[list[bool]] = ContextVar("declared")


@contextmanager
def collecting() -> Iterator[set[str]]:
    """Collect what is loaded and said within; at the end `EVERYTHING` is among it unless something
    was said."""
    tags: set[str] = set()
    said: list[bool] = []
    token, other = _collected.set(tags), _declared.set(said)
    try:
        yield tags
    finally:
        _collected.reset(token)
        _declared.reset(other)
        if not said:
            tags.add(EVERYTHING)


def depends_on(*tags: str) -> None:
    """Say what the page that is made shows besides the rows that it loads."""
    collected = _collected.get()
    if collected is not None:
        collected.update(tags)
        _declared.get().append(True)


def row(instance: models.Model) -> str:
    """The name of a row: ``row:shows.person:9``."""
    return f"row:{instance._meta.label_lower}:{instance.pk}"


if TYPE_CHECKING:
    # As loose as the other bases of these models, which come without types.
    Tracked: Any = models.Model
else:

    class Tracked(models.Model):
        """A row that a page is noted to show when it is loaded from the database."""

        class Meta:
            abstract = True

        @classmethod
        def from_db(cls, db: str | None, field_names: Any, values: Any, **kwargs: Any) -> Self:
            instance = super().from_db(db, field_names, values, **kwargs)
            collected = _collected.get()
            if collected is not None:
                collected.add(row(instance))
            return instance
