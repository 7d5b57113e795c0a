"""What a transaction changes of what the projection stores, collected until its end.

    with projected():
        story.save()          # and its facts, its links, the records that it makes
        other.delete()

At the end of the outermost block, and within its transaction, what was collected is derived anew
from the rules and stored (`shows.projection`, which gives itself as ``derive`` when the apps are
ready). A change outside of any block is derived at once.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from media.dependencies import Tracked

#: What drafts, locks and comparisons write on a row. Readers see nothing of it.
BOOKKEEPING = frozenset(
    {
        *("latest_revision", "has_unpublished_changes", "latest_revision_created_at"),
        *("locked", "locked_at", "locked_by", "go_live_at", "expire_at"),
    }
)


@dataclass
class Changes:
    """The keys of what was touched, by model: facts, records (with editions of awards), series
    whose facts or seasons changed, and stories."""

    facts: dict[type[models.Model], set[int]] = field(default_factory=lambda: defaultdict(set))
    records: dict[type[models.Model], set[int]] = field(default_factory=lambda: defaultdict(set))
    #: Those of them that were not there before.
    new: dict[type[models.Model], set[int]] = field(default_factory=lambda: defaultdict(set))
    series: set[int] = field(default_factory=set)
    #: Stories that are looked at whole, and those of them that readers saw before.
    stories: set[int] = field(default_factory=set)
    shown: set[int] = field(default_factory=set)
    #: Names of what moved besides (see `shows.projection.signals`).
    tags: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return any((self.facts, self.records, self.series, self.stories, self.tags))

    def add_facts(self, model: type[models.Model], *keys: int | None) -> None:
        """Note facts of ``model``; None counts for nothing."""
        self.facts[model].update(key for key in keys if key)

    def add_records(self, model: type[models.Model], *keys: int | None) -> None:
        """Note records of ``model``; None counts for nothing."""
        self.records[model].update(key for key in keys if key)

    def add_series(self, *keys: int | None) -> None:
        """Note series whose state may change; None counts for nothing."""
        self.series.update(key for key in keys if key)


class Collector(threading.local):
    """The changes of the block that is open in this thread, or None."""

    changes: Changes | None = None
    #: Derives and stores what changed, and notes rows that are written past `save()`: both given by
    #: `shows.projection`.
    derive: Callable[[Changes], None] = staticmethod(lambda changes: None)
    touched: Callable[[type[models.Model], Iterable[int]], None] = staticmethod(
        lambda model, keys: None
    )


_collector = Collector()


def use(
    derive: Callable[[Changes], None],
    touched: Callable[[type[models.Model], Iterable[int]], None],
) -> None:
    """Have changes derived by ``derive``, and rows written past `save()` noted by ``touched``."""
    Collector.derive = staticmethod(derive)
    Collector.touched = staticmethod(touched)


@contextmanager
def projected() -> Iterator[Changes]:
    """Derive what is changed within at the end, in one transaction; blocks may be nested."""
    if _collector.changes is not None:
        yield _collector.changes
        return
    with transaction.atomic():
        changes = _collector.changes = Changes()
        try:
            yield changes
        finally:
            _collector.changes = None
        if changes:
            _collector.derive(changes)


if TYPE_CHECKING:
    # As loose as the other bases of these models, which come without types.
    Projected: Any = models.Model
else:

    class Projected(Tracked):
        """A row on which what is stored for readers depends: it is saved and deleted together with
        that."""

        class Meta:
            abstract = True

        def save(self, *args: Any, **kwargs: Any) -> None:
            with projected():
                super().save(*args, **kwargs)

        def delete(self, *args: Any, **kwargs: Any) -> Any:
            with projected():
                return super().delete(*args, **kwargs)


class ProjectedQuerySet(models.QuerySet):
    """Rows that are `Projected`: writing many at once is heard as well."""

    def update(self, **values: Any) -> int:
        if BOOKKEEPING.issuperset(values):
            return super().update(**values)
        with projected():
            keys = list(self.order_by().values_list("pk", flat=True))
            _collector.touched(self.model, keys)
            count = super().update(**values)
            _collector.touched(self.model, keys)
        return count

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        with projected():
            made = super().bulk_create(objs, *args, **kwargs)
            _collector.touched(self.model, [row.pk for row in made if row.pk])
        return made


class Derived(models.Model):
    """A row that is made of others and stored by the projection: it uses nothing, is merged with
    nothing, and goes with what it tells of."""

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
