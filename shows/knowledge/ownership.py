"""Who owns whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..models import Ownership

if TYPE_CHECKING:
    from ..models import Company


def ownership_chain(
    company: Company, ownerships: Sequence[Any]
) -> tuple[list[tuple[int, Ownership]], list[Ownership]]:
    """Return who owns the company, with the depth (its owners 0, theirs 1), and what it owns.

    Past owners are told for the company itself; above it, only those of today.
    """
    owned_by, owners = defaultdict(list), []
    for ownership in ownerships:
        owned_by[ownership.owned_id].append(ownership)

    def climb(key: int, depth: int, below: set[int]) -> None:
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

    def __bool__(self) -> bool:
        return bool(self.levels or self.past_owners or self.holdings or self.past_holdings)


def family(owners: list[Any], holdings: list[Any]) -> Family:
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
