"""The entries of the renewals board: a series, what was decided, and the fact that says so."""

from dataclasses import dataclass, field
from datetime import date

from ..listing.renewals import LABELS
from ..models import BoardEntry, Company, Deal, Milestone, Release, Series
from ..models.choices import MilestoneKind
from ..partial_dates import PartialDate
from .loader import facts_from


@dataclass
class Entry:
    """A series on the board."""

    series: Series
    standing: BoardEntry
    fact: Milestone | Release | None  # what says so, with its source
    networks: list[Company] = field(default_factory=list)
    heading: str = ""  # the network under which it is listed, where the list has headings

    @property
    def label(self) -> str:
        return LABELS[self.standing.decision]

    @property
    def when(self) -> PartialDate | date | None:
        """The day of the decision, no more precise than it was told."""
        fact = self.fact
        if not isinstance(fact, Milestone):
            return self.standing.day
        return (
            (fact.date if fact.kind in MilestoneKind.happenings() else None)
            or fact.announced
            or fact.told_on
        )

    @property
    def season_text(self) -> str:
        """The seasons that the decision is about, or that were shown last."""
        return getattr(self.fact, "season_text", "") or self.fact.seasons if self.fact else ""


def entries(items: list[Series]) -> list[Entry]:
    """Return what the board shows of these series, loaded with their ``board``, in their order; two
    statements."""
    told = {series.pk: series.board for series in items}
    wanted = {
        Milestone: [standing.milestone_id for standing in told.values()],
        Release: [standing.release_id for standing in told.values()],
        Deal: [standing.deal_id for standing in told.values()],
    }
    found = facts_from(
        {
            model: model.objects.public().filter(pk__among=[pk for pk in pks if pk])
            for model, pks in wanted.items()
        }
    )
    networks = [pk for standing in told.values() for pk in standing.networks]
    page = found.with_records(
        [*((Series, key) for key in told), *((Company, key) for key in networks)]
    )
    facts = page.sheet
    by_milestone = {fact.pk: fact for fact in facts.milestones}
    by_release = {fact.pk: fact for fact in facts.releases}
    series = page.records[Series]
    return [
        Entry(
            series[key],
            standing,
            by_milestone.get(standing.milestone_id) or by_release.get(standing.release_id),
            page.found(Company, standing.networks),
        )
        for key, standing in told.items()
        if key in series
    ]
