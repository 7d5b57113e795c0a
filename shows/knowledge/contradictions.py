"""Two exclusive releases that cannot both be right.

They are public, confirmed and exclusive, of the same series, in seasons, territories and access
that overlap, on platforms that are not of one house, and at the same time. What is not known
contradicts nothing but itself:

- seasons left empty are all seasons, episodes left empty are all episodes;
- a release without territories that is not worldwide says nothing of a place: no contradiction;
- an empty start has begun; an empty end is open, or of a broadcast the end of its run;
- of a vague date only what is certain counts: “juin 2018” as an end and “juin 2018” as a start
  may follow each other, and do not contradict;
- a company and whoever owned it on the first day in common, directly or through others, count as
  one house; two companies of one owner do not: what is exclusive on Shudder is not on SundanceTV.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from ..fields.model_fields import parse_ranges, split_codes, territory_names
from ..models import Ownership, Release
from .runs import last_day

if TYPE_CHECKING:
    from ..models import Series
    from ..models.fact import Territorial
    from ..models.querysets import NestedReleaseQuerySet
    from ..models.story import Story

#: What a sentence names of a long list of countries.
NAMED = 4
RELATED = ("platform", "series", "article", "deal__series", "deal__article")


@dataclass(frozen=True)
class Territory:
    """Countries, or with ``everywhere`` all countries but those."""

    codes: frozenset[str]
    everywhere: bool = False

    @classmethod
    def of(cls, place: Territorial) -> Territory:
        """Where something `Territorial` holds."""
        if place.worldwide:
            return cls(frozenset(split_codes(place.territories_except)), everywhere=True)
        return cls(frozenset(split_codes(place.territories)))

    def __and__(self, other: Territory) -> Territory:
        if self.everywhere and other.everywhere:
            return Territory(self.codes | other.codes, everywhere=True)
        if self.everywhere:
            return Territory(other.codes - self.codes)
        return Territory(self.codes - other.codes if other.everywhere else self.codes & other.codes)

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.codes)

    def __str__(self) -> str:
        names = [territory_names().get(code, code) for code in sorted(self.codes)]
        text = ", ".join(names[:NAMED]) + (f" +{len(names) - NAMED}" if len(names) > NAMED else "")
        if not self.everywhere:
            return text
        return _("worldwide except %(countries)s") % {"countries": text} if text else _("worldwide")


@dataclass(frozen=True)
class Contradiction:
    """Two releases, where they meet, and from which day (None: both have always begun)."""

    first: Release
    second: Release
    territory: Territory
    since: date | None = None

    @property
    def series(self) -> Series | None:
        return self.first.subject

    @property
    def territories(self) -> list[str]:
        """The codes of the countries in common; of the exceptions when it is everywhere."""
        return sorted(self.territory.codes)

    def __str__(self) -> str:
        return _(
            "%(series)s cannot be exclusive on %(first)s and on %(second)s in the same place at"
            " the same time: %(where)s."
        ) % {
            "series": self.series,
            "first": self.first.platform,
            "second": self.second.platform,
            "where": self.territory,
        }


def contradictions() -> list[Contradiction]:
    """Return the contradictions among all that readers see, by series. Two queries."""
    exclusive = _exclusive(Release.objects.public()).with_subject()
    several = (
        exclusive.order_by()
        .values("subject_id")
        .annotate(platforms=Count("platform", distinct=True))
        .filter(platforms__gt=1)
    )
    rows = exclusive.filter(subject_id__in=several.values("subject_id"))
    found = among(rows.select_related(*RELATED).order_by("pk"))
    return sorted(found, key=lambda c: (str(c.series), c.first.pk, c.second.pk))


def contradictions_of(story: Story) -> list[Contradiction]:
    """Return what the releases of ``story`` (live or an unsaved draft) contradict: each other, or
    what readers see. The story's own comes first. Two queries, none if nothing is exclusive."""
    own = [fact for fact in story.facts() if isinstance(fact, Release) and _counts(fact)]
    if not own:
        return []
    series = {release.subject.pk for release in own if release.subject}
    public = _exclusive(Release.objects.public(story)).about(series).select_related(*RELATED)
    return among(own, public)


def _exclusive(releases: NestedReleaseQuerySet) -> NestedReleaseQuerySet:
    return releases.confirmed().filter(exclusive=True)


def _counts(release: Release) -> bool:
    return release.exclusive and release.certainty == "confirmed" and bool(release.platform_id)


def among(releases: Iterable[Release], others: Iterable[Release] = ()) -> list[Contradiction]:
    """Return the contradictions of ``releases`` with each other and with ``others``. One query,
    for who owns whom, and only where two releases meet."""
    meetings: list[Any] = []
    by_series: defaultdict[Any, tuple[list[Release], list[Release]]] = defaultdict(lambda: ([], []))
    for side, group in enumerate((releases, others)):
        for release in group:
            if release.subject:
                by_series[release.subject.pk][side].append(release)
    for own, public in by_series.values():
        pairs = [*combinations(own, 2), *((one, two) for one in own for two in public)]
        meetings += filter(None, (_meeting(one, two) for one, two in pairs))
    if not meetings:
        return []
    owners = Owners()
    return [
        meeting
        for meeting in meetings
        if not owners.one_house(meeting.first, meeting.second, meeting.since)
    ]


def _meeting(one: Release, two: Release) -> Contradiction | None:
    """Return how two releases of a series contradict each other, whoever owns their platforms."""
    if one.platform_id == two.platform_id or one.usual_access != two.usual_access:
        return None
    if not _numbers_meet(one.season_text, two.season_text):
        return None
    if not _numbers_meet(one.episodes, two.episodes):
        return None
    since = max(_begins(one), _begins(two))
    if since > min(_lasts(one), _lasts(two)):
        return None
    territory = Territory.of(one.place) & Territory.of(two.place)
    if not territory:
        return None
    return Contradiction(one, two, territory, None if since == date.min else since)


def _begins(release: Release) -> date:
    """The day by which it has certainly begun."""
    return release.starts.latest if release.starts else date.min


def _lasts(release: Release) -> date:
    """The last day on which it is certainly still on."""
    if release.ends:
        return release.ends.earliest
    return last_day(release) or date.max


def _numbers_meet(one: str, two: str) -> bool:
    """Whether ranges such as “1-2” and “2” have a number in common; empty is all of them."""
    try:
        first, second = set(parse_ranges(one)), set(parse_ranges(two))
    except ValidationError:  # a draft as it was typed: its form says what is wrong
        return False
    return not first or not second or bool(first & second)


class Owners:
    """Who owned whom, read once."""

    def __init__(self) -> None:
        self.rows = defaultdict(list)
        for row in Ownership.objects.order_by("pk"):
            self.rows[row.owned_id].append(row)

    def one_house(self, one: Release, two: Release, day: date | None) -> bool:
        """Whether a platform was, on ``day`` (or is today), the other's owner or owned by it."""
        day = day or timezone.localdate()
        return two.platform_id in self.above(one.platform_id, day) or (
            one.platform_id in self.above(two.platform_id, day)
        )

    def above(self, company: int, day: date) -> set[int]:
        """The keys of the owners of a company on that day, and of their owners."""
        found, waiting = set(), [company]
        while waiting:
            for row in self.rows[waiting.pop()]:
                if row.owner_id not in found and _held(row, day):
                    found.add(row.owner_id)
                    waiting.append(row.owner_id)
        return found


def _held(ownership: Any, day: date) -> bool:
    begun = not ownership.since or ownership.since.earliest <= day
    return begun and not (ownership.until and ownership.until.latest < day)
