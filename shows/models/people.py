"""Persons: those who make series and those who play in them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField

from media.addresses import address_of

from ..partial_dates import PartialDateField
from .base import ExternalId, OtherNamesMixin, Record
from .querysets import PersonQuerySet


class Person(OtherNamesMixin, Record):
    """Someone who makes series or plays in them (schema.org: Person)."""

    name = models.CharField(_("name"), max_length=160)
    birth = PartialDateField(_("birth"), blank=True)
    death = PartialDateField(_("death"), blank=True)
    portrait = models.ForeignKey(
        "media.Picture",
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    biography = RichTextField(_("biography"), blank=True, features=["bold", "italic", "story-link"])

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["name"]
        indexes = [
            models.Index(fields=["name"], name="person_name"),
            models.Index(fields=["is_public", "-told_at", "name", "id"], name="person_news"),
            models.Index(fields=["is_public", "name", "id"], name="person_public_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("shows:person", self.slug)

    def clean(self) -> None:
        super().clean()
        if self.birth and self.death and self.death.latest < self.birth.earliest:
            raise ValidationError({"death": _("The death is before the birth.")})


class PersonExternalId(ExternalId):
    """A person's identifier in another catalogue; no other person has it."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="external_ids")

    class Meta(ExternalId.Meta):
        pass
