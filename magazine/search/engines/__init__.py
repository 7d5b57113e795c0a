"""What asks the words of documents: the one thing that depends on the database.

An engine is a module with

    create(table), drop(table)
                    the statements that make and unmake what it needs beside a table of documents
    analyze(table)  the statement after which the database knows what the table holds
    FIND            a query of readers' places, last first
    NAMED           a query of the keys of the newsroom's rows, in no order
    expression(terms)
                    the first parameter of both; then the first and the last place, and for FIND
                    how many

Readers and the newsroom have a table each. `find` knows readers' alone: whatever is asked of it,
what only the newsroom may see is not among its answers.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL

from ..analysis import Terms
from ..models import key_at, places_of, rows_of
from . import postgresql, sqlite

_ENGINES = {"sqlite": sqlite, "postgresql": postgresql}


def engine_of(connection: BaseDatabaseWrapper) -> Any:
    """The engine of a database."""
    return _ENGINES[connection.vendor]


@dataclass(frozen=True)
class Asked:
    """The documents of a kind that have ``terms``; at most ``limit``, what counts most first."""

    kind: int
    terms: Terms
    limit: int


def find(questions: list[Asked]) -> list[list[int]]:
    """Return the keys found for each question, in its order. One statement."""
    engine = engine_of(connection)
    branches, parameters = [], []
    for number, asked in enumerate(questions):
        # Our own statements and numbers: what a reader typed is a parameter.
        branches.append(f"SELECT {number} AS number, place FROM ({engine.FIND}) AS f{number}")  # noqa: S608
        parameters += [engine.expression(asked.terms), *places_of(asked.kind), asked.limit]
    found: list[list[int]] = [[] for _question in questions]
    if not branches:
        return found
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(branches), parameters)
        # The branches of a union come one after the other, each in its order; nothing says they
        # must, so the places are sorted: they are a few thousand numbers.
        for number, position in sorted(cursor.fetchall(), key=lambda row: -row[1]):
            found[number].append(key_at(position))
    return found


def named(kind: int, terms: Terms) -> RawSQL:
    """Return a subquery of the keys of the newsroom's rows of a kind that have ``terms``."""
    engine = engine_of(connection)
    # Our own statement: what an editor typed is a parameter.
    return RawSQL(engine.NAMED, [engine.expression(terms), *rows_of(kind)])  # noqa: S611
