"""The rows of a page, in two steps: facts first, then the records that they name.

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
from types import MappingProxyType
from typing import Any, cast

from django.db.models import Model, Q, QuerySet
from taggit.models import Tag

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
    Standing,
    Verification,
)
from ..models.batch import attach, by_key, fetch_batch, in_memory
from ..models.querysets import related
from ..models.series import SeriesExternalId
from ..models.story import Story, story_model
from .profile import FactSheet, SeriesRecord
from .successors import Successors, replaced_key

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

    ``facts`` are those around the page's subject, without the story's own; ``later`` those of
    others that replace the story's own or a release of a deal shown, and what replaced these.
    """

    story: Story | None = None
    series_keys: frozenset[int] = frozenset()
    facts: tuple[Fact, ...] = ()
    history: tuple[Fact, ...] = ()
    later: tuple[Fact, ...] = ()
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
    series_keys: Any,
    story: Story | None = None,
    history: bool = False,
    children: Mapping[Any, QuerySet] | None = None,
) -> LoadedFacts:
    """Return the public facts about these series and the children of these series; with ``story``
    also what replaces its facts, and ``children``, other rows."""
    keys = list(series_keys)
    told = fetch_batch(
        {model: _about(model, model.objects.told(story), keys) for model in FACT_MODELS}
    )
    own = _own_keys(story)
    querysets: dict[Any, QuerySet] = {}
    for model in FACT_MODELS:
        # Without a story, what is stored says it all; with one, what replaces its facts is shown,
        # and what its own rows replaced is asked again.
        asked = own[model] if story is not None else set()
        if story is not None:
            asked = asked | {f.pk for f in told[model] if f.standing != Standing.CURRENT}
        if asked or model is Release:
            later = Q(replaces__in=asked)
            if model is Release:
                later |= Q(replaces__deal__series__in=keys)
            querysets["later", model] = model.objects.told(story).filter(later)
    querysets["nested", Release] = Release.objects.filter(deal__series__in=keys)
    # Those of other deals than are shown too: that costs less than to ask which they are.
    querysets |= _parts(
        Q(deal__series__in=keys) | _in("deal", querysets, ("later", Deal)),
        Q(nomination__series__in=keys) | _in("nomination", querysets, ("later", Nomination)),
    )
    children = series_children(keys, story) | dict(children or {})
    loaded: dict[Any, list] = {}
    for model, rows in fetch_batch(querysets | children).items():
        loaded[model] = rows
    for model in FACT_MODELS:
        holds, held = _parted(told[model], loaded.get(("later", model), ()), model, story)
        loaded[model] = holds
        loaded["history", model] = held if history else []
    _follow(loaded, story)
    nest(loaded)
    return LoadedFacts(
        story=story,
        series_keys=frozenset(keys),
        facts=_facts(loaded),
        history=_facts(loaded, "history"),
        later=_facts(loaded, "later"),
        children=Loaded(loaded),
    )


def _own_keys(story: Story | None) -> dict[type[Model], set[int]]:
    """The keys of the story's own facts, by model."""
    found: dict[type[Model], set[int]] = defaultdict(set)
    for fact in story.facts() if story is not None else ():
        if fact.pk:
            found[type(fact)].add(fact.pk)
    return found


def _parted(
    told: Iterable[Any], later: Iterable[Any], model: type[Fact], story: Story | None
) -> tuple[list[Any], list[Any]]:
    """Part the facts that are told into those that hold and those that held once."""
    if story is None:
        return (
            [fact for fact in told if fact.standing == Standing.CURRENT],
            [fact for fact in told if fact.standing == Standing.OUTDATED],
        )
    wrong: dict[int, bool] = {}
    for fact in later:
        wrong[fact.replaces_id] = wrong.get(fact.replaces_id, False) or fact.correction
    replaced = story.replaced(model)
    holds = [fact for fact in told if fact.pk not in wrong and fact.pk not in replaced]
    return holds, [fact for fact in told if wrong.get(fact.pk) is False]


def facts_from(facts: dict, children: dict | None = None, series_keys: Any = ()) -> LoadedFacts:
    """Return the facts of these public querysets, by model, with the releases of their deals, and
    ``children``, other rows by model. ``series_keys`` are the series whose record is put together
    from them."""
    querysets: dict[Any, QuerySet] = {
        model: facts.get(model, model.objects.none()) for model in FACT_MODELS
    }
    deals = querysets[Deal].order_by().values("pk")
    querysets["nested", Release] = Release.objects.filter(deal__in=deals)
    querysets["later", Release] = Release.objects.told().filter(replaces__deal__in=deals)
    querysets |= _parts(_in("deal", querysets, Deal), _in("nomination", querysets, Nomination))
    loaded = fetch_batch(querysets | (children or {}))
    _follow(loaded)
    nest(loaded)
    known = set(by_key(loaded[Release]))
    replaced = {release.replaces_id for release in loaded["later", Release]}
    # A deal is public: so are its releases, but for those that others replace.
    loaded[Release] += [
        release
        for release in loaded["nested", Release]
        if release.pk not in known and release.pk not in replaced
    ]
    return LoadedFacts(
        series_keys=frozenset(series_keys),
        facts=_facts(loaded),
        later=_facts(loaded, "later"),
        children=Loaded({model: loaded[model] for model in children or {}}),
    )


def _follow(loaded: dict[Any, list], story: Story | None = None) -> None:
    """Load what replaced in its turn what replaced something."""
    held = {(type(fact), fact.pk) for fact in _facts(loaded)}
    # What is among the public facts holds: nothing replaced it in its turn.
    later = [fact for fact in _facts(loaded, "later") if (type(fact), fact.pk) not in held]
    if later:
        for key, rows in fetch_batch(_chains(later, story)).items():
            loaded[key] = [*loaded.get(key, ()), *rows]


def _chains(later: Iterable[Any], story: Story | None) -> dict:
    """The querysets of what replaced these facts in its turn, and of the deals around all."""
    keys: dict = defaultdict(list)
    for fact in later:
        keys[type(fact)].append(fact.pk)
    found: dict[Any, QuerySet] = {
        ("later", model): model.objects.replacing(keys[model], story) for model in keys
    }
    parts = _parts(
        _in("deal", found, ("later", Deal)), _in("nomination", found, ("later", Nomination))
    )
    around = Q(pk__in=[fact.deal_id for fact in later if isinstance(fact, Release)])
    for key, path in ((("later", Deal), "pk"), (("later", Release), "deal")):
        if key in found:
            around |= Q(pk__in=found[key].values(path))
    return found | parts | {("later", Deal): Deal.objects.filter(around)}


def _in(name: str, querysets: Mapping, key: Any) -> Q:
    """The condition that ``name`` is among the facts under ``key``; that none is, without any."""
    rows = querysets[key].order_by().values("pk") if key in querysets else ()
    return Q(**{f"{name}__in": rows})


def _parts(deals: Q, nominations: Q) -> dict:
    """The querysets of what deals and nominations consist of."""
    return {
        DealParty: DealParty.objects.filter(deals),
        People: People.objects.filter(nominations),
    }


def _facts(loaded: Mapping, kind: str = "") -> tuple[Fact, ...]:
    """The facts that were loaded as ``kind``, or the public ones."""
    keys = [(kind, model) if kind else model for model in FACT_MODELS]
    return tuple(fact for key in keys for fact in loaded.get(key, ()))


class _Records:
    """The second statement: the records, and the facts put together with them."""

    def __init__(self, facts: LoadedFacts, own: tuple[Fact, ...]) -> None:
        self.facts, self.story = facts, facts.story
        everything = (*own, *facts.facts, *facts.history, *facts.later)
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
        later = self._whole(facts.later)
        whole = self._whole(facts.facts)
        self._mark(own, whole, later)
        told = {(type(fact), fact.pk) for fact in own if fact.pk}
        return LoadedPage(
            own=self._whole(own),
            facts=whole,
            history=self._whole(facts.history),
            corrections=tuple(f for f in later if f.correction and replaced_key(f) in told),
            records=Loaded(self.records),
            children=facts.children,
            series_keys=facts.series_keys,
        )

    def _mark(self, own: tuple[Fact, ...], whole: tuple[Fact, ...], later: tuple) -> None:
        """Say of the story's own facts, and of the releases of deals, what replaced them."""
        replaced = Successors([*self.facts.later, *own], [*later, *own])
        for fact in own:
            replaced.mark(fact)
        for deal in (fact for fact in (*own, *whole) if isinstance(fact, Deal)):
            for release in deal.releases.all():
                replaced.mark(release)
                release.is_outdated = release.is_outdated or deal.is_outdated

    def _querysets(self) -> dict:
        story, keys = self.story, self.keys
        querysets: dict[Any, QuerySet[Any]] = {
            model: model.objects.public(story).filter(pk__in=keys[model])
            for model in (Series, Person, Company, AwardEdition)
        }
        querysets[Genre] = Genre.objects.filter(pk__in=keys[Genre])
        querysets[Tag] = Tag.objects.filter(pk__in=keys[Tag])
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
    """Put parties and releases into their deals, and persons into their nominations. A deal has
    what it brought, in the order in which it was told: what was replaced since is marked."""
    parties = _by(loaded[DealParty], "deal_id")
    # What is public comes last, so that it is what others lead to.
    deals = [deal for key in _of(Deal, loaded) for deal in loaded[key]][::-1]
    rows = [release for key in _of(Release, loaded) for release in loaded[key]][::-1]
    known = by_key(deals)
    for release in rows:
        if release.deal_id in known:
            attach(release, "deal", known)
    releases = _by(by_key(rows).values(), "deal_id")
    for deal in deals:
        deal.parties = parties[deal.pk]
        deal.releases = sorted(releases[deal.pk], key=lambda r: (r.sort_order or 0, r.pk))
    people = _by(loaded[People], "nomination_id")
    for nomination in (n for key in _of(Nomination, loaded) for n in loaded[key]):
        nomination.people = [Person(pk=row.person_id) for row in people[nomination.pk]]


def _about(model: type[Fact], facts: QuerySet, keys: list) -> QuerySet:
    """Those of ``facts`` that are about these series, in a release by its deal as well."""
    return cast(Any, facts).about(keys) if model is Release else facts.filter(series__in=keys)


def _of(model: type[Fact], loaded: Mapping) -> list:
    """The keys under which facts of ``model`` are loaded: the public ones come first."""
    kinds = ("history", "later", "nested")
    return [key for key in (model, *((kind, model) for kind in kinds)) if key in loaded]


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
