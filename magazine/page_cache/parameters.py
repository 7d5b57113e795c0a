"""Which parameters of an address say what a page shows. The others, a newsletter's or a network's,
take no part in it, nor in where it is kept."""

from functools import cache
from urllib.parse import parse_qsl, urlencode

from shows.listing.views import declared_lists

from ..addresses import RENAMED

#: Those of pages that are no lists.
OTHERS = frozenset({"q", "type", "page", "sort", "rights", "watch_in", "next", "filters"})
#: More, and longer ones, are nonsense.
MOST, LONGEST = 40, 200


@cache
def known() -> frozenset[str]:
    """The names that any page understands, former ones included."""
    names = {
        parameter
        for view in declared_lists()
        for facet in view.filterset_class.base_filters.values()
        for parameter in getattr(facet, "parameters", ())
    }
    names |= {name for view in declared_lists() for name in view.filterset_class.base_filters}
    return OTHERS | names | set(RENAMED)


def canonical(query: str) -> str:
    """Return a query string with what pages understand, by name; the values of one
    name in the order in which they came."""
    if not query:
        return ""
    pairs = parse_qsl(query, keep_blank_values=True)
    understood = [pair for pair in pairs if pair[0] in known() and len(pair[1]) <= LONGEST]
    return urlencode(sorted(understood[:MOST], key=lambda pair: pair[0]))
