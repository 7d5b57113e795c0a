"""What replaced which fact, and what holds in its place today."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..models import Fact


class Successors:
    """The facts that replace others, by what they replace. ``replacing`` are all that readers
    know, and those of the story being shown; ``shown`` are those of them that can be shown."""

    def __init__(self, replacing: Iterable[Fact], shown: Iterable[Fact]) -> None:
        found = [fact for fact in replacing if fact.replaces_id]
        self.wrong = {replaced_key(fact) for fact in found if fact.correction}
        # Of two that replace the same, the one that was written last.
        ordered = sorted(found, key=lambda fact: (fact.pk is None, fact.pk))
        self.of = {replaced_key(fact): fact for fact in ordered}
        self.shown = {id(fact) for fact in shown}

    def mark(self, fact: Fact) -> None:
        """Say on ``fact`` what became of it."""
        key = (type(fact), fact.pk)
        fact.is_outdated, fact.is_wrong = key in self.of, key in self.wrong
        last, seen = fact, {id(fact)}
        while (later := self.of.get((type(last), last.pk))) and id(later) not in seen:
            seen.add(id(later))
            last = later
        fact.successor = last if last is not fact and id(last) in self.shown else None


def replaced_key(fact: Fact) -> tuple[type[Fact], int | None]:
    """What a fact replaces, as (model, key)."""
    return type(fact), fact.replaces_id
