"""What a page knows: facts by kind, and a series with all that readers know of it.

Plain values, put together by `loader` without a query of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..knowledge.status import Airing, Known, Step, Verdict, last_of, verdict
from ..models import (
    FACT_MODELS,
    Company,
    Credit,
    Fact,
    Milestone,
    Release,
    Season,
    Series,
)
from ..models.choices import Certainty, Role, SeriesStatus, Window
from ..models.fact import relation_name
from ..partial_dates import PartialDate

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class FactSheet:
    """Facts by kind, in the order in which a page shows them: ``sheet.deals``, ``sheet.releases``,
    a list for the relation of each kind on a story."""

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self._kinds: dict[type[Fact], list] = {model: [] for model in FACT_MODELS}
        for fact in facts:
            self._kinds[type(fact)].append(fact)
        for found in self._kinds.values():
            found.sort(key=lambda fact: fact.page_order())

    def __getattr__(self, name: str) -> list[Any]:
        for model in FACT_MODELS:
            if relation_name(model) == name:
                return self._kinds[model]
        raise AttributeError(name)

    def __iter__(self) -> Iterator[Fact]:
        for found in self._kinds.values():
            yield from found

    def __bool__(self) -> bool:
        return any(self._kinds.values())

    @property
    def groups(self) -> list[tuple[str, list]]:
        """(heading, facts) of each kind that there is; what is part of another is left to it."""
        shown = (
            (model.TITLE, [fact for fact in found if fact.stands_alone])
            for model, found in self._kinds.items()
        )
        return [(title, facts) for title, facts in shown if facts]


@dataclass
class SeriesRecord:
    """A series with what readers know of it (and, on a story's page, what the story brings)."""

    series: Series
    facts: FactSheet
    history: list[Fact] = field(default_factory=list)

    @cached_property
    def verdict(self) -> Verdict:
        """Where the series stands, with what says so."""
        confirmed = [f for f in self.facts if f.certainty == Certainty.CONFIRMED]
        days = [
            episode.air_date.latest
            for season in self.seasons
            for episode in season.episodes.all()
            if episode.air_date
        ]
        return verdict(
            Known(
                self.series.kind,
                tuple(Step.of(fact) for fact in confirmed if isinstance(fact, Milestone)),
                tuple(
                    Airing(
                        release.starts.earliest,
                        release.starts.latest,
                        release.ends.latest if release.ends else None,
                        last_of(release.season_text),
                    )
                    for release in self.originals
                    if release.starts and release.certainty == Certainty.CONFIRMED
                ),
                max((season.number for season in self.seasons), default=None),
                min(days, default=None),
                max(days, default=None),
            )
        )

    @property
    def status(self) -> str:
        """One of `SeriesStatus`, or the empty text."""
        return self.verdict.status

    @property
    def silent_since(self) -> PartialDate | None:
        """The month of the last that is known of it, of a series whose status is unknown."""
        since = self.verdict.since
        return PartialDate(f"{since:%Y-%m}") if since else None

    @property
    def status_label(self) -> StrOrPromise:
        return SeriesStatus(self.status).label if self.status else ""

    @cached_property
    def latest_milestone(self) -> Milestone | None:
        """The newest of the steps that are confirmed and have a day."""
        steps = [m for m in self.facts.milestones if m.certainty == Certainty.CONFIRMED]
        return max((m for m in steps if m.counts_from), key=lambda m: m.counts_from, default=None)

    @cached_property
    def credit_roll(self) -> list[tuple[StrOrPromise, list[Credit]]]:
        """Makers and companies, (role, credits), in the order of the roles."""
        return self._by_role(role for role in Role if role not in Role.on_screen())

    @cached_property
    def cast(self) -> list[Credit]:
        """Those who play, main cast before guests."""
        roles = self._by_role(Role.on_screen())
        return [credit for _label, credits in roles for credit in credits]

    def _by_role(self, roles: Iterable[str]) -> list[tuple[StrOrPromise, list[Credit]]]:
        groups = defaultdict(list)
        for credit in sorted(self.series.credits.all(), key=lambda c: c.sort_order or 0):
            if credit.name:
                groups[credit.role].append(credit)
        return [(Role(role).label, groups[role]) for role in roles if role in groups]

    @property
    def originals(self) -> list[Release]:
        """The original releases, oldest first."""
        return [r for r in self.facts.releases if r.window == Window.ORIGINAL]

    @cached_property
    def networks(self) -> list[Company]:
        """The networks that ordered the series: the platforms of its original releases."""
        confirmed = [r for r in self.originals if r.certainty == Certainty.CONFIRMED]
        return list(dict.fromkeys(release.platform for release in confirmed))

    @property
    def seasons(self) -> list[Season]:
        return sorted(self.series.seasons.all(), key=lambda s: s.number)
