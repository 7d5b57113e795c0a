"""Facets of lists of releases: what is found by following a path from the release itself.

They count the items of their own list only, so that an agenda of a week counts a week.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import F, Q, QuerySet

from ..models import Company, Genre, Release
from ..models.choices import CompanyKind, Window
from .facets import ColumnFacet, Facet, pair
from .filtersets import RecordFacet, TerritoryFacet, TerritoryNames
from .views import FacetedFilterSet


class PathFacet(Facet):
    """A facet whose values stand at the end of ``paths`` from an item: (condition, path to the
    value, path to its label or "")."""

    def paths(self) -> list[tuple[Q, str, str]]:
        raise NotImplementedError(f"{type(self).__name__} does not say where its values are")

    def filter(self, qs: QuerySet[Any], values: Collection[str]) -> QuerySet[Any]:
        if not values:
            return qs
        found = Q()
        for where, value, _label in self.paths():
            # Of all rows: who may see them is already in the list that is filtered.
            rows = qs.model._base_manager.filter(where, **{f"{value}__in": list(values)})
            found |= Q(pk__in=rows.values("pk"))
        return qs.filter(found)

    def pairs(self, items: QuerySet[Any]) -> list[QuerySet[Any]]:
        return [
            pair(self.field_name, items.filter(where, **{f"{value}__isnull": False}), value, label)
            for where, value, label in self.paths()
        ]


class ReleaseNetworkFacet(PathFacet, RecordFacet):
    """The platform of a release, and the network that owns it."""

    record_model = Company

    def paths(self) -> list[Any]:
        seen = Company.objects.public()
        owned = Q(
            platform__ownerships__owner__in=seen,
            platform__ownerships__owner__kind__in=CompanyKind.networks(),
            platform__ownerships__until="",
        )
        owner = "platform__ownerships__owner"
        return [
            (Q(platform__in=seen), "platform__slug", "platform__name"),
            (owned, f"{owner}__slug", f"{owner}__name"),
        ]


def through_series(value: str, label: str = "") -> list[tuple[Q, str, str]]:
    """The paths from a release to a value of its series, or of its deal's."""
    return [
        (Q(series__isnull=not own), f"{series}__{value}", f"{series}__{label}" if label else "")
        for series, own in (("series", True), ("deal__series", False))
    ]


class ReleaseGenreFacet(PathFacet, RecordFacet):
    """The genres of the series, the release's own or its deal's."""

    record_model = Genre

    def paths(self) -> Any:
        return through_series("genres__slug", "genres__name")


class ReleaseCountryFacet(TerritoryNames, PathFacet):
    """The countries of the series."""

    def paths(self) -> Any:
        return through_series("countries__pk")


class ReleaseTerritoryFacet(TerritoryFacet):
    """Where a release holds: where it says, or else where its deal does."""

    def holders(self, items: Any) -> list[Any]:
        silent = items.filter(territories="", worldwide=False, deal__isnull=False)
        return [(items, "", "pk"), (silent, "deal__", "pk")]


class ReleaseFilterSet(FacetedFilterSet):
    """Releases by network, and by genre and country of their series."""

    network = ReleaseNetworkFacet(
        label="Chaîne", unknown="%s n’est pas une chaîne connue", order="count"
    )
    genre = ReleaseGenreFacet(label="Genre", unknown="%s n’est pas un genre")
    country = ReleaseCountryFacet(
        label="Pays", unknown="%s n’est pas un code de pays", order="count"
    )

    class Meta:
        model = Release
        fields: list[Any] = []


class AgendaFilterSet(ReleaseFilterSet):
    """And by the territory in which they can be watched, and by window."""

    territory = ReleaseTerritoryFacet(
        label="Territoire", unknown="%s n’est pas un code de pays", order="count"
    )
    window = ColumnFacet(
        label="Fenêtre",
        unknown="%s n’est pas une fenêtre de diffusion",
        order="vocabulary",
        expression=lambda: F("window"),
        values=lambda: dict(Window.choices),
    )
