"""What the projection stores of a story that is out: the values by which lists find it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shows.models import Series
from shows.models.changes import Derived

from .article import Article


class StoryFacetName(models.TextChoices):
    """What stories are filtered by; in brackets, how the value is written."""

    KIND = "kind", _("Kind")  # (`ArticleKind`)
    SECTION = "section", _("Section")  # (key)
    YEAR = "year", _("Year")  # (of publication, in the newsroom's own time)
    NETWORK = "network", _("Network")  # of a series that it is about, as in `SeriesFacet`
    GENRE = "genre", _("Genre")
    COUNTRY = "country", _("Country")
    STATUS = "status", _("Status")


class StoryFacet(Derived):
    """A story that is out has a value in a facet: by itself, or by a ``series`` it is about."""

    story = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="facet_values", db_index=False
    )
    series = models.ForeignKey(
        Series, on_delete=models.CASCADE, related_name="+", null=True, db_index=False
    )
    facet = models.CharField(_("facet"), max_length=8, choices=StoryFacetName.choices)
    value = models.CharField(_("value"), max_length=20)
    published_at = models.DateTimeField(_("published"), null=True)

    class Meta:
        verbose_name = _("facet of a story")
        verbose_name_plural = _("facets of stories")
        indexes = [
            # A list in its order, and whether a story of another list is in this one.
            models.Index(
                fields=["facet", "value", "-published_at", "-story", "series"],
                name="story_facet_list",
            ),
            models.Index(fields=["story", "facet", "value", "series"], name="story_facet_story"),
            models.Index(fields=["series", "facet", "value"], name="story_facet_series"),
        ]

    def __str__(self) -> str:
        return f"{self.facet}={self.value}"
