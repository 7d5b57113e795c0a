"""The renewals board: what was decided of each series, and what is still to be decided.

Derived from confirmed milestones and releases by the rule of `knowledge.status`, and nothing else:

- **renewed**: the last word is a renewal or a revival, and the season it promises has not begun;
- **ending**: a final season, or an end or a cancellation with episodes to come;
- **cancelled**, **ended**: as its status;
- **waiting**: it is not finished, the last season that the record knows was shown less than
  eighteen months ago, none is announced, and no decision has been told since. What is made to have
  one season does not wait for another; nor does a series of which the record has later seasons
  than those whose start it knows: that silence is our own.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Case, CharField, QuerySet, Value, When
from django.utils import timezone

from ..knowledge.networks import original_releases
from ..knowledge.runs import NEWS_FOR
from ..knowledge.status import COMPLETE, ORDERS, Known, Step, all_known, kept, last_of, verdict
from ..models import Company, Milestone, Series
from ..models.choices import CompanyKind, MilestoneKind, SeriesStatus
from .facets import ColumnFacet, ValueSource
from .filtersets import NetworkFacet, ToldOfMixin, YearColumnFacet, genre_facet
from .views import FacetedFilterSet

RENEWED, ENDING, CANCELLED, ENDED, WAITING = "renewed", "ending", "cancelled", "ended", "waiting"
DECISIONS = {
    RENEWED: "Renouvelées",
    ENDING: "Bientôt finies",
    CANCELLED: "Annulées",
    ENDED: "Terminées",
    WAITING: "En attente",
}
#: The same of one series.
LABELS = {
    RENEWED: "Renouvelée",
    ENDING: "Bientôt finie",
    CANCELLED: "Annulée",
    ENDED: "Terminée",
    WAITING: "En attente",
}
#: Sorts after every name.
LAST = "\N{REPLACEMENT CHARACTER}"
OVER = {
    SeriesStatus.FINAL_SEASON: ENDING,
    SeriesStatus.CANCELLED: CANCELLED,
    SeriesStatus.ENDED: ENDED,
}
PROMISES = (MilestoneKind.RENEWED, MilestoneKind.REVIVED)


@dataclass(frozen=True)
class Run:
    """An original release: a season, or a part of one, on a network."""

    pk: int
    platform: int
    starts: date  # the last day on which it can start
    ends: date | None
    season: int | None  # the last one that it shows, where it says
    deal: int | None


@dataclass(frozen=True)
class Standing:
    """What was decided of a series and when, with the fact that says so: a milestone, or the last
    release of a series that waits."""

    decision: str
    day: date | None
    milestone: int | None = None
    release: int | None = None
    deal: int | None = None  # of the release
    networks: tuple[int, ...] = ()


def standings(today: date | None = None) -> dict[int, Standing]:
    """Return {series key: standing} of all the series on the board; four queries."""
    today = today or timezone.localdate()
    runs = _runs()
    found: dict[int, Standing] = {}
    for key, known in all_known().items():
        status, step, _since = verdict(known, today)
        own = runs.get(key, [])
        networks = tuple(dict.fromkeys(run.platform for run in own))
        over = OVER.get(SeriesStatus(status)) if status else None
        if step and (decision := over or _promised(step, known, today)):
            found[key] = Standing(decision, step.day, step.pk, networks=networks)
        elif status == SeriesStatus.AIRING and _waits(known, own, today):
            last = own[-1]
            found[key] = Standing(WAITING, last.starts, None, last.pk, last.deal, networks)
    return found


def _runs() -> dict[int, list[Run]]:
    """The original releases of each series, the oldest first."""
    rows = (
        original_releases()
        .filter(starts_latest__isnull=False)
        .values_list(
            "subject_id",
            "pk",
            "platform_id",
            "starts_latest",
            "ends_latest",
            "seasons",
            "deal__seasons",
            "deal_id",
        )
    )
    runs: defaultdict[int, list[Run]] = defaultdict(list)
    for series, pk, platform, starts, ends, seasons, deal_seasons, deal in rows:
        season = last_of(seasons or deal_seasons or "")
        runs[series].append(Run(pk, platform, starts, ends, season, deal))
    return runs


def _promised(step: Step, known: Known, today: date) -> str:
    """`RENEWED` if ``step`` promises a season that has not begun; else the empty text."""
    return RENEWED if step.kind in PROMISES and not kept(step, known, today) else ""


def _waits(known: Known, runs: list[Run], today: date) -> bool:
    """Whether the last season was shown lately, and none is announced."""
    if not runs or known.kind in COMPLETE:
        return False
    last = runs[-1]
    first_alone = 1 if len(runs) == 1 else 0
    if (known.last_season or 0) > (last.season or known.shown_season or first_alone):
        return False
    shown = all(run.starts <= today and not (run.ends and run.ends >= today) for run in runs)
    return shown and today - last.starts <= NEWS_FOR


class DeciderFacet(NetworkFacet):
    """The networks that show a series first or ordered it, and those that own them."""

    def ways(self) -> list[Any]:
        seen = Company.objects.public()
        shown = original_releases().order_by().filter(platform__in=seen)
        owner = "platform__ownerships__owner"
        owned = (
            original_releases()
            .order_by()
            .filter(
                platform__ownerships__owner__in=seen,
                platform__ownerships__owner__kind__in=CompanyKind.networks(),
                platform__ownerships__until="",
            )
        )
        ordered = Milestone.objects.public().confirmed().filter(kind__in=ORDERS, company__in=seen)
        ways = [
            ValueSource(
                rows.filter(series__isnull=not own), f"{path}__slug", f"{path}__name", series
            )
            for rows, path in ((shown, "platform"), (owned, owner))
            for own, series in ((True, "series"), (False, "deal__series"))
        ]
        return [*ways, ValueSource(ordered, "company__slug", "company__name", "series")]

    def filter(self, qs: QuerySet[Any], values: Collection[str]) -> QuerySet[Any]:
        return super(NetworkFacet, self).filter(qs, values)


def _told(groups: dict[str, list[int]]) -> Case:
    """SQL that gives each series the value under which its key is listed."""
    whens = [When(pk__among=keys, then=Value(value)) for value, keys in groups.items()]
    return Case(*whens, output_field=CharField())


class DecisionFacet(ColumnFacet):
    """The decision under which a series stands on the board; it is in no column."""

    def expression(self) -> Any:
        groups = defaultdict(list)
        for key, standing in self.parent.standings.items():
            groups[standing.decision].append(key)
        return _told(groups)


class DecisionYearFacet(YearColumnFacet):
    """The year of that decision; a series whose standing has no day is in none."""

    def expression(self) -> Any:
        groups = defaultdict(list)
        for key, standing in self.parent.standings.items():
            if standing.day:
                groups[str(standing.day.year)].append(key)
        return _told(groups)


class RenewalFilterSet(ToldOfMixin, FacetedFilterSet):
    """The series on the board by decision, network, genre and year of the decision."""

    decision = DecisionFacet(
        label="Décision",
        unknown="%s n’est pas une décision",
        order="vocabulary",
        values=lambda: DECISIONS,
    )
    network = DeciderFacet(label="Chaîne", unknown="%s n’est pas une chaîne connue", order="count")
    genre = genre_facet()
    year = DecisionYearFacet(label="Année", unknown="%s n’est pas une année", order="newest")

    # Sorted in Python: the day is not in a column.
    SORTS = {
        "newest": ("Les plus récentes", list),
        "title": ("Par titre", list),
        "network": ("Par chaîne", list),
    }

    class Meta:
        model = Series
        fields: list[Any] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.queryset: QuerySet[Any] = self.queryset.filter(pk__among=list(self.standings))

    @cached_property
    def standings(self) -> dict[int, Standing]:
        """{series key: standing}, read once for the whole page."""
        return standings()

    def sorted_keys(self) -> list[int]:
        """The keys of the series found, in the order asked for."""
        titles = dict(self.qs.order_by().values_list("pk", "title"))
        keys = sorted(titles, key=lambda key: (titles[key].casefold(), key))
        if self.order == "title":
            return keys
        keys.sort(key=lambda key: self.standings[key].day or date.min, reverse=True)
        if self.order == "network":
            names = self.network_names
            keys.sort(key=lambda key: names.get(self.last_network(key) or 0, LAST))
        return keys

    def last_network(self, key: int) -> int | None:
        """The network under which a series stands: the last one that showed it first."""
        return next(reversed(self.standings[key].networks), None)

    @cached_property
    def network_names(self) -> dict[int, str]:
        names = Company.objects.public().networks().values_list("pk", "name")
        return {pk: name.casefold() for pk, name in names}
