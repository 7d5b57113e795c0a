"""What lists of series and of deals are filtered by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Model, Q, QuerySet, Value
from django.db.models.functions import Coalesce, ExtractYear, TruncDate

from ..fields.model_fields import split_codes, territory_names
from ..models import (
    Award,
    Company,
    Deal,
    DealParty,
    FacetName,
    Genre,
    Release,
    Series,
    SeriesFacet,
)
from ..models.choices import Certainty, DealKind, SeriesStatus, Window
from ..redirects import moved_records
from .facets import TEXT, ColumnFacet, Counted, Facet, ValueSource, known_years, pair, with_item
from .period import PeriodFacet
from .titles import in_words
from .views import FacetedFilterSet

#: The facets of series under which the stories about them are listed too.
OF_SERIES = ("network", "genre", "country", "status")


class RecordFacet(Facet):
    """A facet whose values are the addresses of rows of ``record_model``, which have a name."""

    record_model: Any = None

    @property
    def is_common(self) -> bool:
        return self.record_model is Genre  # the others have names of their own

    def labels(self, values: list[str]) -> QuerySet[Model]:
        name = Value(self.field_name, output_field=TEXT)
        return (
            self.record_model.objects.public()
            .filter(slug__in=values)
            .values_list(name, "slug", "name")
        )

    def moved(self, values: list[str]) -> dict[str, tuple[str, str]]:
        """Those of records that have another address since: renamed, or merged into another."""
        found = moved_records(self.record_model, values)
        return {old: (record.slug, record.name) for old, record in found.items()}


class StoredFacet(Facet):
    """A facet of series whose values are stored (`SeriesFacet`), as they are in an address."""

    #: The name under which they are stored.
    stored: FacetName

    def rows(self) -> QuerySet[SeriesFacet]:
        """The stored rows (series, value)."""
        return SeriesFacet.objects.filter(facet=self.stored)

    def keys(self, values: Collection[str]) -> list[str]:
        """The values as they are stored."""
        return list(values)

    def ways(self) -> list[ValueSource]:
        return [ValueSource(self.rows(), "value", "", "series")]

    def filter(self, qs: QuerySet[Any], values: Collection[str]) -> QuerySet[Any]:
        if not values:
            return qs
        found = self.rows().filter(value__in=self.keys(values))
        return qs.filter(pk__in=found.values("series"))


class StoredRecordFacet(RecordFacet, StoredFacet):
    """One whose values are records: their keys are stored, their addresses are asked for."""

    def offered(self) -> QuerySet[Any]:
        """The records that are offered as choices."""
        return self.record_model.objects.public()

    def understood(self) -> QuerySet[Any]:
        """The records whose address is understood."""
        return self.record_model.objects.public()

    def keys(self, values: Collection[str]) -> list[str]:
        found = self.understood().filter(slug__in=list(values))
        return [str(key) for key in found.values_list("pk", flat=True)]

    def split(self, counted: dict[str, Counted]) -> dict[str, Counted]:
        """The counts by key are given the addresses and names of the records."""
        keys = [int(key) for key in counted]
        found = self.offered().filter(pk__among=keys).values_list("pk", "slug", "name")
        return {slug: Counted(name, counted[str(pk)].count) for pk, slug, name in found}


class NetworkFacet(StoredRecordFacet):
    """The networks that have a series (see `knowledge.networks`). Channels and services are
    offered; the address of any company is understood."""

    record_model = Company
    stored = FacetName.NETWORK

    def offered(self) -> QuerySet[Any]:
        return Company.objects.public().networks()


class GenreFacet(StoredRecordFacet):
    """The genres of a series."""

    record_model = Genre
    stored = FacetName.GENRE


class AwardFacet(StoredRecordFacet):
    """The festivals and prizes at which a series was shown, nominated or rewarded."""

    record_model = Award
    stored = FacetName.AWARD


class TerritoryNames:
    """Values are country codes, in either case."""

    def canonical(self, text: str) -> Any:
        return text.upper()

    def known(self, values: list[str]) -> dict[str, str]:
        names = territory_names()
        return {value: names[value] for value in values if value in names}


class CountryFacet(TerritoryNames, StoredFacet):
    """The countries that a series comes from, not those where it can be watched."""

    stored = FacetName.COUNTRY


class YearFacet(StoredFacet):
    """The years in which original releases of a series began."""

    stored = FacetName.YEAR

    def known(self, values: list[str]) -> dict[str, str]:
        return known_years(values)


class StatusFacet(StoredFacet):
    """Where a series stands."""

    stored = FacetName.STATUS
    values = staticmethod(lambda: dict(SeriesStatus.choices))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Statut", unknown="%s n’est pas un statut", order="vocabulary", **kwargs
        )

    def known(self, values: list[str]) -> dict[str, str]:
        choices = self.values()
        return {value: str(choices[value]) for value in values if value in choices}


def network_facet() -> NetworkFacet:
    """Return the facet of networks, worded alike in every list that has series in it."""
    return NetworkFacet(label="Chaîne", unknown="%s n’est pas une chaîne connue", order="count")


def genre_facet() -> GenreFacet:
    """Return the facet of genres, worded alike for series, stories and renewals."""
    return GenreFacet(label="Genre", unknown="%s n’est pas un genre")


def country_facet() -> CountryFacet:
    """Return the facet of countries of origin, worded alike for series and for stories."""
    return CountryFacet(label="Pays", unknown="%s n’est pas un code de pays", order="count")


class ToldOfMixin:
    """For a list of series whose facets are those of the stories about them, too."""

    chosen: Any

    @property
    def stories_query(self) -> str:
        """What is chosen of these facets, as in the address of a list of stories."""
        return urlencode(
            [(name, value) for name in OF_SERIES for value in self.chosen.get(name, ())]
        )

    @property
    def stories_words(self) -> str:
        """The same in words."""
        return in_words(self, OF_SERIES)


class SeriesFilterSet(ToldOfMixin, FacetedFilterSet):
    """Series by network, genre, country, status, year and award."""

    network = network_facet()
    genre = genre_facet()
    country = country_facet()
    status = StatusFacet()
    year = YearFacet(label="Année", unknown="%s n’est pas une année", order="newest")
    award = AwardFacet(label="Prix", unknown="%s n’est pas un prix connu", order="count")

    SORTS = {
        "newest": (
            "Les plus récentes",
            lambda: ["-newest_start", "title", "pk"],
        ),
        "premiere": (
            "Par première diffusion",
            lambda: ["-premiere", "title", "pk"],
        ),
        "title": ("Par titre", lambda: ["title", "pk"]),
    }

    class Meta:
        model = Series
        fields: list[Any] = []


class CompanyFacet(RecordFacet):
    """The companies in a deal: buyer, seller, parties, and where it is released."""

    record_model = Company

    def ways(self) -> list[ValueSource]:
        seen, deals = Company.objects.public(), Deal.objects.public()
        parties = DealParty.objects.filter(deal__in=deals.values("pk"), company__in=seen)
        releases = Release.objects.public().filter(platform__in=seen).by_deal()
        return [
            ValueSource(deals.filter(buyer__in=seen), "buyer__slug", "buyer__name"),
            ValueSource(deals.filter(seller__in=seen), "seller__slug", "seller__name"),
            ValueSource(parties, "company__slug", "company__name", "deal"),
            ValueSource(releases, "platform__slug", "platform__name", "brought_by"),
        ]


class WindowFacet(Facet):
    """The windows of the releases that a deal brings: it can have several."""

    values = staticmethod(lambda: dict(Window.choices))

    def known(self, values: list[str]) -> dict[str, str]:
        return {v: str(self.values()[v]) for v in values if v in self.values()}

    def ways(self) -> list[ValueSource]:
        return [ValueSource(Release.objects.public().by_deal(), "window", "", "brought_by")]


class TerritoryFacet(TerritoryNames, Facet):
    """Where a deal, or a release of it, holds. “Worldwide” holds everywhere but where it says; it
    is offered for the countries that anything names, and for the readers' own.

    The column holds several codes: each item is counted apart, then split.
    """

    EVERYWHERE = "*"
    HOME = "FR"

    def holders(self, items: QuerySet[Any]) -> list[tuple[QuerySet[Any], str, str]]:
        """The (rows, path to what has territories, path to the item) to look at."""
        return [(items, "", "pk"), (Release.objects.public().by_deal(), "", "brought_by")]

    def filter(self, qs: QuerySet[Any], values: Collection[str]) -> QuerySet[Any]:
        if not values:
            return qs
        found = Q()
        for rows, place, item in self.holders(qs.model._base_manager.all()):
            here = Q()
            for code in values:
                here |= Q(**{f"{place}territories__contains": code})
                here |= Q(**{f"{place}worldwide": True}) & ~Q(
                    **{f"{place}territories_except__contains": code}
                )
            found |= Q(pk__in=rows.filter(here).values(item))
        return qs.filter(found)

    def pairs(self, items: QuerySet[Any]) -> list[QuerySet[Any]]:
        branches = []
        for rows, place, item in self.holders(items):
            territories, excepted = f"{place}territories", f"{place}territories_except"
            listed = rows.exclude(**{territories: ""}).annotate(
                codes=with_item(F(territories), item), everywhere=Value("")
            )
            world = rows.filter(**{f"{place}worldwide": True}).annotate(
                codes=with_item(F(excepted), item), everywhere=Value(self.EVERYWHERE)
            )
            branches += [
                pair(self.field_name, found, "codes", "everywhere", item)
                for found in (listed, world)
            ]
        return branches

    def split(self, counted: dict[str, Counted]) -> dict[str, Counted]:
        items: dict[Any, Any] = {}
        world: dict[Any, Any] = {}
        for key, found in counted.items():
            codes, _, item = key.rpartition("|")
            if found.label == self.EVERYWHERE:
                world[item] = set(split_codes(codes))
            else:
                items.setdefault(item, set()).update(split_codes(codes))
        named = {self.HOME}.union(*items.values())
        for item, excepted in world.items():
            items.setdefault(item, set()).update(named - excepted)
        totals = Counter(code for codes in items.values() for code in codes)
        return {code: Counted("", number) for code, number in totals.items()}


def announcement_day() -> Coalesce:
    """The day on which a deal was announced: the counterpart of `Fact.told_on`."""
    return Coalesce("announced_earliest", TruncDate("article__first_published_at"), "citation_date")


def last_announcement_day() -> Coalesce:
    """The last day on which a deal can have been announced: later than the first one for “2018”."""
    return Coalesce("announced_latest", TruncDate("article__first_published_at"), "citation_date")


def deal_year() -> ExtractYear:
    """The year in which a deal was announced."""
    return ExtractYear(announcement_day())


class YearColumnFacet(ColumnFacet):
    """A facet whose expression is a year."""

    def known(self, values: list[str]) -> dict[str, str]:
        return known_years(values)


class DealGenreFacet(RecordFacet):
    """The genres of the series of a deal."""

    record_model = Genre

    def ways(self) -> list[ValueSource]:
        deals = Deal.objects.filter(series__isnull=False)
        return [ValueSource(deals, "series__genres__slug", "series__genres__name")]


class DealFilterSet(FacetedFilterSet):
    """Deals by company, territory, kind, window, year or period, genre and certainty."""

    network = CompanyFacet(
        label="Société", unknown="%s n’est pas une société connue", order="count"
    )
    territory = TerritoryFacet(
        label="Territoire", unknown="%s n’est pas un code de pays", order="count"
    )
    kind = ColumnFacet(
        label="Type d’accord",
        unknown="%s n’est pas un type d’accord",
        order="vocabulary",
        expression=lambda: F("kind"),
        values=lambda: dict(DealKind.choices),
    )
    window = WindowFacet(
        label="Fenêtre", unknown="%s n’est pas une fenêtre de diffusion", order="vocabulary"
    )
    year = YearColumnFacet(
        label="Année", unknown="%s n’est pas une année", order="newest", expression=deal_year
    )
    period = PeriodFacet(label="Période", first=announcement_day, last=last_announcement_day)
    genre = DealGenreFacet(label="Genre", unknown="%s n’est pas un genre")
    certainty = ColumnFacet(
        label="Certitude",
        unknown="%s n’est pas un degré de certitude",
        order="vocabulary",
        expression=lambda: F("certainty"),
        values=lambda: dict(Certainty.choices),
    )

    SORTS = {
        "newest": (
            "Les plus récents",
            lambda: [announcement_day().desc(nulls_last=True), "-pk"],
        ),
        "oldest": (
            "Les plus anciens",
            lambda: [announcement_day().asc(nulls_last=True), "pk"],
        ),
        "title": ("Par série", lambda: [F("series__title").asc(nulls_last=True), "-pk"]),
    }

    class Meta:
        model = Deal
        fields: list[Any] = []
