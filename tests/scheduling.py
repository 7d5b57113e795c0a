"""Which process of pytest-xdist runs what: a file's tests stay together, and so do all audits.

They share what one of them made; that of the audits, a whole site, takes half a minute to make.
"""

from xdist.scheduler import LoadFileScheduling

TOGETHER = "tests/audits/"


class Scheduling(LoadFileScheduling):
    """Files by their number of tests, the longest first; the audits are one of them."""

    def _split_scope(self, nodeid: str) -> str:
        return TOGETHER if nodeid.startswith(TOGETHER) else super()._split_scope(nodeid)
