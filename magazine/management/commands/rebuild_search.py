"""Write the indexes of readers' search and of the newsroom's anew."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from ...search import indexing, newsroom


class Command(BaseCommand):
    """Rebuilds both indexes while they are in use; ``-v 2`` tells of each batch."""

    help = "Write both indexes of search anew, in batches; one may search all the while."

    def handle(self, **options: Any) -> None:
        for index in (indexing, newsroom):
            begun, counts = time.monotonic(), {}
            for kind, written in index.rebuild():
                counts[kind] = written
                if options["verbosity"] > 1:
                    self.stdout.write(f"{kind.model._meta.verbose_name_plural}: {written}")
            self.stdout.write(
                f"{index.WHAT.capitalize()}: {sum(counts.values())} documents written in"
                f" {time.monotonic() - begun:.0f} seconds: "
                + ", ".join(f"{n} {kind.model._meta.label}" for kind, n in counts.items())
            )
