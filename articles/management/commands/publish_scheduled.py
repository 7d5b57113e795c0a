"""Publish what is due. Takes the place of Wagtail's command of the same name."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ...publishing import schedule
from ...publishing.worker import Worker, spare_time


def seconds(text: str) -> int:
    """Read ``--every``: a number from 1 to 300; anything else is an ArgumentTypeError."""
    if not text.isdigit() or not 1 <= int(text) <= 300:
        raise ArgumentTypeError(f"“{text}” is not a number of seconds between 1 and 300.")
    return int(text)


class Command(BaseCommand):
    """Publishes once, and fails if something due could not go out; with ``--every``, goes on."""

    help = (
        "Publish scheduled stories whose time has come; unpublish expired ones. Once, as cron"
        " does, or with --every for as long as it runs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--every",
            type=seconds,
            metavar="SECONDS",
            help="Stay and publish on time, looking every so many seconds (30 is good).",
        )

    def handle(self, *, every: Any, **options: Any) -> None:
        if every:
            Worker(every).work()
            return
        report = schedule.run()
        spare_time.send_robust(Worker, go_on=lambda: True)
        for published in report.published:
            self.stdout.write(f"published: {published}")
        for expired in report.unpublished:
            self.stdout.write(f"unpublished: {expired}")
        if report.failed:
            lines = [f"“{subject}”: {sentence}" for subject, sentence in report.failed]
            raise CommandError("Still scheduled:\n" + "\n".join(lines))
