"""Facts in templates, in French: `{% load facts %}`. Nothing here queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .. import wording
from ..knowledge.availability import HOME, where_to_watch
from ..models.choices import SeriesStatus
from ..typography import french, french_html

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from ..knowledge.availability import WhereToWatch
    from ..models import Fact
    from ..pages.profile import SeriesRecord

register = template.Library()
for computed in (
    wording.country,
    wording.episodes,
    wording.listed,
    wording.number,
    wording.seasons,
    wording.sources,
    wording.where,
):
    register.filter(computed.__name__, computed)


@register.filter
def get(holder: dict[Any, Any], key: int) -> Any:
    """The value of a key, of a dict or an object; None when there is none."""
    return holder.get(key) if isinstance(holder, dict) else getattr(holder, str(key), None)


@register.filter
def status_label(value: SeriesStatus) -> StrOrPromise:
    """The French name of a status; the empty text for none."""
    return SeriesStatus(value).label if value else ""


@register.filter(is_safe=True)
def typo(text: Any) -> str:
    """French typography, for plain text and for rich text; see `shows.typography`. What is not
    there is the empty text: a `stringfilter` would make “None” of it."""
    if text is None:
        return ""
    words = str(text)  # of rich text it is safe
    return mark_safe(french_html(words)) if isinstance(words, SafeString) else french(words)  # noqa: S308


@register.filter
def lies_under(path: str, url: str) -> bool:
    """Whether an address is below another one: not only somewhere in it."""
    return path.startswith(url)


@register.filter
def named(record: Model) -> str:
    """The name of a record of any kind; a title in another language says which one."""
    name = french(str(record))
    language = getattr(record, "title_language", "")
    return format_html('<span lang="{}">{}</span>', language, name) if language else name


@register.filter
def elsewhere(facts: list[Fact]) -> list[Fact]:
    """The facts that the story being shown does not report itself."""
    return [fact for fact in facts if not fact.is_own]


@register.filter
def watch_in(record: SeriesRecord, country: str) -> WhereToWatch:
    """Where to watch the series of a `SeriesRecord` in a country; in France when none is given."""
    return where_to_watch(record.facts.releases, country or HOME, seasons=record.seasons)


@register.filter
def regular(seasons: list[Any]) -> list[Any]:
    """The seasons without the specials."""
    return [season for season in seasons if season.number]


@register.filter
def kind(fact: Fact) -> str:
    """The name of the component that shows a fact: “deal”, “release”…"""
    return str(fact._meta.model_name)
