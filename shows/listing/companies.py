"""The indexes of companies: channels and services with what they show, the others with what they
make or own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from anyascii import anyascii
from django.db.models import Case, Count, F, Value, When

from ..models import Company, Credit, FacetName, Ownership, Series, SeriesFacet
from ..models.batch import fetch_batch
from ..models.choices import Access, CompanyKind
from .facets import ColumnFacet
from .filtersets import TerritoryNames
from .views import FacetedFilterSet

#: What a kind is called above its companies, in the order in which an index shows them.
HEADINGS = {
    CompanyKind.CHANNEL: "Chaînes",
    CompanyKind.STREAMING_SERVICE: "Services de streaming",
    CompanyKind.PRODUCTION_COMPANY: "Sociétés de production",
    CompanyKind.DISTRIBUTOR: "Distributeurs",
    CompanyKind.GROUP: "Groupes",
}
#: An index that has more than so many of a kind leads to its letters.
MANY = 60


class CodeFacet(TerritoryNames, ColumnFacet):
    """A facet whose expression is the code of a country."""


def by_kind_and_name() -> list[Any]:
    """The ordering of an index: kind by kind, so that its pages follow one another."""
    places = (When(kind=kind, then=Value(place)) for place, kind in enumerate(HEADINGS))
    return [Case(*places), "name", "pk"]


class IndexFilterSet(FacetedFilterSet):
    """Companies by country."""

    country = CodeFacet(
        label="Pays",
        unknown="%s n’est pas un code de pays",
        order="count",
        expression=lambda: F("country"),
    )

    SORTS = {"name": ("Par nom", by_kind_and_name)}

    class Meta:
        model = Company
        fields: list[Any] = []


def kind_facet(unknown: str, kinds: list[str]) -> ColumnFacet:
    """The kind of a company, of those that an index lists."""
    return ColumnFacet(
        label="Type",
        unknown=unknown,
        order="vocabulary",
        expression=lambda: F("kind"),
        values=lambda: {kind: CompanyKind(kind).label for kind in kinds},
    )


class CompanyFilterSet(IndexFilterSet):
    """Channels and services, by kind and access as well."""

    kind = kind_facet("%s n’est pas un type de chaîne", CompanyKind.networks())
    access = ColumnFacet(
        label="Accès",
        unknown="%s n’est pas un mode d’accès",
        order="vocabulary",
        expression=lambda: F("access"),
        values=lambda: dict(Access.choices),
    )


class MakerFilterSet(IndexFilterSet):
    """Production companies, distributors and groups, by kind as well."""

    kind = kind_facet(
        "%s n’est pas un type de société",
        [kind for kind in HEADINGS if kind not in CompanyKind.networks()],
    )


def with_counts(companies: list[Company]) -> list[Company]:
    """Give each network its ``series_count``, the series that it has. One statement."""
    rows = SeriesFacet.objects.filter(facet=FacetName.NETWORK, series__is_public=True)
    counted = dict(rows.order_by().values_list("value").annotate(Count("series")))
    for company in companies:
        company.series_count = counted.get(str(company.pk), 0)
    return companies


def with_credits(companies: list[Company]) -> list[Company]:
    """Give each company its ``series_count``, the series that it is credited on. One statement."""
    credits = Credit.objects.filter(company__isnull=False, series__in=Series.objects.public())
    counted = dict(
        credits.order_by()
        .values_list("company")
        .annotate(found=Count("series", distinct=True))
        .values_list("company", "found")
    )
    for company in companies:
        company.series_count = counted.get(company.pk, 0)
    return companies


def with_owners(companies: list[Company]) -> list[Company]:
    """Give each company its present ``owner`` (or None), the one with the largest share, and
    ``holding_count``, how many companies it owns. One statement."""
    loaded = fetch_batch({Company: Company.objects.public(), Ownership: Ownership.objects.all()})
    known = {company.pk: company for company in loaded[Company]}
    current = [
        o for o in loaded[Ownership] if o.is_current and o.owner_id in known and o.owned_id in known
    ]
    # The last one written is the one with the largest share.
    owners = {o.owned_id: known[o.owner_id] for o in sorted(current, key=lambda o: o.share or 0)}
    holdings: dict[int, set[int]] = {}
    for ownership in current:
        holdings.setdefault(ownership.owner_id, set()).add(ownership.owned_id)
    for company in companies:
        company.owner = owners.get(company.pk)
        company.holding_count = len(holdings.get(company.pk, ()))
    return companies


@dataclass
class Group:
    """The companies of a kind in an index, by name; the first of each letter has its ``letter``."""

    kind: str
    companies: list[Company] = field(default_factory=list)

    @property
    def heading(self) -> str:
        return HEADINGS[CompanyKind(self.kind)]

    @property
    def letters(self) -> list[str]:
        """The letters to lead to; none where the whole is seen at a glance."""
        if len(self.companies) <= MANY:
            return []
        return [company.letter for company in self.companies if company.letter]


def by_kind(companies: Any) -> list[Group]:
    """Put companies into their kinds, by name without regard to accents; figures are “0-9”."""
    groups = {kind: Group(kind) for kind in HEADINGS}
    before: dict[str, str] = {}
    for company in sorted(companies, key=lambda c: anyascii(c.name).casefold()):
        first = anyascii(company.name).lstrip(" +.-")[:1].upper()
        letter = first if first.isalpha() else "0-9"
        company.letter = "" if before.get(company.kind) == letter else letter
        before[company.kind] = letter
        groups[CompanyKind(company.kind)].companies.append(company)
    return [group for group in groups.values() if group.companies]
