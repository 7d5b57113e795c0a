"""Lists for machines: what they are of, what is on the page, and their one address."""

from django.urls import reverse

from .registry import Page, describes
from .vocabulary import CONTEXT, Absolute, filled, image, item_list, plain, publisher, record


def address_of(context: dict) -> str:
    """The one address of a filtered list: what is chosen in a fixed order, without what says
    nothing, each page by itself."""
    return context["filters"].canonical(context["pages"].number)


def collection(page: Page, things, absolute: Absolute, total=None, **more) -> Page:
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


def named(things) -> list[tuple[str, str]]:
    """(name, path) of records."""
    return [(str(thing), thing.get_absolute_url()) for thing in things]


def headlines(stories) -> list[tuple[str, str]]:
    """(headline, path) of stories: the headline that lists may show."""
    return [(story.public_headline, story.get_absolute_url()) for story in stories]


def stories(context, absolute, title, description="", above=(), **more) -> Page:
    """A filtered list of stories."""
    page = Page(title, address_of(context), description, list(above))
    return collection(page, headlines(context["items"]), absolute, context["total"], **more)


@describes("articles:article_list")
def articles(context: dict, absolute: Absolute) -> Page:
    return stories(
        context, absolute, "Tous les articles", "L’actualité des séries, avec ses sources."
    )


@describes("articles:section")
def section(context: dict, absolute: Absolute) -> Page:
    found = context["section"]
    return stories(context, absolute, found.name, found.description)


@describes("articles:tag")
def tag(context: dict, absolute: Absolute) -> Page:
    name = context["tag"].name
    about = [{"@type": "Thing", "name": name}]
    about += [record(series, absolute) for series in context["series_list"]]
    text = f"Les articles et les séries de Générique sur le sujet : {name}."
    return stories(context, absolute, name, text, about=about)


@describes("articles:author")
def author(context: dict, absolute: Absolute) -> Page:
    found = context["author"]
    path = address_of(context)
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
    return Page(
        title=found.name,
        path=path,
        description=plain(found.biography, 200),
        above=[("Signatures", reverse("articles:author_list"))],
        kind="profile",
        data={
            "@context": CONTEXT,
            "@type": "ProfilePage",
            "url": absolute(path),
            "mainEntity": person,
            "hasPart": item_list(headlines(context["items"]), absolute, context["total"]),
        },
    )


@describes("articles:author_list")
def authors(context: dict, absolute: Absolute) -> Page:
    page = Page("Signatures", reverse("articles:author_list"), "Qui écrit dans Générique, et quoi.")
    return collection(page, named(context["authors"]), absolute)


@describes("shows:series_list")
def series(context: dict, absolute: Absolute) -> Page:
    page = Page(
        "Séries",
        address_of(context),
        "Toutes les séries du fichier de Générique, par chaîne, genre, pays, statut et année.",
    )
    return collection(page, named(context["items"]), absolute, context["total"])


@describes("shows:company_list")
def companies(context: dict, absolute: Absolute) -> Page:
    page = Page(
        "Chaînes et services",
        address_of(context),
        "Les chaînes et les services, à qui ils appartiennent et ce qu’ils montrent.",
    )
    return collection(page, named(context["items"]), absolute, context["total"])


@describes("shows:award_list")
def awards(context: dict, absolute: Absolute) -> Page:
    page = Page(
        "Festivals et prix",
        reverse("shows:award_list"),
        "Les festivals et les prix des séries, année par année.",
    )
    return collection(page, named(context["object_list"]), absolute)


@describes("shows:deal_list")
def deals(context: dict, absolute: Absolute) -> Page:
    page = Page(
        "Accords",
        address_of(context),
        "Qui achète, qui vend, qui coproduit quelle série, où et à partir de quand.",
    )
    subjects = dict.fromkeys(deal.series for deal in context["items"] if deal.series)
    # A deal has no page of its own: the list leads to the series that they are about.
    return collection(page, named(subjects), absolute, len(subjects))


@describes("shows:agenda", "shows:agenda_period")
def agenda(context: dict, absolute: Absolute) -> Page:
    when = context["period"].in_sentence
    page = Page(
        f"Agenda {when}",
        context["filters"].canonical(),
        f"Les séries qui commencent {when} : chaînes, services, territoires, et nos sources.",
    )
    agenda = context["agenda"]
    starting = [premiere for _day, group in agenda.days for premiere in group]
    subjects = dict.fromkeys(premiere.series for premiere in starting)
    return collection(page, named(subjects), absolute)


@describes("shows:premiere_list")
def premieres(context: dict, absolute: Absolute) -> Page:
    page = Page(
        "Premières",
        address_of(context),
        "Les saisons qui commencent, à venir et récentes, par chaîne, genre, pays et année.",
    )
    shown = (release.subject for _label, releases in context["groups"] for release in releases)
    subjects = dict.fromkeys(series for series in shown if series)
    return collection(page, named(subjects), absolute)


@describes("shows:renewal_list")
def renewals(context: dict, absolute: Absolute) -> Page:
    page = Page(
        "Renouvellements et annulations",
        address_of(context),
        "Quelles séries sont renouvelées, annulées, terminées ou en attente, avec les sources.",
    )
    shown = [entry.series for entry in context["items"]]
    return collection(page, named(shown), absolute, context["total"])
