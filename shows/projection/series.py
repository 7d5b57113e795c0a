"""What is stored of a series: its status and days, its place on the renewals board, and the values
by which lists find it. Rules are `knowledge`'s; here they are applied and compared with the rows.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils import timezone

from ..knowledge.networks import deciders, owners_of_networks, viewers
from ..knowledge.renewals import Decision, decision
from ..knowledge.status import ORDERS, Known, all_known, turning_days, verdict
from ..models import BoardEntry, FacetName, Nomination, Series, SeriesFacet
from ..models.choices import NO_DAY

Values = set[tuple[str, str]]


class State(NamedTuple):
    """The columns of `Series` that are stored."""

    status: str = ""
    premiere: datetime.date = NO_DAY
    newest_start: datetime.date = NO_DAY
    next_change: datetime.date | None = None


COLUMNS = State._fields


@dataclass
class Differences:
    """What differs from what is stored, by the keys of series."""

    states: dict[int, State] = field(default_factory=dict)
    board: dict[int, Decision | None] = field(default_factory=dict)
    added: dict[int, Values] = field(default_factory=dict)
    removed: dict[int, Values] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any((self.states, self.board, self.added, self.removed))


def differences(keys: Collection[int], today: datetime.date | None = None) -> Differences:
    """Return what the rules say of the series with these keys, where it differs from the rows."""
    today = today or timezone.localdate()
    found = Differences()
    known = all_known(keys)
    states = {key: _state(told, today) for key, told in known.items()}
    rows = Series._base_manager.filter(pk__among=keys).values_list("pk", *COLUMNS)
    for key, *columns in rows:
        if states[key] != State(*columns):
            found.states[key] = states[key]
    board = {key: decision(told, today) for key, told in known.items()}
    entries = {
        entry.series_id: _decided(entry) for entry in BoardEntry.objects.filter(series__among=keys)
    }
    found.board = {key: now for key, now in board.items() if now != entries.get(key)}
    stored: defaultdict[int, Values] = defaultdict(set)
    facets = SeriesFacet.objects.filter(series__among=keys)
    for key, facet, value in facets.values_list("series_id", "facet", "value"):
        stored[key].add((facet, value))
    values = _values(keys, known, states)
    for key in known:
        if added := values[key] - stored[key]:
            found.added[key] = added
        if removed := stored[key] - values[key]:
            found.removed[key] = removed
    return found


def _state(known: Known, today: datetime.date) -> State:
    starts = [airing.earliest for airing in known.airings]
    return State(
        verdict(known, today).status,
        min(starts, default=NO_DAY),
        max(starts, default=NO_DAY),
        _next_change(known, today),
    )


def _next_change(known: Known, today: datetime.date) -> datetime.date | None:
    """The next day on which the calendar alone changes the status or the place on the board."""
    now = _spoken(known, today)
    for day in turning_days(known):
        if day > today and _spoken(known, day) != now:
            return day
    return None


def _spoken(known: Known, day: datetime.date) -> tuple:
    return (verdict(known, day).status, decision(known, day))


def _decided(entry: BoardEntry) -> Decision:
    return Decision(
        entry.decision,
        entry.day,
        entry.milestone_id,
        entry.release_id,
        entry.deal_id,
        tuple(entry.networks),
    )


def _values(
    keys: Collection[int], known: dict[int, Known], states: dict[int, State]
) -> defaultdict[int, Values]:
    """{series key: (facet, value) pairs}."""
    found: defaultdict[int, Values] = defaultdict(set)

    def put(facet: str, pairs: Iterable[tuple[int, Any]]) -> None:
        for key, value in pairs:
            found[key].add((str(facet), str(value)))

    had = viewers(keys)
    first = [(key, a.platform) for key, told in known.items() for a in told.airings if a.platform]
    ordered = [
        (key, step.company_id)
        for key, told in known.items()
        for step in told.steps
        if step.kind in ORDERS and step.company_id
    ]
    undated = deciders(keys)
    owners = owners_of_networks({company for _key, company in [*had.shown, *undated]})
    put(FacetName.NETWORK, [*had.shown, *had.bought])
    put(FacetName.NETWORK, ((key, o) for key, c in had.shown for o in owners.get(c, ())))
    put(FacetName.DECIDER, [*first, *undated, *ordered])
    put(FacetName.DECIDER, ((key, o) for key, c in undated for o in owners.get(c, ())))
    put(FacetName.GENRE, _joined(Series.genres.through, "genre_id", keys))
    put(FacetName.COUNTRY, _joined(Series.countries.through, "country_id", keys))
    put(FacetName.STATUS, ((key, s.status) for key, s in states.items() if s.status))
    put(
        FacetName.YEAR,
        ((key, a.earliest.year) for key, told in known.items() for a in told.airings),
    )
    seen = Nomination.objects.public().confirmed().filter(series__among=keys).order_by()
    put(FacetName.AWARD, seen.values_list("series_id", "edition__award_id"))
    return found


def _joined(through: Any, column: str, keys: Collection[int]) -> Iterable[tuple[int, Any]]:
    return through.objects.filter(series__among=keys).values_list("series_id", column)


def store(found: Differences) -> None:
    """Write what differs."""
    groups = defaultdict(list)
    for key, state in found.states.items():
        groups[state].append(key)
    for state, keys in groups.items():
        Series._base_manager.filter(pk__among=keys).update(**state._asdict())
    if found.board:
        BoardEntry.objects.filter(series__among=list(found.board)).delete()
        BoardEntry.objects.bulk_create(
            BoardEntry(
                series_id=key,
                decision=told.decision,
                day=told.day,
                milestone_id=told.milestone,
                release_id=told.release,
                deal_id=told.deal,
                networks=list(told.networks),
                network_id=told.networks[-1] if told.networks else None,
            )
            for key, told in found.board.items()
            if told
        )
    gone = defaultdict(list)
    for key, pairs in found.removed.items():
        for pair in pairs:
            gone[pair].append(key)
    for (facet, value), keys in gone.items():
        rows = SeriesFacet.objects.filter(facet=facet, value=value, series__among=keys)
        rows._raw_delete(rows.db)
    SeriesFacet.objects.bulk_create(
        (
            SeriesFacet(series_id=key, facet=facet, value=value)
            for key, pairs in found.added.items()
            for facet, value in sorted(pairs)
        ),
        batch_size=2000,
    )
