"""A fact in one line, for the desk: what it is, then what tells it from its neighbours."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from ..models import Fact, Release
from ..models.choices import Certainty
from ..wording import episodes, seasons

if TYPE_CHECKING:
    from ..models import Fact


def fact_line(fact: Fact) -> str:
    """“Deal – AMC – Missions · saison 2 · Canada et États-Unis”. Nothing is loaded that `str` of
    the fact and its territories do not load."""
    more = [
        _ranges(seasons, fact.season_text if isinstance(fact, Release) else fact.seasons),
        _ranges(episodes, fact.episodes),
        *fact.particulars(),
    ]
    if fact.certainty != Certainty.CONFIRMED:
        more.append(fact.get_certainty_display())
    return " · ".join(filter(None, [str(fact), *more]))


def _ranges(write: Callable[[str], str], text: str) -> str:
    try:
        return write(text)
    except ValidationError:  # in a draft, as it was typed
        return text
