"""Who works on a story, and by when (IPTC: assignment). It is not part of the story's draft."""

import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .article import Article


class AssignmentRole(models.TextChoices):
    """What someone is asked to do; both let a contributor see the draft."""

    WRITE = "write", _("Writes")
    READ = "read", _("Reads and comments")


class AssignmentQuerySet(models.QuerySet):
    """Assignments by how they stand today."""

    def open(self) -> Self:
        """Return the assignments that are not done."""
        return self.filter(done_at__isnull=True)

    def late(self, day: datetime.date | None = None) -> Any:
        """Return the open ones that were due before ``day`` (today)."""
        return self.open().filter(due__lt=day or timezone.localdate())


class Assignment(models.Model):
    """A story is given to someone, with a due date.

    Who writes may edit the draft; who reads may see it and leave notes. ``due`` is the last day.
    """

    article = models.ForeignKey(
        Article, verbose_name=_("story"), on_delete=models.CASCADE, related_name="assignments"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        on_delete=models.CASCADE,
        related_name="assignments",
    )
    role = models.CharField(
        _("task"), max_length=5, choices=AssignmentRole.choices, default=AssignmentRole.WRITE
    )
    due = models.DateField(_("due"), null=True, blank=True, db_index=True)
    brief = models.CharField(
        _("brief"), max_length=300, blank=True, help_text=_("What is asked for, in a sentence.")
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["due", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "user"],
                name="assignment_once",
                violation_error_message=_("The story is already assigned to this person."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.article}"

    @property
    def is_late(self) -> bool:
        """Whether its day has passed and it is not done."""
        return bool(self.due and not self.done_at and self.due < timezone.localdate())
