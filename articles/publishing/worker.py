"""The background worker that publishes on time, until it is told to stop.

While it waits, it does what takes a while: what others left for it (`spare_time`), the sizes of
pictures that take an encoder long.
"""

import datetime
import logging
import signal
import threading
import time

from django.db import connections
from django.dispatch import Signal
from django.utils import timezone

from media.models import Picture
from media.renditions import Maker

from . import runs, schedule
from .schedule import Report

logger = logging.getLogger("generique.publishing")

#: Sent when nothing is due; ``go_on`` says whether there is time for more, and is asked often.
spare_time = Signal()
#: Seconds that one size may take: none is begun later than that before the next turn.
A_SIZE = 3


class Worker:
    """Publishes what is due every so many seconds, and at the very moment when something is.

    A database that is away is tried again at the next turn. SIGTERM and SIGINT end the work
    between two stories. No connection is held between two turns.
    """

    def __init__(self, every: int) -> None:
        self.every = every
        self.stopping = threading.Event()
        self.next_due: datetime.datetime | None = None
        self.maker = Maker(Picture.objects.public)

    def work(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *received: self.stopping.set())
        logger.info("Publishing what is scheduled, every %d s", self.every)
        while not self.stopping.is_set():
            self.turn()
            self.use_pause()
            self.stopping.wait(self.pause())
        logger.info("The publisher stops")

    def turn(self) -> None:
        """Publish what is due; whatever happens, there is a next turn."""
        started = timezone.now()
        self.next_due = None
        try:
            if line := summary(schedule.run(stop=self.stopping.is_set)):
                logger.info(line)
            self.next_due = runs.next_due(started)
        except Exception:  # the database, above all: the worker outlives its outages
            logger.exception("The publisher could not work; it tries again")
        finally:
            connections.close_all()

    def use_pause(self) -> None:
        """Do what others left, then make sizes that are missing, until the next turn is near."""
        end = time.monotonic() + self.pause() - A_SIZE

        def go_on() -> bool:
            return time.monotonic() < end and not self.stopping.is_set()

        if go_on():
            spare_time.send_robust(Worker, go_on=go_on)
        try:
            if go_on() and (made := self.maker.make_missing(go_on)):
                logger.info("%d sizes of pictures made", made)
        except Exception:  # the database, above all: it is publishing that matters here
            logger.exception("The sizes of pictures could not be made; it is tried again")
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
