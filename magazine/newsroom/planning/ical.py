"""The planning for an agenda app (iCalendar, RFC 5545), at a private address without a login.

What is dated only vaguely is left out: an agenda app knows days and times.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from articles.models import CalendarKey

from .asking import Asked, may_plan
from .entries import Entry, Scope, gather

if TYPE_CHECKING:
    from shows.admin.typed import AnyUser

#: How far the calendar looks back and ahead, in days.
BEFORE, AFTER = 60, 400
#: How long what happens at a time is drawn.
MOMENT = datetime.timedelta(minutes=15)
#: How often an agenda app is asked to come back.
REFRESH = datetime.timedelta(hours=1)


@require_safe
def calendar(request: HttpRequest, key: Any) -> Any:
    """Answer what the owner of the key may see today; anything else is not found.

    Nothing on the way may keep it, and no robot may list it.
    """
    rows = CalendarKey.objects.select_related("user")
    user = get_object_or_404(rows, key=key).user
    if not may_open(user):
        raise Http404
    response = HttpResponse(written(request, user), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="planning.ics"'
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def may_open(user: AnyUser) -> bool:
    """Whether the account still works in the newsroom and has a planning."""
    return user.is_active and user.has_perm("wagtailadmin.access_admin") and may_plan(user)


def written(request: HttpRequest, user: AnyUser) -> bytes:
    """Return the calendar, with the lines and the escapes of the standard."""
    today = timezone.localdate()
    asked = Asked(request.GET, user)
    scope = Scope(
        first=today - datetime.timedelta(days=BEFORE),
        last=today + datetime.timedelta(days=AFTER),
        **asked.scope,
    )
    found = Calendar()
    found.add("prodid", "-//Générique//Planning//FR")
    found.add("version", "2.0")
    found.add("x-wr-calname", f"Générique – {user.get_full_name() or user.get_username()}")
    found.add("x-wr-timezone", timezone.get_default_timezone_name())
    found.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", "PT1H")
    stamp = timezone.now()
    for entry in gather(scope):
        if not entry.is_vague:
            found.add_component(event_of(entry, request, stamp))
    return found.to_ical()


def event_of(entry: Entry, request: HttpRequest, stamp: Any) -> Event:
    """What has a time is written in UTC; what is a day lasts all of it."""
    event = Event()
    event.add("uid", f"{entry.uid}@planning.generique")
    event.add("dtstamp", stamp)
    event.add("summary", f"{entry.kind.label} : {entry.title}")
    event.add("categories", [str(entry.kind.label)])
    if entry.moment:
        start = entry.moment.astimezone(datetime.UTC)
        event.add("dtstart", start)
        event.add("dtend", start + MOMENT)
    else:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.last_day + datetime.timedelta(days=1))
    if entry.detail:
        event.add("description", str(entry.detail))
    if entry.url:
        event.add("url", request.build_absolute_uri(entry.url))
    event.add("transp", "TRANSPARENT")
    event.add("status", "TENTATIVE" if entry.is_tentative else "CONFIRMED")
    return event


def address_of(key: CalendarKey | None, request: HttpRequest, query: str = "") -> str | None:
    """Return the private address of a calendar, or None before one is made."""
    if key is None:
        return None
    url = request.build_absolute_uri(reverse("planning_calendar", args=[key.key]))
    return f"{url}?{query}" if query else url


def renew_address(user: AnyUser) -> None:
    """Give a member a new address; the one before leads nowhere from now on."""
    CalendarKey.objects.filter(user=user).delete()
    CalendarKey.objects.create(user=user)
