"""Facts in French words: lists, numbers, seasons, places and sources. Nothing here queries."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from babel.numbers import format_decimal

from .fields.model_fields import parse_ranges, split_codes, territory_names
from .typography import NBSP

if TYPE_CHECKING:
    from modelcluster.queryset import FakeQuerySet

    from .models import Fact


def listed(things: Iterable[Any]) -> str:
    """“a, b et c”."""
    texts = [str(thing) for thing in things]
    return " et ".join(filter(None, [", ".join(texts[:-1]), *texts[-1:]]))


def _numbered(text: str, one: str, many: str) -> str:
    """“1-3” → “saisons 1 à 3”; the empty text gives the empty text."""
    if not text:
        return ""
    numbers = parse_ranges(str(text))
    if len(numbers) == 1:
        return f"{one}{NBSP}{numbers[0]}"
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{many}{NBSP}{numbers[0]} à{NBSP}{numbers[-1]}"
    return f"{many}{NBSP}{listed(numbers)}"


def seasons(text: str) -> str:
    """“1-2” → “saisons 1 et 2”."""
    return _numbered(text, "saison", "saisons")


def episodes(text: str) -> str:
    """“1-3” → “épisodes 1 à 3”."""
    return _numbered(text, "épisode", "épisodes")


def where(place: Any) -> str:
    """Where a deal or a release holds: “Canada et Irlande”, “monde entier, sauf France”."""
    if getattr(place, "worldwide", False):
        excepted = place.except_list
        return f"monde entier, sauf {listed(excepted)}" if excepted else "monde entier"
    return listed(place.territory_list)


def clock(time: datetime.time | datetime.datetime) -> str:
    """“20 h 55”, “21 h”."""
    minutes = f"{NBSP}{time.minute:02}" if time.minute else ""
    return f"{time.hour}{NBSP}h{minutes}"


def country(codes: Any) -> Any:
    """The French names of comma-separated codes."""
    return listed(territory_names().get(code, code) for code in split_codes(codes))


def number(value: Decimal) -> str:
    """“1234567.50” → “1 234 567,5”, with no-break spaces."""
    if value in (None, ""):
        return ""
    return format_decimal(value, locale="fr").replace("\N{NARROW NO-BREAK SPACE}", NBSP)


def sources(fact: Fact) -> FakeQuerySet | list[dict[str, str | None]]:
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
