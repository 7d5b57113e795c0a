"""Facts in templates, in French: `{% load facts %}`. Nothing here queries."""

from babel.numbers import format_decimal
from django import template
from django.template.defaultfilters import stringfilter
from django.utils.html import format_html
from django.utils.safestring import SafeData

from shows.choices import SeriesStatus
from shows.fields import parse_ranges, split_codes, territory_names
from shows.typography import NBSP, french, french_html
from shows.watching import HOME, where_to_watch

register = template.Library()


@register.filter
def get(holder, key):
    """The value of a key, of a dict or an object; None when there is none."""
    return holder.get(key) if isinstance(holder, dict) else getattr(holder, str(key), None)


@register.filter
def listed(things):
    """“a, b et c”."""
    texts = [str(thing) for thing in things]
    return " et ".join(filter(None, [", ".join(texts[:-1]), *texts[-1:]]))


def _numbered(text, one, many):
    """“1-3” → “saisons 1 à 3”; the empty text gives the empty text."""
    if not text:
        return ""
    numbers = parse_ranges(str(text))
    if len(numbers) == 1:
        return f"{one}{NBSP}{numbers[0]}"
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{many}{NBSP}{numbers[0]} à{NBSP}{numbers[-1]}"
    return f"{many}{NBSP}{listed(numbers)}"


@register.filter
def seasons(text):
    """“1-2” → “saisons 1 et 2”."""
    return _numbered(text, "saison", "saisons")


@register.filter
def episodes(text):
    """“1-3” → “épisodes 1 à 3”."""
    return _numbered(text, "épisode", "épisodes")


@register.filter
def where(place):
    """Where a deal or a release holds: “Canada et Irlande”, “monde entier, sauf France”."""
    if getattr(place, "worldwide", False):
        excepted = place.except_list
        return f"monde entier, sauf {listed(excepted)}" if excepted else "monde entier"
    return listed(place.territory_list)


@register.filter
def country(codes):
    """The French names of comma-separated codes."""
    return listed(territory_names().get(code, code) for code in split_codes(codes))


@register.filter
def number(value):
    """“1234567.50” → “1 234 567,5”, with no-break spaces."""
    if value in (None, ""):
        return ""
    return format_decimal(value, locale="fr").replace("\N{NARROW NO-BREAK SPACE}", NBSP)


@register.filter
def status_label(value):
    """The French name of a status; the empty text for none."""
    return SeriesStatus(value).label if value else ""


@register.filter(is_safe=True)
@stringfilter
def typo(text):
    """French typography, for plain text and for rich text; see `shows.typography`."""
    return french_html(text) if isinstance(text, SafeData) else french(text)


@register.filter
def named(record):
    """The name of a record of any kind; a title in another language says which one."""
    name = french(str(record))
    language = getattr(record, "title_language", "")
    return format_html('<span lang="{}">{}</span>', language, name) if language else name


@register.filter
def sources(fact):
    """What a fact is known from: objects with ``outlet``, ``url`` and ``date``."""
    if story := fact.story:
        return story.sources.all()
    owner = fact
    if not fact.citation_outlet and getattr(fact, "deal", None):
        owner = fact.deal
    if not owner.citation_outlet:
        return []
    return [
        {
            "outlet": owner.citation_outlet,
            "url": owner.citation_url,
            "date": owner.citation_date,
        }
    ]


@register.filter
def watch_in(record, country):
    """Where to watch the series of a `SeriesRecord` in a country; in France when none is given."""
    return where_to_watch(record.facts.releases, country or HOME)


@register.filter
def regular(seasons):
    """The seasons without the specials."""
    return [season for season in seasons if season.number]


@register.filter
def kind(fact):
    """The name of the component that shows a fact: “deal”, “release”…"""
    return fact._meta.model_name


@register.filter
def standalone(releases):
    """The releases that are not part of a deal."""
    return [release for release in releases if not release.deal]
