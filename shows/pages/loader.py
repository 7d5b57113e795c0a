"""The rows of a page, loaded in a few statements (`models.batch`), and put together.

First the facts and the series' own children, then the records that they name. Everything that is
not the page's own subject comes through ``public(story)``, where ``story`` is the article being
shown, live or an unsaved draft.
"""

from collections import defaultdict
from functools import reduce
from operator import or_

from django.db.models import Q

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
)
from ..models.batch import attach, by_key, fetch_batch, in_memory
from ..models.series import SeriesExternalId
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


class PageLoader:
    """The rows of a page: facts, children of series, and the records that they name.

    ``story`` is the article being shown or None; ``series_keys`` are the series whose whole
    record is wanted. `load` runs two statements; nothing else here queries.
    """

    def __init__(self, story=None, series_keys=(), history=False):
        self.story = story
        self.series_keys = list(series_keys)
        self.with_history = history
        self.facts: list[Fact] = []  # public facts of the series, without the story's own
        self.corrections: list[Fact] = []  # facts of other stories that correct this one
        self.history: list[Fact] = []
        self.outdated: set = set()  # (model, key) of the story's own facts that others replace
        self.keys: dict = defaultdict(set)  # the records to load: {model: keys}
        self.records: dict = {}  # those that readers may see: {model: {key: record}}
        self.children: dict = {}

    # Step 1: facts around the story, and children of the series

    def load_facts(self) -> None:
        querysets = {}
        keys, story = self.series_keys, self.story
        for model in FACT_MODELS:
            public = model.objects.public(story)
            about = public.about(keys) if model is Release else public.filter(series__in=keys)
            querysets[model] = about
            if self.with_history:
                history = model.objects.history(story)
                querysets["history", model] = (
                    history.about(keys) if model is Release else history.filter(series__in=keys)
                )
            if story is not None and story.pk:
                querysets["correction", model] = model.objects.told(story).filter(
                    correction=True, replaces__article=story.pk
                )
                replaced = model.objects.filter(pk__in=model.objects.all().replaced(story))
                nested = Q(deal__article=story.pk) if model is Release else Q()
                querysets["outdated", model] = replaced.filter(Q(article=story.pk) | nested).only(
                    "pk"
                )
        querysets[DealParty] = DealParty.objects.filter(
            reduce(or_, (Q(deal__in=querysets[key].values("pk")) for key in _of(Deal, querysets)))
        )
        querysets[People] = People.objects.filter(nomination__in=querysets[Nomination].values("pk"))
        querysets |= series_children(keys, story)
        loaded = fetch_batch(querysets)
        self.children = loaded
        self.facts = [fact for model in FACT_MODELS for fact in loaded[model]]
        self.history = [f for model in FACT_MODELS for f in loaded.get(("history", model), [])]
        self.corrections = [
            f for model in FACT_MODELS for f in loaded.get(("correction", model), [])
        ]
        self.outdated = {
            (model, fact.pk)
            for model in FACT_MODELS
            for fact in loaded.get(("outdated", model), [])
        }
        nest(loaded)

    def mark_outdated(self, own) -> list[Fact]:
        """Mark which of the story's own facts others replaced, a deal's releases with it; return
        those that still hold."""
        for fact in own:
            deal = getattr(fact, "deal", None)
            fact.is_outdated = (type(fact), fact.pk) in self.outdated or (
                deal is not None and (Deal, deal.pk) in self.outdated
            )
        return [fact for fact in own if not fact.is_outdated]

    # Step 2: the records

    def want(self, model, *keys) -> None:
        """Ask for records of ``model``; keys that are None are passed over."""
        self.keys[model].update(key for key in keys if key)

    def load_records(self, facts) -> None:
        """Load what ``facts``, the gathered facts and the children name, and the pictures."""
        everything = [*facts, *self.facts, *self.history, *self.corrections]
        for fact in everything:
            for model, key in fact.record_keys():
                self.want(model, key)
            self.want(story_model(), fact.article_id)
        for model in (Credit, Relation):
            for child in self.children.get(model, []):
                self.want(Person, getattr(child, "person_id", None))
                self.want(Company, getattr(child, "company_id", None))
                self.want(Series, getattr(child, "to_series_id", None))
        self.want(Series, *self.series_keys)
        self.want(Genre, *(row.genre_id for row in self.children.get(SeriesGenre, [])))
        loaded = fetch_batch(self._record_querysets())
        self.records = {model: by_key(rows) for model, rows in loaded.items()}
        self.records[AwardEdition] = {
            key: edition
            for key, edition in self.records[AwardEdition].items()
            if attach(edition, "award", self.records[Award])
        }
        self._attach_pictures(loaded[Rendition])
        self._attach_stories(loaded[source_model()])

    def _record_querysets(self) -> dict:
        story, keys = self.story, self.keys
        querysets = {
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
        article = story_model()
        stories = article.objects.public(story).filter(pk__in=keys[article])
        querysets[article] = stories.only(*STORY_COLUMNS)
        querysets[source_model()] = source_model().objects.filter(article__in=keys[article])
        section = article._meta.get_field("section").related_model
        querysets[section] = section.objects.all()
        return querysets

    def _attach_pictures(self, renditions) -> None:
        pictures = self.records[Picture]
        by_picture = defaultdict(list)
        for rendition in renditions:
            by_picture[rendition.image_id].append(rendition)
        for picture in pictures.values():
            picture.prefetched_renditions = by_picture[picture.pk]  # the name Wagtail reads
        for series in self.records[Series].values():
            attach(series, "poster", pictures)

    def _attach_stories(self, sources) -> None:
        article = story_model()
        stories = self.records[article]
        section = article._meta.get_field("section").related_model
        by_story = defaultdict(list)
        for source in sources:
            by_story[source.article_id].append(source)
        for key, other in stories.items():
            attach(other, "section", self.records[section])
            other.sources = sorted(by_story[key], key=lambda s: s.sort_order or 0)

    # Step 3: put together, without queries

    def whole(self, facts) -> list[Fact]:
        """Attach the records to ``facts``; leave out those whose required record is hidden."""
        kept = []
        for fact in facts:
            shown = [
                attach(owner, name, self._found(owner, name)) for owner, name in fact.references()
            ]
            if isinstance(fact, Nomination):
                people = self.records[Person]
                fact.people = [people[p.pk] for p in fact.people.all() if p.pk in people]
            if fact.article_id and (self.story is None or fact.article_id != self.story.pk):
                attach(fact, "article", self.records[story_model()])
            if all(shown):
                kept.append(fact)
        return kept

    def _found(self, owner, name) -> dict:
        return self.records[owner._meta.get_field(name).related_model]

    def series_record(self, series: Series, facts) -> SeriesRecord:
        """Put the record of ``series`` together from ``facts``, whole ones, own ones included."""
        self._attach_children(series)
        own = [fact for fact in facts if _subject_key(fact) == series.pk]
        past = [fact for fact in self.history if _subject_key(fact) == series.pk]
        return SeriesRecord(series, FactSheet.of(own), self.whole(past))

    def _attach_children(self, series: Series) -> None:
        for name, model in SERIES_CHILDREN.items():
            if not in_memory(series, name):
                rows = [c for c in self.children.get(model, []) if c.series_id == series.pk]
                setattr(series, name, rows)
        for credit in series.credits.all():
            attach(credit, "person", self.records[Person])
            attach(credit, "company", self.records[Company])
        for relation in series.relations.all():
            attach(relation, "to_series", self.records[Series])
        for season in series.seasons.all():
            if not in_memory(season, "episodes"):
                episodes = self.children.get(Episode, [])
                season.episodes = [e for e in episodes if e.season_id == season.pk]
        if not in_memory(series, "genres"):
            rows = self.children.get(SeriesGenre, [])
            genres = self.records[Genre]
            series.genres = [genres[r.genre_id] for r in rows if r.series_id == series.pk]
        if not in_memory(series, "countries"):
            rows = self.children.get(SeriesCountry, [])
            series.countries = [Country(r.country_id) for r in rows if r.series_id == series.pk]


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


def story_model():
    """The model of stories, known here only as the one that facts are children of."""
    return Deal._meta.get_field("article").related_model


def source_model():
    """The model of a story's sources."""
    return story_model()._meta.get_field("sources").related_model


def series_children(keys, story=None) -> dict:
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


def _of(model, loaded: dict) -> list:
    """The keys under which facts of ``model`` are loaded: public ones, history, corrections."""
    return [key for key in (model, ("history", model), ("correction", model)) if key in loaded]


def nest(loaded: dict) -> None:
    """Put parties and releases into their deals, and persons into their nominations."""
    parties = _by(loaded[DealParty], "deal_id")
    releases = _by((r for key in _of(Release, loaded) for r in loaded[key]), "deal_id")
    for deal in (deal for key in _of(Deal, loaded) for deal in loaded[key]):
        deal.parties = parties[deal.pk]
        deal.releases = releases[deal.pk]
    for nomination in loaded[Nomination]:
        people = [p.person_id for p in loaded[People] if p.nomination_id == nomination.pk]
        nomination.people = [Person(pk=key) for key in people]


def _by(rows, name: str) -> dict:
    """{value of the attribute: rows}."""
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _subject_key(fact):
    """The key of the series that a fact is about, without loading it."""
    if fact.series_id is None and isinstance(fact, Release) and fact.deal:
        return fact.deal.series_id
    return fact.series_id
