"""The list of persons: what they are filtered by, what they do, what they are known for."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from ..models import Credit, Genre, Person, Series
from ..models.batch import fetch_batch
from ..models.choices import Role
from .facets import Facet, ValueSource
from .filtersets import RecordFacet, TerritoryNames
from .views import FacetedFilterSet

#: How many roles and series of a person a list names.
ROLES, WORKS = 2, 3


def public_credits() -> Any:
    """Return the credits of persons on series that readers may see."""
    return Credit.objects.filter(person__isnull=False, series__is_public=True)


class RoleFacet(Facet):
    """What a person does: the roles of their credits."""

    @staticmethod
    def values() -> dict[str, str]:
        companies = Role.of_companies()
        return {role: str(role.label) for role in Role if role not in companies}

    def known(self, values: list[str]) -> dict[str, str]:
        choices = self.values()
        return {value: choices[value] for value in values if value in choices}

    def ways(self) -> list[ValueSource]:
        return [ValueSource(public_credits(), "role", "", "person")]


class PersonGenreFacet(RecordFacet):
    """The genres of the series of a person."""

    record_model = Genre

    def ways(self) -> list[ValueSource]:
        return [
            ValueSource(public_credits(), "series__genres__slug", "series__genres__name", "person")
        ]


class PersonCountryFacet(TerritoryNames, Facet):
    """The countries of the series of a person."""

    def ways(self) -> list[ValueSource]:
        return [ValueSource(public_credits(), "series__countries__pk", "", "person")]


class PersonFilterSet(FacetedFilterSet):
    """Persons by role, and by genre and country of their series."""

    role = RoleFacet(label="Métier", unknown="%s n’est pas un métier connu", order="vocabulary")
    genre = PersonGenreFacet(label="Genre", unknown="%s n’est pas un genre")
    country = PersonCountryFacet(
        label="Pays", unknown="%s n’est pas un code de pays", order="count"
    )

    SORTS = {
        "news": (
            "Dans l’actualité",
            lambda: ["-told_at", "name", "pk"],
        ),
        "name": ("Par nom", lambda: ["name", "pk"]),
    }

    class Meta:
        model = Person
        fields: list[Any] = []


def with_works(persons: list[Person]) -> list[Person]:
    """Give each person their main ``roles`` (labels) and the ``works`` that they are known for;
    ``other_works`` says how many more there are. One statement.

    The main role is the one of most series. A person is known for what they did in it first, in
    the order in which the credits bill them.
    """
    keys = [person.pk for person in persons]
    credits = public_credits().filter(person__in=keys)
    loaded = fetch_batch(
        {
            Credit: credits,
            Series: Series.objects.filter(pk__in=credits.order_by().values("series")).only(
                "title", "title_is_working", "original_title", "languages", "slug"
            ),
        }
    )
    series = {found.pk: found for found in loaded[Series]}
    order = list(Role.values)
    own: defaultdict[int, list[Credit]] = defaultdict(list)
    for credit in loaded[Credit]:
        own[credit.person_id].append(credit)
    for person in persons:
        credited = {(credit.series_id, credit.role) for credit in own[person.pk]}
        often = Counter(role for _series, role in credited)
        roles = sorted(often, key=lambda role: (-often[role], order.index(role)))
        billed = sorted(
            own[person.pk],
            key=lambda c: (roles.index(c.role), c.sort_order or 0, series[c.series_id].title),
        )
        works = list(dict.fromkeys(series[credit.series_id] for credit in billed))
        person.roles = [Role(role).label for role in roles[:ROLES]]
        person.works = works[:WORKS]
        person.other_works = len(works) - len(person.works)
    return persons
