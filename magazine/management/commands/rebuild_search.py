"""Write the index of readers' search anew."""

import time

from django.core.management.base import BaseCommand

from ...search.indexing import rebuild


class Command(BaseCommand):
    help = "Write the index of readers' search anew, in batches; readers search all the while."

    def handle(self, **options):
        begun, counts = time.monotonic(), {}
        for kind, written in rebuild():
            counts[kind] = written
            if options["verbosity"] > 1:
                self.stdout.write(f"{kind.model._meta.verbose_name_plural}: {written}")
        self.stdout.write(
            f"{sum(counts.values())} documents written in {time.monotonic() - begun:.0f} seconds: "
            + ", ".join(f"{n} {kind.model._meta.label}" for kind, n in counts.items())
        )
