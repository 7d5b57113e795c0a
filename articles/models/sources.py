"""What stands at the foot of a story and belongs to its draft: its sources and its corrections."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable


class Source(Orderable):
    """Where the story comes from. Its facts inherit its sources."""

    article = ParentalKey("articles.Article", on_delete=models.CASCADE, related_name="sources")
    outlet = models.CharField(
        _("source"), max_length=120, help_text=_("Who says so, for example Variety.")
    )
    url = models.URLField(_("link"), max_length=500, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.outlet


class Correction(Orderable):
    """A dated correction, shown on the story (schema.org: CorrectionComment)."""

    article = ParentalKey("articles.Article", on_delete=models.CASCADE, related_name="corrections")
    date = models.DateField(_("date"), default=timezone.localdate)
    text = models.TextField(_("text"), help_text=_("What was wrong and what is right."))

    class Meta(Orderable.Meta):
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return self.text
