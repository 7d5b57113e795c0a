"""Series like another, each with the reason: a maker, themes or genres that the two have in common.

Found by a page in its own two statements: `candidates` are rows for the first, and `similar` makes
of them what the second loads the records of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model, QuerySet
from taggit.models import Tag

from ..models import Credit, Genre, Person, Series
from ..models.choices import Role
from ..models.series import SeriesTag

#: How many series are told.
MOST = 6
#: Who makes a series what it is.
MAKERS = (Role.CREATOR, Role.SHOWRUNNER)
SeriesGenre = Series.genres.through
#: {reason: (rows, their series, what is shared, its model)}, the strongest reason first.
REASONS: dict[str, tuple[type[Model], str, str, type[Model]]] = {
    "maker": (Credit, "series_id", "person_id", Person),
    "theme": (SeriesTag, "content_object_id", "tag_id", Tag),
    "genre": (SeriesGenre, "series_id", "genre_id", Genre),
}


@dataclass(frozen=True)
class Similar:
    """A series with the strongest reason why it is like another, and what the two share."""

    key: int
    reason: str  # of `REASONS`
    shared: tuple[int, ...]

    @property
    def model(self) -> type[Model]:
        """What the two share: persons, tags or genres."""
        return REASONS[self.reason][-1]

    def records(self) -> list[tuple[type[Model], int]]:
        """The (model, key) of what is to be named."""
        return [(Series, self.key), *((self.model, key) for key in self.shared)]


def candidates(series: int) -> dict[tuple[str, str], QuerySet]:
    """Return the rows that join public series to the one with this key, a few for each reason."""
    others = Series.objects.public().exclude(pk=series)

    def first(path: str, shared: QuerySet, **where: Any) -> QuerySet:
        """Those that share most; of as many, those that the record has known for less long."""
        found = others.filter(**{f"{path}__in": shared}, **where)
        found = found.annotate(shared=Count(path, distinct=True)).order_by("-shared", "-pk")
        return found.values("pk")[:MOST]

    made = Credit.objects.filter(role__in=MAKERS)
    makers = made.filter(series=series, person__in=Person.objects.public().values("pk")).values(
        "person"
    )
    tags = SeriesTag.objects.filter(content_object=series).values("tag")
    genres = SeriesGenre.objects.filter(series=series).values("genre")
    return {
        ("similar", "maker"): made.filter(
            series__in=first("credits__person", makers, credits__role__in=MAKERS),
            person__in=makers,
        ),
        ("similar", "theme"): SeriesTag.objects.filter(
            content_object__in=first("tagged_items__tag", tags), tag__in=tags
        ),
        ("similar", "genre"): SeriesGenre.objects.filter(
            series__in=first("genres", genres), genre__in=genres
        ),
    }


def similar(rows: Mapping) -> list[Similar]:
    """Return the series that these rows of `candidates` tell, strongest reason first, each once."""
    found: dict[int, Similar] = {}
    for reason, (_model, series, shared, _of) in REASONS.items():
        common = defaultdict(set)
        for row in rows.get(("similar", reason), ()):
            common[getattr(row, series)].add(getattr(row, shared))
        for key in sorted(common, key=lambda key: (-len(common[key]), -key)):
            found.setdefault(key, Similar(key, reason, tuple(sorted(common[key]))))
    return list(found.values())[:MOST]
