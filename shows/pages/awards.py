"""What the pages of festivals and prizes show: a palmarès a year, and one year in full."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from ..knowledge.prizes import Prize, palmares_order, prize_for
from ..models import Award, AwardEdition, Nomination
from ..models.choices import NominationResult
from .loader import facts_from
from .series import stories_about

#: The results in the order in which a reader looks for them.
ORDER = [
    NominationResult.WON,
    NominationResult.MENTION,
    NominationResult.NOMINATED,
    NominationResult.SELECTED,
]


@dataclass
class Category:
    """The nominations of a category, winners first."""

    name: str
    nominations: list[Nomination] = field(default_factory=list)

    @property
    def is_of_persons(self) -> bool:
        return prize_for(self.nominations[0]) == Prize.PERSON


@dataclass
class Prizes:
    """The prizes of a palmarès under one heading, in the order of `palmares_order`."""

    heading: str
    nominations: list[Nomination]
    is_of_persons: bool = False


#: The headings of a palmarès that has both.
OF_SERIES, OF_PERSONS = "Les séries", "Les personnes"


def edition_page(edition: AwardEdition) -> dict:
    """Return the context of the page of an award's year.

    The winners first, the prizes of series before those of persons; then, category by category,
    what was nominated, with its winner. A tally (“26 nominations”) is in no category, and apart.
    """
    found = facts_from({Nomination: Nomination.objects.public().filter(edition=edition)})
    nominations = found.with_records().sheet.nominations
    tallies = [n for n in nominations if n.count]
    categories = by_category(n for n in nominations if not n.count)
    winners = sorted(
        (n for c in categories for n in c.nominations if n.result == ORDER[0]), key=palmares_order
    )
    editions = AwardEdition.objects.public().filter(award=edition.award).order_by("-year")
    return {
        "edition": edition,
        "winners": winners,
        "palmares": palmares(winners),
        "categories": [c for c in categories if any(n.result != ORDER[0] for n in c.nominations)],
        "tallies": sorted(tallies, key=lambda n: (-(n.count or 0), _place(n))),
        "editions": list(editions),
        "stories": stories_about(edition),
    }


def palmares(winners: list[Nomination]) -> list[Prizes]:
    """Put prizes under their headings; those of one kind only need none."""
    series, persons = Prizes(OF_SERIES, []), Prizes(OF_PERSONS, [], is_of_persons=True)
    for won in winners:
        (persons if prize_for(won) == Prize.PERSON else series).nominations.append(won)
    found = [group for group in (series, persons) if group.nominations]
    if len(found) == 1:
        found[0].heading = ""
    return found


def by_category(nominations: Any) -> list[Category]:
    """Put nominations into their categories, in the order of a palmarès."""
    groups: dict[str, Category] = {}
    for nomination in sorted(nominations, key=_place):
        name = nomination.category
        groups.setdefault(name, Category(name)).nominations.append(nomination)
    return sorted(groups.values(), key=lambda c: palmares_order(c.nominations[0]))


def _place(nomination: Any) -> tuple:
    title = nomination.series.title if nomination.series else ""
    return ORDER.index(nomination.result), nomination.sort_order or 0, title


def award_page(award: Award) -> dict:
    """Return the context of the page of an award: its years, each with its prizes."""
    editions = list(award.editions.all())  # public ones, newest first
    won = Nomination.objects.public().filter(
        edition__in=[edition.pk for edition in editions], result=NominationResult.WON
    )
    facts = facts_from({Nomination: won}).with_records().sheet
    winners = defaultdict(list)
    for nomination in sorted(facts.nominations, key=palmares_order):
        winners[nomination.edition_id].append(nomination)
    return {"award": award, "years": [(edition, winners[edition.pk]) for edition in editions]}
