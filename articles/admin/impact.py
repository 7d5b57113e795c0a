"""What becomes public with a story: its facts, the records that wait for it, what it replaces.

It is read from the story's draft, as its page is (`articles.pages.story`): what readers see is the
database's, what the story brings is in memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet

from shows.admin.fact_labels import fact_line
from shows.admin.picker.registry import TARGETS
from shows.knowledge.contradictions import Contradiction, contradictions_of
from shows.models import FACT_MODELS, Fact, Release
from shows.models.batch import fetch_batch
from shows.pages.loader import LoadedFacts

from ..models import Article
from ..models.links import LINK_MODELS
from ..pages.children import load_children

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass
class Brought:
    """A fact of the story; ``is_new`` if readers do not see it yet, with what it replaces."""

    fact: Fact
    is_new: bool
    replaced: Fact | None = None

    def __str__(self) -> str:
        return fact_line(self.fact)

    @property
    def replaced_line(self) -> str:
        return fact_line(self.replaced) if self.replaced else ""


@dataclass
class Outcome:
    """What readers will see once the story is out; ``is_out``: it is, in an earlier version."""

    is_out: bool
    kinds: list[tuple[StrOrPromise | None, list[Brought]]] = field(default_factory=list)
    removed: list[Fact] = field(default_factory=list)
    records: list = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.kinds or self.removed or self.records)


def outcome(story: Article) -> Outcome:
    """Return what the latest draft of ``story``, a row, makes public."""
    draft = story.get_latest_revision_as_object()
    load_children(draft)
    rows = _rows(story)
    replaced = _replaced(draft)
    links = [(link.record_model(), link.record_id) for link in draft.links()]
    page = LoadedFacts(story=draft).with_records(links, draft.facts())
    result = Outcome(is_out=story.is_out)
    for model in FACT_MODELS:
        brought = [
            Brought(
                fact,
                is_new=not story.is_out or fact.pk not in rows[model],
                replaced=replaced.get((model, fact.replaces_id)),
            )
            for fact in page.own
            if type(fact) is model
        ]
        if brought:
            result.kinds.append((model._meta.verbose_name_plural, brought))
    if story.is_out:
        result.removed = _removed(draft, rows)
    result.records = _waiting(draft, page.records)
    result.contradictions = contradictions_of(draft)
    return result


def _rows(story: Article) -> dict[type[Fact], set[int]]:
    """The keys of the story's facts in the database, by model: those of its live version."""
    querysets: dict[Any, QuerySet[Any]] = {
        model: model.objects.filter(article=story.pk).only("pk") for model in FACT_MODELS
    }
    querysets["nested"] = Release.objects.filter(deal__article=story.pk).only("pk")
    loaded = fetch_batch(querysets)
    loaded[Release] += loaded["nested"]
    return {model: {row.pk for row in loaded[model]} for model in FACT_MODELS}


def _load(model: type[Fact], keys: set[int]) -> list[Fact]:
    """Facts with all that a line says of them."""
    return list(
        model.objects.filter(pk__in=keys).select_related(*TARGETS[model._meta.label].select_related)
        if keys
        else []
    )


def _replaced(draft: Article) -> dict:
    """What the draft's facts replace: {(model, key): fact}."""
    return {
        (model, fact.pk): fact
        for model in FACT_MODELS
        for fact in _load(model, draft.replaced(model))
    }


def _removed(draft: Article, rows: dict[type[Fact], set[int]]) -> list[Fact]:
    """The facts that readers see and the draft has no more."""
    kept: dict[Any, Any] = {model: set() for model in FACT_MODELS}
    for fact in draft.facts():
        kept[type(fact)].add(fact.pk)
    return [fact for model in FACT_MODELS for fact in _load(model, rows[model] - kept[model])]


def _waiting(draft: Article, records: Mapping[type[Model], dict[int, Model]]) -> list:
    """The records that the draft names and that no live story shows yet."""
    models: list[Any] = [model.record_model() for model in LINK_MODELS]
    hidden = fetch_batch(
        {
            model: model.objects.filter(pk__in=draft.named(model))
            .exclude(pk__in=model.objects.public().values("pk"))
            .only("pk")
            for model in models
        }
    )
    return [
        records[model][row.pk]
        for model in models
        for row in hidden[model]
        if row.pk in records[model]
    ]
