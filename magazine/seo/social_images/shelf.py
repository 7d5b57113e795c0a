"""Where drawn images are kept: outside the uploads, since the site alone says who may see one."""

import logging
from dataclasses import replace
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from wagtail.images.models import SourceImageIOError
from wagtail.signals import published

from articles.models import Article
from media.renditions import sizes_are_left

from .cards import Card, find_card
from .drawing import draw

logger = logging.getLogger("generique.sharing")


def image_of(card: Card) -> bytes:
    """Return the image of a card as JPEG; it is drawn once, and those it replaces go."""
    shelf, folder = storages["drawn"], f"{card.kind}/{card.key}"
    name = f"{folder}/{card.digest}.jpg"
    try:
        with shelf.open(name) as file:
            return file.read()
    except FileNotFoundError:
        pass
    try:
        content = _drawn(card)
    except SourceImageIOError as error:
        # The file may come back: what is drawn without it is not kept.
        logger.warning("The picture of %s cannot be read: %s", card.address, error)
        return _drawn(replace(card, picture=None))
    for former in _files(shelf, folder):
        shelf.delete(f"{folder}/{former}")
    shelf.save(name, ContentFile(content))
    return content


def _files(shelf: Any, folder: str) -> list[str]:
    try:
        return shelf.listdir(folder)[1]
    except FileNotFoundError:
        return []


def _drawn(card: Card) -> bytes:
    output = BytesIO()
    draw(card).save(output, "JPEG", quality=86, optimize=True, progressive=True)
    return output.getvalue()


def connect() -> None:
    """Draw a story's image when it is published, so that the first who shares it does not wait."""
    published.connect(_published, sender=Article, dispatch_uid="share-image")


def _published(sender: type[Article], instance: Article, **kwargs: Any) -> None:
    # After the commit, and a failure keeps no story from going out: it is logged (`robust`), and
    # the image is drawn when it is asked for. So are those of many stories that come at once.
    if sizes_are_left():
        return
    transaction.on_commit(lambda: _draw_story(instance.pk), robust=True)


def _draw_story(key: int) -> None:
    card = find_card("article", key)
    if card is not None:
        image_of(card)
