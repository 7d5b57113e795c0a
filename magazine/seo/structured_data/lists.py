"""Lists for machines: what they are of, what is on the page, and their one address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from .registry import Page, describes
from .vocabulary import CONTEXT, Absolute, filled, image, item_list, plain, publisher, record

if TYPE_CHECKING:
    from shows.models import Series


def address_of(context: dict) -> str:
    """The one address of a filtered list: what is chosen in a fixed order, without what says
    nothing, each page by itself."""
    return context["filters"].canonical(context["pages"].number)


def listing(context: dict, path: str = "", above: Iterable[tuple[str, str]] = ()) -> Page:
    """A filtered list, called what its page is called; ``path``, if it is not `address_of` it."""
    heading = context["heading"]
    return Page(heading.title, path or address_of(context), heading.description, list(above))


def collection(
    page: Page,
    things: list[tuple[str, str]],
    absolute: Absolute,
    total: int | None = None,
    **more: Any,
) -> Page:
    """Give ``page`` the data of a list; ``things`` are (name, path)."""
    page.data = filled(
        {
            "@context": CONTEXT,
            "@type": "CollectionPage",
            "name": page.title,
            "description": page.description,
            "url": absolute(page.path),
            "inLanguage": "fr",
            "publisher": publisher(absolute),
            "mainEntity": item_list(things, absolute, total),
            **more,
        }
    )
    return page


def named(things: list[Series] | dict[Series, None]) -> list[tuple[str, str]]:
    """(name, path) of records."""
    return [(str(thing), thing.get_absolute_url()) for thing in things]


def headlines(stories: Any) -> list[tuple[str, str]]:
    """(headline, path) of stories: the headline that lists may show."""
    return [(story.public_headline, story.get_absolute_url()) for story in stories]


def stories(context: dict, absolute: Absolute, **more: Any) -> Page:
    """A filtered list of stories."""
    found = headlines(context["items"])
    return collection(listing(context), found, absolute, context["total"], **more)


@describes("articles:article_list", "articles:section")
def articles(context: dict, absolute: Absolute) -> Page:
    """All stories, or those of a section."""
    return stories(context, absolute)


@describes("articles:tag")
def tag(context: dict, absolute: Absolute) -> Page:
    """The stories with a tag, which are about it and about the series that have it."""
    about = [{"@type": "Thing", "name": context["tag"].name}]
    about += [record(series, absolute) for series in context["series_list"]]
    return stories(context, absolute, about=about)


@describes("articles:author")
def author(context: dict, absolute: Absolute) -> Page:
    """Somebody who signs, as a person, with their stories on this page of the list."""
    found = context["author"]
    page = listing(context, above=[("Signatures", reverse("articles:author_list"))])
    page.kind = "profile"
    person = filled(
        {
            "@type": "Person",
            "@id": absolute(f"{found.get_absolute_url()}#personne"),
            "name": found.name,
            "url": absolute(found.get_absolute_url()),
            "jobTitle": found.job_title,
            "description": plain(found.biography),
            "image": image(found.portrait, absolute),
            "worksFor": publisher(absolute),
        }
    )
    page.data = {
        "@context": CONTEXT,
        "@type": "ProfilePage",
        "url": absolute(page.path),
        "mainEntity": person,
        "hasPart": [
            {"@type": "Article", "headline": headline, "url": absolute(address)}
            for headline, address in headlines(context["items"])
        ],
    }
    return page


@describes("articles:author_list")
def authors(context: dict, absolute: Absolute) -> Page:
    """The index of signatures."""
    page = Page("Signatures", reverse("articles:author_list"), "Qui écrit dans Générique, et quoi.")
    return collection(page, named(context["authors"]), absolute)


@describes("shows:series_list", "shows:person_list", "shows:company_list", "shows:maker_list")
def records(context: dict, absolute: Absolute) -> Page:
    """The series, or the channels and services."""
    return collection(listing(context), named(context["items"]), absolute, context["total"])


@describes("shows:award_list")
def awards(context: dict, absolute: Absolute) -> Page:
    """The festivals and prizes, a list that has no filters."""
    page = Page(
        "Festivals et prix",
        reverse("shows:award_list"),
        "Les festivals et les prix des séries, année par année.",
    )
    return collection(page, named(context["object_list"]), absolute)


@describes("shows:genre_list")
def genres(context: dict, absolute: Absolute) -> Page:
    """The genres, each leading to the list of its series."""
    page = Page(
        "Genres",
        reverse("shows:genre_list"),
        "Les séries du fichier de Générique, genre par genre.",
    )
    series = reverse("shows:series_list")
    found = [(line.genre.name, f"{series}?genre={line.genre.slug}") for line in context["lines"]]
    return collection(page, found, absolute)


@describes("shows:deal_list")
def deals(context: dict, absolute: Absolute) -> Page:
    """The deals. None has a page of its own: the list leads to the series that they are about."""
    subjects = dict.fromkeys(deal.series for deal in context["items"] if deal.series)
    return collection(listing(context), named(subjects), absolute, len(subjects))


@describes("shows:agenda", "shows:agenda_period")
def agenda(context: dict, absolute: Absolute) -> Page:
    """A period of the agenda: the series that premiere in it on a known day."""
    whole = reverse("shows:agenda")
    above = [("Agenda", whole)] if context["request"].path != whole else []
    page = listing(context, context["filters"].canonical(), above)
    starting = [premiere for _day, group in context["agenda"].days for premiere in group]
    subjects = dict.fromkeys(premiere.series for premiere in starting)
    return collection(page, named(subjects), absolute)


@describes("shows:premiere_list")
def premieres(context: dict, absolute: Absolute) -> Page:
    """The premieres, as the series that they are of."""
    shown = (release.subject for _label, releases in context["groups"] for release in releases)
    subjects = dict.fromkeys(series for series in shown if series)
    return collection(listing(context), named(subjects), absolute)


@describes("shows:renewal_list")
def renewals(context: dict, absolute: Absolute) -> Page:
    """The renewals board, as the series on this page of it."""
    shown = [entry.series for entry in context["items"]]
    return collection(listing(context), named(shown), absolute, context["total"])
