"""The index of channels and services: how many series each has, whose it is, by letter."""

from collections import defaultdict
from typing import Any

from anyascii import anyascii

from ..knowledge.networks import network_pairs
from ..models import Company, Ownership, Series
from ..models.batch import fetch_batch
from .facets import count_pairs, pair


def with_counts(companies: list[Company]) -> list[Company]:
    """Give each network its ``series_count`` and its ``owner`` (or None). Two statements."""
    seen = Series.objects.public().values("pk")
    branches = [
        pair("network", queryset.filter(**{f"{series}__in": seen}), f"{network}_id", "", series)
        for queryset, network, series in network_pairs()
    ]
    counted = count_pairs(branches).get("network", {})
    loaded = fetch_batch({Company: Company.objects.public(), Ownership: Ownership.objects.all()})
    known = {company.pk: company for company in loaded[Company]}
    current = [o for o in loaded[Ownership] if o.is_current]
    owners = {  # the last one written is the one with the largest share
        o.owned_id: known.get(o.owner_id) for o in sorted(current, key=lambda o: o.share or 0)
    }
    for company in companies:
        found = counted.get(str(company.pk))
        company.series_count = found.count if found else 0
        company.owner = owners.get(company.pk)
    return companies


def by_letter(companies: Any) -> list[tuple[str, list[Company]]]:
    """Put companies under the first letter of their names, accents folded; figures under “0-9”."""
    groups = defaultdict(list)
    for company in sorted(companies, key=lambda c: anyascii(c.name).casefold()):
        letter = anyascii(company.name).lstrip(" +.-")[:1].upper()
        groups[letter if letter.isalpha() else "0-9"].append(company)
    return sorted(groups.items())
