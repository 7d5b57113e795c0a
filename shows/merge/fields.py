"""The fields of two records that become one: what is filled, what differs, what becomes a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.html import strip_tags
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from wagtail.fields import RichTextField

from ..fields.model_fields import CodesField
from ..models import Series, SeriesTitle
from ..name_search import fold
from .rows import is_empty

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from ..models import Record

#: What the record that stays keeps in any case, or what has a rule of its own below.
NOT_COMPARED = {"id", "slug", "waits_for_story", "other_names"}


@dataclass(frozen=True)
class Difference:
    """A field that the two records do not have alike."""

    name: str
    label: StrOrPromise
    mine: str
    other: str
    #: Whether the record that stays has nothing there: it takes the other's value.
    fills: bool


def differences(stays: Record, goes: Record) -> list[Difference]:
    """Return the fields in which ``goes`` says what ``stays`` does not."""
    found = []
    for f in stays._meta.concrete_fields:
        mine, other = getattr(stays, f.attname), getattr(goes, f.attname)
        compared = f.editable and f.name not in NOT_COMPARED
        if compared and mine != other and not is_empty(other):
            found.append(
                Difference(
                    f.name,
                    capfirst(f.verbose_name),
                    shown(stays, f),
                    shown(goes, f),
                    is_empty(mine),
                )
            )
    return found


def shown(record: Record, f: Any) -> str:
    """The value of a field as an editor reads it."""
    if f.is_relation:
        return str(getattr(record, f.name) or "")
    if f.choices:
        return str(getattr(record, f"get_{f.name}_display")())
    value = getattr(record, f.attname)
    if isinstance(f, models.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(f, CodesField):
        return ", ".join(f.vocabulary().get(code, code) for code in value.split(",") if code)
    if isinstance(f, RichTextField):
        return Truncator(strip_tags(value)).words(40)
    return "" if value is None else str(value)


def take_over(stays: Record, goes: Record, chosen: Iterable[str] = ()) -> None:
    """Give ``stays`` what it lacks, and the values of ``goes`` in the fields ``chosen``.

    Whatever name is lost is kept as another name: it is looked for under it.
    """
    names = names_of(stays)
    for difference in differences(stays, goes):
        if difference.fills or difference.name in chosen:
            field: Any = stays._meta.get_field(difference.name)
            attname = field.attname
            setattr(stays, attname, getattr(goes, attname))
    stays.waits_for_story = stays.waits_for_story and goes.waits_for_story
    names += names_of(goes)
    if hasattr(stays, "other_names"):
        stays.other_names = "\n".join(_others(names, [stays.name]))


def names_of(record: Record) -> list[str]:
    """The names a record has by itself, the first of them its name."""
    if isinstance(record, Series):
        return [record.title, record.original_title]
    return [record.name, *record.other_name_list]


def _others(names: list[str], known: list[str]) -> list[str]:
    """The names that are not ``known``, each once, whatever their accents."""
    seen, others = {fold(name) for name in known}, []
    for name in filter(None, names):
        if fold(name) not in seen:
            seen.add(fold(name))
            others.append(name)
    return others


def new_names(stays: Record, goes: Record, chosen: tuple[Any, ...] = ()) -> list[str]:
    """Return the names by which the record that stays is not found yet."""
    if isinstance(stays, Series):
        known = [*names_of(stays), *stays.titles.values_list("title", flat=True)]
        lost = [*names_of(goes), *goes.titles.values_list("title", flat=True)]
    else:
        known, lost = names_of(stays), names_of(goes)
    return _others(lost, known)


def add_titles(series: Series, *before: tuple[str, str]) -> None:
    """List the titles of both series that are not those of the one that stays."""
    known = [*names_of(series), *series.titles.values_list("title", flat=True)]
    names = [name for titles in before for name in titles]
    for position, title in enumerate(_others(names, known), series.titles.count() + 1):
        SeriesTitle.objects.create(series=series, title=title, sort_order=position)
