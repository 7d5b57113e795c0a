"""The front page for machines, and the pages that are the site’s own."""

from django.urls import reverse

from .registry import Page, describes
from .vocabulary import CONTEXT, Absolute, filled, publisher

#: Pages without a record behind them, {name: (title, description, robots)}. What readers choose and
#: what they look for, is not for an index of others.
PLAIN = {
    "credits": (
        "Crédits",
        "Les caractères, les données et les logiciels dont le site est fait, avec leurs licences.",
        Page.robots,
    ),
    "cookies": (
        "Cookies",
        "Ce que le site charge d’ailleurs si vous l’acceptez, ce qu’il retient lui-même, et votre"
        " choix.",
        "noindex",
    ),
    "search": (
        "Recherche",
        "Chercher dans les articles et dans le fichier de Générique.",
        "noindex",
    ),
    "shows:country": (
        "Mon pays",
        "Choisir le pays dans lequel Générique dit où voir une série.",
        "noindex",
    ),
}


@describes(*PLAIN)
def plain(context: dict, absolute: Absolute) -> Page:
    """The page of `PLAIN` that was asked for."""
    name = context["request"].resolver_match.view_name
    title, description, robots = PLAIN[name]
    page = Page(title, reverse(name), description, robots=robots)
    page.data = {
        "@context": CONTEXT,
        "@type": "WebPage",
        "name": title,
        "description": description,
        "url": absolute(page.path),
        "inLanguage": "fr",
        "publisher": publisher(absolute),
    }
    return page


@describes("home")
def home(context: dict, absolute: Absolute) -> Page:
    """The front page, which stands for the whole site and for its search."""
    return Page(
        title="Générique, le magazine des séries",
        path="/",
        description="Le magazine des séries, avec ses sources.",
        data=filled(
            {
                "@context": CONTEXT,
                "@type": "WebSite",
                "@id": absolute("/#site"),
                "name": "Générique",
                "alternateName": "Générique, le magazine des séries",
                "url": absolute("/"),
                "inLanguage": "fr",
                "publisher": publisher(absolute),
                "potentialAction": {
                    "@type": "SearchAction",
                    "target": {
                        "@type": "EntryPoint",
                        "urlTemplate": absolute(reverse("search")) + "?q={mots}",
                    },
                    "query-input": "required name=mots",
                },
            }
        ),
    )
