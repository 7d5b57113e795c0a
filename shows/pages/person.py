"""What the pages of persons and deals show.

Each starts from the public facts that name its record and loads what they name with them: two
statements a page, whatever the number of facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from media.models import Picture

from ..knowledge.filmography import coming_works, filmography
from ..knowledge.networks import original_releases
from ..listing.filtersets import announcement_day
from ..models import (
    Casting,
    Credit,
    Deal,
    Nomination,
    Person,
    Release,
    Series,
)
from ..models.batch import attach
from ..models.people import PersonExternalId
from .loader import LoadedPage, facts_from
from .series import stories_about

if TYPE_CHECKING:
    from ..models.querysets import FactQuerySet


def person_page(person: Person) -> dict:
    """Return the context of a person's page."""
    credits = Credit.objects.public().filter(person=person)
    found = facts_from(
        {
            Casting: Casting.objects.public().filter(person=person),
            Nomination: Nomination.objects.public().filter(people=person),
            Release: original_releases().filter(subject_id__in=credits.values("series")),
        },
        {Credit: credits, PersonExternalId: PersonExternalId.objects.filter(person=person)},
    )
    wanted = [(Series, credit.series_id) for credit in found.children[Credit]]
    page = found.with_records([*wanted, (Picture, person.portrait_id)])
    attach(person, "portrait", page.records[Picture])
    facts = page.sheet
    groups = filmography(credits_shown(page), facts.releases)
    return {
        "person": person,
        "filmography": groups,
        "coming": coming_works(groups),
        "facts": facts,
        "external_ids": page.children[PersonExternalId],
        "stories": stories_about(person),
    }


def credits_shown(page: LoadedPage) -> list[Credit]:
    """The credits among the children of a page whose series readers may see."""
    series = page.records[Series]
    return [credit for credit in page.children[Credit] if attach(credit, "series", series)]


def whole_deals(keys: Iterable[int]) -> list[Deal]:
    """Return the public deals with these keys, in their order, with all that a line shows."""
    keys = list(keys)
    page = facts_from({Deal: Deal.objects.public().filter(pk__in=keys)}).with_records()
    return sorted(page.sheet.deals, key=lambda deal: keys.index(deal.pk))


def newest_deals() -> FactQuerySet:
    """Return the public confirmed deals, those announced last first."""
    newest = Deal.objects.public().confirmed()
    return newest.order_by(announcement_day().desc(nulls_last=True), "-pk")
