"""How often a story is read: a count a day, without cookies and without anything personal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class DailyReads(models.Model):
    """How many times a story was opened on a day, robots left out."""

    article = models.ForeignKey(
        Article, verbose_name=_("story"), on_delete=models.CASCADE, related_name="daily_reads"
    )
    day = models.DateField(_("day"), db_index=True)
    reads = models.PositiveIntegerField(_("reads"), default=0)

    class Meta:
        verbose_name = _("reads of a day")
        verbose_name_plural = _("reads by day")
        constraints = [models.UniqueConstraint(fields=["article", "day"], name="daily_reads_once")]

    def __str__(self) -> str:
        return f"{self.day}: {self.reads}"
