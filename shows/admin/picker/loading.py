"""The records that the pickers of a form name, loaded together.

A story's form has some thirty pickers; each would ask the database for its own record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q

from ..widgets import RecordPicker
from .registry import TARGETS

if TYPE_CHECKING:
    from ..widgets import RecordsPicker


def pickers(form: Any) -> Iterator[tuple[str, RecordPicker | RecordsPicker]]:
    """Yield the (field name, widget) of the pickers of a form."""
    for name, field in form.fields.items():
        if isinstance(field.widget, RecordPicker):
            yield name, field.widget


def forms_in(form: Any) -> Iterator[Any]:
    """Yield a form and those of all its rows."""
    yield form
    for formset in getattr(form, "formsets", {}).values():
        for row in formset.forms:
            yield from forms_in(row)


class ChosenRecords:
    """The records of the pickers in ``form`` and its rows: one query for each model.

    The objects of the rows get them too, so that a row can be named without a query. A record
    that the user of the form may not name (another's draft, what waits for another's story) is
    none, unless it was there before: a form that is sent with a key tells no name.
    """

    def __init__(self, form: Any) -> None:
        self.form = form
        self.is_loaded = False
        self.known: dict[type[Model], dict[int, Any]] = {}
        self.before: dict[type[Model], set[int]] = defaultdict(set)

    def get(self, model: type[Model], keys: list[int]) -> list[Any]:
        """Return the ``model`` records with these keys, in their order; unknown ones left out."""
        self.load()
        known = self.known[model]
        missing = [key for key in keys if key not in known]
        if missing:
            known.update(self._rows(model, missing))
        return [known[key] for key in keys if known.get(key)]

    def load(self) -> None:
        """Load them, once."""
        if self.is_loaded:
            return
        self.is_loaded = True
        self.known = defaultdict(dict)
        wanted: dict[type[Model], set[int]] = defaultdict(set)
        forms = list(forms_in(self.form))
        for form in forms:
            for name, widget in pickers(form):
                wanted[widget.model].update(widget.keys(form[name].value()))
                before = form.fields[name].prepare_value(form[name].initial)
                self.before[widget.model].update(widget.keys(before))
        for model, keys in wanted.items():
            if keys:
                self.known[model] = self._rows(model, keys)
        for form in forms:
            self._attach(form.instance)

    def _rows(self, model: type[Model], keys: Collection[int]) -> dict[int, Any]:
        """{key: record, or None where there is none}."""
        target = TARGETS.get(model._meta.label)
        rows = model._default_manager.filter(pk__in=keys)
        if target:
            rows = rows.select_related(*target.select_related)
            new = set(keys) - self.before[model]
            if new and (user := getattr(self.form, "for_user", None)):
                may = target.rows(user).order_by().values("pk")
                rows = rows.filter(Q(pk__in=self.before[model]) | Q(pk__in=may))
        return dict.fromkeys(keys) | {row.pk: row for row in rows}

    def _attach(self, instance: Model) -> None:
        fields: Iterable[Any] = instance._meta.concrete_fields
        for field in fields:
            if field.is_relation and not field.is_cached(instance):
                record = self.known[field.related_model].get(getattr(instance, field.attname))
                if record is not None:
                    field.set_cached_value(instance, record)
