"""The agenda: what starts in a week or a month, with the ways to the periods around it.

The agenda has no empty pages between its full ones: “before” and “after” lead to the nearest
period in which something starts, under the filters chosen. So there is an end to it, for readers
and for robots.
"""

import datetime
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import F, Max, Min, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from ..knowledge.upcoming import VAGUEST, Premiere, agenda_of, premieres, releases_between
from ..listing.path_facets import AgendaFilterSet
from ..listing.titles import Naming
from ..listing.views import quoted
from ..models import Deal, Release
from .agenda_periods import Month, Period, Week, read_period
from .loader import facts_from


@dataclass(frozen=True)
class Step:
    """A way to another period of the agenda."""

    period: Period
    address: str


@dataclass(frozen=True)
class Day:
    """A day of the calendar of a month; ``inside``: of this month, and not of those around."""

    date: datetime.date
    inside: bool
    premieres: list[Premiere]


def agenda_address(period: Period | None = None) -> str:
    """The address of a period; of none, the agenda's, which is this week."""
    if period is None:
        return reverse("shows:agenda")
    return reverse("shows:agenda_period", args=[period.address])


class AgendaPage:
    """What the agenda shows of the period at ``asked`` (the end of an address, or None).

    Six statements, whatever the number of rows: names of what is chosen, counts, the ways, keys,
    facts, records.
    """

    def __init__(self, request: HttpRequest, asked: str | None) -> None:
        self.today = timezone.localdate()
        self.note = ""
        period = Week.of(self.today) if asked is None else read_period(asked)
        if period is None:
            period = Week.of(self.today)
            self.note = f"La période {quoted(asked or '')} n’existe pas : voici cette semaine."
        self.period = period
        self.is_month = isinstance(period, Month)
        found = dated(releases_between(period.first, period.last))
        self.filters = AgendaFilterSet(request.GET, found, request=request)
        self.filters.path = agenda_address(None if self.note or asked is None else period)

    def context(self) -> dict:
        """The context of the page."""
        period, today = self.period, self.today
        found = agenda_of(premieres(whole_releases(self.filters.qs)))
        around = today if today in period else period.first
        other = Week.of(around) if self.is_month else Month.of(around)
        return {
            "filters": self.filters,
            "notes": [*filter(None, [self.note]), *self.filters.notes],
            "total": self.filters.total,
            "heading": self.naming().heading(self.filters),
            "period": period,
            "is_month": self.is_month,
            "is_now": today in period,
            "today": today,
            "agenda": found,
            "weeks": self.calendar(found.days) if self.is_month and found.days else [],
            "now": self.step(Month.of(today) if self.is_month else None),
            "other": self.step(other),
            "calendar_query": self.filters.query,
            **self.ways(),
        }

    def naming(self) -> Naming:
        when = self.period.in_sentence
        return Naming(
            f"Agenda {when}" if self.is_month else f"Agenda de la semaine {when}",
            f"Les séries qui commencent {when} : chaînes, services, territoires, et nos sources.",
            "date annoncée",
            "dates annoncées",
        )

    def calendar(self, days: Any) -> list[list[Day]]:
        """The weeks of the month, each of seven days."""
        starting, period = dict(days), self.period
        return [
            [Day(day, day in period, starting.get(day, []) if day in period else []) for day in w]
            for w in getattr(period, "weeks", ())
        ]

    def ways(self) -> dict:
        """The nearest periods, before and after, in which something starts."""
        first, last = self.period.first, self.period.last
        releases = dated(Release.objects.public().confirmed())
        found = self.filters.filter_queryset(releases).aggregate(
            before=Max("starts_latest", filter=Q(starts_latest__lt=first)),
            after=Min("starts_earliest", filter=Q(starts_earliest__gt=last)),
        )
        kind = type(self.period)
        return {name: day and self.step(cast(Any, kind).of(day)) for name, day in found.items()}

    def step(self, period: Period | None) -> Step:
        path = agenda_address(period)
        return Step(period or Week.of(self.today), self.filters.address(path=path))


def dated(releases: QuerySet[Release]) -> Any:
    """The releases that an agenda shows: those whose date is not too vague for one."""
    return releases.filter(starts_latest__lte=F("starts_earliest") + VAGUEST)


def whole_releases(releases: QuerySet[Release]) -> list[Release]:
    """Return these public releases with all that a line shows: records, deals, sources."""
    rows = dict(releases.order_by().values_list("pk", "deal_id"))
    deals = {deal for deal in rows.values() if deal}
    found = facts_from(
        {
            Deal: Deal.objects.public().filter(pk__among=list(deals)),
            Release: Release.objects.public().filter(pk__among=list(rows)),
        }
    )
    # A deal brings all its releases.
    return [release for release in found.with_records().sheet.releases if release.pk in rows]
