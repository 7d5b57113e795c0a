"""Stories in templates: `{% load stories %}`. Nothing here queries."""

from typing import Any

from django import template

from ..pages.extras import Entry

register = template.Library()


@register.filter
def entry(heading: str) -> Any:
    """The `Entry` that a heading is, or None: “3. Ad Vitam” has the number 3."""
    return Entry.read(heading)


@register.filter
def cells(rating: Any) -> list[Any]:
    """A rating as five cells, each “full”, “half” or “empty”."""
    halves = round(rating * 2)
    return [("empty", "half", "full")[min(2, max(0, halves - 2 * n))] for n in range(5)]
