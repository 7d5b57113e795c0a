"""The number of the present edition, and what starts a new one.

It is in the database, where every process sees it the moment a change is committed: a page may be
older than the change that is under way, never older than the last one that is done.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.signals import published, unpublished

from media.renditions import sizes_made

from ..models import Edition

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
#: What saving a draft over a live row changes of the row.
DRAFT_FIELDS = {"has_unpublished_changes", "latest_revision", "locked", "locked_at", "locked_by"}

_thread = threading.local()


def current() -> int:
    """Return the number of the present edition. One query."""
    return Edition.objects.values_list("number", flat=True).filter(pk=Edition.ONLY).first() or 0


def start() -> None:
    """Start a new edition once the transaction is committed, and only one for all its changes."""
    _thread.due = True
    transaction.on_commit(_start)


def _start() -> None:
    # Every change asks for it; a transaction that was rolled back asks in vain, and leaves no
    # trace here, since the next one asks again.
    if not getattr(_thread, "due", False):
        return
    _thread.due = False
    if not Edition.objects.filter(pk=Edition.ONLY).update(number=F("number") + 1):
        Edition.objects.get_or_create(pk=Edition.ONLY)


def connect() -> None:
    """Start a new edition at every change of what readers may see."""
    post_save.connect(_saved, dispatch_uid="edition-saved")
    post_delete.connect(_changed, dispatch_uid="edition-deleted")
    m2m_changed.connect(_changed, dispatch_uid="edition-related")
    published.connect(_always, dispatch_uid="edition-published")
    unpublished.connect(_always, dispatch_uid="edition-unpublished")
    sizes_made.connect(_always, dispatch_uid="edition-sizes")


def _always(sender: type[Article], **kwargs: Any) -> None:
    start()


def _changed(sender: type[Model], **kwargs: Any) -> None:
    meta = sender._meta
    if meta.app_label in PUBLIC_APPS and meta.label not in PRIVATE_MODELS:
        start()


def _saved(
    sender: type[Model],
    instance: Any,
    update_fields: frozenset[str] | None = None,
    raw: bool = False,
    **kwargs: Any,
) -> None:
    """A draft that saves itself every few seconds is not a change for readers."""
    if getattr(instance, "live", True) is False:
        return  # publishing and unpublishing have signals of their own
    if update_fields and set(update_fields) <= DRAFT_FIELDS:
        return
    _changed(sender)
