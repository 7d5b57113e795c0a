"""What the pages of persons, companies, award editions and deals show.

Each starts from the public facts that name its record and lets a `Gathering` fetch the rest: two
statements a page, whatever the number of facts.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from media.models import Picture

from .choices import CompanyKind, DealKind, NominationResult, Role, Window
from .facets import count_pairs, pair
from .filters import announcement_day
from .gathering import Gathering, People, nest
from .models import (
    FACT_MODELS,
    AwardEdition,
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
from .pages import stories_about
from .querysets import network_pairs, original_releases
from .sheets import FactSheet
from .together import attach, fetch_together

#: How many deals a company's page shows; the rest is in the deal tracker.
RECENT_DEALS = 10


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
        {Credit: credits},
    )
    gathering.want(Series, *(c.series_id for c in gathering.children[Credit]))
    gathering.want(Picture, person.portrait_id)
    facts = gathering.finish()
    attach(person, "portrait", gathering.records[Picture])
    return {
        "person": person,
        "filmography": _filmography(gathering.children[Credit], _first_years(facts.releases)),
        "facts": facts,
        "stories": stories_about(person),
    }


def _first_years(releases) -> dict:
    """{series key: the year of its first original release}."""
    years: dict = {}
    for release in releases:
        if release.window == Window.ORIGINAL and release.starts and release.subject:
            year = release.starts.earliest.year
            key = release.subject.pk
            years[key] = min(year, years.get(key, year))
    return years


@dataclass
class Work:
    """A series that someone is credited on, with what for."""

    series: Series
    year: int | None
    roles: list[str] = field(default_factory=list)  # or characters, on screen
    seasons: str = ""


def _filmography(credits, years) -> list[tuple[str, list[Work]]]:
    """Return (heading, works) on screen and behind it, the newest first."""
    groups: dict = {"À l’écran": {}, "Derrière l’écran": {}}
    places = {role: place for place, role in enumerate(Role.values)}
    for credit in sorted(credits, key=lambda c: (places[c.role], c.sort_order or 0)):
        on_screen = credit.role in Role.on_screen()
        works = groups["À l’écran" if on_screen else "Derrière l’écran"]
        work = works.setdefault(credit.series, Work(credit.series, years.get(credit.series_id)))
        label = credit.character if on_screen and credit.character else credit.get_role_display()
        work.roles.append(label)
        work.seasons = credit.seasons if len(work.roles) == 1 else ""
    return [
        (heading, sorted(works.values(), key=lambda w: (-(w.year or 9999), w.series.title)))
        for heading, works in groups.items()
        if works
    ]


def company_page(company: Company) -> dict:
    """Return the context of a company's page."""
    # The deals' keys first: SQLite's parser does not nest as deep as one statement would.
    found = fetch_together(
        {
            Deal: Deal.objects.filter(Q(buyer=company) | Q(seller=company)).only("pk"),
            DealParty: DealParty.objects.filter(company=company).only("deal"),
            Release: Release.objects.filter(platform=company, deal__isnull=False).only("deal"),
        }
    )
    deals = {row.pk for row in found[Deal]}
    deals |= {row.deal_id for row in [*found[DealParty], *found[Release]]}
    gathering = FactGathering().start(
        {
            Deal: Deal.objects.public().filter(pk__among=list(deals)),
            Release: Release.objects.public().filter(platform=company),
            Milestone: Milestone.objects.public().filter(company=company),
        },
        {
            Credit: Credit.objects.public().filter(company=company),
            Ownership: Ownership.objects.all(),
        },
    )
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
    originals = _series_of(facts.releases, company, original=True)
    return {
        "company": company,
        "owners": [(depth, o) for depth, o in owners if o in shown],
        "holdings": [o for o in holdings if o in shown],
        "originals": originals,
        "acquisitions": [row for row in _acquired(facts, company) if row[0] not in dict(originals)],
        "productions": [
            work
            for _heading, works in _filmography(
                gathering.children[Credit], _first_years(facts.releases)
            )
            for work in works
        ],
        "deals": facts.deals[:RECENT_DEALS],
        "deal_count": len(facts.deals),
        "milestones": facts.milestones,
        "stories": stories_about(company),
    }


def ownership_chain(company, ownerships) -> tuple[list[tuple[int, Ownership]], list[Ownership]]:
    """Return who owns the company, with the depth (its owners 0, theirs 1), and what it owns.

    Past owners are told for the company itself; above it, only those of today.
    """
    owned_by, owners = defaultdict(list), []
    for ownership in ownerships:
        owned_by[ownership.owned_id].append(ownership)

    def climb(key, depth, below):
        for ownership in owned_by[key]:
            if ownership.owner_id in below or (depth and not ownership.is_current):
                continue
            owners.append((depth, ownership))
            if ownership.is_current:
                climb(ownership.owner_id, depth + 1, {*below, ownership.owner_id})

    climb(company.pk, 0, {company.pk})
    holdings = [o for o in ownerships if o.owner_id == company.pk]
    return owners, holdings


def _series_of(releases, company, original: bool) -> list[tuple[Series, Release]]:
    """(series, its first release) of the company's releases, the newest first."""
    first: dict = {}
    for release in releases:  # oldest first
        right = (release.window == Window.ORIGINAL) is original
        if right and release.platform_id == company.pk and release.subject:
            first.setdefault(release.subject, release)
    return sorted(first.items(), key=lambda row: row[1].starts_earliest or date.max, reverse=True)


def _acquired(facts, company) -> list[tuple[Series, Release | Deal]]:
    """(series, fact) of what it shows without having ordered it, and of what it bought."""
    rows = dict(_series_of(facts.releases, company, original=False))
    for deal in facts.deals:
        if deal.series and deal.buyer_id == company.pk and deal.kind == DealKind.ACQUISITION:
            rows.setdefault(deal.series, deal)
    return list(rows.items())


def edition_page(edition: AwardEdition) -> dict:
    """Return the context of the page of an award's year."""
    gathering = FactGathering().start(
        {Nomination: Nomination.objects.public().filter(edition=edition)}
    )
    facts = gathering.finish()
    groups = defaultdict(list)
    for nomination in facts.nominations:
        groups[nomination.result].append(nomination)
    for group in groups.values():
        group.sort(key=lambda n: (n.category, n.sort_order or 0))
    order = [
        (NominationResult.WON, "Palmarès"),
        (NominationResult.MENTION, "Mentions"),
        (NominationResult.NOMINATED, "Nominations"),
        (NominationResult.SELECTED, "Sélection"),
    ]
    editions = AwardEdition.objects.public().filter(award=edition.award).order_by("-year")
    return {
        "edition": edition,
        "results": [(label, groups[result]) for result, label in order if result in groups],
        "editions": list(editions),
        "stories": stories_about(edition),
    }


def whole_deals(keys) -> list[Deal]:
    """Return the public deals with these keys, in their order, with all that a line shows."""
    keys = list(keys)
    facts = FactGathering().start({Deal: Deal.objects.public().filter(pk__in=keys)}).finish()
    return sorted(facts.deals, key=lambda deal: keys.index(deal.pk))


def newest_deals():
    """Return the public confirmed deals, those announced last first."""
    newest = Deal.objects.public().confirmed()
    return newest.order_by(announcement_day().desc(nulls_last=True), "-pk")


def network_list() -> list[tuple[str, list[Company]]]:
    """Return the networks by kind, each with ``series_count`` and ``owner`` (or None)."""
    seen = Series.objects.public().values("pk")
    branches = [
        pair("network", queryset.filter(**{f"{series}__in": seen}), f"{network}_id", "", series)
        for queryset, network, series in network_pairs()
    ]
    counted = count_pairs(branches).get("network", {})
    loaded = fetch_together({Company: Company.objects.public(), Ownership: Ownership.objects.all()})
    companies = {company.pk: company for company in loaded[Company]}
    current = [o for o in loaded[Ownership] if o.is_current]
    owners = {  # the last one written is the one with the largest share
        o.owned_id: companies.get(o.owner_id) for o in sorted(current, key=lambda o: o.share or 0)
    }
    groups = defaultdict(list)
    for company in sorted(companies.values(), key=lambda c: c.name.casefold()):
        found = counted.get(str(company.pk))
        company.series_count = found.count if found else 0
        company.owner = owners.get(company.pk)
        groups[company.kind].append(company)
    labels = {CompanyKind.CHANNEL: "Chaînes", CompanyKind.STREAMING_SERVICE: "Services"}
    return [(label, groups[kind]) for kind, label in labels.items() if groups[kind]]
