"""The children of a story, loaded at once."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from taggit.models import Tag

from shows.models import FACT_MODELS, Deal, DealParty, Nomination, Person, Release
from shows.models.batch import attach, by_key, fetch_batch, in_memory
from shows.models.fact import relation_name
from shows.pages.loader import People

from ..models import Article, ArticleTag, Author, Correction, RightOfReply, Source
from ..models.links import LINK_MODELS
from ..models.replies import rows_around


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
    nested: dict[type[Model], QuerySet] = {RightOfReply: rows_around(article)}
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


def _ordered(children: Iterable[Any]) -> list:
    return sorted(children, key=lambda c: (getattr(c, "sort_order", None) or 0, c.pk or 0))
