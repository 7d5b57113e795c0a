"""Two children that exchange what must be unique: season 1 becomes season 2, and 2 becomes 1.

Children are saved one by one, and the database refuses the first of them.
"""

from typing import Any

from django.db.models import Model, UniqueConstraint
from django.db.models.fields.reverse_related import ManyToOneRel
from modelcluster.models import ClusterableModel, get_all_child_relations

from .batch import in_memory


def make_room(parent: ClusterableModel) -> None:
    """Take out the stored children whose place another child of ``parent`` is about to take.

    To be called in the transaction that saves ``parent``: it writes them back, under the same
    keys. What refers to them meanwhile is checked by the database when the transaction ends.
    """
    for relation in get_all_child_relations(type(parent)):
        name = relation.get_accessor_name()
        if not in_memory(parent, name):
            continue
        children = list(getattr(parent, name).all())
        for child in children:
            if isinstance(child, ClusterableModel) and child.pk:
                make_room(child)
        for constraint in relation.related_model._meta.constraints:
            unique = isinstance(constraint, UniqueConstraint)
            if unique and relation.field.name in constraint.fields:
                _make_room(parent, relation, constraint, children)


def _make_room(
    parent: Model, relation: ManyToOneRel, constraint: UniqueConstraint, children: list[Model]
) -> None:
    model = relation.related_model
    meta: Any = model._meta
    columns: list[str] = [
        meta.get_field(name).attname for name in constraint.fields if name != relation.field.name
    ]
    rows = model._base_manager.filter(**{relation.field.name: parent.pk})
    stored = {key: tuple(values) for key, *values in rows.values_list("pk", *columns)}
    wanted: dict[tuple[Any, ...], list[Any]] = {}
    for child in children:
        wanted.setdefault(tuple(getattr(child, column) for column in columns), []).append(child.pk)
    kept = {child.pk for child in children}
    moved = [
        key
        for key, place in stored.items()
        if key in kept and wanted.get(place) and key not in wanted[place]
    ]
    if moved:
        # Not `delete`: it would take along what belongs to them.
        taken_out = model._base_manager.filter(pk__in=moved)
        taken_out._raw_delete(taken_out.db)
