"""What is said the same way in every description: dates, pictures, records, the magazine."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.templatetags.static import static
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from articles.body import walk
from media.rendition_specs import jpeg
from shows.models import Award, AwardEdition, Company, Person, Series
from shows.partial_dates import PartialDate
from shows.typography import french

if TYPE_CHECKING:
    from media.models import Picture

Absolute = Callable[[str], str]

CONTEXT = "https://schema.org"
#: What a record is.
TYPES = {
    Series: "TVSeries",
    Person: "Person",
    Company: "Organization",
    Award: "EventSeries",
    AwardEdition: "Event",
}
#: The site's own share image, and the logo of the publisher: static files.
SITE_CARD, LOGO = "icons/partage.png", "icons/generique-512.png"
#: What would end the element, or begin a comment in it.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
#: Where the catalogues have their pages: {catalogue: (of a series, of a person)}.
CATALOGUES = {
    "imdb": ("https://www.imdb.com/title/{}/", "https://www.imdb.com/name/{}/"),
    "tvmaze": ("https://www.tvmaze.com/shows/{}", "https://www.tvmaze.com/people/{}"),
    "thetvdb": ("https://thetvdb.com/dereferrer/series/{}", ""),
    "tmdb": ("https://www.themoviedb.org/tv/{}", "https://www.themoviedb.org/person/{}"),
    "wikidata": ("https://www.wikidata.org/wiki/{}",) * 2,
}
#: What is quoted to readers: sentences, and the names of these types, which are what pages and the
#: links to them are called. The names of records and of sources stay as they are typed: machines
#: match them with those of others.
SENTENCES = {"headline", "description", "caption", "text"}
CALLED = ("CollectionPage", "WebPage", "ListItem")


def filled(data: dict) -> dict:
    """Leave out what is empty; a zero and a False say something."""
    return {key: value for key, value in data.items() if value or value is False or value == 0}


def printed(data: Any) -> Any:
    """A description with what readers may be shown of it as French is printed, like on the page."""
    if isinstance(data, list):
        return [printed(value) for value in data]
    if not isinstance(data, dict):
        return data
    read = {"name", *SENTENCES} if data.get("@type") in CALLED else SENTENCES
    return {
        key: french(value) if key in read and isinstance(value, str) else printed(value)
        for key, value in data.items()
    }


def script(data: dict) -> SafeString:
    """Return the element that holds ``data``; nothing in it can end the element."""
    text = json.dumps(printed(data), cls=DjangoJSONEncoder, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  escaped


def plain(rich_text: str, most: int = 300) -> str:
    """The words of a rich text, cut at a word."""
    text = " ".join(walk.plain(rich_text or "").split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def moment(value: datetime.datetime) -> str | None:
    """A moment as ISO 8601, in Paris."""
    return timezone.localtime(value).isoformat(timespec="seconds") if value else None


def iso(date: PartialDate | None) -> str:
    """A partial date as ISO 8601, as precise as that allows: “2017-06” for June, “2018” for
    early 2018, nothing for what may be of two years."""
    if not date:
        return ""
    if date.datetime_attr:
        return date.datetime_attr
    return f"{date.earliest.year:04}" if date.earliest.year == date.latest.year else ""


def record(thing: Series | Company, absolute: Absolute) -> dict:
    """A record by its name and its page."""
    url = absolute(thing.get_absolute_url())
    return {"@type": TYPES[type(thing)], "name": str(thing), "url": url}


def publisher(absolute: Absolute) -> dict:
    """The magazine."""
    return {
        "@type": "NewsMediaOrganization",
        "@id": absolute("/#magazine"),
        "name": "Générique",
        "url": absolute("/"),
        "logo": {
            "@type": "ImageObject",
            "url": absolute(static(LOGO)),
            "width": "512 px",
            "height": "512 px",
        },
    }


def image(picture: Picture, absolute: Absolute) -> dict | None:
    """The picture in a size that is made already, with its credit; None if it may not be seen."""
    size = jpeg(picture) if picture is not None and picture.is_public else None
    if size is None:
        return None
    return filled(
        {
            "@type": "ImageObject",
            "url": absolute(size.url),
            "width": f"{size.width} px",
            "height": f"{size.height} px",
            "caption": picture.description,
            "creditText": picture.credit,
            "copyrightNotice": picture.copyright_notice,
        }
    )


def same_as(ids: Any, place: int) -> list[str]:
    """The pages of other catalogues; ``place`` is 0 for a series, 1 for a person."""
    return [
        CATALOGUES[found.scheme][place].format(found.value)
        for found in ids
        if found.scheme in CATALOGUES and CATALOGUES[found.scheme][place]
    ]


def item_list(things: list[tuple[str, str]], absolute: Absolute, total: int | None = None) -> dict:
    """A list of what the page shows: (name, path) of each, in its order; it may be empty."""
    return {
        "@type": "ItemList",
        "numberOfItems": len(things) if total is None else total,
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "url": absolute(path)}
            for place, (name, path) in enumerate(things, 1)
        ],
    }
