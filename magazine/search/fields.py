"""The column that holds the words of a document."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class WordsField(models.Field):
    """A list of words: a ``tsvector`` on PostgreSQL, words apart by spaces elsewhere.

    It is written whole; what looks into it is the index (`engines`).
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_placeholder(self, value: Any, compiler: Any, connection: BaseDatabaseWrapper) -> str:
        return "array_to_tsvector(%s)" if connection.vendor == "postgresql" else "%s"

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        return value.replace("'", "").split()  # PostgreSQL writes them 'so' 'and' 'so'

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        return list(value) if connection.vendor == "postgresql" else " ".join(value)
