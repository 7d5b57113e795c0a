"""Applies the rules to what a change touches, in the transaction that changes it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.db import connections

from ..models import (
    FACT_MODELS,
    Award,
    AwardEdition,
    Company,
    Deal,
    Fact,
    Release,
    Series,
    SeriesFacet,
)
from ..models.changes import Changes
from ..models.story import story_model
from . import rules, series
from .signals import ANYTHING, about, moved

#: Deals first: a release is told with its deal.
FACTS: tuple[type[Fact], ...] = (Deal, *(model for model in FACT_MODELS if model is not Deal))
#: What depends on this and is stored further up: ``follower(changes, differences)`` adds its tags.
followers: list[Callable[[Changes, series.Differences], None]] = []
#: So many keys are looked at together.
BATCH = 2000
#: The number of the lock by which derivations wait for each other on PostgreSQL: each must see
#: what the other changed.
LOCK = 7_214_001


def derive(changes: Changes) -> None:
    """Store what the rules say of what was touched, and tell what moved."""
    wait_turn()
    for key in rules.stories_out(changes.stories) | changes.shown:
        note_story(changes, key)
    _records(changes)
    _facts(changes)
    found = series.differences(changes.series)
    series.store(found)
    _name(changes, found)
    for follower in followers:
        follower(changes, found)
    moved.send(sender=Changes, tags=changes.tags)


def wait_turn() -> None:
    """Wait until no other transaction derives: each must see what the other changed."""
    connection = connections[Series.objects.db]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def note_story(changes: Changes, key: int) -> None:
    """Note the facts and the records on which a story bears as the database has them."""
    changes.stories.add(key)
    for model in FACT_MODELS:
        for row in rules.fact_rows(model, article=key):
            note_fact(changes, model, row)
    nested = rules.fact_rows(Release, deal__article=key)
    for row in nested:
        note_fact(changes, Release, row)
    for model in rules.RECORDS:
        if model is not Award:
            relation: Any = model._meta.get_field("story_links")
            links = relation.related_model._base_manager.filter(article=key)
            path = relation.field.attname
            changes.add_records(model, *links.values_list(path, flat=True))


def note_fact(changes: Changes, model: type[Fact], row: Any) -> None:
    """Note a fact (`rules.Row`), what it replaces, and the series that it is about."""
    changes.add_facts(model, row.pk, row.replaces)
    changes.add_series(row.series)
    changes.tags.update(about(record, key) for record, key in row.named)


def _records(changes: Changes) -> None:
    """Records first: a fact of the catalogue is told with its series."""
    editions = changes.records.get(AwardEdition)
    if editions:
        rows = AwardEdition._base_manager.filter(pk__among=editions)
        changes.add_records(Award, *rows.values_list("award_id", flat=True))
    for model in rules.RECORDS:
        keys = changes.records.get(model)
        if not keys:
            continue
        found, flips = rules.records(model, keys)
        rules.store_records(model, found)
        if flips - changes.new[model]:  # nothing can have named what is new
            changes.tags.add(ANYTHING)
        if model is Series:
            for fact in FACTS:
                for row in rules.fact_rows(fact, article=None, series__among=list(found)):
                    note_fact(changes, fact, row)
        changes.tags.update(about(model, key) for key in keys)


def _facts(changes: Changes) -> None:
    for model in FACTS:
        keys = changes.facts.get(model, set())
        if model is Release:
            deals = changes.facts.get(Deal, set())
            nested = Release._base_manager.filter(deal__among=deals)
            keys = keys | set(nested.values_list("pk", flat=True)) if deals else keys
        if keys:
            found = rules.standings(model, keys)
            rules.store_standings(model, found.changed)
            changes.add_series(*found.series)
            changes.tags.update(f"row:articles.article:{key}" for key in found.stories)
            if model is Deal:
                # The releases of what its change replaced, or laid bare.
                changes.add_facts(Deal, *(key for keys in found.changed.values() for key in keys))


def _name(changes: Changes, found: series.Differences) -> None:
    """Name what moved of the series."""
    keys = changes.series | changes.records.get(Series, set())
    if not keys:
        return
    if found:
        changes.tags.add("series")
    changes.tags.update(about(Series, key) for key in keys)
    rows = SeriesFacet.objects.filter(series__among=keys).values_list("facet", "value").distinct()
    values = set(rows).union(*found.removed.values())
    changes.tags.update(f"series:{facet}:{value}" for facet, value in values)
    changes.tags.update(about(Company, int(value)) for f, value in values if f == "network")


def in_batches(model: type[Any]) -> Any:
    """Yield the keys of all rows of ``model``, in lists of at most `BATCH`."""
    last = 0
    while True:
        rows = model._base_manager.filter(pk__gt=last).order_by("pk")
        keys: Collection[int] = list(rows.values_list("pk", flat=True)[:BATCH])
        if not keys:
            return
        yield keys
        last = max(keys)


def story_keys() -> Any:
    """Yield the keys of all stories, in lists."""
    return in_batches(story_model())
