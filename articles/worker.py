"""The background worker that publishes on time, until it is told to stop."""

import datetime
import logging
import signal
import threading
import time

from django.db import connections
from django.utils import timezone

from . import publisher
from .publishing import Report

logger = logging.getLogger("generique.publishing")


class Worker:
    """Publishes what is due every so many seconds, and at the very moment when something is.

    A database that is away is tried again at the next turn. SIGTERM and SIGINT end the work
    between two stories. No connection is held between two turns.
    """

    def __init__(self, every: int):
        self.every = every
        self.stopping = threading.Event()
        self.next_due: datetime.datetime | None = None

    def work(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *received: self.stopping.set())
        logger.info("Publishing what is scheduled, every %d s", self.every)
        while not self.stopping.is_set():
            self.turn()
            self.stopping.wait(self.pause())
        logger.info("The publisher stops")

    def turn(self) -> None:
        """Publish what is due; whatever happens, there is a next turn."""
        started = timezone.now()
        self.next_due = None
        try:
            if line := summary(publisher.run(stop=self.stopping.is_set)):
                logger.info(line)
            self.next_due = publisher.next_due(started)
        except Exception:  # the database, above all: the worker outlives its outages
            logger.exception("The publisher could not work; it tries again")
        finally:
            connections.close_all()

    def pause(self) -> float:
        """Seconds until the next full tick of the clock, or until something is due before it."""
        tick = self.every - time.time() % self.every
        if self.next_due is None:
            return tick
        return min(tick, max(0.0, (self.next_due - timezone.now()).total_seconds()))


def summary(report: Report) -> str:
    """What a run did, in a line, or the empty text. What failed has its own lines, once."""
    parts = []
    for done, subjects in (("published", report.published), ("unpublished", report.unpublished)):
        if subjects:
            parts.append(f"{done}: " + ", ".join(f"“{subject}”" for subject in subjects))
    return "; ".join(parts)
