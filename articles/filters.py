"""What lists of stories are filtered by: their own kind, section and year, and the network,
genre, country and status of the series they are *about*."""

from django.db.models import F
from django.db.models.functions import ExtractYear

from shows.facets import LINKED, ColumnFacet, Group, Way, count, pair
from shows.filters import (
    RecordFacet,
    StatusFacet,
    YearColumnFacet,
    country_facet,
    genre_facet,
    network_facet,
)
from shows.lists import FacetedFilterSet
from shows.models import Series

from .models import Article, ArticleKind, LinkRelation, Section, SeriesLink

SERIES_FACETS = ("network", "genre", "country", "status")


class SectionFacet(RecordFacet):
    """The section of a story, a column of it with a name."""

    record_model = Section

    def ways(self):
        return [Way(Article.objects.public(), "section__slug", "section__name")]


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
        expression=lambda: ExtractYear("first_published_at"),  # in Paris, like every date shown
    )

    SORTS = {
        "recentes": ("Les plus récents", lambda: ["-first_published_at", "-pk"]),
        "titre": ("Par titre", lambda: ["headline", "pk"]),
    }

    class Meta:
        model = Article
        fields = []

    def filter_queryset(self, queryset):
        stories, series = self._groups()
        queryset = stories.filter(queryset)
        if any(self.chosen[name] for name in SERIES_FACETS):
            queryset = queryset.about(series.filter(series.items))
        return queryset

    def count(self):
        about = SeriesLink.objects.filter(relation=LinkRelation.ABOUT)
        return count(*self._groups(), pair(LINKED, about, item="article_id", via="series_id"))

    def _groups(self) -> tuple[Group, Group]:
        """The facets of stories, and those of the series that they are about."""
        facets = self.facet_filters.items()
        of_stories = [facet for name, facet in facets if name not in SERIES_FACETS]
        of_series = [facet for name, facet in facets if name in SERIES_FACETS]
        return (
            Group(of_stories, self.queryset, self.chosen),
            Group(of_series, Series.objects.public(), self.chosen),
        )


class AllArticlesFilterSet(ArticleFilterSet):
    """The same on a list of all sections."""

    section = SectionFacet(label="Rubrique", unknown="%s n’est pas une rubrique")

    class Meta(ArticleFilterSet.Meta):
        pass
