"""Which function describes which address, and what it returns."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

from ..social_images.cards import Card
from .vocabulary import Absolute


@dataclass
class Page:
    """A page for machines. Addresses are paths from the root of the site; ``data`` is its
    schema.org description, with whole addresses."""

    title: str
    path: str
    #: A sentence or two about this page, for search engines and shared links; every page has one.
    description: str
    #: (name, path) of the pages above, from the front page (left out) down.
    above: list[tuple[str, str]] = field(default_factory=list)
    data: dict = field(default_factory=dict)
    #: What its share image shows; the site's own if there is none.
    card: Card | None = None
    kind: str = "website"  # og:type
    robots: str = "max-image-preview:large"
    published: datetime.datetime | None = None
    modified: datetime.datetime | None = None
    section: str = ""
    tags: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)  # their addresses


Describe = Callable[[dict, Absolute], Page]
_described: dict[str, Describe] = {}


def describes(*names: str) -> Callable[[Describe], Describe]:
    """Register a function for the addresses with these names. It takes the context of the
    page's template, and a function that makes a whole address of a path."""

    def register(function: Describe) -> Describe:
        for name in names:
            _described[name] = function
        return function

    return register


def described() -> set[str]:
    """The names of the addresses that have a description."""
    return set(_described)


def describe(context: dict, absolute: Absolute) -> Page | None:
    """Return the description of the page, or None for one that has none (a preview, an error)."""
    match = getattr(context.get("request"), "resolver_match", None)
    function = _described.get(match.view_name) if match else None
    return function(context, absolute) if function else None


def trail(page: Page) -> list[tuple[str, str]]:
    """(name, path) of the pages above, from the front page down; empty for the front page."""
    return [] if page.path == "/" else [("Une", "/"), *page.above]


def breadcrumbs(page: Page, absolute: Absolute) -> dict:
    """The way down to the page (BreadcrumbList); empty for the front page."""
    above = trail(page)
    if not above:
        return {}
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
            for place, (name, path) in enumerate([*above, (page.title, page.path)], 1)
        ],
    }
