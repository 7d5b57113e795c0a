"""Which series a network has, and the releases by which it first showed them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, QuerySet

from ..models import Company, Deal, DealParty, Release
from ..models.choices import CompanyKind, Window

if TYPE_CHECKING:
    from ..models.querysets import CompanyQuerySet


def network_pairs(companies: CompanyQuerySet | None = None) -> list[tuple[QuerySet, str, str]]:
    """Return (queryset, path to the network, path to the series) for each way in which a
    network has a series: a release on it or on a network that it owns (OCS has what OCS City
    shows), a deal it bought, a deal it is a party to.

    ``companies`` (a queryset or a list) are those of interest; by default those readers may see.
    """

    if companies is None:
        companies = Company.objects.public()
    releases = Release.objects.public().confirmed()
    shown = releases.filter(platform__in=companies)
    shown_by_owned = releases.filter(
        platform__ownerships__owner__in=companies,
        platform__ownerships__owner__kind__in=CompanyKind.networks(),
        platform__ownerships__until="",
    )
    deals = Deal.objects.public().confirmed()
    parties = DealParty.objects.filter(deal__in=deals.values("pk"), company__in=companies)
    return [
        *(
            (found.filter(series__isnull=not own), network, "series" if own else "deal__series")
            for found, network in (
                (shown, "platform"),
                (shown_by_owned, "platform__ownerships__owner"),
            )
            for own in (True, False)
        ),
        (deals.filter(buyer__in=companies), "buyer", "series"),
        (parties, "company", "deal__series"),
    ]


def original_releases() -> QuerySet[Any]:
    """Return the public confirmed original releases, with ``subject_id``, oldest first."""

    return (
        Release.objects.public()
        .confirmed()
        .filter(window=Window.ORIGINAL)
        .with_subject()
        .order_by(F("starts_earliest").asc(nulls_last=True), "starts_latest", "pk")
    )


def on_networks(series: QuerySet, companies: Any) -> QuerySet:
    """Return those of ``series`` that one of ``companies`` has (see `network_pairs`): by a public
    release, or a deal. Rumours and denials do not count."""
    found = Q()
    for queryset, _network, path in network_pairs(companies):
        found |= Q(pk__in=queryset.values(path))
    return series.filter(found)
