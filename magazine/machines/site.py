"""The front page for machines: the site and who makes it."""

from .registry import Page, describes
from .vocabulary import CONTEXT, Absolute, filled, publisher


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
