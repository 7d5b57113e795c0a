"""The rows of a page, in two statements: facts first, then the records that they name.

    facts = facts_around([series.pk], history=True)       # or facts_from({Deal: deals})
    page = facts.with_records([(Picture, series.poster_id)])

Each step answers with something frozen, and the second is a method of the first's answer: nothing
can be asked for too early. What was not loaded raises; it is never silently empty. Everything that
is not the page's own subject comes through ``public(story)``, where ``story`` is the article being
shown, live or an unsaved draft.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from types import MappingProxyType
from typing import Any, cast

from django.db.models import Model, Q, QuerySet

from media.models import Picture, Rendition
from media.rendition_specs import SHAPES

from ..models import (
    FACT_MODELS,
    Award,
    AwardEdition,
    Company,
    Country,
    Credit,
    Deal,
    DealParty,
    Episode,
    Fact,
    Genre,
    Nomination,
    Person,
    Relation,
    Release,
    Season,
    Series,
    SeriesTitle,
    Verification,
)
from ..models.batch import attach, by_key, fetch_batch, in_memory
from ..models.querysets import related
from ..models.series import SeriesExternalId
from ..models.story import Story, story_model
from .profile import FactSheet, SeriesRecord

#: The children of a series that its page shows, by their name on it.
SERIES_CHILDREN = {
    "credits": Credit,
    "external_ids": SeriesExternalId,
    "relations": Relation,
    "seasons": Season,
    "titles": SeriesTitle,
}
People = Nomination.people.through
SeriesGenre = Series.genres.through
SeriesCountry = Series.countries.through

#: What is loaded of the stories that are named as sources.
STORY_COLUMNS = (
    "headline",
    "safe_headline",
    "slug",
    "section",
    "sponsor",
    "live",
    "first_published_at",
    "last_published_at",
    "embargo_until",
)


class Loaded(Mapping):
    """What was loaded, by model. Asking for a model that was not raises KeyError."""

    def __init__(self, rows: Mapping) -> None:
        self._rows = MappingProxyType(dict(rows))

    def __getitem__(self, model: type[Model]) -> Any:
        try:
            return self._rows[model]
        except KeyError:
            name = getattr(model, "__name__", model)
            raise KeyError(f"{name} is not among what this page loads.") from None

    def __contains__(self, model: object) -> bool:
        return model in self._rows

    def __iter__(self) -> Any:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


@dataclass(frozen=True)
class LoadedFacts:
    """The facts of a page and the children of its series, as rows: no record is attached yet.

    ``facts`` are those around the page's subject, without the story's own; ``corrections`` those
    of other stories that correct this one; ``outdated`` the (model, key) of the story's own facts
    that others replace.
    """

    story: Story | None = None
    series_keys: frozenset[int] = frozenset()
    facts: tuple[Fact, ...] = ()
    history: tuple[Fact, ...] = ()
    corrections: tuple[Fact, ...] = ()
    outdated: frozenset[tuple[type[Fact], int]] = frozenset()
    children: Mapping[Any, Sequence] = field(default_factory=lambda: Loaded({}))

    def with_records(
        self,
        wanted: Iterable[tuple[type[Model], int | None]] = (),
        own: Iterable[Fact] = (),
    ) -> "LoadedPage":
        """Load what the facts, the children and ``own``, the facts of the story itself, name, the
        pictures, and ``wanted``: pairs (model, key), those without a key passed over."""
        own = tuple(own)
        loader = _Records(self, own)
        for model, key in wanted:
            loader.want(model, key)
        return loader.load(own)


def facts_around(
    series_keys: Any, story: Story | None = None, history: bool = False
) -> LoadedFacts:
    """Return the public facts about these series and the children of these series; with ``story``
    also what corrects and outdates its facts. One statement."""
    keys = list(series_keys)
    querysets: dict[Any, QuerySet] = {}
    for model in FACT_MODELS:
        querysets[model] = _about(model, model.objects.public(story), keys)
        if history:
            querysets["history", model] = _about(model, model.objects.history(story), keys)
        if story is not None and story.pk:
            querysets["correction", model] = model.objects.told(story).filter(
                correction=True, replaces__article=story.pk
            )
            replaced = model.objects.filter(pk__in=model.objects.all().replaced(story))
            nested = Q(deal__article=story.pk) if model is Release else Q()
            outdated = replaced.filter(Q(article=story.pk) | nested)
            querysets["outdated", model] = outdated.only("pk")
    querysets[DealParty] = DealParty.objects.filter(
        reduce(or_, (Q(deal__in=querysets[key].values("pk")) for key in _of(Deal, querysets)))
    )
    querysets[People] = People.objects.filter(nomination__in=querysets[Nomination].values("pk"))
    loaded = fetch_batch(querysets | series_children(keys, story))
    nest(loaded)

    def facts(kind: str) -> tuple[Fact, ...]:
        return tuple(fact for model in FACT_MODELS for fact in loaded.get((kind, model), ()))

    return LoadedFacts(
        story=story,
        series_keys=frozenset(keys),
        facts=tuple(fact for model in FACT_MODELS for fact in loaded[model]),
        history=facts("history"),
        corrections=facts("correction"),
        outdated=frozenset((type(fact), fact.pk) for fact in facts("outdated")),
        children=Loaded(loaded),
    )


def facts_from(facts: dict, children: dict | None = None, series_keys: Any = ()) -> LoadedFacts:
    """Return the facts of these public querysets, by model, with the releases of their deals, and
    ``children``, other rows by model. ``series_keys`` are the series whose record is put together
    from them. One statement."""
    querysets = {model: facts.get(model, model.objects.none()) for model in FACT_MODELS}
    deals = Deal.objects.filter(pk__in=querysets[Deal].order_by().values("pk"))
    querysets[Release] = Release.objects.filter(
        Q(pk__in=querysets[Release].order_by().values("pk"))
        | Q(pk__in=Release.objects.public().filter(deal__in=deals.values("pk")).values("pk"))
    )
    querysets[DealParty] = DealParty.objects.filter(deal__in=deals.values("pk"))
    nominations = querysets[Nomination].order_by().values("pk")
    querysets[People] = People.objects.filter(nomination__in=nominations)
    loaded = fetch_batch(querysets | (children or {}))
    nest(loaded)
    return LoadedFacts(
        series_keys=frozenset(series_keys),
        facts=tuple(fact for model in FACT_MODELS for fact in loaded[model]),
        children=Loaded({model: loaded[model] for model in children or {}}),
    )


class _Records:
    """The second statement: the records, and the facts put together with them."""

    def __init__(self, facts: LoadedFacts, own: tuple[Fact, ...]) -> None:
        self.facts, self.story = facts, facts.story
        everything = (*own, *facts.facts, *facts.history, *facts.corrections)
        self.releases = [fact for fact in everything if isinstance(fact, Release)]
        self.keys: dict = defaultdict(set)
        self.records: dict = {}
        for fact in everything:
            for model, key in fact.record_keys():
                self.want(model, key)
            self.want(story_model(), fact.article_id)
        for model in (Credit, Relation):
            for child in facts.children.get(model, ()):
                self.want(Person, getattr(child, "person_id", None))
                self.want(Company, getattr(child, "company_id", None))
                self.want(Series, getattr(child, "to_series_id", None))
        for key in facts.series_keys:
            self.want(Series, key)
        for row in facts.children.get(SeriesGenre, ()):
            self.want(Genre, row.genre_id)

    def want(self, model: type[Model], key: int | None) -> None:
        if key:
            self.keys[model].add(key)

    def load(self, own: tuple[Fact, ...]) -> "LoadedPage":
        loaded = fetch_batch(self._querysets())
        self.records = {model: by_key(rows) for model, rows in loaded.items()}
        self.records[AwardEdition] = {
            key: edition
            for key, edition in self.records[AwardEdition].items()
            if attach(edition, "award", self.records[Award])
        }
        self._attach_pictures(loaded[Rendition])
        self._attach_verifications(loaded[Verification])
        self._attach_stories(loaded[related(story_model(), "sources")])
        facts = self.facts
        for fact in own:
            deal = getattr(fact, "deal", None)
            fact.is_outdated = (type(fact), fact.pk) in facts.outdated or (
                deal is not None and (Deal, deal.pk) in facts.outdated
            )
        return LoadedPage(
            own=self._whole(own),
            facts=self._whole(facts.facts),
            history=self._whole(facts.history),
            corrections=self._whole(facts.corrections),
            records=Loaded(self.records),
            children=facts.children,
            series_keys=facts.series_keys,
        )

    def _querysets(self) -> dict:
        story, keys = self.story, self.keys
        querysets: dict[Any, QuerySet[Any]] = {
            model: model.objects.public(story).filter(pk__in=keys[model])
            for model in (Series, Person, Company, AwardEdition)
        }
        querysets[Genre] = Genre.objects.filter(pk__in=keys[Genre])
        editions = AwardEdition.objects.filter(pk__in=keys[AwardEdition])
        querysets[Award] = Award.objects.filter(editions__in=editions).distinct()
        if not keys[AwardEdition]:
            querysets[Award] = Award.objects.none()
        posters = Series.objects.filter(pk__in=keys[Series], poster__isnull=False)
        wanted = Q(pk__in=keys[Picture])
        if keys[Series]:
            wanted |= Q(pk__in=posters.values("poster"))
        pictures = Picture.objects.public().filter(wanted)
        querysets[Picture] = pictures
        # Of the posters of series, what a card shows; of the page's own pictures, everything.
        sizes = Rendition.objects.filter(image__in=pictures.values("pk"))
        querysets[Rendition] = sizes.filter(
            Q(image__in=keys[Picture]) | Q(filter_spec__in=SHAPES["wide"].all_specs)
        )
        releases = [release.pk for release in self.releases if release.pk]
        querysets[Verification] = Verification.objects.filter(release__in=releases)
        article = story_model()
        sources, section = related(article, "sources"), related(article, "section")
        stories = article.objects.public(story).filter(pk__in=keys[article])
        querysets[article] = stories.only(*STORY_COLUMNS)
        querysets[sources] = sources.objects.filter(article__in=keys[article])
        querysets[section] = section.objects.all()
        return querysets

    def _attach_pictures(self, renditions: Any) -> None:
        pictures = self.records[Picture]
        sizes = _by(renditions, "image_id")
        for picture in pictures.values():
            picture.prefetched_renditions = sizes[picture.pk]  # the name Wagtail reads
        for series in self.records[Series].values():
            attach(series, "poster", pictures)

    def _attach_verifications(self, rows: Any) -> None:
        by_release = _by(rows, "release_id")
        for release in self.releases:
            release._prefetched_objects_cache = {"verifications": by_release[release.pk]}

    def _attach_stories(self, sources: Any) -> None:
        by_story = _by(sources, "article_id")
        sections = self.records[related(story_model(), "section")]
        for key, other in self.records[story_model()].items():
            attach(other, "section", sections)
            other.sources = sorted(by_story[key], key=lambda s: s.sort_order or 0)

    def _whole(self, facts: Any) -> tuple[Fact, ...]:
        """Attach the records to ``facts``; leave out those whose required record is hidden."""
        kept = []
        for fact in facts:
            shown = [
                attach(owner, name, self.records[related(type(owner), name)])
                for owner, name in fact.references()
            ]
            if isinstance(fact, Nomination):
                people = self.records[Person]
                fact.people = [people[p.pk] for p in fact.people.all() if p.pk in people]
            if fact.article_id and (self.story is None or fact.article_id != self.story.pk):
                attach(fact, "article", self.records[story_model()])
            if all(shown):
                kept.append(fact)
        return tuple(kept)


@dataclass(frozen=True)
class LoadedPage:
    """Facts with their records attached, those whose required record is hidden left out, and
    ``records``, what readers may see: {model: {key: record}}. ``own`` are the story's own facts,
    each with ``is_outdated``. Nothing here queries."""

    own: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    history: tuple[Fact, ...]
    corrections: tuple[Fact, ...]
    records: Mapping[type[Model], dict]
    children: Mapping[Any, Sequence]
    series_keys: frozenset[int]

    @property
    def holding(self) -> list[Fact]:
        """What holds today: the story's own facts that none replaces, and the others."""
        return [*(fact for fact in self.own if not fact.is_outdated), *self.facts]

    @property
    def sheet(self) -> FactSheet:
        """The facts by kind, in the order in which a page shows them."""
        return FactSheet(self.facts)

    def found(self, model: type[Model], keys: Iterable) -> list:
        """The records of ``model`` with these keys that readers may see, in this order."""
        records = self.records[model]
        return [records[key] for key in keys if key in records]

    def series_record(self, series: Series) -> SeriesRecord:
        """Put the record of ``series`` together: a series whose facts were loaded, or one that is
        not saved. Raises LookupError for another."""
        if series.pk and series.pk not in self.series_keys:
            raise LookupError(f"The facts about {series!r} are not among what this page loads.")
        self._attach_children(series)
        own = [fact for fact in self.holding if _subject_key(fact) == series.pk]
        past = [fact for fact in self.history if _subject_key(fact) == series.pk]
        return SeriesRecord(series, FactSheet(own), past)

    def _attach_children(self, series: Series) -> None:
        rows = self.children
        for name, model in SERIES_CHILDREN.items():
            if not in_memory(series, name):
                own = [child for child in rows.get(model, ()) if child.series_id == series.pk]
                setattr(series, name, own)
        for credit in series.credits.all():
            attach(credit, "person", self.records[Person])
            attach(credit, "company", self.records[Company])
        for relation in series.relations.all():
            attach(relation, "to_series", self.records[Series])
        for season in series.seasons.all():
            if not in_memory(season, "episodes"):
                season.episodes = [e for e in rows.get(Episode, ()) if e.season_id == season.pk]
        if not in_memory(series, "genres"):
            genres = [r.genre_id for r in rows.get(SeriesGenre, ()) if r.series_id == series.pk]
            series.genres = [self.records[Genre][key] for key in genres]
        if not in_memory(series, "countries"):
            own = [row for row in rows.get(SeriesCountry, ()) if row.series_id == series.pk]
            series.countries = [Country(row.country_id) for row in own]


def series_children(keys: list[int], story: Story | None = None) -> dict:
    """The querysets of what belongs to the series with these keys."""
    return {
        Credit: Credit.objects.public(story).filter(series__in=keys),
        Relation: Relation.objects.public(story).filter(series__in=keys),
        Season: Season.objects.filter(series__in=keys),
        Episode: Episode.objects.filter(season__series__in=keys),
        SeriesTitle: SeriesTitle.objects.filter(series__in=keys),
        SeriesExternalId: SeriesExternalId.objects.filter(series__in=keys),
        SeriesGenre: SeriesGenre.objects.filter(series__in=keys),
        SeriesCountry: SeriesCountry.objects.filter(series__in=keys),
    }


def nest(loaded: dict) -> None:
    """Put parties and releases into their deals, and persons into their nominations."""
    parties = _by(loaded[DealParty], "deal_id")
    releases = _by((r for key in _of(Release, loaded) for r in loaded[key]), "deal_id")
    for deal in (deal for key in _of(Deal, loaded) for deal in loaded[key]):
        deal.parties = parties[deal.pk]
        deal.releases = releases[deal.pk]
    people = _by(loaded[People], "nomination_id")
    for nomination in loaded[Nomination]:
        nomination.people = [Person(pk=row.person_id) for row in people[nomination.pk]]


def _about(model: type[Fact], facts: QuerySet, keys: list) -> QuerySet:
    """Those of ``facts`` that are about these series, in a release by its deal as well."""
    return cast(Any, facts).about(keys) if model is Release else facts.filter(series__in=keys)


def _of(model: type[Fact], loaded: Mapping) -> list:
    """The keys under which facts of ``model`` are loaded: public ones, history, corrections."""
    return [key for key in (model, ("history", model), ("correction", model)) if key in loaded]


def _by(rows: Iterable[DealParty], name: str) -> dict[Any, list]:
    """{value of the attribute: rows}."""
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _subject_key(fact: Fact) -> int | None:
    """The key of the series that a fact is about, without loading it."""
    if fact.series_id is None and isinstance(fact, Release) and fact.deal:
        return fact.deal.series_id
    return fact.series_id
