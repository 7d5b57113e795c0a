"""Who may see what: the one door through which readers reach records and facts.

Every page, list, feed and count starts from a ``public()`` here or in `articles.models.querysets`.
What readers may see is decided when something changes, by `shows.projection`, and stored; these are
conditions on what it stored. With a ``story`` (an `articles.models.Article`, live or an unsaved
draft), ``public`` answers what readers would see if that story were live: a record adds those the
story names, a fact leaves out the story's own rows (the page takes them from the story itself) and
what they replace.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self, cast

from django.db.models import Case, Exists, Model, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from media.prefetching import prefetch_sizes

from .changes import ProjectedQuerySet
from .choices import Certainty, CompanyKind, Standing, Visibility

if TYPE_CHECKING:
    from .story import Story


#: How many steps are followed from a fact to what replaced it, and to what replaced that in turn.
STEPS = 4


def live_story(prefix: str = "article__") -> Q:
    """The condition under which a story is out: live, in a section, its embargo lifted.

    ``update(live=True)`` bypasses every check at publication, so the embargo is tested again.
    """
    lifted = Q(**{f"{prefix}embargo_until__isnull": True}) | Q(
        **{f"{prefix}embargo_until__lte": timezone.now()}
    )
    return Q(**{f"{prefix}live": True, f"{prefix}section__isnull": False}) & lifted


def live_links(model: type[Model], ref: str = "pk") -> QuerySet[Any]:
    """Links from live stories to the ``model`` record whose key is ``OuterRef(ref)``."""
    relation: Any = model._meta.get_field("story_links")
    links = relation.related_model._base_manager
    return links.filter(live_story(), **{f"{relation.field.name}_id": OuterRef(ref)})


def related(model: type[Model], name: str) -> Any:
    """The model at the other end of the relation ``name`` of ``model``."""
    return model._meta.get_field(name).related_model


class RecordQuerySet(ProjectedQuerySet):
    """Records: series, persons, companies."""

    def derived_public(self) -> Self:
        """Return the records that the rule makes public: those that wait for no story, and those
        that a story which is out links to. It is stored as ``is_public``."""
        return self.filter(Q(waits_for_story=False) | Exists(live_links(self.model)))

    def public(self, story: Story | None = None) -> Self:
        """Return the records that readers may see; with ``story``, also those it names."""
        seen = Q(is_public=True)
        if story is not None and (named := story.named(self.model)):
            seen |= Q(pk__in=named)
        return self.filter(seen)

    def with_visibility(self) -> Self:
        """Annotate ``visibility``, for the newsroom: a `Visibility`."""
        return self.annotate(
            visibility=Case(
                When(waits_for_story=False, then=Value(Visibility.VISIBLE)),
                When(is_public=True, then=Value(Visibility.BY_STORY)),
                default=Value(Visibility.WAITS),
            )
        )


class PersonQuerySet(RecordQuerySet):
    """Persons."""

    def for_list(self) -> Self:
        """Load what a list of persons shows of each: the portrait with its sizes."""
        sizes = prefetch_sizes("portrait", "portrait")
        return self.select_related("portrait").prefetch_related(sizes)


class CompanyQuerySet(RecordQuerySet):
    """Companies, some of which are networks."""

    def networks(self) -> Self:
        """Return the companies on which something can be watched."""
        return self.filter(kind__in=CompanyKind.networks())

    def makers(self) -> Self:
        """Return the others: those who produce, distribute, or own."""
        return self.exclude(kind__in=CompanyKind.networks())


class AwardQuerySet(RecordQuerySet):
    """Awards: one that waits comes out with the first edition that a public story links to."""

    def derived_public(self) -> Self:
        editions = related(self.model, "editions")
        linked = editions._base_manager.filter(award=OuterRef("pk"))
        shown = Exists(linked.filter(Exists(live_links(editions))))
        return self.filter(Q(waits_for_story=False) | shown)

    def public(self, story: Story | None = None) -> Self:
        """Return the awards that readers may see: stories link to editions, not to awards."""
        seen: Any = Q(is_public=True)
        if story is not None and (named := story.named(related(self.model, "editions"))):
            return self.filter(seen | Q(editions__in=named)).distinct()
        return self.filter(seen)


class AwardEditionQuerySet(ProjectedQuerySet):
    """Editions: those of an award that waits come out one by one, with stories linked to them."""

    def derived_public(self) -> Self:
        """Return the editions that the rule makes public: of an award that waits, the linked
        ones. It is stored as ``is_public``."""
        return self.filter(Q(award__waits_for_story=False) | Exists(live_links(self.model)))

    def public(self, story: Story | None = None) -> Self:
        """Return the editions that readers may see."""
        seen: Any = Q(is_public=True)
        if story is not None and (named := story.named(self.model)):
            seen |= Q(pk__in=named)
        return self.filter(seen)


class GenreQuerySet(QuerySet):
    """Genres, with the `public` that facets and pickers ask of whatever they name."""

    def public(self, story: Story | None = None) -> Self:
        """Return every genre: a genre is a word, it gives nothing away."""
        return self.all()


class CountryQuerySet(QuerySet):
    """Countries, with the `public` that all rows of the record have."""

    def public(self, story: Story | None = None) -> Self:
        """Return every country."""
        return self.all()


class CreditQuerySet(ProjectedQuerySet):
    """Credits. Whether their series is public is left to whoever asks."""

    def public(self, story: Story | None = None) -> Self:
        """Return the credits whose person or company readers may see."""
        seen = Q(person__is_public=True) | Q(company__is_public=True)
        if story is not None:
            for name in ("person", "company"):
                if named := story.named(related(self.model, name)):
                    seen |= Q(**{f"{name}__in": named})
        return self.filter(seen)


class RelationQuerySet(QuerySet):
    """Relations. Whether the series that has them is public is left to whoever asks."""

    def public(self, story: Story | None = None) -> Self:
        """Return the relations to works and to series that readers may see."""
        seen = Q(to_series__isnull=True) | Q(to_series__is_public=True)
        if story is not None and (named := story.named(related(self.model, "to_series"))):
            seen |= Q(to_series__in=named)
        return self.filter(seen)


class FactQuerySet(ProjectedQuerySet):
    """Facts, each a child of a story or from the catalogue."""

    def told(self, story: Story | None = None) -> Self:
        """Return the facts of live stories and of the catalogue, outdated ones included; with
        ``story``, without its own, and with those of the catalogue about the series it names."""
        told = ~Q(standing=Standing.HIDDEN)
        if story is None:
            return self.filter(told)
        if named := story.named(related(self.model, "series")):
            told |= Q(article__isnull=True, series__in=named)
        return self._without(story, told)

    def _without(self, story: Story, told: Q) -> Self:
        return self.filter(told).exclude(article=story.pk) if story.pk else self.filter(told)

    def replaced(self, story: Story | None = None) -> QuerySet[Any]:
        """Return the keys of facts that a fact that is told replaces. They are few."""
        told = cast(Any, self.model)._default_manager.told(story)
        return told.filter(replaces__isnull=False).order_by().values("replaces")

    def replacing(self, keys: Iterable[int], story: Story | None = None) -> Self:
        """Return the facts that are told and replace one of these, and those that replaced them
        in turn."""
        steps = (Q(**{f"{'replaces__' * step}pk__in": keys}) for step in range(1, STEPS + 1))
        return self.told(story).filter(reduce(or_, steps), replaces__isnull=False)

    def public(self, story: Story | None = None) -> Self:
        """Return the facts that hold today: told, and replaced by no fact that is told.

        With ``story``: without its own rows, and without what its facts replace.
        """
        if story is None:
            return self.filter(standing=Standing.CURRENT)
        facts = self.told(story).exclude(pk__in=self.replaced(story))
        if replaced := story.replaced(self.model):
            facts = facts.exclude(pk__in=replaced)
        return facts

    def history(self, story: Story | None = None) -> Self:
        """Return the facts that held once: told, and replaced as outdated, not as wrong."""
        if story is None:
            return self.filter(standing=Standing.OUTDATED)
        replaced = self.replaced(story)
        return (
            self.told(story)
            .filter(pk__in=replaced.filter(correction=False))
            .exclude(pk__in=replaced.filter(correction=True))
        )

    def confirmed(self) -> Self:
        """Return the facts that are neither rumoured nor denied."""
        return self.filter(certainty=Certainty.CONFIRMED)


class NestedReleaseQuerySet(FactQuerySet):
    """Releases: of a story, of the catalogue, or nested in a deal and public with it."""

    def told(self, story: Story | None = None) -> Self:
        if story is None:
            return super().told()
        own = Q(deal__isnull=True) & ~Q(standing=Standing.HIDDEN)
        if named := story.named(related(self.model, "series")):
            own |= Q(deal__isnull=True, article__isnull=True, series__in=named)
        deals = related(self.model, "deal").objects.public(story).order_by()
        return self._without(story, own | Q(deal__in=deals.values("pk")))

    def with_subject(self) -> QuerySet[Any]:
        """Annotate ``subject_id``: the key of the release's series, or of its deal's."""
        return self.annotate(subject_id=Coalesce("series_id", "deal__series_id"))

    def by_deal(self) -> QuerySet[Any]:
        """Return those of these releases that a deal brings, with its key as ``brought_by``: the
        deal in which it is nested, or in which one that it replaced is."""
        steps = [f"{'replaces__' * step}deal" for step in range(STEPS + 1)]
        rows = self.filter(Q(deal__isnull=False) | Q(replaces__isnull=False))
        return rows.annotate(brought_by=Coalesce(*steps)).filter(brought_by__isnull=False)

    def about(self, series: Iterable[int | str]) -> Self:
        """Return the releases of these series (instances or keys), nested ones included."""
        return self.filter(Q(series__in=series) | Q(series__isnull=True, deal__series__in=series))


class SeriesQuerySet(RecordQuerySet):
    """Series."""

    def for_list(self) -> Self:
        """Load what a list of series shows, in a fixed number of queries."""
        return self.select_related("poster").prefetch_related(
            "genres", "countries", prefetch_sizes("poster")
        )
