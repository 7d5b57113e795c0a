"""What the page of a series shows, for readers and for the preview of its form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from media.models import Picture

from ..knowledge.availability import HOME, where_to_watch
from ..knowledge.seasons import folded, season_lines
from ..maps.territorial_rights import rights_map
from ..maps.timeline import timeline
from ..models import Company, Person, Series
from ..models.batch import attach, in_memory
from ..models.story import story_model
from .loader import facts_around
from .profile import SeriesRecord

if TYPE_CHECKING:
    from ..models.story import Story


def series_page(series: Series, country: str = HOME) -> dict:
    """Return the context of a series's page; ``series`` is a row or an unsaved draft of it.

    ``country`` is where the reader watches.
    """
    record = series_record(series)
    watch = where_to_watch(record.facts.releases, country, seasons=record.seasons)
    older, latest = folded(season_lines(record))
    return {
        "series": series,
        "record": record,
        "watch": watch,
        "next": next((release for release in watch.coming if release.starts), None),
        "older_seasons": older,
        "seasons": latest,
        "business": has_business(record),
        "stories": stories_about(series),
    }


def business_page(series: Series, rights_on: str = "") -> dict:
    """Return the context of the page of a series' steps, deals and rights.

    ``rights_on`` is the month or the year of the rights map (“2017-09”, “2017”), today's if it is
    empty or no date.
    """
    record = series_record(series)
    deals = record.facts.deals[::-1]
    return {
        "series": series,
        "record": record,
        "deals": deals,
        "line": timeline(season_lines(record), record.facts.milestones, deals),
        "rights": rights_map(record.facts, rights_on, record.seasons),
        "business": has_business(record),
    }


def has_business(record: SeriesRecord) -> bool:
    """Whether there is anything on the page of its steps, deals and rights."""
    facts = record.facts
    return bool(facts.milestones or facts.deals or facts.releases or record.history)


def series_record(series: Series) -> SeriesRecord:
    """Return all that readers know of a series, with the pictures and records that it names."""
    found = facts_around([series.pk] if series.pk else [], history=True)
    wanted: list = [(Picture, series.poster_id)]
    for credit in series.credits.all() if in_memory(series, "credits") else ():
        wanted += [(Person, credit.person_id), (Company, credit.company_id)]
    for relation in series.relations.all() if in_memory(series, "relations") else ():
        wanted.append((Series, relation.to_series_id))
    page = found.with_records(wanted)
    attach(series, "poster", page.records[Picture])
    return page.series_record(series)


def stories_about(record: Any, limit: int = 12) -> Iterable[Story]:
    """Return the newest public stories that link to a record, for the end of its page."""
    if not record.pk:
        return []
    return story_model().objects.public().naming(record).newest_first().for_list()[:limit]
