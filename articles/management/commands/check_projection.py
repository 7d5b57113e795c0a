"""Derive all that is stored for readers from the rules again, and say what differs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shows.projection.checking import check


class Command(BaseCommand):
    """Exits with 1 where anything differs and is not mended."""

    help = (
        "Derive what is stored for readers (who may see what, where a series stands, what lists"
        " find it by) from the rules again, and say each difference."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mend", action="store_true", help="Store what the rules say.")

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for sentence in check(mend=options["mend"]):
            count += 1
            self.stdout.write(sentence)
        if count and not options["mend"]:
            raise CommandError(f"{count} differences. Store what is right with --mend.")
        self.stdout.write(f"{count} differences." if count else "No difference.")
