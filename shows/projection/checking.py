"""Derives everything from the rules again, and says what differs from what is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction

from ..models import Series
from . import rules, series
from .derive import FACTS, in_batches, wait_turn

#: Checks of what is stored further up, after these: each yields sentences and stores.
further: list[Callable[[], Iterator[str]]] = []


class _Undone(Exception):
    """Ends a check that is to leave the rows as they were."""


def check(mend: bool = False) -> Iterator[str]:
    """Yield a sentence for each difference between what is stored and what the rules say.

    Each step trusts what the ones before it stored, so all is stored as it goes; without ``mend``
    it is undone at the end. The caller takes all the sentences.
    """
    try:
        with transaction.atomic():
            wait_turn()
            yield from _records()
            yield from _facts()
            yield from _series()
            for step in further:
                yield from step()
            if not mend:
                raise _Undone
    except _Undone:
        pass


def _records() -> Iterator[str]:
    for model in rules.RECORDS:
        for keys in in_batches(model):
            found = rules.records(model, keys).changed
            rules.store_records(model, found)
            for key, shown in found.items():
                yield f"{_name(model, key)}: {shown}"


def _facts() -> Iterator[str]:
    for model in FACTS:
        for keys in in_batches(model):
            found = rules.standings(model, keys)
            rules.store_standings(model, found.changed)
            for standing, wrong in found.changed.items():
                for key in wrong:
                    yield f"{_name(model, key)}: {standing}"


def _series() -> Iterator[str]:
    for keys in in_batches(Series):
        found = series.differences(keys)
        series.store(found)
        for name, rows in vars(found).items():
            for key, value in rows.items():
                yield f"{_name(Series, key)}: {name}: {value}"


def _name(model: Any, key: int) -> str:
    return f"{model._meta.label} {key}"
