"""The addresses of things, looked up once.

A page of cards names the same kinds of address a hundred times, and Django walks the whole URL
map for each. An address follows from the map, the prefix of the site and its arguments alone.
"""

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse


def address_of(name: str, *args: str | int) -> str:
    """Return the address of this name with these arguments, as `django.urls.reverse` does."""
    return _address(get_urlconf() or settings.ROOT_URLCONF, get_script_prefix(), name, args)


@lru_cache(maxsize=16384)
def _address(urlconf: str, prefix: str, name: str, args: tuple[str | int, ...]) -> str:
    # The prefix is read by `reverse` itself; here it tells one site from another.
    return reverse(name, urlconf=urlconf, args=args)
