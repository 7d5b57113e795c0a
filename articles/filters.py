"""What lists of stories are filtered by: their own kind, section and year, and the network,
genre, country and status of the series they are *about*."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Case, F, IntegerField, When
from django.utils import timezone

from shows.listing.facets import ColumnFacet, Group, ValueSource, count, pair
from shows.listing.filtersets import (
    OF_SERIES,
    RecordFacet,
    StatusFacet,
    YearColumnFacet,
    country_facet,
    genre_facet,
    network_facet,
)
from shows.listing.views import FacetedFilterSet
from shows.models import Series

from .models import Article, ArticleKind, LinkRelation, Section, SeriesLink

if TYPE_CHECKING:
    from .models.querysets import ArticleQuerySet


class SectionFacet(RecordFacet):
    """The section of a story, a column of it with a name."""

    record_model = Section
    single = True

    def ways(self) -> list[Any]:
        return [ValueSource(Article.objects.public(), "section__slug", "section__name")]

    def pairs(self, items: Any) -> list[Any]:
        return [pair(self.field_name, items, "section__slug", "section__name")]


#: The first year in which a story can have been published.
FIRST_YEAR = 1990


def published_year() -> Case:
    """The year in which a story was published, in Paris like every date shown.

    Comparisons instead of ``ExtractYear``: SQLite would call Python for each story.
    """
    this = timezone.localdate().year
    return Case(
        *(
            When(first_published_at__gte=timezone.make_aware(datetime(year, 1, 1)), then=year)
            for year in range(this + 1, FIRST_YEAR - 1, -1)
        ),
        output_field=IntegerField(),
    )


class ArticleFilterSet(FacetedFilterSet):
    """Stories. Series facets join on *one* series: “OCS” and “science-fiction” find what is
    about a science-fiction series of OCS, not about two series."""

    network = network_facet()
    genre = genre_facet()
    country = country_facet()
    status = StatusFacet()
    kind = ColumnFacet(
        label="Format",
        unknown="%s n’est pas un format d’article",
        order="vocabulary",
        expression=lambda: F("kind"),
        values=lambda: dict(ArticleKind.choices),
    )
    year = YearColumnFacet(
        label="Année",
        unknown="%s n’est pas une année",
        order="newest",
        expression=lambda: published_year(),
    )

    SORTS = {
        "newest": ("Les plus récents", lambda: ["-first_published_at", "-pk"]),
        "title": ("Par titre", lambda: ["headline", "pk"]),
    }

    class Meta:
        model = Article
        fields: list[Any] = []

    def filter_queryset(self, queryset: Any) -> Any:
        stories, series = self._groups()
        queryset = cast("ArticleQuerySet", stories.filter(queryset))
        if any(self.chosen[name] for name in OF_SERIES):
            queryset = queryset.about(series.filter(series.items))
        return queryset

    def count(self) -> Any:
        about = SeriesLink.objects.filter(relation=LinkRelation.ABOUT)
        return count(*self._groups(), about.order_by().values_list("article_id", "series_id"))

    def _groups(self) -> tuple[Group, Group]:
        """The facets of stories, and those of the series that they are about."""
        facets = self.facet_filters.items()
        of_stories = [facet for name, facet in facets if name not in OF_SERIES]
        of_series = [facet for name, facet in facets if name in OF_SERIES]
        return (
            Group(of_stories, self.queryset, self.chosen),
            Group(of_series, Series.objects.public(), self.chosen),
        )


class AllArticlesFilterSet(ArticleFilterSet):
    """The same on a list of all sections."""

    section = SectionFacet(label="Rubrique", unknown="%s n’est pas une rubrique")

    class Meta(ArticleFilterSet.Meta):
        pass
