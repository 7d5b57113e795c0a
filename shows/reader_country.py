"""The country in which a reader watches: chosen by the reader, kept without an account.

It is kept in one cookie of our own, ``pays``, which holds a country code and nothing else. It is
set only when the reader asks for it and serves only what was asked for, so it needs no consent
(CNIL, “cookies” guidelines, article 5: customisation of the interface).
"""

from django.http import HttpRequest, HttpResponse

from .fields.model_fields import territory_names
from .knowledge.availability import HOME

COOKIE = "pays"
#: What shows a page for a country once, and keeps nothing.
PARAMETER = "watch_in"
#: Six months, as for any choice that the site keeps.
MAX_AGE = 182 * 24 * 60 * 60


def reader_country(request: HttpRequest) -> str:
    """The country that the address asks for (“?watch_in=BE”), else the one kept, else France."""
    for text in (request.GET.get(PARAMETER, ""), request.COOKIES.get(COOKIE, "")):
        if text.upper() in territory_names():
            return text.upper()
    return HOME


def keep_country(request: HttpRequest, response: HttpResponse, code: str) -> None:
    """Keep a country on the reader's side; the home country is not worth a cookie."""
    if code == HOME:
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            COOKIE,
            code,
            max_age=MAX_AGE,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
