"""The rows that name a record which another takes over: what moves, what is there twice.

Nothing here knows which models there are: every foreign key and every table of joins that leads
to a record is found through its ``_meta``.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..fields.model_fields import format_ranges, parse_ranges
from ..models import Company, Credit, Deal, Ownership, Relation, SeriesTag

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

    sentence: str
    place: models.Model

    def __str__(self):
        return self.sentence % {"place": _("“%(name)s”") % {"name": self.place}}

    def said_to(self, reader) -> str:
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
    keys: list

    @property
    def label(self) -> str:
        """What the rows are called, of a table of joins: what it joins."""
        if not self.model._meta.auto_created:
            return capfirst(self.model._meta.verbose_name_plural)
        owner = self.model._meta.auto_created
        if owner is type(self.to):
            return capfirst(_many_to_many(owner, self.model).verbose_name)
        return capfirst(owner._meta.verbose_name_plural)


def _many_to_many(owner, through):
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
    def of(cls, stays, goes) -> "Rows":
        rows = cls()
        rows._follow(Pair(stays, goes))
        return rows

    def _follow(self, pair: Pair) -> None:
        self.pairs.append(pair)
        self._refuse(pair.goes, {pair.goes.pk, pair.stays.pk})
        for relation in relations_to(pair.model):
            self._take(relation, pair)

    def _take(self, relation, pair: Pair) -> None:
        model, name = relation.related_model, relation.field.name
        rows = model._base_manager.filter(**{name: pair.goes.pk}).order_by("pk")
        keys = unique_keys(model, name)
        if not keys and model not in DISTINCT:
            if found := list(rows.values_list("pk", flat=True)):
                self.moves.append(Move(model, name, pair.stays, found))
            return
        moved, rows = [], list(rows)
        there = [(names, {}) for names in keys]
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

    def _refuse(self, row, keys: set) -> None:
        names, sentence = DISTINCT.get(type(row), (None, None))
        if names and {getattr(row, row._meta.get_field(name).attname) for name in names} == keys:
            self.refusals.append(Refusal(sentence, editable_home(row)))

    def counts(self) -> dict[str, int]:
        """How many rows of each kind move, by their name."""
        found = Counter()
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
            rows.update(**{move.name: move.to.pk})

    def delete_doubles(self) -> None:
        """Delete what is there twice, parts before what they are parts of; the record itself is
        left to the caller."""
        for pair in reversed(self.pairs[1:]):
            pair.model._base_manager.get(pk=pair.goes.pk).delete()


def relations_to(model):
    """The foreign keys, those of tables of joins included, that lead to ``model``."""
    for relation in model._meta.get_fields(include_hidden=True):
        reverse = relation.auto_created and not relation.concrete
        if reverse and (relation.one_to_many or relation.one_to_one):
            yield relation


def unique_keys(model, name: str) -> list[tuple[str, ...]]:
    """The other fields that, with ``name``, a row of ``model`` is the only one to have."""
    keys = [tuple(names) for names in model._meta.unique_together]
    keys += [
        constraint.fields
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None
    ]
    if model in SAME:
        keys.append(SAME[model])
    if model._meta.get_field(name).unique:
        keys.append((name,))
    return [tuple(n for n in key if n != name) for key in keys if name in key]


def _identity(row, names) -> tuple | object:
    """The values of a row that make it the same as another.

    As in the database, a unique key with an empty part is like no other; `SAME` has its own rule.
    """
    values = tuple(str(getattr(row, row._meta.get_field(n).attname)) for n in names)
    empty = any(getattr(row, row._meta.get_field(n).attname) is None for n in names)
    return object() if empty and type(row) not in SAME else values


def _values(row) -> dict:
    return {f.name: getattr(row, f.attname) for f in row._meta.concrete_fields}


def taken_over(model, stays: dict, goes: dict) -> dict:
    """Return what a row takes over from its double: what it lacks, and what says more.

    Both are {field name: value}, of rows or of a revision.
    """
    changes = {}
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


def _both(mine: str, other: str) -> str:
    """Seasons of one credit and of the other; none means all of them."""
    if not mine or not other:
        return ""
    return format_ranges(parse_ranges(mine) + parse_ranges(other))


def is_empty(value) -> bool:
    return value is None or value == ""


def editable_home(row) -> models.Model:
    """The record, story or fact in whose form a row is edited."""
    if isinstance(row, Deal):
        return row.story or row
    if isinstance(row, Ownership):
        return row.owned
    return row.series if isinstance(row, Relation) else row
