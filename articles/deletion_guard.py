"""Nothing referenced is destroyed: deleting what is used is refused, with the list of the uses.

Wagtail's reference index does not see drafts, and a database constraint does not fire on them: a
draft that names what is gone could no longer be opened. The guard is a ``pre_delete`` signal, so
that it holds on every path: form, bulk action, shell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import DraftStateMixin, ReferenceIndex, Revision
from wagtail.signal_handlers import connect_reference_index_signal_handlers_for_model

from media.models import Picture, Rendition
from shows.admin.deletion import StillUsed, Use, Where
from shows.admin.revision_references import named_in, named_in_texts
from shows.models import Award, AwardEdition, Company, Fact, Genre, Person, Series
from shows.models.changes import Derived

from .models import Article, Assignment, Author, DailyReads, FrontPage, InfoPage, Note, Section

if TYPE_CHECKING:
    from wagtail.models.revisions import RevisionQuerySet

APPS = ("articles", "media", "shows")
GUARDED = (
    Article,
    Author,
    Award,
    AwardEdition,
    Company,
    Genre,
    Person,
    Picture,
    Section,
    Series,
)

#: Rows that go with what they are about, and are no use of it.
COMPANIONS = (Assignment, DailyReads, Note, Rendition)


def uses(instance: models.Model) -> list[Use]:
    """Return the uses of ``instance`` by anything but its own parts, live ones first."""
    scheduled = set(
        Revision.objects.filter(approved_go_live_at__isnull=False).values_list(
            "content_type", "object_id"
        )
    )
    found = {Use(user, _state(user, scheduled)) for user in _rows_using(instance)}
    found |= {Use(user, where) for user, where in _revisions_using(instance)}
    order = [Where.LIVE, Where.SCHEDULED, Where.DRAFT]
    return sorted(found, key=lambda use: (order.index(use.where), str(use.user)))


def forbidding(instance: models.Model) -> list[Use]:
    """Return the uses for which deleting ``instance``, or a part of it, would be refused."""
    found = uses(instance) if isinstance(instance, GUARDED) else []
    if isinstance(instance, ClusterableModel):
        for relation in get_all_child_relations(instance):
            if issubclass(relation.related_model, GUARDED):
                for part in getattr(instance, relation.get_accessor_name()).all():
                    found += [use for use in uses(part) if use not in found]
    return found


def _state(user: Article, scheduled: set[tuple[int, str]]) -> Where:
    if isinstance(user, DraftStateMixin) and not user.live:
        key = (ContentType.objects.get_for_model(user).pk, str(user.pk))
        return Where.SCHEDULED if key in scheduled else Where.DRAFT
    return Where.LIVE


def _rows_using(instance: models.Model) -> Iterator[Any]:
    """The objects whose rows, or whose children's rows, name ``instance``."""
    relations: list[Any] = instance._meta.get_fields(include_hidden=True)
    for relation in relations:
        if not _is_use(relation):
            continue
        rows = relation.related_model._base_manager.filter(**{relation.field.name: instance})
        parents = dict(_parents(relation.related_model))
        heavy = [f"{path}__{name}" for path, model in parents.items() for name in _texts(model)]
        for row in rows.select_related(*parents).defer(*_texts(rows.model), *heavy):
            owner = _owner(row)
            if owner != instance:
                yield owner
    # Stream fields and rich text, which have no rows. The index may be behind, the object is not.
    by_model = defaultdict(set)
    for reference in ReferenceIndex.get_references_to(instance).select_related("content_type"):
        by_model[reference.content_type.model_class()].add(reference.object_id)
    for model, keys in by_model.items():
        for user in model._base_manager.filter(pk__in=keys) if _texts(model) else ():
            if user != instance and _names(instance, named_in_texts(user)):
                yield user


def _is_use(relation: Any) -> bool:
    """Whether a relation to a guarded model is a use of it, and not a part or a table of joins."""
    if not relation.auto_created or relation.concrete:
        return False
    model = relation.related_model
    is_part = isinstance(relation.field, ParentalKey) or model in COMPANIONS
    is_part = is_part or issubclass(model, Derived)
    return model._meta.app_label in APPS and not model._meta.auto_created and not is_part


def _parents(model: type[models.Model], path: str = "") -> Iterator[tuple[str, type[models.Model]]]:
    """The (path, model) of what a row of ``model`` is a part of, and of what that is a part of."""
    for field in model._meta.concrete_fields:
        if isinstance(field, ParentalKey):
            yield f"{path}{field.name}", field.related_model
            yield from _parents(field.related_model, f"{path}{field.name}__")


def _texts(model: type[models.Model]) -> list[str]:
    """The names of the stream fields and rich texts of ``model``."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if not field.is_relation and hasattr(field, "extract_references")
    ]


def _owner(row: models.Model) -> Any:
    """The object an editor knows a row by: the story of a fact, the series of a credit."""
    if isinstance(row, Fact):
        return row.story or row
    for field in row._meta.concrete_fields:
        if isinstance(field, ParentalKey):
            parent = getattr(row, field.name)
            return _owner(parent) if parent is not None else row
    return row


def _revisions_using(instance: models.Model) -> Iterator[tuple[Article, Where]]:
    """The drafts and schedules whose content names ``instance``.

    The database leaves out those in whose text the key does not even appear.
    """
    revisions = open_revisions().alias(text=Cast("content", models.TextField()))
    found = defaultdict(set)
    for revision in revisions.filter(text__contains=str(instance.pk)).defer("object_str"):
        model = revision.content_type.model_class()
        if _names(instance, named_in(model, revision.content)):
            scheduled = revision.approved_go_live_at is not None
            where = Where.SCHEDULED if scheduled else Where.DRAFT
            found[model].add((revision.object_id, where))
    for model, keys in found.items():
        rows = {str(row.pk): row for row in model._base_manager.filter(pk__in=dict(keys))}
        for key, where in keys:
            if key in rows and rows[key] != instance:
                yield rows[key], where


def _names(instance: models.Model, references: Iterable[Any]) -> bool:
    return (type(instance), str(instance.pk)) in set(references)


def drafts_naming(*wanted: Any) -> dict:
    """Return {(model, key): the (model, key) of each open draft or schedule that names it}, for
    what is of the ``wanted`` models. One query."""
    found: dict = {}
    for revision in open_revisions():
        user = revision.content_type.model_class()
        for model, key in named_in(user, revision.content):
            if model in wanted:
                found.setdefault((model, int(key)), set()).add((user, int(revision.object_id)))
    return found


def named_by_drafts(model: type[Picture]) -> set[str]:
    """Return the keys of the rows of ``model`` that open drafts and schedules name."""
    return {str(key) for _model, key in drafts_naming(model)}


def open_revisions() -> RevisionQuerySet:
    """Return the revisions that an editor may still open as a draft, or that are scheduled."""
    drafts = Q(pk__in=[])
    for model in _draft_models():
        latest = model._base_manager.filter(Q(live=False) | Q(has_unpublished_changes=True))
        drafts |= Q(pk__in=latest.values("latest_revision"))
    return Revision.objects.filter(drafts | Q(approved_go_live_at__isnull=False)).select_related(
        "content_type"
    )


def _draft_models() -> tuple[type[Article], type[FrontPage], type[InfoPage]]:
    return Article, FrontPage, InfoPage


def refuse_deletion_of_what_is_used(
    sender: type[models.Model], instance: models.Model, **kwargs: Any
) -> None:
    """Raise `StillUsed` before a guarded object is deleted; received from ``pre_delete``."""
    if found := uses(instance):
        raise StillUsed(instance, found)


def connect() -> None:
    """Guard the models; called once, when the apps are ready.

    Wagtail keeps its index of references for models with a form in the admin, once that is
    loaded; a save in a shell or a command has to count too.
    """
    indexed: tuple[type[models.Model], ...] = (*_draft_models(), Series, Person, Author)
    for model in indexed:
        ReferenceIndex.register_model(model)
        connect_reference_index_signal_handlers_for_model(model)
    for model in GUARDED:
        models.signals.pre_delete.connect(
            refuse_deletion_of_what_is_used, sender=model, dispatch_uid=f"guard-{model.__name__}"
        )
