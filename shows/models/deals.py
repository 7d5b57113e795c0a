"""Deals between companies, and releases: who bought what, and where and when it can be watched."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from ..partial_dates import PartialDateField
from ..wording import where
from .base import Citation
from .changes import Projected
from .choices import Access, DealKind, Window
from .companies import Company
from .fact import Fact, Territorial, optional_record
from .querysets import NestedReleaseQuerySet
from .series import Series

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from .story import Story


class Deal(Territorial, Fact):
    """A contract between companies, with the releases it brings (MovieLabs Avails)."""

    RECORDS = ("series", "buyer", "seller")
    LABEL = _("Deals")
    TITLE = pgettext_lazy("heading", "Deals")

    series = optional_record(Series, _("series"))
    kind = models.CharField(
        _("kind"), max_length=14, choices=DealKind.choices, default=DealKind.ACQUISITION
    )
    buyer = optional_record(Company, _("buyer"), related_name="purchases")
    seller = optional_record(Company, _("seller"), related_name="sales")

    class Meta(Fact.Meta):
        verbose_name = _("deal")
        verbose_name_plural = _("deals")
        indexes = [
            *Fact.Meta.indexes,
            models.Index(fields=["kind"], name="deal_kind"),
            models.Index(fields=["announced_earliest"], name="deal_announced"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(buyer__isnull=True) | Q(seller__isnull=True) | ~Q(buyer=F("seller")),
                name="deal_between_two_companies",
                violation_error_message=_(
                    "The buyer and the seller are the same company: a deal is between two."
                ),
            )
        ]

    def __str__(self) -> str:
        buyer = self.buyer or ", ".join(str(p.company) for p in self.parties.all())
        return f"{self.get_kind_display()} – {buyer or '?'} – {self.series or '…'}"

    def page_order(self) -> tuple:
        return (-(self.told_on or date.max).toordinal(),)

    def particulars(self) -> Iterator[str]:
        yield where(self)

    def companies(self) -> list[Company]:
        """Buyer, seller and parties, in that order, without repetition."""
        named = [self.buyer, self.seller, *(party.company for party in self.parties.all())]
        return list(dict.fromkeys(company for company in named if company))

    def in_force(self) -> list[Release]:
        """What holds today of the releases that a page loaded with it: what replaced one stands
        in its place."""
        now = [r.successor if r.is_outdated else r for r in self.releases.all()]
        return [release for release in now if release]

    def references(self) -> list[tuple[models.Model, str]]:
        parties = [(party, "company") for party in self.parties.all() if party.company_id]
        nested = [pair for release in self.releases.all() for pair in release.references()]
        return [*super().references(), *parties, *nested]


class DealParty(Projected, Orderable):
    """A company in a deal among several, with its share."""

    deal = ParentalKey(Deal, on_delete=models.CASCADE, related_name="parties")
    company = models.ForeignKey(
        Company, verbose_name=_("company"), on_delete=models.CASCADE, related_name="deal_parties"
    )
    share = models.DecimalField(
        _("share (%)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )

    class Meta(Orderable.Meta):
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [
            models.UniqueConstraint(
                fields=["deal", "company"],
                name="deal_party_unique",
                violation_error_message=_("This company is already a party to the deal."),
            )
        ]

    def __str__(self) -> str:
        return str(self.company)


class Release(Territorial, Fact):
    """Where and when something can be watched (MovieLabs Avails; schema.org: BroadcastEvent).

    Nested in a deal, it takes over the deal's story, series, seasons and territories where its
    own are empty. The original broadcast is a release whose window is ``original``.
    """

    RECORDS = ("series", "platform")
    LABEL = _("Releases")
    TITLE = pgettext_lazy("heading", "Releases")

    deal = ParentalKey(
        Deal,
        verbose_name=_("deal"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="releases",
    )
    series = optional_record(Series, _("series"))
    platform = models.ForeignKey(
        Company,
        verbose_name=_("channel or service"),
        on_delete=models.CASCADE,
        related_name="releases",
        error_messages={
            "null": _("A release needs a channel or a service."),
            "required": _("A release needs a channel or a service."),
        },
    )
    access = models.CharField(
        _("access"),
        max_length=10,
        choices=Access.choices,
        blank=True,
        help_text=_("Empty: as usual on this channel or service."),
    )
    window = models.CharField(
        _("window"), max_length=10, choices=Window.choices, default=Window.FIRST
    )
    exclusive = models.BooleanField(_("exclusive"), default=False)
    starts = PartialDateField(
        _("starts"), blank=True, help_text=_("For example “28 septembre 2017” or “juin 2017”.")
    )
    start_time = models.TimeField(
        _("at"),
        null=True,
        blank=True,
        help_text=_("For example “20:55”, in the time of its territory."),
    )
    ends = PartialDateField(_("ends"), blank=True)

    objects: ClassVar[Any] = NestedReleaseQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        indexes = [
            *Fact.Meta.indexes,
            models.Index(fields=["window", "starts_earliest"], name="release_window_starts"),
            models.Index(fields=["starts_earliest"], name="release_starts"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_earliest__isnull=True)
                | Q(ends_latest__isnull=True)
                | Q(ends_latest__gte=F("starts_earliest")),
                name="release_dates_in_order",
                violation_error_message=_("The release ends before it starts."),
            )
        ]

    def __str__(self) -> str:
        start = self.starts or ""
        return f"{self.subject or '…'} – {self.platform} {start}".strip()

    @property
    def stands_alone(self) -> bool:
        return not self.deal

    def page_order(self) -> tuple:
        return (self.starts_earliest or date.max, self.starts_latest or date.max)

    def particulars(self) -> Iterator[str]:
        if self.ends:
            yield gettext("until %(date)s") % {"date": self.ends}
        yield where(self.place)
        if self.exclusive:
            yield gettext("exclusive")

    def clean(self) -> None:
        super().clean()
        if not self.subject:
            raise ValidationError({"series": _("Say which series is released.")})
        if self.start_time and not (self.starts and self.starts.is_exact):
            raise ValidationError(
                {"start_time": _("An hour needs the day: give the exact date of the start.")}
            )
        # The constraint below is not run by forms: they do not hold the bounds.
        if self.starts and self.ends and self.ends.latest < self.starts.earliest:
            raise ValidationError({"ends": _("The release ends before it starts.")})

    @property
    def story(self) -> Story | None:
        return self.deal.story if self.deal else self.article

    @property
    def told_on(self) -> date | None:
        return self.deal.told_on if self.deal and not self.announced else super().told_on

    @property
    def subject(self) -> Series | None:
        return self.series or (self.deal.series if self.deal else None)

    @property
    def season_text(self) -> str:
        """The seasons released, or those of the deal."""
        return self.seasons or (self.deal.seasons if self.deal else "")

    @property
    def place(self) -> Territorial:
        """The object whose territories hold: this release, or else its deal."""
        own = self.territories or self.worldwide
        return self if own or not self.deal else self.deal

    @property
    def usual_access(self) -> str:
        """The access, or the platform's own."""
        return self.access or self.platform.access

    @property
    def access_label(self) -> StrOrPromise:
        """The French name of the access, or the empty text."""
        return Access(self.usual_access).label if self.usual_access else ""

    def is_watchable(self, day: datetime.date | None = None) -> bool:
        """Whether it can be watched: only after the *latest* day of its start."""
        day = day or timezone.localdate()
        started = self.starts and self.starts.latest <= day
        return bool(started and not (self.ends and self.ends.latest < day))


class Verification(Citation):
    """Somebody looked whether a release is still on offer, on a day, and found it is.

    It is kept beside the release and not in it: a release of a story belongs to the story's draft,
    which may be older than the day it was verified.
    """

    release = models.ForeignKey(
        Release,
        verbose_name=_("release"),
        on_delete=models.CASCADE,
        related_name="verifications",
    )

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        ordering = ["-citation_date", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["release", "citation_date"], name="verification_a_day"),
            models.CheckConstraint(
                condition=Q(citation_date__isnull=False), name="verification_dated"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release} – {self.citation_date}"
