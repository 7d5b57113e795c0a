"""Who may see what: the rules, applied to rows that are given by their keys.

1. A story is out when it is live, in a section, and its embargo is lifted (`live_story`).
2. A record is public if it waits for no story, or if a story that is out links to it.
3. A fact is told if its story is out; one of the catalogue, if its series is public or it has none.
   A release nested in a deal is told with its deal, unless the deal is replaced.
4. A fact that is told holds unless one that is told replaces it, as outdated or as wrong.

Each function returns what differs from what is stored; `derive` stores it.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import F, IntegerField, Max, Model, Value

from ..models import Award, AwardEdition, Company, Deal, Fact, Person, Release, Series, Standing
from ..models.choices import NEVER
from ..models.querysets import live_story
from ..models.story import story_model

#: The models whose rows are public or not, each after those on which it depends.
RECORDS: tuple[type[Any], ...] = (Series, Person, Company, Award, AwardEdition)


def stories_out(keys: Collection[int]) -> set[int]:
    """Return those of ``keys`` whose stories are out."""
    if not keys:
        return set()
    rows = story_model()._base_manager.filter(live_story(""), pk__among=keys)
    return set(rows.values_list("pk", flat=True))


class Shown(NamedTuple):
    """What is stored of a record."""

    is_public: bool
    told_at: datetime.datetime = NEVER


class Records(NamedTuple):
    """{key: what is to be stored} of the records for which it differs; and the keys of those that
    come out or go, so that what names them is written otherwise."""

    changed: dict[int, Shown]
    flips: set[int]


def records(model: type[Any], keys: Collection[int]) -> Records:
    """Return what is to be stored of the records of ``model`` with these keys."""
    rows = model._base_manager.filter(pk__among=keys)
    seen = set(model.objects.filter(pk__among=keys).derived_public().values_list("pk", flat=True))
    if model is AwardEdition:
        stored = {key: Shown(public) for key, public in rows.values_list("pk", "is_public")}
        found = {key: Shown(key in seen) for key in stored}
    else:
        told = _told_at(model, keys)
        stored = {
            key: Shown(*shown) for key, *shown in rows.values_list("pk", "is_public", "told_at")
        }
        found = {key: Shown(key in seen, told.get(key) or NEVER) for key in stored}
    changed = {key: shown for key, shown in found.items() if shown != stored[key]}
    flips = {key for key, now in changed.items() if now.is_public != stored[key].is_public}
    return Records(changed, flips)


def _told_at(model: type[Model], keys: Collection[int]) -> dict[int, Any]:
    """{key: when the newest story that is out and links to the record came out}."""
    owner: Any = AwardEdition if model is Award else model
    relation = owner._meta.get_field("story_links")
    path = f"{relation.field.name}__award" if model is Award else relation.field.name
    links = relation.related_model._base_manager.filter(live_story(), **{f"{path}__among": keys})
    newest = links.order_by().values_list(path).annotate(Max("article__first_published_at"))
    return dict(newest)


class Row(NamedTuple):
    """What the rules read of a fact."""

    pk: int
    standing: str
    article: int | None
    series: int | None
    replaces: int | None
    correction: bool
    deal: int | None = None
    #: The (model, key) of the other records that it names.
    named: tuple[tuple[type[Model], int], ...] = ()


def fact_rows(model: type[Fact], **where: Any) -> list[Row]:
    """Return the facts of ``model`` that answer to ``where``."""
    names = [name for name in model.RECORDS if name != "series"]
    models: list[Any] = [model._meta.get_field(name).related_model for name in names]
    columns = ["pk", "standing", "article_id", "series_id", "replaces_id", "correction"]
    deal = F("deal_id") if model is Release else Value(None, IntegerField())
    rows = model._base_manager.filter(**where).order_by()
    found = []
    for values in rows.values_list(*columns, deal, *(f"{name}_id" for name in names)):
        keys: Any = zip(models, values[7:], strict=True)
        named = tuple((record, key) for record, key in keys if key)
        found.append(Row._make((*values[:7], named)))
    return found


class Standings(NamedTuple):
    """Which facts change their standing, and the series that any of the facts looked at is about:
    what is told of those may have changed, whether its standing does or not."""

    changed: dict[str, list[int]]
    series: set[int]
    #: The keys of the stories that report them.
    stories: set[int]


def standings(model: type[Fact], keys: Collection[int]) -> Standings:
    """Return what is to be stored of the facts of ``model`` with these ``keys``, and of those that
    they replace. Deals come before releases; records before both."""
    rows = {row.pk: row for row in fact_rows(model, pk__among=keys)}
    targets = {row.replaces for row in rows.values() if row.replaces} - rows.keys()
    if targets:
        rows |= {row.pk: row for row in fact_rows(model, pk__among=targets)}
    if not rows:
        return Standings({}, set(), set())
    later = fact_rows(model, replaces__among=list(rows))
    told = _told([*rows.values(), *later])
    by_target: dict[int, list[Row]] = defaultdict(list)
    for row in later:
        if row.replaces and row.pk in told:
            by_target[row.replaces].append(row)
    changed = defaultdict(list)
    for row in rows.values():
        found = _standing(row.pk in told, by_target[row.pk])
        if found != row.standing:
            changed[found].append(row.pk)
    series = {row.series for row in rows.values() if row.series}
    stories = {row.article for row in rows.values() if row.article}
    deals = {row.deal for row in rows.values() if row.deal}
    if deals:
        named = Deal._base_manager.filter(pk__among=deals)
        for subject, story in named.values_list("series_id", "article_id"):
            series.update([subject] if subject else [])
            stories.update([story] if story else [])
    return Standings(dict(changed), series, stories)


def _standing(is_told: bool, later: Iterable[Row]) -> str:
    if not is_told:
        return Standing.HIDDEN
    corrections = [row.correction for row in later]
    if any(corrections):
        return Standing.CORRECTED
    return Standing.OUTDATED if corrections else Standing.CURRENT


def _told(rows: Collection[Row]) -> set[int]:
    """The keys of the facts among ``rows`` that are told; deals have been stored before."""
    out = stories_out({row.article for row in rows if row.article})
    deals = {row.deal for row in rows if row.deal}
    holding: set[int] = set()
    if deals:
        held = Deal._base_manager.filter(pk__among=deals, standing=Standing.CURRENT)
        holding = set(held.values_list("pk", flat=True))
    named = {row.series for row in rows if row.series and not (row.deal or row.article)}
    public: set[int] = set()
    if named:
        seen = Series._base_manager.filter(pk__among=named, is_public=True)
        public = set(seen.values_list("pk", flat=True))

    def is_told(row: Row) -> bool:
        if row.deal:
            return row.deal in holding
        if row.article:
            return row.article in out
        return row.series is None or row.series in public

    return {row.pk for row in rows if is_told(row)}


def store_standings(model: type[Fact], changed: Mapping[str, list[int]]) -> None:
    """Write the standings that changed."""
    for standing, keys in changed.items():
        model._base_manager.filter(pk__among=keys).update(standing=standing)


def store_records(model: type[Any], changed: Mapping[int, Shown]) -> None:
    """Write of the records what changed."""
    groups = defaultdict(list)
    for key, shown in changed.items():
        groups[shown].append(key)
    for shown, keys in groups.items():
        values: dict[str, Any] = {"is_public": shown.is_public}
        if model is not AwardEdition:
            values["told_at"] = shown.told_at
        model._base_manager.filter(pk__among=keys).update(**values)
