"""Which process of pytest-xdist runs what: a file's tests stay together, and so do all audits.

They share what one of them made; that of the audits, a whole site, takes half a minute to make.
"""

from collections import Counter

from xdist.scheduler import LoadFileScheduling

TOGETHER = "tests/audits/"
#: What takes long begins early, so that no process ends minutes after the others: the audits, then
#: what is played in a browser, a minute a file; then the files by their number of tests.
FIRST = (TOGETHER, "tests/browser/")


class Scheduling(LoadFileScheduling):
    """Files in the order of `schedule`; the audits are one of them."""

    def _split_scope(self, nodeid: str) -> str:
        return TOGETHER if nodeid.startswith(TOGETHER) else super()._split_scope(nodeid)


def schedule(items) -> None:
    """Sort the tests by when their file is to begin; those of a file stay in their order."""
    sizes = Counter(item.path for item in items)

    def place(item) -> tuple:
        rank = next(
            (n for n, first in enumerate(FIRST) if item.nodeid.startswith(first)), len(FIRST)
        )
        return rank, -sizes[item.path], item.nodeid.partition("::")[0]

    items.sort(key=place)
