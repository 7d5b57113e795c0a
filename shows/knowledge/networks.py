"""Which series a network has, and the releases by which it first showed them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import F, QuerySet

from ..models import Deal, DealParty, Ownership, Release
from ..models.choices import CompanyKind, Window

Pairs = list[tuple[int, int]]


class Viewers(NamedTuple):
    """(series key, company key) of the ways in which a company has a series: a release on it, or a
    deal that it bought or is a party to. Rumours and denials do not count."""

    shown: Pairs
    bought: Pairs


def viewers(series: Collection[int]) -> Viewers:
    """Return which companies have these series, by what is public; three statements.

    A network also has what a network that it owns shows: see `owners_of_networks`.
    """
    releases = Release.objects.public().confirmed().with_subject().order_by()
    shown = releases.filter(subject_id__among=series).values_list("subject_id", "platform_id")
    deals = Deal.objects.public().confirmed().filter(series__among=series).order_by()
    buyers = deals.filter(buyer__isnull=False).values_list("series_id", "buyer_id")
    parties = DealParty.objects.filter(deal__in=deals.values("pk")).order_by()
    return Viewers(
        list(shown.distinct()),
        [*buyers.distinct(), *parties.values_list("deal__series_id", "company_id")],
    )


def deciders(series: Collection[int]) -> Pairs:
    """Return (series key, company key) of the platforms of original releases, dated or not."""
    releases = original_releases().order_by().filter(subject_id__among=series)
    return list(releases.values_list("subject_id", "platform_id").distinct())


def owners_of_networks(companies: Collection[int]) -> dict[int, list[int]]:
    """Return {company key: keys of the networks that own it today} (OCS has what OCS City
    shows)."""
    rows = Ownership.objects.filter(
        owned__among=companies, owner__kind__in=CompanyKind.networks(), until=""
    )
    found = defaultdict(list)
    for owned, owner in rows.values_list("owned_id", "owner_id"):
        found[owned].append(owner)
    return found


def original_releases() -> QuerySet[Any]:
    """Return the public confirmed original releases, with ``subject_id``, oldest first."""
    return (
        Release.objects.public()
        .confirmed()
        .filter(window=Window.ORIGINAL)
        .with_subject()
        .order_by(F("starts_earliest").asc(nulls_last=True), "starts_latest", "pk")
    )
