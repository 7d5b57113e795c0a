"""Countries, as rows, so that series are filtered and counted by country exactly."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..fields.model_fields import territory_names
from .querysets import CountryQuerySet


class Country(models.Model):
    """A country by its ISO 3166-1 alpha-2 code; a migration fills the table."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)

    objects = CountryQuerySet.as_manager()

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The French name."""
        return territory_names().get(self.code, self.code)
