"""The front page for machines, and the pages that are the site’s own."""

from django.urls import reverse

from .registry import Page, describes
from .vocabulary import CONTEXT, Absolute, filled, publisher


@describes("shows:country")
def country(context: dict, absolute: Absolute) -> Page:
    """What a reader chooses is nothing to be found by a search engine."""
    text = "Où voir les séries, dans quel pays."
    return Page("Mon pays", reverse("shows:country"), text, robots="noindex")


@describes("search")
def search(context: dict, absolute: Absolute) -> Page:
    """What readers look for has no end: none of it is for an index of others."""
    text = "Chercher dans les articles et dans le fichier de Générique."
    return Page("Recherche", reverse("search"), text, robots="noindex")


@describes("home")
def home(context: dict, absolute: Absolute) -> Page:
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
