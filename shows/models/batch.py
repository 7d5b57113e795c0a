"""Load rows of many small tables in one statement.

A story's page reads some thirty tables: links, facts of six kinds, credits, records, pictures.
One query each would be thirty round trips. `fetch_batch` sends one ``UNION ALL`` whose
branches carry their rows as JSON arrays, and makes ordinary model instances of them.

Rows come without a promise of order (a compound statement cannot order its branches): sort them
in Python, they are a page's worth.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import connections, models
from django.db.models import F, QuerySet, Value
from django.db.models.fields import Field
from django.db.models.functions import JSONArray

from ..partial_dates import PartialDateField


def fetch_batch(querysets: dict[Any, QuerySet]) -> dict[Any, list]:
    """Return {key: instances of its queryset}, in one query.

    Only columns of the querysets' own tables are loaded (all, or those of ``only()``): no
    ``select_related``, no annotations; relations are put together with `attach`. Empty querysets
    (``none()``, ``pk__in=[]``) cost nothing.
    """
    results: dict[Any, list] = {key: [] for key in querysets}
    keys, branches, readers = list(querysets), [], {}
    for number, key in enumerate(keys):
        queryset = querysets[key].order_by()
        if queryset.query.is_empty():
            continue
        columns = [F(field.attname) for field in _loaded_fields(queryset)]
        branches.append(
            queryset.values_list(Value(number, models.IntegerField()), JSONArray(*columns))
        )
        readers[number] = _reader(queryset)
    if not branches:
        return results
    first, *others = branches
    for number, values in first.union(*others, all=True) if others else first:
        results[keys[number]].append(readers[number](values))
    return results


def _loaded_fields(queryset: models.QuerySet[Any]) -> list:
    names, deferred = queryset.query.deferred_loading
    fields = queryset.model._meta.concrete_fields
    if not names:
        return list(fields)
    return [f for f in fields if f.primary_key or (f.name in names) is not deferred]


def _reader(queryset: models.QuerySet[Any]) -> Callable[..., Any]:
    """Return a function from the JSON values of a row to an instance."""
    model, fields, database = queryset.model, _loaded_fields(queryset), queryset.db
    names = [field.attname for field in fields]
    converters = [_converter(field, database) for field in fields]

    def read(values: list[str | float | None]) -> models.Model:
        python = [
            value if value is None or convert is None else convert(value)
            for value, convert in zip(values, converters, strict=True)
        ]
        return model.from_db(database, names, python)

    return read


def _converter(field: Field, database: str) -> Callable[..., Any] | None:
    target: Any = getattr(field, "target_field", field)
    if isinstance(target, models.DateTimeField):
        return _moment
    if isinstance(target, PartialDateField):
        connection = connections[database]
        return lambda value: target.from_db_value(value, None, connection)
    if isinstance(
        target, models.DateField | models.TimeField | models.DecimalField | models.BooleanField
    ):
        return lambda value: target.to_python(str(value) if isinstance(value, float) else value)
    if hasattr(target, "from_db_value"):  # stream fields, JSON
        return target.to_python
    return None


def _moment(value: str) -> datetime:
    """SQLite keeps times in UTC without saying so; PostgreSQL writes the offset."""
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def attach(instance: models.Model, name: str, related: dict) -> bool:
    """Set the foreign key ``name`` from ``related``, a {key: instance} dict.

    What is not in ``related``, because readers may not see it, becomes None; the stored key is
    left alone. Return whether the instance can still be shown: not when the relation is required.
    """
    field: Any = instance._meta.get_field(name)
    found = related.get(getattr(instance, field.attname))
    instance._state.fields_cache[field.cache_name] = found
    return found is not None or field.null


def in_memory(instance: models.Model, name: str) -> bool:
    """Whether the children ``name`` of a draft are in memory, not (only) in the database."""
    return name in getattr(instance, "_cluster_related_objects", {})


def by_key(instances: Iterable[models.Model]) -> dict:
    """Return {pk: instance}."""
    return {instance.pk: instance for instance in instances}
