"""Deals by network and year, or of a company by kind and year: a plot, and the table of the same
numbers.

In the deal tracker the numbers obey the filters, but for those of network and year: the plot is a
way to choose these. They are counted in one statement; what is drawn is geometry, without a query.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models.functions import Cast
from django.urls import reverse

from ..listing.facets import PAIR, TEXT, Group, Statement
from ..listing.filtersets import CompanyFacet, DealFilterSet, deal_year
from ..models.choices import CompanyKind, DealKind

if TYPE_CHECKING:
    from ..listing.facets import ValueSource
    from ..models import Company

#: Rows of the plot: the networks with the most deals. Columns: the last years.
NETWORKS, YEARS = 8, 12
#: With fewer deals a company's page has no plot: the list says it all.
FEW = 3
#: Geometry, in units of the drawing.
WIDTH, LABEL, WIDEST, ROW, GAP, TOP = 960, 180, 130, 44, 5, 26
NETWORK_KINDS = CompanyKind.networks()
BY_YEAR = """
    SELECT y.year, p.value, MAX(p.label), COUNT(DISTINCT p.item) FROM pairs p
    JOIN years y ON y.item = p.item GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Bar:
    """The deals of a network in a year, with the list of them and the place of the bar."""

    year: str
    count: int
    address: str
    selected: bool
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def number_y(self) -> float:
        return self.y - 4

    @property
    def top(self) -> float:
        """The top of the row: the whole cell can be pressed."""
        return self.y + self.height - self.room

    @property
    def room(self) -> int:
        return ROW - 2


@dataclass(frozen=True)
class Row:
    """A network or a kind of deal, with a bar (or None) for each year, and its baseline."""

    name: str
    total: int
    address: str
    bars: list[Bar | None]
    base: int


@dataclass(frozen=True)
class Plot:
    """What `components/deal_plot.html` draws and tabulates: a row a name, a bar a year."""

    of: str  # what its rows are: “chaîne”
    years: list[str]
    rows: list[Row]
    column: float  # the width of a year
    left: int = LABEL
    width: int = WIDTH

    @property
    def room(self) -> int:
        """The width of the years. Names and years are two drawings: on a phone the years slide."""
        return self.width - self.left

    @property
    def height(self) -> int:
        return TOP + ROW * len(self.rows) + GAP

    @property
    def ticks(self) -> list[tuple[str, float]]:
        """(year, the middle of its column)."""
        return [(year, LABEL + self.column * (n + 0.5)) for n, year in enumerate(self.years)]


class NetworkOfDealsFacet(CompanyFacet):
    """The channels and services in a deal, without producers and distributors."""

    def ways(self) -> list[ValueSource]:
        return [
            replace(way, queryset=way.queryset.filter(**{f"{company}kind__in": NETWORK_KINDS}))
            for way in super().ways()
            if (company := way.value.removesuffix("slug"))
        ]


def counted(filters: DealFilterSet) -> dict[tuple[str, str], tuple[str, int]]:
    """Return {(network, year): (its name, deals)}, in one statement."""
    chosen = {**filters.chosen, "network": {}, "year": {}}
    deals = Group(list(filters.facet_filters.values()), filters.queryset, chosen)
    facet = NetworkOfDealsFacet(label="", unknown="")
    facet.field_name = "network"
    statement = Statement(filters.queryset)
    found = deals.filter(filters.queryset).annotate(told=Cast(deal_year(), TEXT)).order_by()
    years = found.filter(told__isnull=False).values_list("pk", "told")
    statement.table("years", "item, year", [years])
    statement.table("pairs", PAIR, facet.pairs(filters.queryset))
    statement.select(BY_YEAR)
    return {
        (slug, year): (found.label, found.count)
        for year, networks in statement.run().items()
        for slug, found in networks.items()
    }


def deal_plot(filters: DealFilterSet) -> Plot | None:
    """Return the plot of the deals found, or None when there is nothing to compare."""
    found = counted(filters)
    totals: Counter[Any] = Counter()
    names: dict[Any, Any] = {}
    for (slug, _year), (name, number) in found.items():
        totals[slug] += number
        names[slug] = name
    slugs = sorted(totals, key=lambda slug: (-totals[slug], names[slug].casefold()))

    def address(slug: str, years: list[str]) -> str:
        return filters.address({**filters.chosen, "network": [slug], "year": years})

    def selected(slug: str, year: str) -> bool:
        return slug in filters.chosen["network"] and year in filters.chosen["year"]

    numbers = {place: number for place, (_name, number) in found.items()}
    rows = [(slug, names[slug]) for slug in slugs[:NETWORKS]]
    return drawn("chaîne", numbers, rows, address, selected)


def company_plot(company: Company, numbers: dict[tuple[str, str], int]) -> Plot | None:
    """Return the plot of a company's deals, {(kind, year): number}, or None when they are few. Its
    bars lead to the deals in the tracker."""
    if sum(numbers.values()) < FEW:
        return None

    def address(kind: Any, years: Any) -> str:
        chosen = [("network", company.slug), ("kind", kind), *(("year", year) for year in years)]
        return f"{reverse('shows:deal_list')}?{urlencode(chosen)}"

    told = {kind for kind, _year in numbers}
    rows = [(kind.value, str(kind.label)) for kind in DealKind if kind in told]
    return drawn("type", numbers, rows, address, lambda kind, year: False)


def drawn(
    of: str,
    numbers: dict,
    names: list[tuple[str, str]],
    address: Callable[..., Any],
    selected: Callable[..., Any],
) -> Plot | None:
    """Draw {(row, year): number} as bars, a row for each of ``names``, (row, its name).

    ``address(row, years)`` is where a bar leads, and with no years a name; ``selected(row, year)``
    says whether a bar is chosen. With one bar there is nothing to compare, hence None.
    """
    if len(numbers) < 2:
        return None
    last = max(int(year) for _row, year in numbers)
    first = max(min(int(year) for _row, year in numbers), last - YEARS + 1)
    years = [str(year) for year in range(first, last + 1)]
    column = min((WIDTH - LABEL) / len(years), WIDEST)
    most = max(numbers.values())
    rows = []
    for place, (key, name) in enumerate(names):
        base = TOP + ROW * (place + 1)
        bars = []
        for n, year in enumerate(years):
            number = numbers.get((key, year), 0)
            # Room for the number above the bar; and never so low that it cannot be seen.
            height = 4 + (ROW - 22) * number / most
            left = LABEL + column * n + GAP
            bar = Bar(
                year=year,
                count=number,
                address=address(key, [year]),
                selected=selected(key, year),
                x=left,
                y=base - height,
                width=column - 2 * GAP,
                height=height,
            )
            bars.append(bar if number else None)
        total = sum(number for (row, _year), number in numbers.items() if row == key)
        rows.append(Row(name, total, address(key, []), bars, base))
    return Plot(of, years, rows, column)
