"""What was decided of a series, and what is still to be decided: the rule of the renewals board.

From confirmed milestones and releases by the rule of `knowledge.status`, and nothing else:

- **renewed**: the last word is a renewal or a revival, and the season it promises has not begun;
- **ending**: a final season, or an end or a cancellation with episodes to come;
- **cancelled**, **ended**: as its status;
- **waiting**: it is not finished, the last season that the record knows was shown less than
  eighteen months ago, none is announced, and no decision has been told since. What is made to have
  one season does not wait for another; nor does a series of which the record has later seasons
  than those whose start it knows: that silence is our own.
"""

from dataclasses import dataclass
from datetime import date

from ..models.choices import MilestoneKind, SeriesStatus
from .runs import NEWS_FOR
from .status import COMPLETE, Known, Step, kept, verdict

RENEWED, ENDING, CANCELLED, ENDED, WAITING = "renewed", "ending", "cancelled", "ended", "waiting"
OVER = {
    SeriesStatus.FINAL_SEASON: ENDING,
    SeriesStatus.CANCELLED: CANCELLED,
    SeriesStatus.ENDED: ENDED,
}
PROMISES = (MilestoneKind.RENEWED, MilestoneKind.REVIVED)


@dataclass(frozen=True)
class Decision:
    """What was decided of a series and when, with the fact that says so: a milestone, or the last
    release of a series that waits. ``networks`` are those that showed it first, in order."""

    decision: str
    day: date | None
    milestone: int | None = None
    release: int | None = None
    deal: int | None = None  # of the release
    networks: tuple[int, ...] = ()


def decision(known: Known, today: date) -> Decision | None:
    """Return the place of a series on the board, or None where it has none."""
    status, step, _since = verdict(known, today)
    networks = tuple(dict.fromkeys(a.platform for a in known.airings if a.platform))
    over = OVER.get(SeriesStatus(status)) if status else None
    if step and (found := over or _promised(step, known, today)):
        return Decision(found, step.day, step.pk, networks=networks)
    if status == SeriesStatus.AIRING and _waits(known, today):
        last = known.airings[-1]
        return Decision(WAITING, last.starts, None, last.pk, last.deal, networks)
    return None


def _promised(step: Step, known: Known, today: date) -> str:
    """`RENEWED` if ``step`` promises a season that has not begun; else the empty text."""
    return RENEWED if step.kind in PROMISES and not kept(step, known, today) else ""


def _waits(known: Known, today: date) -> bool:
    """Whether the last season was shown lately, and none is announced."""
    if not known.airings or known.kind in COMPLETE:
        return False
    last = known.airings[-1]
    first_alone = 1 if len(known.airings) == 1 else 0
    if (known.last_season or 0) > (last.season or known.shown_season or first_alone):
        return False
    shown = all(
        airing.starts <= today and not (airing.ends and airing.ends >= today)
        for airing in known.airings
    )
    return shown and today - last.starts <= NEWS_FOR
