"""The ways in which a name becomes a record: what it is, where its place in a form does not tell.

A company made from its name is of a kind, and so is an award: a channel stands in the public list
of channels. The picker offers one way for each kind that the place allows, the usual one first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models.choices import AwardKind, CompanyKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: What is offered for each kind.
SENTENCES: dict[str, StrOrPromise] = {
    CompanyKind.CHANNEL: gettext_lazy("Create the channel “%(name)s”"),
    CompanyKind.STREAMING_SERVICE: gettext_lazy("Create the streaming service “%(name)s”"),
    CompanyKind.PRODUCTION_COMPANY: gettext_lazy("Create the production company “%(name)s”"),
    CompanyKind.DISTRIBUTOR: gettext_lazy("Create the distributor “%(name)s”"),
    CompanyKind.GROUP: gettext_lazy("Create the group “%(name)s”"),
    AwardKind.FESTIVAL: gettext_lazy("Create the festival “%(name)s”"),
    AwardKind.PRIZE: gettext_lazy("Create the prize “%(name)s”"),
}
NETWORKS = (CompanyKind.CHANNEL, CompanyKind.STREAMING_SERVICE)
#: What a company can be in a field of a form, “Deal.seller”; elsewhere it can be anything.
PLACES: dict[str, tuple[str, ...]] = {
    "Deal.seller": (CompanyKind.DISTRIBUTOR, CompanyKind.PRODUCTION_COMPANY),
    "Deal.buyer": (*NETWORKS, CompanyKind.DISTRIBUTOR, CompanyKind.GROUP),
    "DealParty.company": (CompanyKind.PRODUCTION_COMPANY, *NETWORKS),
    "Release.platform": NETWORKS,
    "Reception.platform": NETWORKS,
    "Credit.company": (CompanyKind.PRODUCTION_COMPANY, CompanyKind.DISTRIBUTOR),
}
#: Where the first of these is so usual that it is taken without being pointed at.
TOLD_BY_PLACE = ("Deal.seller", "DealParty.company")


def company_kinds(place: str) -> tuple[str, ...]:
    """What a company made in this place can be, the most usual first."""
    return PLACES.get(place, tuple(CompanyKind))


def ways(name: str, kinds: tuple[str, ...] = (), place: str = "") -> list[dict[str, Any]]:
    """Return {kind, label, sure} of each way to make a record called ``name``; without kinds there
    is one, whose kind is the empty text. One that is not ``sure`` is only taken by pointing at it.
    """
    if not kinds:
        return [{"kind": "", "label": _("Create “%(name)s”") % {"name": name}, "sure": True}]
    return [
        {
            "kind": kind,
            "label": str(SENTENCES[kind]) % {"name": name},
            "sure": place in TOLD_BY_PLACE and kind == kinds[0],
        }
        for kind in kinds
    ]
