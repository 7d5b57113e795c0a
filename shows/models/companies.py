"""Channels, streaming services, production companies, groups, and who owns whom."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from media.addresses import address_of

from ..fields.model_fields import TerritoriesField
from ..partial_dates import PartialDateField
from .base import ExternalId, OtherNamesMixin, Record
from .changes import Projected
from .choices import Access, CompanyKind
from .querysets import CompanyQuerySet


class Company(OtherNamesMixin, Record):
    """A channel, a service, a producer, a distributor or a group (schema.org: Organization)."""

    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(
        _("kind"), max_length=20, choices=CompanyKind.choices, default=CompanyKind.CHANNEL
    )
    access = models.CharField(
        _("access"),
        max_length=10,
        choices=Access.choices,
        blank=True,
        help_text=_("How its programmes are watched; its releases take this over when empty."),
    )
    country = TerritoriesField(_("country"), max_length=2, blank=True)
    website = models.URLField(_("website"), blank=True)
    logo = models.ForeignKey(
        "media.Picture",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    active_from = PartialDateField(_("active from"), blank=True)
    active_to = PartialDateField(_("active to"), blank=True)
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replaced",
        help_text=_("The channel or service that took over, if this one closed."),
    )

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ["name"]
        indexes = [models.Index(fields=["kind", "name"], name="company_kind_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("shows:company", self.slug)

    @property
    def is_network(self) -> bool:
        """Whether something can be watched on it."""
        return self.kind in CompanyKind.networks()


class CompanyExternalId(ExternalId):
    """A company's identifier in another catalogue; no other company has it."""

    company = ParentalKey(Company, on_delete=models.CASCADE, related_name="external_ids")

    class Meta(ExternalId.Meta):
        pass


class Ownership(Projected):
    """A company held another, or a share of it, from one date to another."""

    owned = ParentalKey(
        Company,
        on_delete=models.CASCADE,
        related_name="ownerships",
        verbose_name=_("owned company"),
    )
    owner = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="holdings", verbose_name=_("owner")
    )
    share = models.DecimalField(
        _("share (%)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("In per cent; empty when unknown."),
    )
    since = PartialDateField(_("since"), blank=True)
    until = PartialDateField(_("until"), blank=True)

    class Meta:
        verbose_name = _("ownership")
        verbose_name_plural = _("ownerships")
        ordering = ["-share", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(owner=F("owned")),
                name="ownership_not_of_itself",
                violation_error_message=_("A company cannot own itself."),
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gt=0, share__lte=100),
                name="ownership_share_range",
                violation_error_message=_("A share is more than 0 % and at most 100 %."),
            ),
            models.CheckConstraint(
                condition=Q(since_earliest__isnull=True)
                | Q(until_latest__isnull=True)
                | Q(until_latest__gte=F("since_earliest")),
                name="ownership_dates_in_order",
                violation_error_message=_("The ownership ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner} → {self.owned}"

    def clean(self) -> None:
        super().clean()
        # The constraint above is not run by forms: they do not hold the bounds.
        if self.since and self.until and self.until.latest < self.since.earliest:
            raise ValidationError({"until": _("The ownership ends before it begins.")})

    @property
    def is_current(self) -> bool:
        """Whether it has no end; a past owner is told with its dates."""
        return not self.until
