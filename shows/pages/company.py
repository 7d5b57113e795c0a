"""What the page of a company shows: series, deals, what it made, who owns it.

A network that has been there for ten years has thousands of deals and releases. Of all of them a
row of a few columns is read, to count and to choose. What is shown, and only that, is loaded whole.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from media.models import Picture

from ..knowledge.filmography import filmography
from ..knowledge.ownership import family, ownership_chain
from ..listing.filtersets import announcement_day, last_announcement_day
from ..maps.deal_plot import company_plot
from ..models import Company, Credit, Deal, DealParty, Milestone, Ownership, Release, Series
from ..models.batch import attach
from ..models.choices import DealKind, Window
from .loader import facts_from
from .person import credits_shown
from .series import stories_about

#: How many deals a company's page shows (the rest is in the deal tracker), and how many of the
#: series that it ordered, and that it bought (the rest is in the filtered list).
RECENT_DEALS, SERIES_ROWS = 10, 24


class Seen(NamedTuple):
    """What is read of a public deal (its buyer, its day) or release (its platform, its start)."""

    is_deal: bool
    key: int
    kind: str  # of the deal; the window of the release
    series: int | None
    company: int | None
    deal: int | None  # of a release
    first: date | None
    last: date | None
    is_of_series: bool  # and readers may see the series

    @property
    def fact(self) -> tuple[type, int]:
        """Its model and key."""
        return (Deal if self.is_deal else Release, self.key)


class Facts:
    """The deals of a company and the releases on its networks, as rows; one statement."""

    def __init__(self, company: Company) -> None:
        self.company = company
        rows = [Seen(*row) for row in _seen(company)]
        # Those announced last first; a deal without a day before them.
        self.deals = sorted(
            (row for row in rows if row.is_deal),
            key=lambda row: (row.first or date.max, row.key),
            reverse=True,
        )
        # The oldest first.
        self.releases = sorted(
            (row for row in rows if not row.is_deal),
            key=lambda row: (row.first or date.max, row.last or date.max, row.key),
        )

    def by_kind_and_year(self) -> Counter:
        """{(kind, year): deals} of the deals that have a day."""
        return Counter((row.kind, str(row.first.year)) for row in self.deals if row.first)

    def originals(self) -> list[Seen]:
        """The first original release of each series that it ordered, the newest first."""
        return self._first_releases(original=True)

    def acquisitions(self) -> list[Seen]:
        """The first release of each series that it shows without having ordered it, then the deal
        of each that it bought only."""
        found = {row.series: row for row in self._first_releases(original=False)}
        for row in self.deals:
            bought = row.company == self.company.pk and row.kind == DealKind.ACQUISITION
            if bought and row.is_of_series:
                found.setdefault(row.series, row)
        ordered = {row.series for row in self.originals()}
        return [row for series, row in found.items() if series not in ordered]

    def _first_releases(self, original: bool) -> list[Seen]:
        first: dict = {}
        for row in self.releases:
            right = (row.kind == Window.ORIGINAL) is original
            if right and row.is_of_series:
                first.setdefault(row.series, row)
        return sorted(first.values(), key=lambda row: row.first or date.max, reverse=True)


def _seen(company: Company) -> QuerySet[Any]:
    """The rows of `Seen`: of deals in which it is, of releases on it and on what it owns."""
    parties = DealParty.objects.filter(company=company)
    brought: QuerySet[Any] = Release.objects.public().filter(platform=company).by_deal()
    deals = Deal.objects.public().filter(
        Q(buyer=company)
        | Q(seller=company)
        | Q(pk__in=parties.values("deal"))
        | Q(pk__in=brought.values("brought_by"))
    )
    networks = Q(platform=company)
    if company.is_network:  # it has what the networks that it owns show
        owned = Company.objects.public().filter(ownerships__owner=company, ownerships__until="")
        networks |= Q(platform__in=owned.values("pk"))
    releases = Release.objects.public().filter(networks)
    return (
        deals.annotate(subject_id=F("series_id"))
        .order_by()
        .values_list(
            Value(True),
            F("pk"),
            F("kind"),
            F("series_id"),
            F("buyer_id"),
            F("pk"),
            announcement_day(),
            last_announcement_day(),
            Coalesce("series__is_public", False),
        )
        .union(
            releases.with_subject()
            .annotate(seen=Coalesce("series__is_public", "deal__series__is_public", False))
            .order_by()
            .values_list(
                Value(False),
                F("pk"),
                F("window"),
                F("subject_id"),
                F("platform_id"),
                F("deal_id"),
                F("starts_earliest"),
                F("starts_latest"),
                F("seen"),
            ),
            all=True,
        )
    )


def company_page(company: Company) -> dict:
    """Return the context of a company's page."""
    facts = Facts(company)
    originals, acquired, recent = facts.originals(), facts.acquisitions(), facts.deals
    shown = [*originals[:SERIES_ROWS], *acquired[:SERIES_ROWS], *recent[:RECENT_DEALS]]
    credits = Credit.objects.public().filter(company=company)
    releases = [row.key for row in shown if not row.is_deal]
    found = facts_from(
        {
            # With the deals that the releases shown are part of.
            Deal: Deal.objects.public().filter(pk__among=[row.deal for row in shown if row.deal]),
            Release: Release.objects.public().filter(
                Q(pk__among=releases)
                | Q(window=Window.ORIGINAL, series__in=credits.values("series"))
                | Q(
                    window=Window.ORIGINAL,
                    series=None,
                    deal__series__in=credits.values("series"),
                )
            ),
            Milestone: Milestone.objects.public().filter(company=company),
        },
        {Credit: credits, Ownership: Ownership.objects.all()},
    )
    owners, holdings = ownership_chain(company, found.children[Ownership])
    rows = [ownership for _depth, ownership in owners] + holdings
    named = [company.replaced_by_id, *(key for o in rows for key in (o.owner_id, o.owned_id))]
    page = found.with_records(
        [
            *((Company, key) for key in named),
            *((Series, credit.series_id) for credit in found.children[Credit]),
            (Picture, company.logo_id),
        ]
    )
    sheet = page.sheet
    companies = page.records[Company]
    seen = [o for o in rows if attach(o, "owner", companies) and attach(o, "owned", companies)]
    attach(company, "logo", page.records[Picture])
    attach(company, "replaced_by", companies)
    whole = {(type(fact), fact.pk): fact for fact in [*sheet.deals, *sheet.releases]}
    ordered, bought = (_with_series(rows[:SERIES_ROWS], whole) for rows in (originals, acquired))
    return {
        "company": company,
        "family": family(
            [(depth, o) for depth, o in owners if o in seen], [o for o in holdings if o in seen]
        ),
        "originals": ordered,
        "original_count": len(originals),
        "acquisitions": bought,
        "acquisition_count": len(acquired),
        "productions": [
            work
            for _heading, works in filmography(credits_shown(page), sheet.releases)
            for work in works
        ],
        "deals": [whole[row.fact] for row in recent[:RECENT_DEALS] if row.fact in whole],
        "deal_count": len(recent),
        "plot": company_plot(company, facts.by_kind_and_year()),
        "milestones": sheet.milestones,
        "stories": stories_about(company),
    }


def _with_series(rows: list[Seen], whole: dict) -> list[tuple[Series, Release | Deal]]:
    """(series, fact) of rows, with the facts that were loaded."""
    facts = (whole.get(row.fact) for row in rows)
    return [(fact.subject, fact) for fact in facts if fact and fact.subject]
