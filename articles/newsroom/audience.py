"""How often a story is read, for “most read”: a number a day, nothing about who read it.

No cookie, no address, no script. A reading is counted in memory and written a while later, all
stories at once, so that a reader's page costs no write. What a process has counted and not yet
written is lost if it is killed; a process that ends writes it.
"""

import atexit
import datetime
import logging
import re
import threading
import time
from collections import Counter
from functools import lru_cache

from crawleruseragents import is_crawler
from django.conf import settings
from django.db import Error, connection, transaction
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

from ..models import Article, DailyReads

logger = logging.getLogger("generique.audience")

#: How many days make the “most read” stories of today.
DAYS = 7
#: How long counts stay in memory, in seconds.
FLUSH_EVERY = 30
#: How long the counts are kept: thirteen months, so that a month can be compared with last year's.
KEPT = datetime.timedelta(days=396)

#: A new robot may not be in the list yet, and mostly calls itself one. Cubot makes telephones.
CALLS_ITSELF_ROBOT = re.compile(r"(?<!cu)bot|crawl|spider", re.IGNORECASE)
#: Headers of a page that a browser loads before anybody asks for it, and what they say.
PREFETCHING = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
AHEAD = ("prefetch", "prerender", "preview")


def is_reading(request: HttpRequest) -> bool:
    """Whether a request is a reader's: not a robot's, a prefetch, nor a member of the newsroom's.

    Only members have a session. Nothing is asked of it: looking into a session would make the
    page one that no cache may keep.
    """
    if request.method != "GET" or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return False
    purpose = " ".join(request.headers.get(name, "") for name in PREFETCHING).lower()
    return not any(word in purpose for word in AHEAD) and not is_robot(
        request.headers.get("User-Agent", "")
    )


@lru_cache(2000)
def is_robot(agent: str) -> bool:
    """Whether a program of this name is no reader's browser. One without a name is none."""
    return not agent.strip() or bool(CALLS_ITSELF_ROBOT.search(agent)) or is_crawler(agent)


class Counts:
    """Readings by (day, key of a story) that are not written yet. Safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counted: Counter = Counter()
        self._flushed = time.monotonic()

    def add(self, key: int) -> None:
        with self._lock:
            self._counted[timezone.localdate(), key] += 1

    def is_due(self) -> bool:
        return time.monotonic() - self._flushed >= FLUSH_EVERY

    def take(self) -> Counter:
        """Return what was counted, and begin again. One thread gets it, the others nothing."""
        with self._lock:
            taken, self._counted = self._counted, Counter()
            self._flushed = time.monotonic()
        return taken

    def give_back(self, taken: Counter) -> None:
        with self._lock:
            self._counted.update(taken)


_counts = Counts()


def count(key: int) -> None:
    """Count one reading of the story with this key; now and then, write what was counted."""
    _counts.add(key)
    if _counts.is_due():
        flush()


def flush() -> None:
    """Write the counts. A database that is away gets them the next time."""
    taken = _counts.take()
    if not taken:
        return
    try:
        _write(taken)
    except Error:
        logger.exception("%d readings could not be written yet", taken.total())
        _counts.give_back(taken)


#: Django's own upsert can replace a value, and not add to it.
ADD = """
    INSERT INTO articles_dailyreads (article_id, day, reads) VALUES (%s, %s, %s)
    ON CONFLICT (article_id, day) DO UPDATE SET reads = articles_dailyreads.reads + excluded.reads
"""


def _write(taken: Counter) -> None:
    """Add the counts to what is there, whoever else does so at the same time."""
    keys = {key for _day, key in taken}
    known = set(Article.objects.filter(pk__in=keys).values_list("pk", flat=True))
    # Always in the same order, or two processes could wait for each other's rows for ever.
    rows = [
        (key, connection.ops.adapt_datefield_value(day), reads)
        for (day, key), reads in sorted(taken.items())
        if key in known
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(ADD, rows)


def most_read(limit: int, today: datetime.date | None = None) -> list[int]:
    """Return the keys of the public stories read most in the last seven days, in that order."""
    today = today or timezone.localdate()
    reads = DailyReads.objects.filter(
        day__gt=today - datetime.timedelta(days=DAYS),
        day__lte=today,
        article__in=Article.objects.public().order_by().values("pk"),
    )
    ranked = reads.values("article").annotate(total=Sum("reads")).order_by("-total", "-article")
    return list(ranked.values_list("article", flat=True)[:limit])


def forget_old_days(today: datetime.date | None = None) -> None:
    """Delete the counts that are older than thirteen months."""
    today = today or timezone.localdate()
    DailyReads.objects.filter(day__lt=today - KEPT).delete()


@atexit.register
def _flush_at_exit() -> None:
    """Write what is left, when a process ends."""
    try:
        flush()
    except Error:  # the database may be gone before us, and nobody reads a traceback here
        logger.debug("The last readings are lost", exc_info=True)
