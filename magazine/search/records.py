"""Records, as search reads them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from articles.models import AwardEditionLink
from shows.models import (
    Award,
    AwardEdition,
    Company,
    Credit,
    Deal,
    FacetName,
    Person,
    Release,
    Series,
    SeriesFacet,
    SeriesTitle,
)
from shows.models.batch import attach, by_key, fetch_batch
from shows.models.choices import Role, Window
from shows.wording import country, listed

from .indexes import Entry, Kind
from .texts import plain

#: How many works are named beside a person.
WORKS = 3


def told(*words: Any) -> str:
    """“Série, OCS, 2017”, without what is empty."""
    return ", ".join(str(word) for word in words if word)


class SeriesKind(Kind):
    """Series, found by their titles, cast, crew, networks, genres and tags."""

    number = 2
    name, one, many = "series", "série", "séries"
    model = Series

    def read(self, keys: Iterable[int]) -> list[Any]:
        loaded = fetch_batch(
            {
                Series: self.public().filter(pk__in=keys),
                SeriesTitle: SeriesTitle.objects.filter(series__in=keys),
                Credit: Credit.objects.filter(series__in=keys),
                Release: Release.objects.public()
                .confirmed()
                .filter(Q(series__in=keys) | Q(deal__series__in=keys), window=Window.ORIGINAL),
                Deal: Deal.objects.filter(series__in=keys).only("series"),
            }
        )
        # Of credits and releases, those are told whose person, company or platform is public.
        # Their keys are read first: PostgreSQL plans for far more rows than a subquery returns.
        credits, releases = loaded[Credit], loaded[Release]
        names = fetch_batch(
            {
                Person: Person.objects.public().filter(pk__in={c.person_id for c in credits}),
                Company: Company.objects.public().filter(
                    pk__in={c.company_id for c in credits} | {r.platform_id for r in releases}
                ),
            }
        )
        people, companies = by_key(names[Person]), by_key(names[Company])
        subjects = {deal.pk: deal.series_id for deal in loaded[Deal]}
        first: dict[Any, Any] = {}
        for release in sorted(releases, key=lambda r: (r.starts_earliest or date.max, r.pk)):
            if attach(release, "platform", companies):
                first.setdefault(release.series_id or subjects.get(release.deal_id), release)
        titles, crew = defaultdict(list), defaultdict(list)
        for row in loaded[SeriesTitle]:
            titles[row.series_id].append(row.title)
        for credit in sorted(loaded[Credit], key=lambda c: c.sort_order or 0):
            named = people.get(credit.person_id) or companies.get(credit.company_id)
            if named is not None:
                part = f" ({credit.character})" if credit.character else ""
                crew[credit.series_id].append(f"{named}{part}")
        return [
            Entry(
                series,
                list(dict.fromkeys([series.title, series.original_title, *titles[series.pk]])),
                about=told(series.get_kind_display(), *_broadcast(first.get(series.pk))),
                passages=[
                    series.logline,
                    plain(series.synopsis),
                    f"Au générique\N{NO-BREAK SPACE}: {', '.join(crew[series.pk])}."
                    if crew[series.pk]
                    else "",
                ],
            )
            for series in loaded[Series]
        ]

    def add_more(self, entries: Any) -> None:
        """Add the networks that have it, the genres, the tags, and the works that it comes from."""
        by = {entry.record.pk: entry for entry in entries}
        had = SeriesFacet.objects.filter(facet=FacetName.NETWORK, series__in=list(by))
        pairs = list(had.values_list("series_id", "value"))
        names = dict(
            Company.objects.public()
            .filter(pk__among=[int(value) for _key, value in pairs])
            .values_list("pk", "name")
        )
        for key, value in pairs:
            if int(value) in names:
                by[key].more.append(names[int(value)])
        series = Series.objects.filter(pk__in=list(by))
        for relation in ("genres__name", "tagged_items__tag__name", "relations__work_title"):
            for key, name in series.filter(**{f"{relation}__isnull": False}).values_list(
                "pk", relation
            ):
                by[key].more.append(name)


def _broadcast(release: Release | None) -> tuple:
    """Where it was shown first, and the year."""
    if release is None:
        return ()
    return release.platform.name, release.starts.earliest.year if release.starts else ""


class Persons(Kind):
    """Persons. Their works are shown with them, and found as series."""

    number = 3
    name, one, many = "people", "personne", "personnes"
    model = Person
    shown = 8

    def read(self, keys: Iterable[int]) -> list[Any]:
        loaded = fetch_batch(
            {
                Person: self.public().filter(pk__in=keys),
                Credit: Credit.objects.filter(person__in=keys),
            }
        )
        named = {credit.series_id for credit in loaded[Credit]}
        series = Series.objects.public().in_bulk(named) if named else {}
        roles: defaultdict[Any, Any] = defaultdict(dict)
        works: defaultdict[Any, Any] = defaultdict(dict)
        order = list(Role.values)
        for credit in sorted(loaded[Credit], key=lambda c: (order.index(c.role), c.pk)):
            if credit.series_id in series:
                roles[credit.person_id][credit.get_role_display()] = True
                works[credit.person_id][series[credit.series_id].title] = True
        return [
            Entry(
                person,
                [person.name, *person.other_name_list],
                about=told(*list(roles[person.pk])[:2]),
                note=_few(list(works[person.pk])),
                passages=[plain(person.biography)],
            )
            for person in loaded[Person]
        ]


def _few(titles: list[str]) -> str:
    """“Missions, Lost et 3 autres séries”."""
    if len(titles) <= WORKS:
        return listed(titles)
    rest = len(titles) - WORKS + 1
    return f"{', '.join(titles[: WORKS - 1])} et {rest}\N{NO-BREAK SPACE}autres séries"


class Companies(Kind):
    """Channels and companies, found by their names alone."""

    number = 4
    name, one, many = "companies", "chaîne ou société", "chaînes et sociétés"
    model = Company
    shown = 8

    def read(self, keys: Iterable[int]) -> list[Any]:
        return [
            Entry(
                company,
                [company.name, *company.other_name_list],
                about=told(company.get_kind_display(), country(company.country)),
            )
            for company in self.public().filter(pk__in=keys)
        ]


class Awards(Kind):
    """Festivals and prizes, found by their names and their description."""

    number = 5
    name, one, many = "awards", "festival ou prix", "festivals et prix"
    model = Award

    def read(self, keys: Iterable[int]) -> list[Any]:
        return [
            Entry(
                award,
                [award.name, *award.other_name_list],
                about=told(award.get_kind_display(), country(award.country)),
                passages=[award.description],
            )
            for award in self.public().filter(pk__in=keys)
        ]

    def ranks(self, entries: Any) -> Any:
        """Stories link to editions."""
        return self._counted(AwardEditionLink, "edition__award", entries)


class Editions(Kind):
    """Editions, found by any name of the award with the year, if it is typed right."""

    number = 6
    name, one, many = "editions", "palmarès", "palmarès"
    model = AwardEdition
    forgiving = False

    def lines(self) -> Any:
        return self.public().select_related("award")

    def read(self, keys: Iterable[int]) -> list[Any]:
        return [
            Entry(
                edition,
                [str(edition), *(f"{n} {edition.year}" for n in edition.award.other_name_list)],
                about=told(edition.label or "Édition", edition.place),
            )
            for edition in self.lines().filter(pk__in=keys)
        ]
