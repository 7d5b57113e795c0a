"""The list of genres: how many series each has, and which were in the news last."""

from __future__ import annotations

from dataclasses import dataclass, field

from anyascii import anyascii
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from ..models import Genre, Series

#: How many series of a genre the list names.
FEW = 4


@dataclass
class GenreLine:
    """A genre with how many series it has, and some of them."""

    genre: Genre
    count: int
    series: list[Series] = field(default_factory=list)


def genre_lines() -> list[GenreLine]:
    """Return the genres that have a series which readers may see, by name, each with those of its
    series of which a story told last. One statement."""
    pairs = Series.genres.through.objects.filter(series__is_public=True)
    ranked = pairs.annotate(
        total=Window(Count("pk"), partition_by=F("genre")),
        place=Window(
            RowNumber(),
            partition_by=F("genre"),
            order_by=[F("series__told_at").desc(), F("series__title")],
        ),
    )
    lines: dict[int, GenreLine] = {}
    for pair in ranked.filter(place__lte=FEW).select_related("genre", "series").order_by("place"):
        line = lines.setdefault(pair.genre_id, GenreLine(pair.genre, pair.total))
        line.series.append(pair.series)
    return sorted(lines.values(), key=lambda line: anyascii(line.genre.name).casefold())
