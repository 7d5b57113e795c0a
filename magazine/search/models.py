"""The index, as a table: one row for each thing that readers may find."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import WordsField

#: The parts of a document's place, in bits: what it is, how much it counts, which one it is.
RANK_BITS, KEY_BITS = 34, 26


def place(kind: int, rank: int, key: int) -> int:
    """Where a document stands among all: those of a kind together, what counts most last.

    The index walks through its rows from the last one, and stops when it has enough. ``rank`` is
    the moment of a story, in seconds; how many stories name a record.
    """
    rank = min(max(rank, 0), (1 << RANK_BITS) - 1)
    return (kind << RANK_BITS | rank) << KEY_BITS | key


def places_of(kind: int) -> tuple[int, int]:
    """The first and the last place of a kind."""
    shift = RANK_BITS + KEY_BITS
    return kind << shift, (kind + 1 << shift) - 1


def rows_of(kind: int) -> tuple[int, int]:
    """The first and the last place of a kind among the newsroom's documents, where none counts
    more than another: `key_at` tells which row stands at a place."""
    return kind << KEY_BITS, (kind + 1 << KEY_BITS) - 1


def key_at(position: int) -> int:
    """The key of what stands at a place."""
    return position & (1 << KEY_BITS) - 1


class SearchDocument(models.Model):
    """The words under which a public thing is found.

    What keeps and asks the words (a virtual table and its triggers on SQLite, an index on
    PostgreSQL) is made by a migration, see `engines`; a migration that alters this table has to
    make it again.
    """

    id = models.BigIntegerField(primary_key=True, help_text="See `place`.")
    kind = models.PositiveSmallIntegerField()
    key = models.BigIntegerField()
    words = WordsField()

    class Meta:
        verbose_name = _("document of the search index")
        verbose_name_plural = _("documents of the search index")
        default_permissions = ()  # nobody edits it
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="search_document")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class NewsroomDocument(models.Model):
    """The words of the names under which the newsroom finds a row, whether or not readers see it.

    A table of its own, which nothing of readers' search names. What is said above of what keeps
    and asks the words holds here too.
    """

    id = models.BigIntegerField(primary_key=True, help_text="See `rows_of`.")
    words = WordsField()

    class Meta:
        verbose_name = _("document of the newsroom’s index")
        verbose_name_plural = _("documents of the newsroom’s index")
        default_permissions = ()  # nobody edits it

    def __str__(self) -> str:
        return str(self.pk)


class SearchRenewal(models.Model):
    """A document that the worker is to write anew: it bears a name that changed (`propagation`)."""

    kind = models.PositiveSmallIntegerField()
    key = models.BigIntegerField()

    class Meta:
        verbose_name = _("document to be written anew")
        verbose_name_plural = _("documents to be written anew")
        default_permissions = ()  # nobody edits it
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="search_renewal")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"
