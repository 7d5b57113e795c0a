"""The renewals board: the series of which something was decided, or is still to be decided
(`knowledge.renewals`), by decision, network, genre and year of the decision."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import ExtractYear, Lower

from ..knowledge.renewals import CANCELLED, ENDED, ENDING, RENEWED, WAITING
from ..models import Company, FacetName, Series
from .facets import ColumnFacet
from .filtersets import StoredRecordFacet, ToldOfMixin, YearColumnFacet, genre_facet
from .views import FacetedFilterSet

DECISIONS = {
    RENEWED: "Renouvelées",
    ENDING: "Bientôt finies",
    CANCELLED: "Annulées",
    ENDED: "Terminées",
    WAITING: "En attente",
}
#: The same of one series.
LABELS = {
    RENEWED: "Renouvelée",
    ENDING: "Bientôt finie",
    CANCELLED: "Annulée",
    ENDED: "Terminée",
    WAITING: "En attente",
}


class DeciderFacet(StoredRecordFacet):
    """The networks that show a series first or ordered it, and those that own them."""

    record_model = Company
    stored = FacetName.DECIDER


def _newest() -> list[Any]:
    return [F("board__day").desc(nulls_last=True), Lower("title"), "pk"]


class RenewalFilterSet(ToldOfMixin, FacetedFilterSet):
    """The series on the board by decision, network, genre and year of the decision."""

    decision = ColumnFacet(
        label="Décision",
        unknown="%s n’est pas une décision",
        order="vocabulary",
        expression=lambda: F("board__decision"),
        values=lambda: DECISIONS,
    )
    network = DeciderFacet(label="Chaîne", unknown="%s n’est pas une chaîne connue", order="count")
    genre = genre_facet()
    year = YearColumnFacet(
        label="Année",
        unknown="%s n’est pas une année",
        order="newest",
        expression=lambda: ExtractYear("board__day"),
    )

    SORTS: dict[str, tuple[str, Callable[[], Sequence[Any]]]] = {
        "newest": ("Les plus récentes", _newest),
        "title": ("Par titre", lambda: [Lower("title"), "pk"]),
        "network": (
            "Par chaîne",
            lambda: [Lower("board__network__name").asc(nulls_last=True), *_newest()],
        ),
    }

    class Meta:
        model = Series
        fields: list[Any] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.queryset: QuerySet[Any] = self.queryset.filter(board__isnull=False)
