"""A reader's answer, in two cookies.

``consentement`` goes with every page and says what was accepted and nothing else: it has as many
values as there are answers, so that a cache keeps a page once for each answer and not once for
each reader. ``consentement-preuve`` holds the number of the proof, and goes to /cookies/ only.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from .purposes import KEYS, VERSION

COOKIE = "consentement"
PROOF_COOKIE = "consentement-preuve"
PROOF_PATH = "/cookies/"
#: How long an answer is kept, accepted or refused, before the question is asked again.
KEPT = datetime.timedelta(days=182)
NOTHING = "rien"


@dataclass(frozen=True)
class Choice:
    """What a reader accepted; ``made`` is False for one who has not answered what is asked now."""

    accepted: frozenset[str] = frozenset()
    made: bool = False

    @classmethod
    def read(cls, cookies: dict[str, str]) -> "Choice":
        """Return the answer in the cookies. One to another version of the question is none."""
        version, _dash, names = cookies.get(COOKIE, "").partition("-")
        if version != VERSION:
            return cls()
        given = set() if names == NOTHING else set(names.split("+"))
        return cls(frozenset(given), made=True) if given <= set(KEYS) else cls()

    def __str__(self) -> str:
        names = "+".join(key for key in KEYS if key in self.accepted)
        return f"{VERSION}-{names or NOTHING}"

    def allows(self, purpose: str) -> bool:
        return purpose in self.accepted


def keep(response: HttpResponse, choice: Choice, number: str) -> None:
    """Have the browser keep the answer and the number of its proof, for six months from now."""
    for name, value, path in (
        (COOKIE, str(choice), "/"),
        (PROOF_COOKIE, number, PROOF_PATH),
    ):
        response.set_cookie(
            name,
            value,
            max_age=KEPT,
            path=path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def consent_of(request: HttpRequest) -> Choice:
    """What the reader accepts, as `ChoiceMiddleware` left it."""
    return cast(Any, request).consent


class ChoiceMiddleware:
    """Says as ``request.consent`` what the reader accepts. Asks no session and no database."""

    def __init__(self, get_response: Callable[..., Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        cast(Any, request).consent = Choice.read(request.COOKIES)
        return self.get_response(request)
