"""The number of the present edition, what starts a new one, and what moved with it.

Every public change starts a new *edition*, a number. What moved is stamped with it (`Version`): the
rows that were written, and what the projection names. A page that was good in an edition is good as
long as nothing that it shows has moved since.

Both are in the database, where every process sees them the moment a change is committed.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from modelcluster.fields import ParentalKey
from wagtail.signals import published, unpublished

from articles.models import InfoPage, Section, StoryFacet, StoryFacetName
from media.dependencies import EVERYTHING, Tracked, row
from media.renditions import sizes_made
from shows.models import Award, Company, Genre
from shows.models.changes import BOOKKEEPING, Derived
from shows.projection.signals import ANYTHING, moved

from ..models import Edition, Version

if TYPE_CHECKING:
    from articles.models import Article

#: The apps whose rows readers see.
PUBLIC_APPS = {"articles", "shows", "media", "taggit"}
#: What the newsroom keeps for itself.
PRIVATE_MODELS = {
    "articles.Assignment",
    "articles.CalendarKey",
    "articles.DailyReads",
    "articles.Note",
    "articles.PublicationFailure",
    "articles.PublisherRun",
    "articles.StoryApproval",
    # The sizes of a picture: their pictures tell of changes, and `sizes_made` of what is new.
    "media.Rendition",
}
#: On every page, as `ANYTHING` is.
MENU = "menu"
#: What lists name in their filters and their addresses, without loading a row.
NAMED_EVERYWHERE = (Award, Company, Genre, Section)
#: So many names are kept in memory; what is not among them may have moved.
MOST_NAMES = 50_000


class _Due(threading.local):
    """What the transaction of this thread moved."""

    tags: set[str] | None = None


_due = _Due()


class Editions:
    """The present edition, and what moved in which, as this process knows them.

    The database is asked at most every `PAGE_CACHE_ASKS` seconds, and after each change that this
    process makes.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Ask the database the next time."""
        self._asked = 0.0
        self._number = 0
        self._moved: dict[str, int] = {}
        self._since: int | None = None  # what moved later is all known

    def current(self) -> int:
        """Return the number of the present edition."""
        now = time.monotonic()
        if not self._asked or now - self._asked >= settings.PAGE_CACHE_ASKS:
            number = current()
            if number != self._number and self._since is not None:
                self._learn()
            self._number, self._asked = number, now
        return self._number

    def ask_again(self) -> None:
        """Ask the database at the next page."""
        self._asked = 0.0

    def is_good(self, edition: int, tags: Iterable[str], number: int) -> bool:
        """Whether nothing among ``tags`` has moved since ``edition``; ``number`` is `current`."""
        if edition == number:
            return True
        if EVERYTHING in tags:
            return False
        if len(self._moved) > MOST_NAMES:
            self._moved, self._since = {}, number
        if self._since is None:
            # Known only once it was read: another thread, or a question that failed, must not take
            # nothing for “nothing moved”.
            self._learn(edition)
            self._since = edition
        moved = self._moved  # before `_since`: another thread may begin both anew
        if edition < self._since:
            return False  # what moved before is no longer known
        return all(moved.get(tag, 0) <= edition for tag in tags)

    def _learn(self, since: int | None = None) -> None:
        if since is None:
            since = max(self._moved.values(), default=self._since or 0)
        rows = Version.objects.filter(edition__gte=since)
        self._moved.update(rows.values_list("tag", "edition"))


editions = Editions()


def current() -> int:
    """Return the number of the present edition from the database. One query."""
    return Edition.objects.values_list("number", flat=True).filter(pk=Edition.ONLY).first() or 0


def start(*tags: str) -> None:
    """Start a new edition once the transaction is committed, only one for all its changes, in
    which ``tags`` have moved; without any, everything may have."""
    if _due.tags is None:
        _due.tags = set()
    _due.tags.update(tags or (ANYTHING,))
    transaction.on_commit(_start)


def _start() -> None:
    # Every change asks for it; a transaction that was rolled back asks in vain, and leaves no
    # trace here but names that count as moved once more.
    tags, _due.tags = _due.tags, None
    if tags is None:
        return
    with transaction.atomic():
        if not Edition.objects.filter(pk=Edition.ONLY).update(number=F("number") + 1):
            Edition.objects.get_or_create(pk=Edition.ONLY)
        number = current()
        Version.objects.bulk_create(
            [Version(tag=tag, edition=number) for tag in sorted(tags)],
            update_conflicts=True,
            unique_fields=["tag"],
            update_fields=["edition"],
            batch_size=500,
        )
    editions.ask_again()


def connect() -> None:
    """Start a new edition at every change of what readers may see."""
    post_save.connect(_saved, dispatch_uid="edition-saved")
    post_delete.connect(_deleted, dispatch_uid="edition-deleted")
    m2m_changed.connect(_joined, dispatch_uid="edition-related")
    published.connect(_published, dispatch_uid="edition-published")
    unpublished.connect(_published, dispatch_uid="edition-unpublished")
    sizes_made.connect(_sizes_made, dispatch_uid="edition-sizes")
    moved.connect(_moved, dispatch_uid="edition-moved")


def _moved(sender: Any, tags: set[str], **kwargs: Any) -> None:
    if tags:
        start(*tags, *_menu(tags))


def _menu(tags: set[str]) -> Iterable[str]:
    """The menu leads to the sections that have a story out: the first one brings a section, the
    last one takes it along."""
    prefix = f"stories:{StoryFacetName.SECTION}:"
    for tag in tags:
        if tag.startswith(prefix):
            rows = StoryFacet.objects.filter(
                facet=StoryFacetName.SECTION, value=tag.removeprefix(prefix)
            )
            if len(rows.values_list("pk")[:2]) < 2:
                yield MENU


def _published(sender: type[Article], instance: Any = None, **kwargs: Any) -> None:
    start(*_names(instance))


def _sizes_made(sender: Any, **kwargs: Any) -> None:
    start()


def _deleted(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    if _is_public(sender):
        start(*_names(instance))


def _joined(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    if _is_public(sender):
        start(*_names(instance))


def _saved(
    sender: type[Model],
    instance: Any,
    created: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    """A draft that saves itself every few seconds is not a change for readers."""
    if getattr(instance, "live", True) is False:
        return  # publishing and unpublishing have signals of their own
    if update_fields and set(update_fields) <= BOOKKEEPING:
        return
    if created and sender._meta.label == "taggit.Tag":
        return  # seen once something has it
    if _is_public(sender):
        start(*_names(instance))


def _is_public(model: type[Model]) -> bool:
    meta = model._meta
    return (
        meta.app_label in PUBLIC_APPS
        and meta.label not in PRIVATE_MODELS
        and not issubclass(model, Derived)
    )


def _names(instance: Any) -> set[str]:
    """The names under which pages show a row: its own, or that of what it is a part of; none where
    pages are not noted to show it."""
    names = {row(instance)} if isinstance(instance, Tracked) else set()
    if isinstance(instance, NAMED_EVERYWHERE):
        names.add(ANYTHING)
    if isinstance(instance, Section | InfoPage):
        names.add(MENU)
    for field in instance._meta.concrete_fields:
        if isinstance(field, ParentalKey) and (key := getattr(instance, field.attname)):
            names.add(f"row:{field.related_model._meta.label_lower}:{key}")
    return names
