"""The rows that name a record which another takes over: what moves, what is there twice.

Nothing here knows which models there are: every foreign key and every table of joins that leads
to a record is found through its ``_meta``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.fields.reverse_related import ManyToOneRel
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..fields.model_fields import format_ranges, parse_ranges
from ..models import Company, Credit, Deal, Ownership, Relation, SeriesTag
from ..models.changes import Derived
from ..projection.footprints import touched

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from ..admin.typed import AnyUser
    from ..models import Person, Series
    from ..partial_dates import PartialDate

#: What makes two rows the same where no constraint of the database says so.
SAME = {
    Ownership: ("owned", "owner", "since", "until"),
    Relation: ("series", "kind", "to_series", "work_title"),
    SeriesTag: ("content_object", "tag"),
}
#: Keys of one row that cannot name the same record, and what an editor mends first.
DISTINCT = {
    Ownership: (
        ("owner", "owned"),
        gettext_lazy(
            "One of the two belongs to the other. If they are really the same, take the owner out"
            " of the form of %(place)s first."
        ),
    ),
    Deal: (
        ("buyer", "seller"),
        gettext_lazy(
            "One of the two sells to the other in %(place)s. Mend the buyer or the seller there"
            " first."
        ),
    ),
    Relation: (
        ("series", "to_series"),
        gettext_lazy(
            "One of the two is related to the other. If they are really the same, take the"
            " relation out of the form of %(place)s first."
        ),
    ),
    Company: (
        ("replaced_by", "id"),
        gettext_lazy(
            "One of the two took over from the other. If they are really the same, empty “replaced"
            " by” in the form of %(place)s first."
        ),
    ),
}
#: Choices of which one says more than the other.
STRONGER = {"relation": "about"}


@dataclass(frozen=True)
class Pair:
    """``stays`` takes the place of ``goes``, a row of the same model."""

    stays: models.Model
    goes: models.Model

    @property
    def model(self) -> type[models.Model]:
        return type(self.stays)


@dataclass(frozen=True)
class Refusal:
    """Why two records cannot be merged; ``place`` is where an editor mends it."""

    sentence: StrOrPromise
    place: Any

    def __str__(self) -> str:
        return self.sentence % {"place": _("“%(name)s”") % {"name": self.place}}

    def said_to(self, reader: AnyUser) -> str:
        """The sentence, in which the draft of another is not named."""
        policy = self.place.snippet_viewset.permission_policy
        if policy.visible_to(reader).filter(pk=self.place.pk).exists():
            return str(self)
        kind = _("a %(kind)s that you may not see") % {"kind": self.place._meta.verbose_name}
        return self.sentence % {"place": kind}


@dataclass
class Move:
    """Rows of ``model`` whose key ``name`` will lead to ``to``."""

    model: type[models.Model]
    name: str
    to: models.Model
    keys: list[Any]

    @property
    def label(self) -> StrOrPromise:
        """What the rows are called, of a table of joins: what it joins."""
        owner: Any = self.model._meta.auto_created
        if not owner:
            return capfirst(self.model._meta.verbose_name_plural or "")
        if owner is type(self.to):
            return capfirst(_many_to_many(owner, self.model).verbose_name)
        return capfirst(owner._meta.verbose_name_plural)


def _many_to_many(owner: Any, through: Any) -> Any:
    return next(f for f in owner._meta.many_to_many if f.remote_field.through is through)


@dataclass
class Joined:
    """A row that is there twice: ``goes`` disappears, ``stays`` takes over ``changes``."""

    stays: models.Model
    goes: models.Model
    changes: dict


@dataclass
class Rows:
    """What happens to the rows that name the record that goes, and to the parts of it that the
    other has as well (a season, the year of an award), whose own rows follow."""

    pairs: list[Pair] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    joined: list[Joined] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    @classmethod
    def of(cls, stays: Series | Company | Person, goes: Series | Company | Person) -> Rows:
        rows = cls()
        rows._follow(Pair(stays, goes))
        return rows

    def _follow(self, pair: Pair) -> None:
        self.pairs.append(pair)
        self._refuse(pair.goes, {pair.goes.pk, pair.stays.pk})
        for relation in relations_to(pair.model):
            self._take(relation, pair)

    def _take(self, relation: ManyToOneRel, pair: Pair) -> None:
        model, name = relation.related_model, relation.field.name
        going = model._base_manager.filter(**{name: pair.goes.pk}).order_by("pk")
        keys = unique_keys(model, name)
        if not keys and model not in DISTINCT:
            if keys_going := list(going.values_list("pk", flat=True)):
                self.moves.append(Move(model, name, pair.stays, keys_going))
            return
        moved, rows = [], list(going)
        there: list[Any] = [(names, {}) for names in keys]
        for row in model._base_manager.filter(**{name: pair.stays.pk}) if rows and keys else ():
            for names, known in there:
                known[_identity(row, names)] = row
        for row in rows:
            self._refuse(row, {pair.goes.pk, pair.stays.pk})
            found = (known.get(_identity(row, names)) for names, known in there)
            twin = next(filter(None, found), None)
            if twin is None:
                moved.append(row.pk)
                continue
            changes = taken_over(model, _values(twin), _values(row))
            self.joined.append(Joined(twin, row, changes))
            self._follow(Pair(twin, row))
        if moved:
            self.moves.append(Move(model, name, pair.stays, moved))

    def _refuse(self, row: models.Model, keys: set) -> None:
        names, sentence = DISTINCT.get(type(row), (None, None))
        if names and {getattr(row, _attname(row, name)) for name in names} == keys:
            self.refusals.append(Refusal(sentence or "", editable_home(row)))

    def counts(self) -> dict[str, int]:
        """How many rows of each kind move, by their name."""
        found: Counter[Any] = Counter()
        for move in self.moves:
            found[move.label] += len(move.keys)
        return dict(found)

    def move(self) -> None:
        """Let the rows name the record that stays."""
        for joined in filter(lambda joined: joined.changes, self.joined):
            for name, value in joined.changes.items():
                setattr(joined.stays, name, value)
            joined.stays.save()
        for move in self.moves:
            rows = move.model._base_manager.filter(pk__among=move.keys)
            touched(move.model, move.keys)
            rows.update(**{move.name: move.to.pk})
            touched(move.model, move.keys)

    def delete_doubles(self) -> None:
        """Delete what is there twice, parts before what they are parts of; the record itself is
        left to the caller."""
        for pair in reversed(self.pairs[1:]):
            pair.model._base_manager.get(pk=pair.goes.pk).delete()


def relations_to(model: type[models.Model]) -> Iterator[ManyToOneRel]:
    """The foreign keys, those of tables of joins included, that lead to ``model``."""
    relations: list[Any] = model._meta.get_fields(include_hidden=True)
    for relation in relations:
        reverse = relation.auto_created and not relation.concrete
        to_rows = reverse and (relation.one_to_many or relation.one_to_one)
        if to_rows and not issubclass(relation.related_model, Derived):  # made anew from the rest
            yield relation


def unique_keys(model: type[models.Model], name: str) -> list[tuple[str, ...]]:
    """The other fields that, with ``name``, a row of ``model`` is the only one to have."""
    keys = [tuple(names) for names in model._meta.unique_together]
    keys += [
        tuple(constraint.fields)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None
    ]
    if model in SAME:
        keys.append(SAME[model])
    field: Any = model._meta.get_field(name)
    if field.unique:
        keys.append((name,))
    return [tuple(n for n in key if n != name) for key in keys if name in key]


def _identity(row: models.Model, names: tuple[str, ...]) -> tuple | object:
    """The values of a row that make it the same as another.

    As in the database, a unique key with an empty part is like no other; `SAME` has its own rule.
    """
    values = tuple(str(getattr(row, _attname(row, n))) for n in names)
    empty = any(getattr(row, _attname(row, n)) is None for n in names)
    return object() if empty and type(row) not in SAME else values


def _attname(row: models.Model, name: str) -> str:
    field: Any = row._meta.get_field(name)
    return field.attname


def _values(row: models.Model) -> dict[str, Any]:
    return {f.name: getattr(row, f.attname) for f in row._meta.concrete_fields}


def taken_over(
    model: type[models.Model], stays: dict[str, Any], goes: dict[str, Any]
) -> dict[str, Any]:
    """Return what a row takes over from its double: what it lacks, and what says more.

    Both are {field name: value}, of rows or of a revision.
    """
    changes: dict[str, Any] = {}
    for f in model._meta.concrete_fields:
        mine, other = stays.get(f.name), goes.get(f.name)
        if f.is_relation or not f.editable or f.primary_key or mine == other:
            continue
        if model is Credit and f.name == "seasons":
            changes[f.name] = _both(mine, other)
        elif f.name in STRONGER and STRONGER[f.name] in (mine, other):
            changes[f.name] = STRONGER[f.name]
        elif is_empty(mine):
            changes[f.name] = other
    return {name: value for name, value in changes.items() if value != stays.get(name)}


def _both(mine: str | None, other: str | None) -> str:
    """Seasons of one credit and of the other; none means all of them."""
    if not mine or not other:
        return ""
    return format_ranges(parse_ranges(mine) + parse_ranges(other))


def is_empty(value: str | PartialDate | None) -> bool:
    """Whether a field says nothing; 0 and False say something."""
    return value is None or value == ""


def editable_home(row: Any) -> Any:
    """The record, story or fact in whose form a row is edited."""
    if isinstance(row, Deal):
        return row.story or row
    if isinstance(row, Ownership):
        return row.owned
    return row.series if isinstance(row, Relation) else row
