"""Loading the front page and the information pages of the demonstration."""

from typing import Any

from articles.models import Article, FrontPage, InfoPage, Section
from shows.models import Series

from .issues import ARCHIVE, Issue
from .reading import explained, save_valid
from .shelf import Shelf

#: The slots that name something: its model.
NAMED = {"lead": Article, "story": Article, "series": Series}


def load_pages(issue: Issue = ARCHIVE) -> None:
    """Load and publish the information pages, through their drafts like an editor's."""
    for where, entry in issue.read("pages.yaml"):
        with explained(where):
            blocks = [next(iter(block.items())) for block in entry["body"]]
            page = save_valid(InfoPage(**{**entry, "body": blocks}))
            page.save_revision().publish()


def load_front(shelf: Shelf, issue: Issue = ARCHIVE) -> None:
    """Compose and publish the front page."""
    for where, entry in issue.read("front.yaml"):
        with explained(where):
            slots = [_slot(shelf, *next(iter(slot.items()))) for slot in entry["slots"]]
            front = save_valid(FrontPage(title=entry["name"], slots=slots))
            front.slots.stream_block.clean(front.slots)
            front.save_revision().publish()


def _slot(shelf: Shelf, kind: str, value: Any) -> tuple:
    if kind in NAMED:
        return kind, shelf.get(NAMED[kind], value).pk
    if "section" in value:
        value = {**value, "section": shelf.get(Section, value["section"]).pk}
    return kind, value
