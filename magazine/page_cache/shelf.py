"""Where kept pages are: in the memory of the process, and behind it in a cache that all processes
share."""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import brotli
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import get_conditional_response

#: How long a page is kept to be shown while a newer one is made, in seconds.
KEPT = 24 * 3600
#: What one process holds in its memory, in bytes.
MEMORY = 24 * 1024 * 1024
#: A smaller page is not worth compressing.
WORTH = 500
#: What moves without a change in the database, in seconds: a picture whose rights end, the most
#: read stories. A page that says what it depends on is good for longer; none outlives its day.
FRESH, FRESH_WHERE_SAID = 60, 600


@dataclass
class Page:
    """A page as it was made: the edition, when, what was answered, and what it depends on."""

    edition: int
    made: float
    headers: tuple[tuple[str, str], ...]
    bodies: dict[str, bytes]  # by encoding; "" is the plain one
    etag: str
    story: int | None  # the key of the story that it shows, for the counting of readings
    tags: frozenset[str]
    day: str
    #: When this process last found it good, on its own clock.
    seen: float = field(default=0.0, compare=False)

    @classmethod
    def of(cls, response: HttpResponse, number: int, tags: Iterable[str]) -> Page:
        """Keep a response that was not compressed, made in the edition ``number``."""
        content = response.content
        bodies = {"": content}
        if len(content) >= WORTH:
            bodies["gzip"] = gzip.compress(content, 6, mtime=0)
            bodies["br"] = brotli.compress(content, quality=5)
        headers = tuple(
            (name, value)
            for name, value in response.items()
            if name not in ("Content-Length", "ETag", "Content-Encoding")
        )
        return cls(
            edition=number,
            made=time.time(),
            headers=headers,
            bodies=bodies,
            etag=hashlib.sha256(content).hexdigest()[:24],
            story=getattr(response, "story_key", None),
            tags=frozenset(tags),
            day=timezone.localdate().isoformat(),
            seen=time.monotonic(),
        )

    def is_young(self, is_said: bool) -> bool:
        """Whether the clock alone leaves it good."""
        age = time.time() - self.made
        return age < (FRESH_WHERE_SAID if is_said else FRESH) and (
            self.day == timezone.localdate().isoformat()
        )

    def response(self, request: HttpRequest) -> HttpResponse:
        """Answer in the encoding that was asked for, or that there is nothing new."""
        encoding = best_encoding(request.META.get("HTTP_ACCEPT_ENCODING", ""), self.bodies)
        body = self.bodies[encoding]
        etag = f'"{self.etag}{encoding}"'
        if request.META.get("HTTP_IF_NONE_MATCH"):
            found = get_conditional_response(request, etag=etag)
            if isinstance(found, HttpResponseNotModified):
                for name, value in self.headers:
                    if name not in ("Content-Type", "Content-Length"):
                        found[name] = value
                found["ETag"] = etag
                return found
        response = HttpResponse(body)
        for name, value in self.headers:
            response[name] = value
        response["ETag"] = etag
        response["Content-Length"] = str(len(body))
        if encoding:
            response["Content-Encoding"] = encoding
        return response


def best_encoding(accepted: str, there: Iterable[str]) -> str:
    """Return the encoding in which to answer: the one that the reader likes best of those that
    ``there`` are, Brotli before gzip; "" for none."""
    likes: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, quality = (piece.strip() for piece in part.partition(";"))
        try:
            likes[name] = float(quality.removeprefix("q=")) if quality else 1.0
        except ValueError:
            likes[name] = 0.0
    offered = [name for name in ("br", "gzip") if name in there]
    liked = [(likes.get(name, likes.get("*", 0.0)), name) for name in offered]
    best: tuple[float, str] = max(liked, key=lambda pair: pair[0], default=(0.0, ""))
    return best[1] if best[0] > 0 else ""


class Shelf:
    """The kept pages, those asked for last in memory. Safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._size = 0

    @property
    def shared(self) -> Any:
        return caches[settings.PAGE_CACHE]

    def get(self, key: str) -> Page | None:
        """Return the page kept under ``key``, from memory or from the shared cache."""
        with self._lock:
            if page := self._pages.get(key):
                self._pages.move_to_end(key)
                return page
        return self.fetch(key)

    def fetch(self, key: str) -> Page | None:
        """Return the page that the processes share, which may be newer than the one in memory."""
        page, mine = self.shared.get(key), self._pages.get(key)
        if page is None or (mine is not None and mine.made >= page.made):
            return mine
        page.seen = mine.seen if mine is not None else 0.0
        self._remember(key, page)
        return page

    def put(self, key: str, page: Page) -> None:
        """Keep a page, for all processes."""
        self._remember(key, page)
        self.shared.set(key, page, KEPT)

    def drop(self, key: str) -> None:
        """Forget a page that is no more."""
        with self._lock:
            if page := self._pages.pop(key, None):
                self._size -= _weight(page)
        self.shared.delete(key)

    def clear(self) -> None:
        """Forget what is in the memory of this process."""
        with self._lock:
            self._pages.clear()
            self._size = 0

    def _remember(self, key: str, page: Page) -> None:
        with self._lock:
            if former := self._pages.pop(key, None):
                self._size -= _weight(former)
            self._pages[key] = page
            self._size += _weight(page)
            while self._size > MEMORY:
                _key, old = self._pages.popitem(last=False)
                self._size -= _weight(old)


def _weight(page: Page) -> int:
    return sum(map(len, page.bodies.values())) + 100 * len(page.tags)
