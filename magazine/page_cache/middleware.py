"""Serving kept pages. Only what every reader would get: nothing for those who are signed in."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from articles.newsroom import audience
from shows.reader_country import reader_country

from ..consent.choice import Choice
from . import edition

#: What moves without a change in the database, in seconds: an embargo that ends, a picture whose
#: rights end, midnight in the agenda, the most read stories.
FRESH = 60
#: How long a page is kept to be shown while a newer one is made, in seconds.
KEPT = 3600
#: How long one process is left to make a page before another one tries, in seconds.
PATIENCE = 20
#: For shared caches in front of the site: they hold a page for seconds, browsers ask each time.
CACHE_CONTROL = "public, max-age=0, s-maxage=10"
#: Longer addresses are nonsense, and not worth the room.
LONGEST_ADDRESS = 500
#: Parts of the site whose pages differ with who asks, or that are files.
NEVER = ("/admin/", "/static/", "/uploads/", "/planning/")


@dataclass(frozen=True)
class Page:
    """A page as it was made: the edition, when, and what was answered."""

    edition: int
    made: float
    content: bytes
    headers: tuple
    story: int | None  # the key of the story that it shows, for the counting of readings

    @classmethod
    def of(cls, response: HttpResponse, number: int) -> "Page":
        headers = tuple(response.items())
        return cls(number, time.time(), response.content, headers, _story(response))

    def is_fresh(self, number: int) -> bool:
        return self.edition == number and time.time() - self.made < FRESH

    def response(self) -> HttpResponse:
        response = HttpResponse(self.content)
        for name, value in self.headers:
            response[name] = value
        return response


class PageCacheMiddleware:
    """Answers with the kept page of this edition, or has it made and keeps it.

    After a change one request makes the page anew; those that come meanwhile get the former one.
    """

    def __init__(self, get_response: Callable[..., Any]) -> None:
        self.get_response = get_response

    @property
    def cache(self) -> Any:
        return caches[settings.PAGE_CACHE]

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response, story = self.answer(request)
        if story is not None and audience.is_reading(request):
            audience.count(story)
        return response

    def answer(self, request: HttpRequest) -> tuple[HttpResponse, int | None]:
        """Return the response, and the key of the story that it shows or None."""
        if not settings.PAGE_CACHE or not may_be_kept(request):
            response = self.get_response(request)
            return response, _story(response)
        key = page_key(request)
        number = edition.current()
        page = self.cache.get(key)
        if page is not None and page.is_fresh(number):
            return page.response(), page.story
        lock = f"{key}:lock"
        alone = self.cache.add(lock, True, PATIENCE)
        if page is not None and not alone:
            return page.response(), page.story  # another process is making the new one
        try:
            response = self.get_response(request)
            if is_for_everyone(response):
                patch_vary_headers(response, ["Cookie"])
                response["Cache-Control"] = CACHE_CONTROL
                self.cache.set(key, Page.of(response, number), KEPT)
        finally:
            if alone:
                self.cache.delete(lock)
        return response, _story(response)


def may_be_kept(request: HttpRequest) -> bool:
    """Whether the answer to a request can be the same for others."""
    return (
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.path.startswith(NEVER)
        and len(request.get_full_path()) <= LONGEST_ADDRESS
    )


def is_for_everyone(response: HttpResponse) -> bool:
    """Whether a response says nothing to one reader only."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "Cache-Control" not in response
    )


def page_key(request: HttpRequest) -> str:
    """The key of a page: where it is, how it was reached, and what the reader has chosen."""
    parts = [request.method, request.scheme, request.get_host(), request.get_full_path()]
    parts += chosen(request)
    return "page:" + hashlib.sha256("\n".join(part or "" for part in parts).encode()).hexdigest()


def chosen(request: HttpRequest) -> list[str]:
    """What a reader chose and pages show, as it is understood: a cookie that says nothing known
    has no page of its own."""
    choice = Choice.read(request.COOKIES)
    return [str(choice) if choice.made else "", reader_country(request)]


def _story(response: HttpResponseBase) -> int | None:
    return getattr(response, "story_key", None)
