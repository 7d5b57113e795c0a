"""Load the rows of a page, and put them together.

A story's page reads some thirty small tables: links, facts, credits, records, pictures. Each is
asked one plain question (`fetch_batch`); what belongs together is attached in Python. One statement
over all of them was tried first: it saved round trips, and cost four times as much in writing it
(decision 38).
"""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import QuerySet


def fetch_batch(querysets: dict[Any, QuerySet]) -> dict[Any, list]:
    """Return {key: instances of its queryset}. Empty ones (``none()``, ``pk__in=[]``) cost no
    query. Rows come in no order: sort them in Python, they are a page's worth."""
    return {
        key: [] if queryset.query.is_empty() else list(queryset.order_by())
        for key, queryset in querysets.items()
    }


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
