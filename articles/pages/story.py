"""What a story's page shows: one function, for readers and for previews.

`story_page` takes an article, a live row or an unsaved draft, and never asks which: its links and
facts are read from the article itself; everything around them comes through ``public(article)``.
"""

from taggit.models import Tag

from media.models import Picture
from shows.models import (
    FACT_MODELS,
    AwardEdition,
    Company,
    Deal,
    DealParty,
    Nomination,
    Person,
    Release,
    Series,
)
from shows.models.batch import attach, by_key, fetch_batch, in_memory
from shows.models.fact import relation_name
from shows.pages.loader import PageLoader, People
from shows.pages.profile import FactSheet

from ..body import walk
from ..body.embeds import in_text
from ..models import Article, ArticleTag, Author, Correction, LinkRelation, RightOfReply, Source
from ..models.links import LINK_MODELS
from ..models.replies import rows_around
from .extras import days, entries, not_in_the_text, reading_minutes, sequel, updated_at
from .replies import shown_on

#: How many series of a story get a card with their whole record beside the text.
SERIES_CARDS = 3


def story_page(article: Article) -> dict:
    """Return the context of a story's page."""
    replies = load_children(article)
    own = article.facts()
    for fact in own:
        fact.is_own = True
    about = _about_series(article, own)

    loader = PageLoader(article, series_keys=about)
    loader.load_facts()
    for link in article.links():
        loader.want(link.record_model(), link.record_id)
    for _block, model, key in walk.records(article.body):
        loader.want(model, key)
    loader.want(
        Picture, article.lead_picture_id, article.safe_picture_id, article.social_picture_id
    )
    loader.want(Picture, *(key for _block, key in walk.pictures(article.body)))
    loader.want(Series, article.spoiler_series_id)
    loader.want(Article, *(key for row in replies for key in (row.article_id, row.reply_id)))
    loader.load_records(own)

    records = loader.records
    own = loader.whole(own)
    facts = [*loader.mark_outdated(own), *loader.whole(loader.facts)]
    for name in ("lead_picture", "safe_picture", "social_picture"):
        attach(article, name, records[Picture])
    attach(article, "spoiler_series", records[Series])
    cards = [
        loader.series_record(records[Series][key], facts)
        for key in about[:SERIES_CARDS]
        if key in records[Series]
    ]
    sheet = FactSheet.of(own)
    return {
        "article": article,
        "minutes": reading_minutes(article),
        "updated": updated_at(article),
        "entries": entries(article),
        "days": days(article, sheet),
        "sequel": sequel(article, cards[0].series if cards else None),
        "own_facts": sheet,
        "other_facts": not_in_the_text(article, sheet),
        "cards": cards,
        "about": _linked(article, LinkRelation.ABOUT, records),
        "mentions": _linked(article, LinkRelation.MENTIONS, records),
        "embeds": in_text(article.body),
        "corrections": article.corrections.all(),
        "corrected_by": loader.whole(loader.corrections),
        **shown_on(article, replies, records[Article]),
        "pictures": records[Picture],
        "records": {model._meta.model_name: found for model, found in _named(records).items()},
    }


def load_children(article: Article) -> list[RightOfReply]:
    """Load the links, facts, sources, signatures and tags that are not in memory yet: all of a
    live row's, none of a draft's. Return the rights of reply around it, which are no part of a
    draft. One statement."""
    if not article.pk:
        return []
    deals = Deal.objects.filter(article=article.pk)
    querysets = {
        model.related_name(): model.objects.filter(article=article.pk) for model in LINK_MODELS
    }
    querysets |= {
        relation_name(model): model.objects.filter(article=article.pk) for model in FACT_MODELS
    }
    querysets |= {
        "sources": Source.objects.filter(article=article.pk),
        "corrections": Correction.objects.filter(article=article.pk),
        "bylines": Author.objects.filter(articles=article.pk),
        "tagged_items": ArticleTag.objects.filter(content_object=article.pk),
    }
    missing = {n: q for n, q in querysets.items() if not in_memory(article, n)}
    nested = {RightOfReply: rows_around(article)}
    if "deals" in missing:
        nested[DealParty] = DealParty.objects.filter(deal__in=deals)
        nested[Release] = Release.objects.filter(deal__in=deals)
    if "nominations" in missing:
        own = Nomination.objects.filter(article=article.pk)
        nested[People] = People.objects.filter(nomination__in=own)
    if "tagged_items" in missing:
        nested[Tag] = Tag.objects.filter(articles_articletag_items__content_object=article.pk)
    loaded = fetch_batch(missing | nested)
    for deal in loaded.get("deals", []):
        deal.parties = _ordered(p for p in loaded[DealParty] if p.deal_id == deal.pk)
        deal.releases = _ordered(r for r in loaded[Release] if r.deal_id == deal.pk)
    for nomination in loaded.get("nominations", []):
        rows = [p for p in loaded[People] if p.nomination_id == nomination.pk]
        nomination.people = [Person(pk=row.person_id) for row in rows]
    for item in loaded.get("tagged_items", []):
        attach(item, "tag", by_key(loaded[Tag]))
    for name in missing:
        setattr(article, name, _ordered(loaded[name]))
    return loaded[RightOfReply]


def _ordered(children) -> list:
    return sorted(children, key=lambda c: (getattr(c, "sort_order", None) or 0, c.pk or 0))


def _about_series(article, facts) -> list:
    """The keys of the series the story is about; of those its facts are about if it says none."""
    links = [link for link in article.links() if link.record_model() is Series]
    about = [link.record_id for link in links if link.relation == LinkRelation.ABOUT]
    return about or list(dict.fromkeys(fact.series_id for fact in facts if fact.series_id))


def _linked(article, relation, records) -> list:
    """The records linked to, of every kind, that can be shown."""
    found = [
        records[link.record_model()].get(link.record_id)
        for link in article.links()
        if link.relation == relation
    ]
    return [record for record in found if record is not None]


def _named(records) -> dict:
    """The records by model, the tables that only serve other rows left out."""
    kinds = (Series, Person, Company, AwardEdition, Article)
    return {model: records[model] for model in kinds}
