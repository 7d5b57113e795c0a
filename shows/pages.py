"""What the page of a series shows, for readers and for the preview of its form."""

from media.models import Picture

from .gathering import Gathering, story_model
from .models import Company, Person, Series
from .together import attach, in_memory


def series_page(series: Series) -> dict:
    """Return the context of a series's page; ``series`` is a row or an unsaved draft of it."""
    gathering = Gathering(series_keys=[series.pk] if series.pk else [], history=True)
    gathering.load_facts()
    for credit in series.credits.all() if in_memory(series, "credits") else ():
        gathering.want(Person, credit.person_id)
        gathering.want(Company, credit.company_id)
    for relation in series.relations.all() if in_memory(series, "relations") else ():
        gathering.want(Series, relation.to_series_id)
    gathering.want(Picture, series.poster_id)
    gathering.load_records(())
    facts = gathering.whole(gathering.facts)
    attach(series, "poster", gathering.records[Picture])
    record = gathering.series_record(series, facts)
    return {"series": series, "record": record, "stories": stories_about(series)}


def stories_about(record, limit: int = 12):
    """Return the newest public stories that link to a record, for the end of its page."""
    if not record.pk:
        return []
    return story_model().objects.public().naming(record).newest_first().for_list()[:limit]
