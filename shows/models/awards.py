"""Festivals and prizes, and the years they were held."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from media.addresses import address_of

from ..fields.model_fields import TerritoriesField
from ..partial_dates import PartialDateField
from .base import ExternalId, OtherNamesMixin, Record
from .changes import Projected
from .choices import AwardKind
from .querysets import AwardEditionQuerySet, AwardQuerySet


class Award(OtherNamesMixin, Record):
    """A festival or a prize: Séries Mania, the International Emmy Awards."""

    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(
        _("kind"), max_length=10, choices=AwardKind.choices, default=AwardKind.PRIZE
    )
    country = TerritoriesField(_("country"), max_length=2, blank=True)
    website = models.URLField(_("website"), blank=True)
    description = models.TextField(_("description"), blank=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("shows:award", self.slug)


class AwardExternalId(ExternalId):
    """An award's identifier in another catalogue; no other award has it."""

    award = ParentalKey(Award, on_delete=models.CASCADE, related_name="external_ids")

    class Meta(ExternalId.Meta):
        pass


class AwardEdition(Projected):
    """One year of an award, with its own page."""

    award = ParentalKey(
        Award, on_delete=models.CASCADE, related_name="editions", verbose_name=_("award")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    label = models.CharField(
        _("label"), max_length=80, blank=True, help_text=_("For example “8th edition”.")
    )
    held = PartialDateField(_("held"), blank=True, help_text=_("For example “avril 2017”."))
    place = models.CharField(_("place"), max_length=120, blank=True)

    # Derived by `shows.projection`.
    is_public = models.BooleanField(_("public"), default=False, editable=False, serialize=False)

    objects = AwardEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["award", "year"],
                name="award_edition_unique",
                violation_error_message=_("This award already has an edition for that year."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.award} {self.year}"

    def get_absolute_url(self) -> str:
        return address_of("shows:award_edition", self.award.slug, self.year)
