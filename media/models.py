"""The picture library: what a picture needs before a reader may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition

from .dependencies import Tracked
from .querysets import PictureQuerySet
from .rendition_credit import CreditedFilter, fingerprint

if TYPE_CHECKING:
    from wagtail.images.models import Filter

DESCRIBE = _("Describe the picture in a sentence: it is read aloud to those who cannot see it.")

#: Rights that end within so many days are said to end soon.
SOON = 30


class Licence(models.TextChoices):
    """Under what terms the magazine may show a picture."""

    EDITORIAL = "editorial", _("Editorial use, all rights reserved")
    PRESS_KIT = "press_kit", _("Press kit")
    AGENCY = "agency", _("Agency")
    OWN = "own", _("Made by the magazine")
    CC_BY = "cc_by", _("Creative Commons BY")
    CC_BY_SA = "cc_by_sa", _("Creative Commons BY-SA")
    PUBLIC_DOMAIN = "public_domain", _("Public domain (CC0)")


class Picture(Tracked, AbstractImage):
    """A picture with the credit, the alternative text and the rights it is shown under.

    The alternative text is Wagtail's own ``description``, required here. Dates are days:
    a picture may be shown up to and including ``rights_end``.
    """

    credit = models.CharField(
        _("credit"),
        max_length=200,
        help_text=_("Shown under the picture wherever it appears, for example “© OCS”."),
    )
    copyright_notice = models.CharField(
        _("copyright notice"),
        max_length=300,
        blank=True,
        help_text=_("The full notice, if the owner asks for one."),
    )
    licence = models.CharField(
        _("licence"), max_length=20, choices=Licence.choices, default=Licence.EDITORIAL
    )
    rights_end = models.DateField(
        _("rights end"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("The last day on which the picture may be shown. Empty: no end."),
    )
    source_url = models.URLField(_("link to the source"), blank=True)

    admin_form_fields = (
        "file",
        "title",
        "description",
        "credit",
        "copyright_notice",
        "licence",
        "rights_end",
        "source_url",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields: list[Any] = []  # nothing goes into Wagtail’s own index

    objects = PictureQuerySet.as_manager()

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-created_at"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not self.file_hash and not kwargs.get("update_fields"):
            self._set_image_file_metadata()  # the forms do it; importers and the shell as well
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.description and not self.description.strip():
            raise ValidationError({"description": DESCRIBE})

    @property
    def is_public(self) -> bool:
        """Whether readers may see it; the counterpart of `PictureQuerySet.public`."""
        return self.rights_end is None or self.rights_end >= timezone.localdate()

    @property
    def rights_end_soon(self) -> bool:
        """Whether the rights end within `SOON` days, today included."""
        today = timezone.localdate()
        return self.rights_end is not None and 0 <= (self.rights_end - today).days <= SOON

    @property
    def default_alt_text(self) -> str:
        """The alternative text; never the title, which is a name for editors."""
        return self.description

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:
        """Make a size that carries the credit, under a name that no other content ever had."""
        made = super().generate_rendition_file(CreditedFilter(filter.spec), source=source)
        made.name = f"{fingerprint(self)}.{made.name}"
        return made


# Wagtail makes the description optional; a picture without one never reaches a reader here.
_description = Picture._meta.get_field("description")
_description.blank = False
_description.verbose_name = _("alternative text")
_description.help_text = _(
    "What the picture shows, in a sentence, for those who cannot see it. Not the credit."
)


class Rendition(AbstractRendition):
    """A size of a picture, made once and kept."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    @staticmethod
    def construct_cache_key(image: Picture, filter_cache_key: str, filter_spec: str) -> str:
        """The key changes with the content: no process remembers a file that was replaced."""
        key = AbstractRendition.construct_cache_key(image, filter_cache_key, filter_spec)
        return f"{key}-{fingerprint(image)}"

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_unique"
            )
        ]
