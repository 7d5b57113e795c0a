"""What the page of a series shows, for readers and for the preview of its form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from taggit.models import Tag

from media.dependencies import depends_on
from media.models import Picture

from ..knowledge.availability import HOME, where_to_watch
from ..knowledge.seasons import folded, season_lines
from ..knowledge.similar import candidates, similar
from ..maps.territorial_rights import rights_map
from ..maps.timeline import timeline
from ..models import Company, Credit, Person, Reception, Series
from ..models.batch import attach, in_memory
from ..models.choices import ReceptionKind
from ..models.series import SeriesTag
from ..models.story import story_model
from ..projection.signals import about
from .coverage import coverage
from .loader import LoadedFacts, LoadedPage, facts_around
from .profile import SeriesRecord

if TYPE_CHECKING:
    from ..models.story import Story


def series_page(series: Series, country: str = HOME) -> dict:
    """Return the context of a series's page; ``series`` is a row or an unsaved draft of it.

    ``country`` is where the reader watches.
    """
    keys = [series.pk] if series.pk else []
    children: dict[Any, Any] = {SeriesTag: SeriesTag.objects.filter(content_object__in=keys)}
    if series.pk:
        children |= candidates(series.pk)
    found = facts_around(keys, history=True, children=children)
    tagged = series.tagged_items.all() if in_memory(series, "tagged_items") else ()
    themes = [item.tag_id for item in tagged or found.children[SeriesTag]]
    near = similar(found.children)
    wanted = [*((Tag, key) for key in themes), *(pair for one in near for pair in one.records())]
    page = _with_records(series, found, wanted)
    makers = {credit.person_id for credit in found.children[Credit] if credit.person_id}
    depends_on(
        "series",  # those that are like it
        *(about(Series, key) for key in keys),
        *(about(Person, key) for key in makers),
    )
    record = page.series_record(series)
    watch = where_to_watch(record.facts.releases, country, seasons=record.seasons)
    older, latest = folded(season_lines(record))
    told = coverage(series)
    return {
        "series": series,
        "record": record,
        "themes": sorted(page.found(Tag, themes), key=lambda tag: tag.name),
        "similar": [
            (found, one.reason, page.found(one.model, one.shared))
            for one in near
            for found in page.found(Series, [one.key])
        ],
        "watch": watch,
        "next": next((release for release in watch.coming if release.starts), None),
        "older_seasons": older,
        "seasons": latest,
        "business": has_business(record),
        "stories": stories_about(series),
        "coverage": told,
        "embeds": told.embeds,
        **_received(record.facts.receptions),
    }


def business_page(series: Series, rights_on: str = "") -> dict:
    """Return the context of the page of a series' steps, deals and rights.

    ``rights_on`` is the month or the year of the rights map (“2017-09”, “2017”), today's if it is
    empty or no date.
    """
    found = facts_around([series.pk] if series.pk else [], history=True)
    record = _with_records(series, found).series_record(series)
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


def _with_records(series: Series, found: LoadedFacts, more: Iterable[Any] = ()) -> LoadedPage:
    """The facts with the pictures and the records that they, the series or its draft name."""
    wanted: list = [(Picture, series.poster_id), *more]
    for credit in series.credits.all() if in_memory(series, "credits") else ():
        wanted += [(Person, credit.person_id), (Company, credit.company_id)]
    for relation in series.relations.all() if in_memory(series, "relations") else ():
        wanted.append((Series, relation.to_series_id))
    page = found.with_records(wanted)
    attach(series, "poster", page.records[Picture])
    return page


def _received(receptions: list[Reception]) -> dict[str, list[Reception]]:
    """What critics said goes with our reviews; how audience and public took it stands apart."""
    critics: list[Reception] = []
    audience: list[Reception] = []
    for reception in receptions:
        (critics if reception.kind == ReceptionKind.CRITICS else audience).append(reception)
    return {"critics": critics, "audience": audience}


def stories_about(record: Any, limit: int = 12) -> Iterable[Story]:
    """Return the newest public stories that link to a record, for the end of its page."""
    if not record.pk:
        return []
    return story_model().objects.public().naming(record).newest_first().for_list()[:limit]
