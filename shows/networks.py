"""Who owns whom, and the index of channels and services."""

from collections import defaultdict
from dataclasses import dataclass, field

from anyascii import anyascii

from .facets import count_pairs, pair
from .models import Company, Ownership, Series
from .querysets import network_pairs
from .together import fetch_together


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


@dataclass
class Family:
    """A company between those that own it and those that it owns, as a page draws it."""

    levels: list[list[Ownership]] = field(default_factory=list)  # from the top to its owners
    past_owners: list[Ownership] = field(default_factory=list)
    holdings: list[Ownership] = field(default_factory=list)
    past_holdings: list[Ownership] = field(default_factory=list)

    def __bool__(self):
        return bool(self.levels or self.past_owners or self.holdings or self.past_holdings)


def family(owners, holdings) -> Family:
    """Draw the answer of `ownership_chain` up, without those whose records are hidden."""
    levels: dict[int, list] = defaultdict(list)
    for depth, ownership in owners:
        if ownership.is_current and ownership not in levels[depth]:
            levels[depth].append(ownership)
    by_name = sorted(holdings, key=lambda o: o.owned.name.casefold())
    return Family(
        [levels[depth] for depth in sorted(levels, reverse=True) if levels[depth]],
        [o for depth, o in owners if not depth and not o.is_current],
        [o for o in by_name if o.is_current],
        [o for o in by_name if not o.is_current],
    )


def with_counts(companies: list[Company]) -> list[Company]:
    """Give each network its ``series_count`` and its ``owner`` (or None). Two statements."""
    seen = Series.objects.public().values("pk")
    branches = [
        pair("network", queryset.filter(**{f"{series}__in": seen}), f"{network}_id", "", series)
        for queryset, network, series in network_pairs()
    ]
    counted = count_pairs(branches).get("network", {})
    loaded = fetch_together({Company: Company.objects.public(), Ownership: Ownership.objects.all()})
    known = {company.pk: company for company in loaded[Company]}
    current = [o for o in loaded[Ownership] if o.is_current]
    owners = {  # the last one written is the one with the largest share
        o.owned_id: known.get(o.owner_id) for o in sorted(current, key=lambda o: o.share or 0)
    }
    for company in companies:
        found = counted.get(str(company.pk))
        company.series_count = found.count if found else 0
        company.owner = owners.get(company.pk)
    return companies


def by_letter(companies) -> list[tuple[str, list[Company]]]:
    """Put companies under the first letter of their names, accents folded; figures under “0-9”."""
    groups = defaultdict(list)
    for company in sorted(companies, key=lambda c: anyascii(c.name).casefold()):
        letter = anyascii(company.name).lstrip(" +.-")[:1].upper()
        groups[letter if letter.isalpha() else "0-9"].append(company)
    return sorted(groups.items())
