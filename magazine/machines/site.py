"""The front page for machines, and the pages that are the site’s own."""

from django.urls import reverse

from .registry import Page, describes
from .vocabulary import CONTEXT, Absolute, filled, publisher


@describes("shows:country")
def country(context: dict, absolute: Absolute) -> Page:
    """What a reader chooses is nothing to be found by a search engine."""
    page = Page("Mon pays", reverse("shows:country"), "Où voir les séries, dans quel pays.")
    page.robots = "noindex"
    return page


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
            }
        ),
    )
