"""Make the sizes of pictures that are missing, or no longer right. Safe to run at any time."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from ...models import Picture
from ...renditions import Maker, replace_outdated


class Command(BaseCommand):
    """Makes the sizes that public pictures lack; ``--check`` first replaces wrong ones of any."""

    help = (
        "Make the sizes of pictures that are missing, the newest picture first: after an upgrade"
        " that brings new ones, or where no publisher runs. With --check, replace as well those"
        " that were made of another file, focal point or credit."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Look at every size that is there."
        )

    def handle(self, *, check: bool, **options: Any) -> None:
        if check:
            for picture in Picture.objects.prefetch_related("renditions").iterator(chunk_size=200):
                replace_outdated(picture)
        maker = Maker(Picture.objects.public)
        made = maker.make_missing()
        self.stdout.write(f"{made} made, {len(maker.unreadable)} pictures could not be read")
