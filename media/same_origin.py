"""Forms of the public pages, which carry no token.

A token against forged forms is one for each reader: it would come with a cookie, and make of each
page one that no cache may keep. Browsers say themselves where a form was sent from; a form from
another site is refused on that word, which no page can forge.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseForbidden,
)
from django.template import loader
from django.views.decorators.csrf import csrf_exempt

SAFE = ("GET", "HEAD", "OPTIONS")


def is_same_origin(request: HttpRequest) -> bool:
    """Whether the browser says that this site sent the form. One that says nothing is refused."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in ("same-origin", "none")  # none: the reader did, by the address bar
    origin = urlsplit(request.headers.get("Origin", ""))
    return origin.scheme == request.scheme and origin.netloc == request.get_host()


def same_origin(view: Callable[..., Any]) -> Callable[..., Any]:
    """Take forms from this site's own pages only, without a token. For a view function."""

    @csrf_exempt
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in SAFE and not is_same_origin(request):
            return HttpResponseForbidden(loader.render_to_string("403.html", {}, request))
        return view(request, *args, **kwargs)

    return checked
