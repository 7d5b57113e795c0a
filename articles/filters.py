"""What lists of stories are filtered by: their own kind, section and year, and the network,
genre, country and status of the series they are *about*. All of it is stored (`StoryFacet`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from shows.listing.facets import ALL, Counted, Facet, ValueSource, known_years
from shows.listing.filtersets import (
    OF_SERIES,
    StatusFacet,
    StoredRecordFacet,
    country_facet,
    genre_facet,
    network_facet,
)
from shows.listing.views import FacetedFilterSet

from .models import Article, ArticleKind, Section, StoryFacet, StoryFacetName


class StoryOwnFacet(Facet):
    """A facet of the story itself: its values are stored as they are in an address."""

    def keys(self, values: Collection[str]) -> list[str]:
        """The values as they are stored."""
        return list(values)

    def ways(self) -> list[ValueSource]:
        rows = StoryFacet.objects.filter(facet=self.field_name)
        return [ValueSource(rows, "value", "", "story")]


class KindFacet(StoryOwnFacet):
    """The kind of a story."""

    values = staticmethod(lambda: dict(ArticleKind.choices))

    def known(self, values: list[str]) -> dict[str, str]:
        choices = self.values()
        return {value: str(choices[value]) for value in values if value in choices}


class YearFacet(StoryOwnFacet):
    """The year in which a story was published."""

    def known(self, values: list[str]) -> dict[str, str]:
        return known_years(values)


class SectionFacet(StoredRecordFacet):
    """The section of a story."""

    record_model = Section

    def rows(self) -> Any:
        return StoryFacet.objects.filter(facet=StoryFacetName.SECTION)


class ArticleFilterSet(FacetedFilterSet):
    """Stories. Series facets join on *one* series: “OCS” and “science-fiction” find what is
    about a science-fiction series of OCS, not about two series."""

    network = network_facet()
    genre = genre_facet()
    country = country_facet()
    status = StatusFacet()
    kind = KindFacet(label="Format", unknown="%s n’est pas un format d’article", order="vocabulary")
    year = YearFacet(label="Année", unknown="%s n’est pas une année", order="newest")

    SORTS = {
        "newest": ("Les plus récents", lambda: ["-first_published_at", "-pk"]),
        "title": ("Par titre", lambda: ["headline", "pk"]),
    }

    class Meta:
        model = Article
        fields: list[Any] = []

    def filter_queryset(self, queryset: Any) -> Any:
        found = self._matching(self.facet_filters)
        return queryset if found is None else queryset.filter(pk__in=found.values("story"))

    def count(self) -> dict[str, dict[str, Counted]]:
        """The numbers behind every choice, and the total: a statement for the facets of series and
        one for the others, one for each in which something is chosen, and one for the total."""
        names = list(self.facet_filters)
        chosen = [name for name in names if self.chosen[name]]
        free = [name for name in names if name not in chosen]
        counted = self._count([name for name in free if name in OF_SERIES], names)
        counted |= self._count([name for name in free if name not in OF_SERIES], names)
        for name in chosen:
            counted |= self._count([name], [other for other in names if other != name])
        return counted | {ALL: {ALL: Counted("", self.qs.order_by().count())}}

    def _count(self, names: Collection[str], under: Iterable[str]) -> dict[str, dict[str, Counted]]:
        """The stories with each value of these facets, of those that have what is chosen in the
        facets ``under``."""
        if not names:
            return {}
        rows = StoryFacet.objects.filter(facet__in=names)
        if not self._is_everything:
            rows = rows.filter(story__in=self.queryset.order_by().values("pk"))
        # Of a series that has a value, the others that are asked for; else of any.
        same = [name for name in under if self.chosen[name] and name in OF_SERIES]
        if same and any(name in OF_SERIES for name in names):
            rows = self._with(rows, same)
            under = [name for name in under if name not in OF_SERIES]
        found = self._matching(under)
        if found is not None:
            rows = rows.filter(story__in=found.values("story"))
        counted: dict[str, dict[str, Counted]] = {name: {} for name in names}
        numbers = (
            rows.order_by().values_list("facet", "value").annotate(Count("story", distinct=True))
        )
        for facet, value, number in numbers:
            counted[facet][value] = Counted("", number)
        return counted

    @property
    def _is_everything(self) -> bool:
        """Whether the list is of all the stories, so that what is stored says which they are."""
        return str(self.queryset.order_by().query) == str(Article.objects.public().order_by().query)

    def _matching(self, names: Iterable[str]) -> QuerySet[StoryFacet] | None:
        """The rows of the stories that have what is chosen in these facets; None if nothing is."""
        chosen = [name for name in names if self.chosen[name]]
        if not chosen:
            return None
        # First those of a series: the others that are asked of it are asked of the same one.
        first, *others = sorted(chosen, key=lambda name: name not in OF_SERIES)
        rows = StoryFacet.objects.filter(facet=first, value__in=self._keys(first))
        return self._with(rows, others)

    def _with(self, rows: QuerySet[StoryFacet], names: Iterable[str]) -> QuerySet[StoryFacet]:
        """Those of ``rows`` whose story has what is chosen in these facets as well."""
        for name in names:
            same = Q(story=OuterRef("story"), facet=name, value__in=self._keys(name))
            if name in OF_SERIES:
                same &= Q(series=OuterRef("series"))
            rows = rows.filter(Exists(StoryFacet.objects.filter(same)))
        return rows

    def _keys(self, name: str) -> list[str]:
        facet: Any = self.facet_filters[name]
        return facet.keys(self.chosen[name])


class AllArticlesFilterSet(ArticleFilterSet):
    """The same on a list of all sections."""

    section = SectionFacet(label="Rubrique", unknown="%s n’est pas une rubrique")

    class Meta(ArticleFilterSet.Meta):
        pass
