"""What the pages of festivals and prizes show: a palmarès a year, and one year in full."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

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
    """The nominations of a category, winners first; the one without a name comes last."""

    name: str
    nominations: list[Nomination] = field(default_factory=list)


def edition_page(edition: AwardEdition) -> dict:
    """Return the context of the page of an award's year."""
    found = facts_from({Nomination: Nomination.objects.public().filter(edition=edition)})
    nominations = found.with_records().sheet.nominations
    categories = by_category(nominations)
    editions = AwardEdition.objects.public().filter(award=edition.award).order_by("-year")
    return {
        "edition": edition,
        "winners": [n for c in categories for n in c.nominations if n.result == ORDER[0]],
        "categories": categories if any(n.result != ORDER[0] for n in nominations) else [],
        "editions": list(editions),
        "stories": stories_about(edition),
    }


def by_category(nominations: Any) -> list[Category]:
    """Put nominations into their categories: those with a prize first, then by name."""
    groups: dict[str, Category] = {}
    for nomination in sorted(nominations, key=_place):
        name = nomination.category
        groups.setdefault(name, Category(name)).nominations.append(nomination)
    return sorted(groups.values(), key=lambda c: (not c.name, _place(c.nominations[0])[0], c.name))


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
    for nomination in sorted(facts.nominations, key=lambda n: (n.category, _place(n))):
        winners[nomination.edition_id].append(nomination)
    return {"award": award, "years": [(edition, winners[edition.pk]) for edition in editions]}
