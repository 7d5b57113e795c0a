"""What a story's page shows: one function, for readers and for previews.

`story_page` takes an article, a live row or an unsaved draft, and never asks which: its links and
facts are read from the article itself; everything around them comes through ``public(article)``.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from media.dependencies import depends_on
from media.models import Picture
from shows.models import (
    AwardEdition,
    Company,
    Person,
    Series,
)
from shows.models.batch import attach
from shows.pages.loader import LoadedPage, facts_around
from shows.pages.profile import FactSheet
from shows.projection.signals import about as about_tag

from ..body import walk
from ..models import Article, LinkRelation
from .children import load_children
from .extras import days, entries, not_in_the_text, reading_minutes, sequel, updated_at
from .replies import shown_on

#: How many series of a story get a card with their whole record beside the text.
SERIES_CARDS = 3
#: The fields of a story that hold a picture.
PICTURES = ("lead_picture", "safe_picture", "social_picture")


def story_page(article: Article) -> dict:
    """Return the context of a story's page."""
    replies = load_children(article)
    for fact in article.facts():
        fact.is_own = True
    page = _load(article, replies)
    records = page.records
    for name in PICTURES:
        attach(article, name, records[Picture])
    attach(article, "spoiler_series", records[Series])
    about = _about_series(article)[:SERIES_CARDS]
    depends_on(*(about_tag(Series, key) for key in about))
    cards = [page.series_record(series) for series in page.found(Series, about)]
    sheet = FactSheet(page.own)
    return {
        "article": article,
        "minutes": reading_minutes(article),
        "updated": updated_at(article),
        "entries": entries(article),
        "days": days(article, sheet),
        "sequel": sequel(article, cards[0].series if cards else None),
        "own_facts": sheet,
        "other_facts": not_in_the_text(article, sheet),
        "one_subject": len({fact.subject for fact in sheet}) == 1,
        "cards": cards,
        "about": _linked(article, LinkRelation.ABOUT, page),
        "mentions": _linked(article, LinkRelation.MENTIONS, page),
        "embeds": article.embeds(),
        "corrections": article.corrections.all(),
        "corrected_by": list(page.corrections),
        **shown_on(article, replies, records[Article]),
        "pictures": records[Picture],
        "records": {model._meta.model_name: found for model, found in _named(records).items()},
    }


def _load(article: Article, replies: Any) -> LoadedPage:
    """The facts around the story, and the records that it, its text and they name."""
    wanted: list = [(Picture, getattr(article, f"{name}_id")) for name in PICTURES]
    wanted += [(link.record_model(), link.record_id) for link in article.links()]
    wanted += [(model, key) for _block, model, key in walk.records(article.body)]
    wanted += [(Picture, key) for _block, key in walk.pictures(article.body)]
    wanted.append((Series, article.spoiler_series_id))
    wanted += [(Article, key) for row in replies for key in (row.article_id, row.reply_id)]
    return facts_around(_about_series(article), article).with_records(wanted, article.facts())


def _about_series(article: Article) -> list:
    """The keys of the series the story is about; of those its facts are about if it says none."""
    links = [link for link in article.links() if link.record_model() is Series]
    about = [link.record_id for link in links if link.relation == LinkRelation.ABOUT]
    return about or list(
        dict.fromkeys(fact.series_id for fact in article.facts() if fact.series_id)
    )


def _linked(article: Article, relation: LinkRelation, page: LoadedPage) -> list:
    """The records linked to, of every kind, that can be shown."""
    return [
        record
        for link in article.links()
        if link.relation == relation
        for record in page.found(link.record_model(), [link.record_id])
    ]


def _named(records: Mapping[type[Model], dict[Any, Any]]) -> dict:
    """The records by model, the tables that only serve other rows left out."""
    kinds = (Series, Person, Company, AwardEdition, Article)
    return {model: records[model] for model in kinds}
