"""The right of reply: someone named in a story asks for an answer to be published.

French law (loi du 29 juillet 1881, article 13; LCEN, article 1-1 for online publication) gives
the person named three months to ask, and the publisher three days from receipt to publish.
"""

import datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .article import Article

#: What the law leaves the publisher of a site.
DELAY = datetime.timedelta(days=3)


class RightOfReplyQuerySet(models.QuerySet):
    """Rights of reply, by the same states as `state_of`, which tells that of one row."""

    def published(self) -> Self:
        """Return those whose reply is out."""
        return self.filter(refusal="", reply__in=Article.objects.public().values("pk"))

    def open(self) -> Self:
        """Return those that are neither published nor refused."""
        return self.filter(refusal="").exclude(pk__in=self.published().values("pk"))

    def public(self, story: Article | None = None) -> Any:
        """Return those whose reply readers see: both stories are out."""
        shown = Article.objects.public(story).values("pk")
        return self.filter(reply__in=shown, article__in=shown)


class RightOfReply(models.Model):
    """A request to answer a story, and the story that publishes the answer.

    The two stories link to each other by themselves as soon as both are out. ``due`` is the last
    day; left empty it is three days after ``received``.
    """

    article = models.ForeignKey(
        Article,
        verbose_name=_("story answered"),
        on_delete=models.CASCADE,
        related_name="rights_of_reply",
    )
    claimant = models.CharField(
        _("who asks"), max_length=160, help_text=_("The person or company named in the story.")
    )
    received = models.DateField(_("received"), default=timezone.localdate)
    due = models.DateField(
        _("due"),
        blank=True,
        db_index=True,
        help_text=_("The last day to publish. Left empty: three days after receipt."),
    )
    reply = models.ForeignKey(
        Article,
        verbose_name=_("published in"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replies_to",
        help_text=_("The story that holds the text of the reply."),
    )
    refusal = models.CharField(
        _("refused because"), max_length=300, blank=True, help_text=_("For the file, not public.")
    )
    note = models.TextField(_("note"), blank=True, help_text=_("For the newsroom."))

    objects = RightOfReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("right of reply")
        verbose_name_plural = _("rights of reply")
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due__gte=F("received")),
                name="reply_due_after_receipt",
                violation_error_message=_("The reply is due before it was received."),
            ),
            models.CheckConstraint(
                condition=Q(reply__isnull=True) | ~Q(reply=F("article")),
                name="reply_is_another_story",
                violation_error_message=_("A story cannot be the reply to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claimant} – {self.article}"

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        if self.due is None and self.received:
            self.due = self.received + DELAY
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.refusal and self.reply_id:
            raise ValidationError(
                {"refusal": _("Either the reply is published in a story, or it is refused.")}
            )


class ReplyState(models.TextChoices):
    """Where a right of reply stands; derived, never stored."""

    OPEN = "open", _("to be published")
    LATE = "late", _("late (reply)")
    PUBLISHED = "published", _("published (reply)")
    REFUSED = "refused", _("refused (reply)")


def state_of(reply: RightOfReply) -> ReplyState:
    """Where it stands today."""
    if reply.refusal:
        return ReplyState.REFUSED
    if reply.reply and reply.reply.is_out:
        return ReplyState.PUBLISHED
    return ReplyState.LATE if reply.due < timezone.localdate() else ReplyState.OPEN


def rows_around(article: Article) -> RightOfReplyQuerySet:
    """Return the rights of reply that were asked of a story, or that it answers: a queryset."""
    return RightOfReply.objects.filter(Q(article=article.pk) | Q(reply=article.pk), refusal="")
