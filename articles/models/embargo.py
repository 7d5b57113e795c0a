"""An embargo that is lifted early leaves a trace: who did it, when, and what had been agreed."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter, log
from wagtail.models import Revision

from ..moments import in_words

if TYPE_CHECKING:
    from wagtail.log_actions import LogActionRegistry

    from shows.admin.typed import AnyUser

    from .article import Article

LIFTED = "articles.embargo.lift"


def agreed(article: Article) -> datetime.datetime | None:
    """Return until when the embargo held as the story was last saved, or None."""
    rows = Revision.objects.filter(pk=article.latest_revision_id)
    until = rows.values_list("content__embargo_until", flat=True).first()
    return parse_datetime(until) if until else None


def log_lift(
    article: Article, before: Any, revision: Revision, user: AnyUser | None = None
) -> None:
    """Note in the story's history that an embargo still holding was shortened or taken off."""
    until = article.embargo_until
    if before is None or before <= timezone.now():
        return
    # A form knows no seconds: saved there, an embargo that has some is not lifted by them.
    if until is not None and until >= before.replace(second=0, microsecond=0):
        return
    log(
        instance=article,
        action=LIFTED,
        user=user,
        revision=revision,
        data={"before": before.isoformat(), "after": until.isoformat() if until else None},
    )


def log_embargoes(actions: LogActionRegistry) -> None:
    """Received by ``register_log_actions``."""
    actions.register_action(LIFTED)(LiftFormatter)


class LiftFormatter(LogFormatter):
    """Says in a story's history until when an embargo held, and until when it holds now."""

    label = gettext_lazy("Lift an embargo")

    def format_message(self, log_entry: Any) -> Any:
        before = in_words(datetime.datetime.fromisoformat(log_entry.data["before"]))
        if not log_entry.data["after"]:
            return _("Embargo until %(before)s taken off") % {"before": before}
        after = in_words(datetime.datetime.fromisoformat(log_entry.data["after"]))
        return _("Embargo until %(before)s brought forward to %(after)s") % {
            "before": before,
            "after": after,
        }
