"""Nothing referenced is destroyed: deleting what is used is refused, with the list of the uses.

Wagtail's reference index does not see drafts, and a database constraint does not fire on them: a
draft that names what is gone could no longer be opened. The guard is a ``pre_delete`` signal, so
that it holds on every path: form, bulk action, shell.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import DraftStateMixin, ReferenceIndex, Revision
from wagtail.signal_handlers import connect_reference_index_signal_handlers_for_model

from media.models import Picture, Rendition
from shows.desk.uses import StillUsed, Use, Where
from shows.models import Award, AwardEdition, Company, Fact, Genre, Person, Series

from .models import Article, Assignment, Author, DailyReads, Note, Section

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
    found = {Use(user, _state(user)) for user in _rows_using(instance)}
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


def _state(user) -> Where:
    if isinstance(user, DraftStateMixin) and not user.live:
        return Where.SCHEDULED if user.approved_schedule else Where.DRAFT
    return Where.LIVE


def _rows_using(instance):
    """The objects whose rows, or whose children's rows, name ``instance``."""
    for relation in instance._meta.get_fields(include_hidden=True):
        if not _is_use(relation):
            continue
        for row in relation.related_model._base_manager.filter(**{relation.field.name: instance}):
            owner = _owner(row)
            if owner != instance:
                yield owner
    # Stream fields and rich text, which have no rows. The index may be behind, the object is not.
    for reference in ReferenceIndex.get_references_to(instance):
        user = reference.content_type.model_class()._base_manager.filter(pk=reference.object_id)
        for found in user.exclude(pk=instance.pk) if user.model is type(instance) else user:
            if _key_of(instance) in _references(found):
                yield found


def _is_use(relation) -> bool:
    """Whether a relation to a guarded model is a use of it, and not a part or a table of joins."""
    if not relation.auto_created or relation.concrete:
        return False
    model = relation.related_model
    is_part = isinstance(relation.field, ParentalKey) or model in COMPANIONS
    return model._meta.app_label in APPS and not model._meta.auto_created and not is_part


def _owner(row):
    """The object an editor knows a row by: the story of a fact, the series of a credit."""
    if isinstance(row, Fact):
        return row.story or row
    for field in row._meta.concrete_fields:
        if isinstance(field, ParentalKey):
            parent = getattr(row, field.name)
            return _owner(parent) if parent is not None else row
    return row


def _revisions_using(instance):
    """The drafts and schedules whose content names ``instance``."""
    wanted = _key_of(instance)
    for revision in open_revisions():
        model = revision.content_type.model_class()
        user = model.from_serializable_data(revision.content, check_fks=False)
        if wanted in _references(user):
            row = model._base_manager.filter(pk=revision.object_id).first()
            if row is not None and row != instance:
                scheduled = revision.approved_go_live_at is not None
                yield row, Where.SCHEDULED if scheduled else Where.DRAFT


def _key_of(instance) -> tuple[int, str]:
    return ContentType.objects.get_for_model(instance).pk, str(instance.pk)


def _references(draft) -> set[tuple[int, str]]:
    """The (content type, key) of what an object names, in its fields, its children and its text."""
    found = {ref[:2] for ref in ReferenceIndex._extract_references_from_object(draft)}
    return found | set(_many_to_many(draft))


def _many_to_many(draft):
    """What the reference index leaves out."""
    for field in draft._meta.many_to_many:
        if isinstance(field, ParentalManyToManyField):
            content_type = ContentType.objects.get_for_model(field.related_model)
            for record in getattr(draft, field.name).all():
                yield content_type.pk, str(record.pk)
    for relation in get_all_child_relations(draft):
        for child in getattr(draft, relation.get_accessor_name()).all():
            yield from _many_to_many(child)


def open_revisions():
    """Return the revisions that an editor may still open as a draft, or that are scheduled."""
    drafts = Q(pk__in=[])
    for model in _draft_models():
        latest = model._base_manager.filter(Q(live=False) | Q(has_unpublished_changes=True))
        drafts |= Q(pk__in=latest.values("latest_revision"))
    return Revision.objects.filter(drafts | Q(approved_go_live_at__isnull=False)).select_related(
        "content_type"
    )


def _draft_models():
    from .models import FrontPage, InfoPage

    return Article, FrontPage, InfoPage


def refuse_deletion_of_what_is_used(sender, instance, **kwargs):
    """Raise `StillUsed` before a guarded object is deleted; received from ``pre_delete``."""
    if found := uses(instance):
        raise StillUsed(instance, found)


def connect() -> None:
    """Guard the models; called once, when the apps are ready.

    Wagtail keeps its index of references for models with a form in the admin, once that is
    loaded; a save in a shell or a command has to count too.
    """
    for model in (*_draft_models(), Series, Person, Author):
        ReferenceIndex.register_model(model)
        connect_reference_index_signal_handlers_for_model(model)
    for model in GUARDED:
        models.signals.pre_delete.connect(
            refuse_deletion_of_what_is_used, sender=model, dispatch_uid=f"guard-{model.__name__}"
        )
