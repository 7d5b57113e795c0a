"""What the publisher of scheduled stories leaves behind: when it ran, and what it could not do."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class PublisherRun(models.Model):
    """The last run of the publisher; there is one row, written again at each run."""

    ran_at = models.DateTimeField(_("ran"))
    published = models.PositiveIntegerField(_("published"), default=0)
    unpublished = models.PositiveIntegerField(_("unpublished"), default=0)
    failed = models.PositiveIntegerField(_("failed"), default=0)

    class Meta:
        verbose_name = _("run of the publisher")
        verbose_name_plural = _("runs of the publisher")

    def __str__(self) -> str:
        return str(self.ran_at)


class PublicationFailure(models.Model):
    """Something that could not go out, or come back, on time. It stays scheduled and is tried
    again; the row goes when it succeeds or when nothing is scheduled any more."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    content_object = GenericForeignKey()
    sentence = models.TextField(_("reason"))
    attempts = models.PositiveIntegerField(_("attempts"), default=1)
    since = models.DateTimeField(_("since"))
    last = models.DateTimeField(_("last attempt"))

    class Meta:
        verbose_name = _("failed publication")
        verbose_name_plural = _("failed publications")
        ordering = ["-last"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="publication_failure_once"
            )
        ]

    def __str__(self) -> str:
        return self.sentence
