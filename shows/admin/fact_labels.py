"""A fact in one line, for the desk: what it is, then what tells it from its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..knowledge.wording import episodes, number, seasons, where
from ..models import Casting, Deal, Milestone, Nomination, Reception, Release
from ..models.choices import Certainty

if TYPE_CHECKING:
    from ..models import Fact


def fact_line(fact: Fact) -> str:
    """“Deal – AMC – Missions · saison 2 · Canada et États-Unis”. Nothing is loaded that `str` of
    the fact and its territories do not load."""
    more = [*_more(fact)]
    if fact.certainty != Certainty.CONFIRMED:
        more.append(fact.get_certainty_display())
    return " · ".join(filter(None, [str(fact), *more]))


def _more(fact: Fact) -> Iterator[str]:
    """What a line adds to the name of its fact, by kind."""
    yield _ranges(seasons, fact.season_text if isinstance(fact, Release) else fact.seasons)
    yield _ranges(episodes, fact.episodes)
    if isinstance(fact, Deal):
        yield where(fact)
    elif isinstance(fact, Release):
        if fact.ends:
            yield _("until %(date)s") % {"date": fact.ends}
        yield where(fact.place)
        if fact.exclusive:
            yield _("exclusive")
    elif isinstance(fact, Milestone):
        yield str(fact.date or "")
        if fact.series_id and fact.company_id:
            yield str(fact.company)
    elif isinstance(fact, Casting):
        yield str(fact.series)
        if fact.leaves:
            yield _("leaves")
    elif isinstance(fact, Nomination):
        yield fact.get_result_display() if fact.category else ""
        yield str(fact.series or "")
    elif isinstance(fact, Reception):
        if fact.figure is not None:
            yield f"{number(fact.figure)} {fact.unit}".strip()
        yield str(fact.date or "")


def _ranges(write: Callable[..., Any], text: str) -> str:
    try:
        return write(text)
    except ValidationError:  # in a draft, as it was typed
        return text
