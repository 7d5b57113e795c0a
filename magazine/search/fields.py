"""The column that holds the words of a document."""

from django.db import models


class WordsField(models.Field):
    """A list of words: a ``tsvector`` on PostgreSQL, words apart by spaces elsewhere.

    It is written whole; what looks into it is the index (`engines`).
    """

    def db_type(self, connection):
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_placeholder(self, value, compiler, connection):
        return "array_to_tsvector(%s)" if connection.vendor == "postgresql" else "%s"

    def from_db_value(self, value, expression, connection):
        return value.replace("'", "").split()  # PostgreSQL writes them 'so' 'and' 'so'

    def get_db_prep_value(self, value, connection, prepared=False):
        return list(value) if connection.vendor == "postgresql" else " ".join(value)
