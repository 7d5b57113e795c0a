"""What lists of stories are filtered by: their own kind, section and year, and the network,
genre, country and status of the series they are *about*."""

from django.db.models import F
from django.db.models.functions import ExtractYear

from shows.facets import ColumnFacet, Links
from shows.filters import (
    RecordFacet,
    YearColumnFacet,
    country_facet,
    genre_facet,
    network_facet,
    status_facet,
)
from shows.lists import FacetedFilterSet
from shows.models import Series

from .models import Article, ArticleKind, LinkRelation, Section

SERIES_FACETS = ("network", "genre", "country", "status")


class SectionFacet(RecordFacet):
    """The section of a story, a column of it with a name."""

    model = Section

    def ways(self):
        from shows.facets import Way

        return [Way(Article.objects.public(), "section__slug", "section__name")]


class ArticleFilterSet(FacetedFilterSet):
    """Stories. Series facets join on *one* series: “OCS” and “science-fiction” find what is
    about a science-fiction series of OCS, not about two series."""

    network = network_facet()
    genre = genre_facet()
    country = country_facet()
    status = status_facet()
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
        "recentes": ("Les plus récents", ["-first_published_at", "-pk"]),
        "titre": ("Par titre", ["headline", "pk"]),
    }

    class Meta:
        model = Article
        fields = []

    def narrowed(self, without=""):
        stories = self._stories(without)
        if any(self.chosen[name] for name in SERIES_FACETS if name != without):
            stories = stories.about(self._series(without))
        return stories

    def pairs(self, facet):
        name = facet.field_name
        if name not in SERIES_FACETS:
            return super().pairs(facet)
        stories = self._stories().values("pk")
        links = Links(
            "story_links", "article", {"relation": LinkRelation.ABOUT, "article__in": stories}
        )
        return facet.pairs(self._series(without=name), links)

    def _stories(self, without=""):
        """The stories by their own facets alone."""
        stories = self.queryset.all()
        for name, facet in self.facet_filters.items():
            if name not in SERIES_FACETS and name != without:
                stories = facet.filter(stories, self.chosen[name])
        return stories

    def _series(self, without=""):
        """The series by the facets of series alone."""
        series = Series.objects.public()
        for name in SERIES_FACETS:
            if name != without:
                series = self.filters[name].filter(series, self.chosen[name])
        return series


class AllArticlesFilterSet(ArticleFilterSet):
    """The same on a list of all sections."""

    section = SectionFacet(label="Rubrique", unknown="%s n’est pas une rubrique")

    class Meta(ArticleFilterSet.Meta):
        pass
