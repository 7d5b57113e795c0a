"""Serving kept pages, before anything else: only what every reader would get, nothing for those who
are signed in."""

import hashlib
import logging
import re
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from articles.newsroom import audience
from media.dependencies import EVERYTHING, collecting
from shows.knowledge.availability import HOME
from shows.reader_country import COOKIE, PARAMETER, reader_country

from ..addresses import NEVER
from ..consent.choice import COOKIE as CONSENT
from ..consent.choice import Choice
from .edition import ANYTHING, MENU, editions
from .parameters import canonical
from .shelf import Page, Shelf

logger = logging.getLogger("generique.pages")

#: How long one process is left to make a page before another one tries, in seconds.
PATIENCE = 20
#: For shared caches in front of the site: they hold a page for a second, browsers ask each time.
CACHE_CONTROL = "public, max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=86400"
#: Longer addresses are nonsense, and not worth the room.
LONGEST_ADDRESS = 500
#: Headers that ask for less than the whole page; it is made and kept whole.
PARTIAL = ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
#: What a key of a session looks like; anything else in the cookie is nobody's.
SESSION_KEY = re.compile(r"[a-z0-9]{32}")


def in_background(make: Callable[[], None]) -> None:
    """Run ``make`` in a thread of its own, and leave no connection behind."""

    def run() -> None:
        try:
            make()
        finally:
            connections.close_all()

    threading.Thread(target=run, daemon=True).start()


class PageCacheMiddleware:
    """Answers with the kept page if nothing that it shows has moved, or has it made and keeps it.

    After a change one request makes the page anew; those that come meanwhile get the former one,
    and if that was good a moment ago, so does the one that found it stale. With the database away
    all get the former one.
    """

    shelf = Shelf()
    run_later = staticmethod(in_background)

    def __init__(self, get_response: Callable[..., Any]) -> None:
        self.get_response = get_response
        self.compressing = GZipMiddleware(get_response)

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
        request.META["QUERY_STRING"] = canonical(request.META.get("QUERY_STRING", ""))
        try:
            key = page_key(request)
        except DisallowedHost:
            return self.get_response(request), None
        page = self.shelf.get(key)
        try:
            number = editions.current()
            if page is not None and not _is_good(page, number):
                page = self.shelf.fetch(key) or page  # another process may have made it
            if page is not None and _is_good(page, number):
                page.seen = time.monotonic()
                return page.response(request), page.story
        except DatabaseError:
            if page is None:
                raise
            logger.exception("The database is away: former pages are shown")
            return page.response(request), page.story
        return self._made(request, key, number, page)

    def _made(
        self, request: HttpRequest, key: str, number: int, page: Page | None
    ) -> tuple[HttpResponse, int | None]:
        lock = f"{key}:lock"
        alone = self.shelf.shared.add(lock, True, PATIENCE)
        recent = page is not None and time.monotonic() - page.seen < settings.PAGE_CACHE_STALE
        if page is not None and recent and not alone:
            return page.response(request), page.story  # it is being made
        if page is not None and recent:
            again = type(request)(dict(request.environ))  # type: ignore[call-arg, attr-defined]
            self.run_later(lambda: self._make_later(again, key, number, lock, page))
            return page.response(request), page.story
        try:
            return self._make(request, key, number, page)
        finally:
            if alone:
                self.shelf.shared.delete(lock)

    def _make_later(
        self, request: HttpRequest, key: str, number: int, lock: str, former: Page
    ) -> None:
        try:
            self._make(request, key, number, former)
        except Exception:
            logger.exception("%s could not be made anew", request.path)
        finally:
            self.shelf.shared.delete(lock)

    def _make(
        self, request: HttpRequest, key: str, number: int, former: Page | None
    ) -> tuple[Any, int | None]:
        """Have the page made whole, and keep it if everyone would get it."""
        asked = {name: request.META.pop(name) for name in PARTIAL if name in request.META}
        with collecting() as tags:
            response = self.get_response(request)
        request.META.update(asked)
        if response.status_code >= 500 and former is not None:
            return former.response(request), former.story
        if is_for_everyone(response):
            patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
            response["Cache-Control"] = CACHE_CONTROL
            page = Page.of(response, number, tags | {ANYTHING, MENU})
            self.shelf.put(key, page)
            return page.response(request), page.story
        if former is not None:
            self.shelf.drop(key)
        return self.compressing.process_response(request, response), _story(response)


def _is_good(page: Page, number: int) -> bool:
    if not page.is_young(EVERYTHING not in page.tags):
        return False
    if not editions.is_good(page.edition, page.tags, number):
        return False
    page.edition = number
    return True


def may_be_kept(request: HttpRequest) -> bool:
    """Whether the answer to a request can be the same for others."""
    return (
        request.method in ("GET", "HEAD")
        and not SESSION_KEY.fullmatch(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""))
        and not request.path.startswith(NEVER)
        and len(request.path) + len(request.META.get("QUERY_STRING", "")) <= LONGEST_ADDRESS
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
    """The key of a page: where it is, how it was reached, and what the reader has chosen. Raises
    DisallowedHost where the host is none of the site's."""
    parts = [request.method, request.scheme, request.get_host().lower(), request.path]
    parts += [request.META["QUERY_STRING"], *chosen(request)]
    return "page:" + hashlib.sha256("\n".join(part or "" for part in parts).encode()).hexdigest()


def chosen(request: HttpRequest) -> list[str]:
    """What a reader chose and pages show, as it is understood: a cookie that says nothing known
    has no page of its own."""
    if not (COOKIE in request.COOKIES or CONSENT in request.COOKIES or PARAMETER in request.GET):
        return ["", HOME]
    choice = Choice.read(request.COOKIES)
    return [str(choice) if choice.made else "", reader_country(request)]


def _story(response: HttpResponseBase) -> int | None:
    return getattr(response, "story_key", None)
