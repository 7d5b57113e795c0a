"""The signal that tells what moved."""

from django.dispatch import Signal

#: Sent within the transaction, once for all that it changed, with ``tags``, a set of names:
#:
#: - ``stories``: a story came out, went, or changed; ``stories:genre:3`` of each value that lists
#:   filter it by, before and after; ``series`` and ``series:status:airing`` likewise;
#: - ``about:series:5``, ``about:person:9``, ``about:company:2``, ``about:awardedition:4``,
#:   ``about:author:1``, ``about:tag:8``: what is told about it changed;
#: - ``anything``: a record came out or went, and whatever names it is written otherwise.
moved = Signal()
ANYTHING = "anything"


def about(model: type, key: int) -> str:
    """The name of what is told about a record: ``about:person:9``."""
    return f"about:{model.__name__.lower()}:{key}"
