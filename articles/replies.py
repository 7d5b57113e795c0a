"""The right of reply: where one stands, and what the pages of the two stories show of it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Article, RightOfReply


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


def rows_around(article: Article):
    """Return the rights of reply that were asked of a story, or that it answers: a queryset."""
    return RightOfReply.objects.filter(Q(article=article.pk) | Q(reply=article.pk), refusal="")


def shown_on(article: Article, rows, stories: dict) -> dict:
    """Return the ``replies`` to a story, and the stories that it ``answers``.

    ``stories`` are those that readers may see, by key: the other story is shown or not by what it
    is, never by what is said of it here.
    """
    ordered = sorted(rows, key=lambda row: (row.received, row.pk))
    replies = [stories.get(row.reply_id) for row in ordered if row.article_id == article.pk]
    answers = [stories.get(row.article_id) for row in ordered if row.reply_id == article.pk]
    return {
        "replies": list(dict.fromkeys(filter(None, replies))),
        "answers": list(dict.fromkeys(filter(None, answers))),
    }
