"""What a change of a row touches, heard from the signals of the models.

Before a row is saved its former self is noted, after it the present one: a fact that moves from one
series to another touches both. Rows that are written past `save()` (`QuerySet.update`,
``bulk_create``) are told of by whoever writes them (`touched`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

from ..models import (
    FACT_MODELS,
    Award,
    AwardEdition,
    BoardEntry,
    Company,
    Credit,
    Deal,
    DealParty,
    Episode,
    FacetName,
    Genre,
    Nomination,
    Ownership,
    Person,
    Release,
    Season,
    Series,
    SeriesFacet,
)
from ..models.changes import BOOKKEEPING, Changes, projected
from . import rules
from .derive import note_fact
from .signals import about


def _fact(changes: Changes, model: Any, keys: Iterable[int]) -> None:
    for row in rules.fact_rows(model, pk__among=keys):
        note_fact(changes, model, row)
        changes.add_facts(Deal, row.deal)
    if model is Nomination:
        people = Nomination.people.through.objects.filter(nomination__among=keys)
        for key in people.values_list("person_id", flat=True):
            changes.tags.add(about(Person, key))


def _record(changes: Changes, model: Any, keys: Iterable[int]) -> None:
    changes.add_records(model, *keys)


def _series(changes: Changes, model: Any, keys: Iterable[int]) -> None:
    changes.add_records(Series, *keys)
    changes.add_series(*keys)
    changes.tags.add("series")


def _award(changes: Changes, model: Any, keys: Iterable[int]) -> None:
    """An award that waits hides its editions."""
    changes.add_records(Award, *keys)
    editions = AwardEdition._base_manager.filter(award__among=keys)
    changes.add_records(AwardEdition, *editions.values_list("pk", flat=True))


def _company(changes: Changes, model: Any, keys: Iterable[int]) -> None:
    """A company that becomes a network has what the networks that it owns show."""
    changes.add_records(Company, *keys)
    _owned(changes, Ownership._base_manager.filter(owner__among=keys))


def _ownership(changes: Changes, model: Any, keys: Iterable[int]) -> None:
    rows = Ownership._base_manager.filter(pk__among=keys)
    _owned(changes, rows)
    for row in rows.values_list("owned_id", "owner_id"):
        changes.tags.update(about(Company, key) for key in row)


def _owned(changes: Changes, rows: Any) -> None:
    owned = [str(key) for key in rows.values_list("owned_id", flat=True)]
    if owned:
        had = SeriesFacet.objects.filter(facet=FacetName.NETWORK, value__in=owned)
        changes.add_series(*had.values_list("series_id", flat=True))


def _through(path: str) -> Callable[[Changes, Any, Iterable[int]], None]:
    """The footprint of what is part of a series, found by ``path``."""

    def note(changes: Changes, model: Any, keys: Iterable[int]) -> None:
        rows = model._base_manager.filter(pk__among=keys)
        changes.add_series(*rows.values_list(path, flat=True))

    return note


def _credit(changes: Changes, model: Any, keys: Iterable[int]) -> None:
    rows = Credit._base_manager.filter(pk__among=keys)
    for series, person, company in rows.values_list("series_id", "person_id", "company_id"):
        changes.tags.add(about(Series, series))
        changes.tags.update([about(Person, person)] if person else [])
        changes.tags.update([about(Company, company)] if company else [])


def _party(changes: Changes, model: Any, keys: Iterable[int]) -> None:
    rows = DealParty._base_manager.filter(pk__among=keys)
    for series, company in rows.values_list("deal__series_id", "company_id"):
        changes.add_series(series)
        changes.tags.add(about(Company, company))


FOOTPRINTS: dict[type[Model], Callable[[Changes, Any, Iterable[int]], None]] = {
    **dict.fromkeys(FACT_MODELS, _fact),
    Series: _series,
    Person: _record,
    Company: _company,
    Award: _award,
    AwardEdition: _record,
    Ownership: _ownership,
    DealParty: _party,
    Season: _through("series_id"),
    Episode: _through("season__series_id"),
    Credit: _credit,
    Series.genres.through: _through("series_id"),
    Series.countries.through: _through("series_id"),
}
#: Joins of a row of the first model to others.
JOINS: dict[Any, type[Model]] = {
    Series.genres.through: Series,
    Series.countries.through: Series,
    Nomination.people.through: Nomination,
}


def touched(model: type[Model], keys: Iterable[int]) -> None:
    """Derive anew what depends on these rows of ``model``, which were written past `save()`."""
    if note := FOOTPRINTS.get(model):
        with projected() as changes:
            note(changes, model, list(keys))


def _before(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if raw or instance._state.adding or not instance.pk or _is_bookkeeping(kwargs):
        return
    with projected() as changes:
        if not _is_noted(changes, instance):
            FOOTPRINTS[sender](changes, sender, [instance.pk])


def _after(
    sender: Any, instance: Any, raw: bool = False, created: bool = False, **kwargs: Any
) -> None:
    if raw or _is_bookkeeping(kwargs):
        return
    with projected() as changes:
        if created:
            changes.new[sender].add(instance.pk)
        if not _is_noted(changes, instance):
            FOOTPRINTS[sender](changes, sender, [instance.pk])


def _is_bookkeeping(kwargs: Any) -> bool:
    fields = kwargs.get("update_fields")
    return bool(fields) and BOOKKEEPING.issuperset(fields)


def _is_noted(changes: Changes, instance: Any) -> bool:
    """Whether a fact is a child of a story that is noted whole, before and after."""
    deal = getattr(instance, "deal", None) if isinstance(instance, Release | DealParty) else None
    story = getattr(deal or instance, "article_id", None)
    return story is not None and story in changes.stories


def _deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """What is gone is noted from the instance; its key leads nowhere."""
    with projected() as changes:
        if isinstance(instance, FACT_MODELS):
            changes.add_facts(sender, instance.replaces_id)
            changes.add_series(instance.series_id)
            changes.add_facts(Deal, getattr(instance, "deal_id", None))
        elif isinstance(instance, Season):
            changes.add_series(instance.series_id)
        elif isinstance(instance, Ownership):
            _owned_by(changes, instance.owned_id)
        elif isinstance(instance, AwardEdition):
            changes.add_records(Award, instance.award_id)
        elif isinstance(instance, DealParty):
            changes.add_facts(Deal, instance.deal_id)
        elif isinstance(instance, Episode):
            rows = Season._base_manager.filter(pk=instance.season_id)
            changes.add_series(*rows.values_list("series_id", flat=True))
        elif isinstance(instance, Credit):
            for model, key in ((Series, instance.series_id), (Person, instance.person_id)):
                changes.tags.update([about(model, key)] if key else [])


def _about_to_go(sender: Any, instance: Any, **kwargs: Any) -> None:
    """What names a record is left without it (SET_NULL), which no signal tells."""
    with projected() as changes:
        if sender is Series:
            for model in FACT_MODELS:
                rows: Any = model._base_manager
                rows = rows.filter(series=instance.pk)
                changes.add_facts(model, *rows.values_list("pk", flat=True))
        elif sender is Company:
            facets = (FacetName.NETWORK, FacetName.DECIDER)
            had = SeriesFacet.objects.filter(facet__in=facets, value=str(instance.pk))
            changes.add_series(*had.values_list("series_id", flat=True))
            changes.add_series(
                *BoardEntry.objects.filter(network=instance.pk).values_list("series_id", flat=True)
            )
        elif sender is Genre:
            rows = Series.genres.through.objects.filter(genre=instance.pk)
            changes.add_series(*rows.values_list("series_id", flat=True))


def _owned_by(changes: Changes, key: int) -> None:
    had = SeriesFacet.objects.filter(facet=FacetName.NETWORK, value=str(key))
    changes.add_series(*had.values_list("series_id", flat=True))


def _joined(sender: Any, instance: Any, action: str, reverse: bool, pk_set: Any, **kw: Any) -> None:
    if action not in ("post_add", "post_remove", "pre_clear", "post_clear"):
        return
    model = JOINS[sender]
    keys = (pk_set or ()) if reverse else [instance.pk]
    if reverse and action == "pre_clear":
        near, far = sender._meta.get_fields()[-1], sender._meta.get_fields()[-2]
        keys = sender.objects.filter(**{near.name: instance}).values_list(far.attname, flat=True)
    with projected() as changes:
        FOOTPRINTS[model](changes, model, list(keys))


def connect() -> None:
    """Called once, when the apps are ready."""
    for model in FOOTPRINTS:
        uid = f"projection-{model._meta.label}"
        pre_save.connect(_before, sender=model, dispatch_uid=uid)
        post_save.connect(_after, sender=model, dispatch_uid=uid)
        post_delete.connect(_deleted, sender=model, dispatch_uid=uid)
    for model in (Series, Company, Genre):
        pre_delete.connect(
            _about_to_go, sender=model, dispatch_uid=f"projection-going-{model._meta.label}"
        )
    for through in JOINS:
        m2m_changed.connect(_joined, sender=through, dispatch_uid=f"projection-{through.__name__}")
