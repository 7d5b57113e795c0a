"""Deals by network and year: a plot, and the table of the same numbers.

The numbers obey the filters of the list, but for those of network and year: the plot is a way to
choose these. They are counted in one statement; what is drawn is geometry, without a query.
"""

from collections import Counter
from dataclasses import dataclass, replace

from django.db.models.functions import Cast

from .choices import CompanyKind
from .facets import PAIR, TEXT, Group, Statement
from .filters import CompanyFacet, DealFilterSet, deal_year

#: Rows of the plot: the networks with the most deals. Columns: the last years.
NETWORKS, YEARS = 8, 12
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
    """A network, with a bar (or None) for each year, and its baseline."""

    name: str
    total: int
    address: str
    bars: list[Bar | None]
    base: int


@dataclass(frozen=True)
class Plot:
    years: list[str]
    rows: list[Row]
    column: float  # the width of a year
    left: int = LABEL
    width: int = WIDTH

    @property
    def height(self) -> int:
        return TOP + ROW * len(self.rows) + GAP

    @property
    def ticks(self) -> list[tuple[str, float]]:
        """(year, the middle of its column)."""
        return [(year, LABEL + self.column * (n + 0.5)) for n, year in enumerate(self.years)]


class NetworkOfDealsFacet(CompanyFacet):
    """The channels and services in a deal, without producers and distributors."""

    def ways(self):
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
    numbers = counted(filters)
    totals, names = Counter(), {}
    for (slug, _year), (name, number) in numbers.items():
        totals[slug] += number
        names[slug] = name
    if len(numbers) < 2:
        return None
    last = max(int(year) for _slug, year in numbers)
    first = max(min(int(year) for _slug, year in numbers), last - YEARS + 1)
    years = [str(year) for year in range(first, last + 1)]
    slugs = sorted(totals, key=lambda slug: (-totals[slug], names[slug].casefold()))[:NETWORKS]
    column = min((WIDTH - LABEL) / len(years), WIDEST)
    most = max(number for _name, number in numbers.values())
    rows = []
    for place, slug in enumerate(slugs):
        base = TOP + ROW * (place + 1)
        bars = [
            _bar(
                filters, (slug, year), number[1], number[1] / most, LABEL + column * n, base, column
            )
            if (number := numbers.get((slug, year)))
            else None
            for n, year in enumerate(years)
        ]
        address = filters.address({**filters.chosen, "network": [slug], "year": []})
        rows.append(Row(names[slug], totals[slug], address, bars, base))
    return Plot(years, rows, column)


def _bar(filters, place, count: int, part: float, left: float, base: int, column: float) -> Bar:
    slug, year = place
    # Room for the number above the bar; and never so low that it cannot be seen.
    height = 4 + (ROW - 22) * part
    return Bar(
        year,
        count,
        filters.address({**filters.chosen, "network": [slug], "year": [year]}),
        slug in filters.chosen["network"] and year in filters.chosen["year"],
        left + GAP,
        base - height,
        column - 2 * GAP,
        height,
    )
