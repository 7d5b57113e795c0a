"""Calendars to subscribe to (iCalendar, RFC 5545 and 7986): what starts, at its hour where one is
told for France, else one whole day an event.

Only what is dated to the day: an agenda app knows nothing of “fin 2018”. A date that changes must
move an event and not add one, so an event is known by the first release of the chain of those that
replaced each other (`uid_of`).
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from django.views.generic import View
from icalendar import Calendar, Event

from .knowledge.availability import HOME, holds_in
from .listing.path_facets import AgendaFilterSet
from .listing.views import refusal
from .models import Company, Credit, Deal, Person, Release, Series
from .models.batch import fetch_batch
from .pages.agenda import whole_releases
from .typography import french
from .wording import clock, episodes, listed, seasons, sources, where

#: How far the calendars of the whole agenda and of a channel look back. Those of a series and of a
#: person hold everything.
PAST = datetime.timedelta(days=60)
#: How often an agenda app is asked to come back.
REFRESH = datetime.timedelta(hours=6)
#: The most that one calendar holds, the soonest first.
MOST = 2000
#: The hours of what is shown in France; elsewhere a country may have several, and the hour stands
#: in the description of an event that lasts all day.
HOME_TIME = ZoneInfo("Europe/Paris")
ONLY_DAYS = "Seules les dates connues au jour près y figurent."


@dataclass
class Chains:
    """Which releases and deals replaced which, as far back as it goes: few rows."""

    releases: dict[int, Release] = field(default_factory=dict)
    deals: dict[int, Deal] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Chains":
        """One statement."""
        replacing = Q(replaces__isnull=False)
        replaced = Release.objects.filter(replaces__isnull=False).values("replaces")
        found = fetch_batch(
            {
                Release: Release.objects.filter(replacing | Q(pk__in=replaced)),
                Deal: Deal.objects.filter(replacing).only("pk", "replaces"),
            }
        )
        return cls({r.pk: r for r in found[Release]}, {d.pk: d for d in found[Deal]})

    def first_of(self, release: Release) -> tuple[Release, int]:
        """The release that ``release`` replaced first, and in how many steps."""
        steps, seen = 0, {release.pk}
        while (earlier := self.releases.get(release.replaces_id or 0)) and earlier.pk not in seen:
            release, steps = earlier, steps + 1
            seen.add(earlier.pk)
        return release, steps

    def first_deal_of(self, key: int) -> tuple[int, int]:
        """The key of the deal that a deal replaced first, and in how many steps."""
        steps, seen = 0, {key}
        while (deal := self.deals.get(key)) and deal.replaces_id and deal.replaces_id not in seen:
            key, steps = deal.replaces_id, steps + 1
            seen.add(key)
        return key, steps


def uid_of(release: Release, chains: Chains) -> tuple[str, int]:
    """Return what identifies a release for good, and how many times it was brought up to date.

    A deal that replaces another brings new releases, which do not say which they replace: they
    are known by their place in the first deal, that is by what is released where.
    """
    first, steps = chains.first_of(release)
    if first.deal_id is None:
        return f"diffusion-{first.pk}", steps
    deal, more = chains.first_deal_of(first.deal_id)
    what = (first.series_id or 0, first.platform_id, first.window, first.seasons, first.episodes)
    place = "-".join(str(part).replace(" ", "") for part in what)
    return f"accord-{deal}-{place}", steps + more


def event_of(release: Release, chains: Chains, site: str) -> Event:
    """A release with its records, as an event at its hour, or that lasts all of its day."""
    uid, sequence = uid_of(release, chains)
    series: Any = release.subject
    starts: Any = release.starts
    story, day = release.story, starts.earliest
    event = Event()
    event.add("uid", f"{uid}@agenda.generique")
    event.add("sequence", sequence)
    # Of what the catalogue holds, no one noted the moment: it is so today. The history of the admin
    # knows nothing of imports and merges, and a moment too early would keep an agenda from moving
    # the event: these have no Last-Modified.
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    told = story and (story.last_published_at or story.first_published_at)
    event.add("dtstamp", (told or midnight).astimezone(datetime.UTC))
    if told:
        event.add("last-modified", told.astimezone(datetime.UTC))
    what = ", ".join(
        filter(None, [series.title, seasons(release.season_text), episodes(release.episodes)])
    )
    event.add("summary", french(f"{what} – {release.platform.name}"))
    if release.start_time and holds_in(release.place, HOME):
        moment = datetime.datetime.combine(day, release.start_time)
        event.add("dtstart", timezone.make_aware(moment, HOME_TIME))
    else:
        event.add("dtstart", day)
        event.add("dtend", day + datetime.timedelta(days=1))
    event.add("description", french(described(release, site)))
    event.add("location", release.platform.name)
    event.add("url", f"{site}{series.get_absolute_url()}")
    event.add("categories", [str(release.get_window_display())])
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED")
    return event


def described(release: Release, site: str) -> str:
    """The hour, the window, the territories and the access; then the sources, and our story."""
    told = clock(release.start_time) if release.start_time else ""
    how = [told, release.get_window_display(), where(release.place), release.access_label]
    lines = [" · ".join(str(part) for part in how if part)]
    names = [s["outlet"] if isinstance(s, dict) else s.outlet for s in sources(release)]
    if names:
        lines.append(f"Selon {listed(names)}.")
    if story := release.story:
        lines.append(f"{story.public_headline} : {site}{story.get_absolute_url()}")
    return "\n".join(lines)


@method_decorator(conditional_page, name="dispatch")
class CalendarView(View):
    """The whole agenda, with the filters of its pages; subclasses have one of their own."""

    def title(self) -> str:
        """What the calendar is of; empty for the whole agenda."""
        chosen = self.filters.chosen.values()
        return ", ".join(label for values in chosen for label in values.values())

    def page(self) -> str:
        """The address of the page that the calendar goes with."""
        return self.filters.address(path=reverse("shows:agenda"))

    def releases(self) -> QuerySet[Release]:
        """The public confirmed releases of the calendar."""
        return self.recent(self.filters.qs)

    def recent(self, releases: QuerySet[Release]) -> QuerySet[Release]:
        return releases.filter(starts_earliest__gte=timezone.localdate() - PAST)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        base = Release.objects.public().confirmed().filter(starts_earliest=F("starts_latest"))
        self.filters = AgendaFilterSet(request.GET, base, request=request)
        if refused := refusal(self.filters, request.build_absolute_uri(self.page())):
            return refused
        rows = self.releases().order_by("starts_earliest", "pk")
        keys = list(rows.values_list("pk", flat=True)[:MOST])
        found = whole_releases(Release.objects.filter(pk__among=keys))
        response = HttpResponse(self.written(found), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="agenda.ics"'
        return response

    def written(self, releases: Iterable[Release]) -> bytes:
        """The calendar, with the lines and the escapes of the standard."""
        site = self.request.build_absolute_uri("/")[:-1]
        name = " – ".join(filter(None, ["Générique", french(self.title()) or "Agenda"]))
        text = f"Ce qui commence, avec ses sources. {ONLY_DAYS}"
        found = Calendar()
        found.add("prodid", "-//Générique//Agenda//FR")
        found.add("version", "2.0")
        for key, value in (("name", name), ("description", text)):
            found.add(key, value)
        found.add("x-wr-calname", name)
        found.add("x-wr-caldesc", text)
        found.add("x-wr-timezone", timezone.get_default_timezone_name())
        found.add("url", f"{site}{self.page()}")
        found.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        found.add("x-published-ttl", f"PT{REFRESH.seconds // 3600}H")
        chains = Chains.load()
        for release in sorted(releases, key=lambda r: (r.starts_earliest, r.pk)):
            if release.starts and release.starts.is_exact and release.subject:
                found.add_component(event_of(release, chains, site))
        return found.to_ical()


class RecordCalendarView(CalendarView):
    """What starts of a record: a series to follow."""

    model = Series

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.record = get_object_or_404(self.records(), slug=kwargs["slug"])
        return super().get(request)

    def records(self) -> Any:
        return self.model.objects.public()

    def title(self) -> str:
        return str(self.record)

    def page(self) -> Any:
        return self.record.get_absolute_url()

    def releases(self) -> QuerySet[Release]:
        return self.filters.qs.about([self.record])


class PersonCalendarView(RecordCalendarView):
    """The series on which a person is credited."""

    model = Person

    def releases(self) -> QuerySet[Release]:
        credits = Credit.objects.public().filter(person=self.record)
        return self.filters.qs.about(credits.values("series"))


class NetworkCalendarView(RecordCalendarView):
    """What a channel or a service shows, and the channels that it owns."""

    model = Company

    def records(self) -> Any:
        return super().records().networks()

    def releases(self) -> QuerySet[Release]:
        network = self.filters.filters["network"]
        return self.recent(network.filter(self.filters.qs, [self.record.slug]))
