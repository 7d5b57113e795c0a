"""What the projection stores of a series beside its row: what lists filter by, and its place on the
renewals board. Written by `shows.projection` alone; `check_projection` derives it again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .changes import Derived
from .companies import Company
from .deals import Deal, Release
from .facts import Milestone
from .series import Series


class FacetName(models.TextChoices):
    """What series are filtered by; in brackets, how the value is written."""

    NETWORK = "network", _("Network")  # (key of a company that has it)
    DECIDER = "decider", _("Decider")  # (key of a company that shows it first or ordered it)
    GENRE = "genre", _("Genre")  # (key)
    COUNTRY = "country", _("Country")  # (ISO 3166-1 code)
    STATUS = "status", _("Status")  # (`SeriesStatus`)
    YEAR = "year", _("Year")  # (in which an original release began)
    AWARD = "award", _("Award")  # (key of an award whose jury saw it)


class SeriesFacet(Derived):
    """A series has a value in a facet."""

    series = models.ForeignKey(
        Series, on_delete=models.CASCADE, related_name="facet_values", db_index=False
    )
    facet = models.CharField(_("facet"), max_length=8, choices=FacetName.choices)
    value = models.CharField(_("value"), max_length=20)

    class Meta:
        verbose_name = _("facet of a series")
        verbose_name_plural = _("facets of series")
        constraints = [
            models.UniqueConstraint(
                fields=["facet", "value", "series"], name="series_facet_unique"
            ),
        ]
        indexes = [models.Index(fields=["series", "facet", "value"], name="series_facet_series")]

    def __str__(self) -> str:
        return f"{self.facet}={self.value}"


class BoardEntry(Derived):
    """The place of a series on the renewals board (see `knowledge.renewals`): what was decided of
    it and when, with the fact that says so."""

    series = models.OneToOneField(
        Series, on_delete=models.CASCADE, related_name="board", primary_key=True
    )
    decision = models.CharField(_("decision"), max_length=10, db_index=True)
    day = models.DateField(_("day"), null=True)
    milestone = models.ForeignKey(Milestone, on_delete=models.SET_NULL, null=True, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.SET_NULL, null=True, related_name="+")
    deal = models.ForeignKey(Deal, on_delete=models.SET_NULL, null=True, related_name="+")
    #: The keys of the networks that showed it first, the first one first.
    networks = models.JSONField(_("networks"), default=list)
    #: The last one of them, under which a list by network puts it.
    network = models.ForeignKey(Company, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("entry of the renewals board")
        verbose_name_plural = _("entries of the renewals board")

    def __str__(self) -> str:
        return f"{self.series}: {self.decision}"
