"""Who bears a name that changed: stories that link to a record, series that it works on or shows.

They are written down anew with what changed where they are few, and by the worker where they are
many: an editor does not wait for the thousand stories about a network.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model
from taggit.models import Tag

from articles.models import Article, ArticleTag, Author, AwardEditionLink
from articles.models.links import LINK_MODELS
from shows.models import (
    Award,
    AwardEdition,
    Company,
    Credit,
    FacetName,
    Genre,
    Person,
    Series,
    SeriesFacet,
    SeriesTag,
)

from .analysis import split
from .models import SearchRenewal

#: Where the name is.
NAMES = {Series: "title", **dict.fromkeys((Person, Company, Award, Author, Genre, Tag), "name")}
#: (what has a name, who bears it, rows with both, path to the one, path to the other)
BEARERS = [
    *(
        (links.record_model(), Article, links, links.RECORD, "article")
        for links in LINK_MODELS
        if links.record_model() is not AwardEdition
    ),
    (Award, Article, AwardEditionLink, "edition__award", "article"),
    (Author, Article, Article.bylines.through, "author", "article"),
    (Tag, Article, ArticleTag, "tag", "content_object"),
    (Tag, Series, SeriesTag, "tag", "content_object"),
    (Genre, Series, Series.genres.through, "genre", "series"),
    (Person, Series, Credit, "person", "series"),
    (Company, Series, Credit, "company", "series"),
]
#: So many are written at once (some 200 ms), and a time.
FEW = 100


def is_renamed(instance: Company | Award | Series) -> bool:
    """Whether what is about to be saved has another name than in the database, for search."""
    name = NAMES[type(instance)]
    rows = type(instance)._base_manager.filter(pk=instance.pk)
    former = rows.values_list(name, flat=True).first()
    return former is not None and split(former) != split(getattr(instance, name))


def bearers(model: type[Model], keys: Iterable[int]) -> dict[Any, set[int]]:
    """Return the keys of those who bear the names of the records of ``model`` with ``keys``."""
    found = defaultdict(set)
    for named, bearer, rows, record, path in BEARERS:
        if named is model:
            there = rows.objects.filter(**{f"{record}__in": keys})
            found[bearer].update(there.values_list(path, flat=True))
    if model is Company:
        values = [str(key) for key in keys]
        had = SeriesFacet.objects.filter(facet=FacetName.NETWORK, value__in=values)
        found[Series].update(had.values_list("series_id", flat=True))
    return found


def leave(kind: int, keys: Iterable[int]) -> None:
    """Leave the documents of a kind to the worker."""
    rows = [SearchRenewal(kind=kind, key=key) for key in sorted(keys)]
    SearchRenewal.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def renew(refresh: Any, go_on: Any = lambda: True) -> int:
    """Write down anew what was left, a few at a time while ``go_on()``; return how many.

    ``refresh`` takes a kind's number and keys. What fails stays there.
    """
    count = 0
    while go_on():
        with transaction.atomic():
            waiting = SearchRenewal.objects.select_for_update(skip_locked=True).order_by("pk")
            some = list(waiting[:FEW])
            # First, so that what changes meanwhile is left anew.
            SearchRenewal.objects.filter(pk__in=[row.pk for row in some]).delete()
            keys = defaultdict(set)
            for row in some:
                keys[row.kind].add(row.key)
            for kind, found in keys.items():
                refresh(kind, found)
        count += len(some)
        if len(some) < FEW:
            break
    return count
