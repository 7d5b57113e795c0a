"""What the pages of persons, companies and deals show.

Each starts from the public facts that name its record and lets a `Gathering` fetch the rest: two
statements a page, whatever the number of facts.
"""

from datetime import date

from django.db.models import Q

from media.models import Picture

from .choices import DealKind, Window
from .filmography import coming_works, filmography
from .filters import announcement_day
from .gathering import Gathering, People, nest
from .models import (
    FACT_MODELS,
    Casting,
    Company,
    Credit,
    Deal,
    DealParty,
    Milestone,
    Nomination,
    Ownership,
    Person,
    Release,
    Series,
)
from .models.people import PersonExternalId
from .networks import family, ownership_chain
from .pages import stories_about
from .querysets import original_releases
from .sheets import FactSheet
from .status import statuses
from .together import attach, fetch_together

#: How many deals a company's page shows (the rest is in the deal tracker), and how many of the
#: series that it ordered, and that it bought (the rest is in the filtered list).
RECENT_DEALS, SERIES_ROWS = 10, 24


class FactGathering(Gathering):
    """The rows of a page that starts from facts, and not from whole series."""

    def start(self, facts: dict, children: dict | None = None) -> "FactGathering":
        """Fetch the facts of these public querysets, by model, the releases of their deals, and
        ``children``, other rows by model. Return itself."""
        querysets = {model: facts.get(model, model.objects.none()) for model in FACT_MODELS}
        deals = Deal.objects.filter(pk__in=querysets[Deal].order_by().values("pk"))
        querysets[Release] = Release.objects.filter(
            Q(pk__in=querysets[Release].order_by().values("pk"))
            | Q(pk__in=Release.objects.public().filter(deal__in=deals.values("pk")).values("pk"))
        )
        querysets[DealParty] = DealParty.objects.filter(deal__in=deals.values("pk"))
        nominations = querysets[Nomination].order_by().values("pk")
        querysets[People] = People.objects.filter(nomination__in=nominations)
        loaded = fetch_together(querysets | (children or {}))
        nest(loaded)
        self.facts = [fact for model in FACT_MODELS for fact in loaded[model]]
        self.children = {model: loaded[model] for model in children or {}}
        return self

    def finish(self) -> FactSheet:
        """Fetch the records and return the facts, whole."""
        self.load_records(())
        if Credit in self.children:
            self.children[Credit] = [
                credit
                for credit in self.children[Credit]
                if attach(credit, "series", self.records[Series])
            ]
        return FactSheet.of(self.whole(self.facts))


def person_page(person: Person) -> dict:
    """Return the context of a person's page."""
    credits = Credit.objects.public().filter(person=person)
    gathering = FactGathering().start(
        {
            Casting: Casting.objects.public().filter(person=person),
            Nomination: Nomination.objects.public().filter(people=person),
            Release: original_releases().filter(subject_id__in=credits.values("series")),
        },
        {Credit: credits, PersonExternalId: PersonExternalId.objects.filter(person=person)},
    )
    gathering.want(Series, *(c.series_id for c in gathering.children[Credit]))
    gathering.want(Picture, person.portrait_id)
    facts = gathering.finish()
    attach(person, "portrait", gathering.records[Picture])
    groups = filmography(gathering.children[Credit], facts.releases)
    return {
        "person": person,
        "filmography": groups,
        "coming": coming_works(groups),
        "facts": facts,
        "external_ids": gathering.children[PersonExternalId],
        "stories": stories_about(person),
    }


def company_page(company: Company) -> dict:
    """Return the context of a company's page."""
    # The deals' keys first: SQLite's parser does not nest as deep as one statement would.
    found = fetch_together(
        {
            Deal: Deal.objects.filter(Q(buyer=company) | Q(seller=company)).only("pk"),
            DealParty: DealParty.objects.filter(company=company).only("deal"),
            Release: Release.objects.filter(platform=company, deal__isnull=False).only("deal"),
            Ownership: Ownership.objects.filter(owner=company, until="").only("owned"),
            Credit: Credit.objects.public().filter(company=company),
        }
    )
    # A network has what the networks that it owns show.
    shown_on = {company.pk, *(o.owned_id for o in found[Ownership] if company.is_network)}
    deals = {row.pk for row in found[Deal]}
    deals |= {row.deal_id for row in [*found[DealParty], *found[Release]]}
    made = list({credit.series_id for credit in found[Credit]})
    gathering = FactGathering().start(
        {
            Deal: Deal.objects.public().filter(pk__among=list(deals)),
            Release: Release.objects.public().filter(
                Q(platform__in=shown_on)
                | Q(window=Window.ORIGINAL, series_id__among=made)
                | Q(window=Window.ORIGINAL, series=None, deal__series_id__among=made)
            ),
            Milestone: Milestone.objects.public().filter(company=company),
        },
        {Ownership: Ownership.objects.all()},
    )
    gathering.children[Credit] = found[Credit]
    owners, holdings = ownership_chain(company, gathering.children[Ownership])
    rows = [ownership for _depth, ownership in owners] + holdings
    gathering.want(Company, *(o.owner_id for o in rows), *(o.owned_id for o in rows))
    gathering.want(Company, company.replaced_by_id)
    gathering.want(Series, *(c.series_id for c in gathering.children[Credit]))
    gathering.want(Picture, company.logo_id)
    facts = gathering.finish()
    companies = gathering.records[Company]
    shown = [o for o in rows if attach(o, "owner", companies) and attach(o, "owned", companies)]
    attach(company, "logo", gathering.records[Picture])
    attach(company, "replaced_by", companies)
    originals = _series_of(facts.releases, shown_on, original=True)
    acquired = [row for row in _acquired(facts, company, shown_on) if row[0] not in dict(originals)]
    rows = [*originals[:SERIES_ROWS], *acquired[:SERIES_ROWS]]
    known = statuses(series.pk for series, _fact in rows)
    for series, _fact in rows:
        series.status = known.get(series.pk, "")
    return {
        "company": company,
        "family": family(
            [(depth, o) for depth, o in owners if o in shown], [o for o in holdings if o in shown]
        ),
        "originals": originals[:SERIES_ROWS],
        "original_count": len(originals),
        "acquisitions": acquired[:SERIES_ROWS],
        "acquisition_count": len(acquired),
        "productions": [
            work
            for _heading, works in filmography(gathering.children[Credit], facts.releases)
            for work in works
        ],
        "deals": facts.deals[:RECENT_DEALS],
        "deal_count": len(facts.deals),
        "milestones": facts.milestones,
        "stories": stories_about(company),
    }


def _series_of(releases, shown_on, original: bool) -> list[tuple[Series, Release]]:
    """(series, its first release) of the releases on these networks (keys), the newest first."""
    first: dict = {}
    for release in releases:  # oldest first
        right = (release.window == Window.ORIGINAL) is original
        if right and release.platform_id in shown_on and release.subject:
            first.setdefault(release.subject, release)
    return sorted(first.items(), key=lambda row: row[1].starts_earliest or date.max, reverse=True)


def _acquired(facts, company, shown_on) -> list[tuple[Series, Release | Deal]]:
    """(series, fact) of what it shows without having ordered it, and of what it bought."""
    rows = dict(_series_of(facts.releases, shown_on, original=False))
    for deal in facts.deals:
        if deal.series and deal.buyer_id == company.pk and deal.kind == DealKind.ACQUISITION:
            rows.setdefault(deal.series, deal)
    return list(rows.items())


def whole_deals(keys) -> list[Deal]:
    """Return the public deals with these keys, in their order, with all that a line shows."""
    keys = list(keys)
    facts = FactGathering().start({Deal: Deal.objects.public().filter(pk__in=keys)}).finish()
    return sorted(facts.deals, key=lambda deal: keys.index(deal.pk))


def newest_deals():
    """Return the public confirmed deals, those announced last first."""
    newest = Deal.objects.public().confirmed()
    return newest.order_by(announcement_day().desc(nulls_last=True), "-pk")
