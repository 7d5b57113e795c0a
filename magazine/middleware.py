"""Leading former addresses to present ones."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.template import loader
from django.utils import timezone
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes

from shows.projection.calendar import keep_up
from shows.redirects import Gone, moved_to

from .addresses import NEVER, RENAMED


class RenamedParametersMiddleware:
    """Leads from an address with a former parameter to the same one with its present name, for
    good: pages, feeds and calendars. What else is asked stays as it is written."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        query = request.META.get("QUERY_STRING", "")
        if query and request.method in ("GET", "HEAD") and not request.path.startswith(NEVER):
            present = "&".join(map(_present, query.split("&")))
            if present != query:
                path = escape_leading_slashes(escape_uri_path(request.path))
                return HttpResponsePermanentRedirect(f"{path}?{present}")
        return self.get_response(request)


def _present(pair: str) -> str:
    """“name=value” of an address, as it is written today."""
    former, equals, value = pair.partition("=")
    name, values = RENAMED.get(former, (former, {}))
    return f"{name}{equals}{values.get(value, value)}"


class CalendarMiddleware:
    """Lets a page be right to the minute: what the calendar has changed since the worker looked is
    stored before the first page of a minute is made."""

    #: The minute in which this process has looked.
    looked: ClassVar[str] = ""

    def __init__(self, get_response: Callable[..., Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        minute = f"{timezone.now():%Y-%m-%d %H:%M}"
        if request.method in ("GET", "HEAD") and minute != self.looked:
            keep_up()
            type(self).looked = minute
        return self.get_response(request)


class RedirectMiddleware:
    """Leads from where something was to where it is now, or says that it is gone (410).

    A middleware and not the handler of 404, which Django passes over while DEBUG is on: old
    addresses are to be seen on a developer's machine too.
    """

    def __init__(self, get_response: Callable[..., Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        try:
            address = moved_to(request.path, request)
        except Gone:
            return HttpResponse(loader.render_to_string("410.html", {}, request), status=410)
        return moved(request, address) if address else response


def moved(request: HttpRequest, address: str) -> Any:
    """Lead to ``address``, with what was asked of the old one."""
    query = request.META.get("QUERY_STRING")
    response = redirect(f"{address}?{query}" if query else address, permanent=True)
    # Browsers would keep it for ever; what was taken offline may come back to its address.
    response["Cache-Control"] = "max-age=3600"
    return response
