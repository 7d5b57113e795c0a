"""What pages say to machines: canonical address, Open Graph, schema.org.

Each public address has a function under `@describes` that makes a `Page` of what its template is
shown; the component `meta.html` writes it. Nothing here queries.
"""

from . import lists, records, site, stories
from .registry import Page, describe, described, describes

__all__ = ["Page", "describe", "described", "describes", "lists", "records", "site", "stories"]
