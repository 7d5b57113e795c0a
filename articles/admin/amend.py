"""Changing one thing of a story at once, in what is live and in its draft, and nothing else.

A story's section or a tag changed from a list cannot wait for a draft that somebody is writing,
nor publish that draft along. So the change is made twice, as two revisions at most: first to what
is live, which stays what readers see, then to the draft, which stays unpublished. Each keeps
all that it said before. What is scheduled is not touched: it is locked (see `StoryBulkAction`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.log_actions import log

from ..models import Article

if TYPE_CHECKING:
    from shows.admin.typed import AnyUser


@transaction.atomic
def amend(
    story: Article, change: Callable[[Article], bool], *, user: AnyUser, action: str, data: dict
) -> bool:
    """Apply ``change`` to the story that is live and to its draft; return whether it did anything.

    ``change`` takes a story, changes it in memory and says whether it did. The history tells of
    ``action``, one for the whole.
    """
    row = Article.objects.select_for_update().get(pk=story.pk)
    revision = row.latest_revision if row.has_unpublished_changes else None
    draft = revision.as_object() if revision else None
    changed, draft_changed = change(row), draft is not None and change(draft)
    if not (changed or draft_changed):
        return False
    if changed:
        row.save()
    if row.live and changed:
        latest = row.save_revision(user=user, changed=False, clean=False)
        row.live_revision = latest
        row.save(update_fields=["live_revision"])
    if draft is not None:  # last: the latest revision is the draft's
        latest = draft.save_revision(user=user, clean=False)
    elif not row.live:
        latest = row.save_revision(user=user, clean=False)
    log(instance=row, action=action, user=user, revision=latest, data=data, content_changed=True)
    return True
