"""Where a draft stands: written, submitted, sent back, approved, scheduled, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, F, Model, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, WorkflowMixin, WorkflowState

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise
    from wagtail.models.workflows import WorkflowStateQuerySet

    from .article import Article
    from .pages import FrontPage
    from .querysets import ArticleQuerySet

SUBMITTED = WorkflowState.STATUS_IN_PROGRESS
SENT_BACK = WorkflowState.STATUS_NEEDS_CHANGES
APPROVED = WorkflowState.STATUS_APPROVED

#: What a list of stories can be filtered by: {value: (label, condition on `with_status`)}.
STATES = {
    "draft": (_("draft"), Q(live=False)),
    "submitted": (_("submitted"), Q(review_status=SUBMITTED)),
    "sent_back": (_("sent back"), Q(review_status=SENT_BACK)),
    "in_review": (_("submitted or sent back"), Q(review_status__in=(SUBMITTED, SENT_BACK))),
    "approved": (
        _("approved"),
        Q(review_status=APPROVED)
        & (Q(last_published_at__isnull=True) | Q(last_published_at__lt=F("reviewed_at")))
        & Q(is_scheduled=False),
    ),
    "scheduled": (_("scheduled"), Q(is_scheduled=True)),
    "live": (_("published"), Q(live=True)),
    "changed": (_("draft under way"), Q(live=True, has_unpublished_changes=True)),
}


def reviews_of(model: type[Model]) -> WorkflowStateQuerySet:
    """Return the reviews of the outer query's row, latest first."""
    return WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(model),
        object_id=Cast(OuterRef("pk"), CharField()),
    ).order_by("-created_at", "-pk")


def with_status(rows: ArticleQuerySet) -> ArticleQuerySet:
    """Load what `status_of` looks at, without the drafts' contents."""
    schedules = Revision.objects.filter(
        pk=OuterRef("latest_revision_id"), approved_go_live_at__isnull=False
    )
    rows = (
        rows.select_related("latest_revision")
        .defer("latest_revision__content")
        .annotate(is_scheduled=Exists(schedules))
    )
    if not issubclass(rows.model, WorkflowMixin):
        return rows
    latest = reviews_of(rows.model)
    return rows.annotate(
        review_status=Subquery(latest.values("status")[:1]),
        reviewed_at=Subquery(latest.values("current_task_state__finished_at")[:1]),
    )


def review_of(row: Article | FrontPage) -> StrOrPromise:
    """Where its review stands, from a row of `with_status`; empty when it says nothing more.

    An approval is about the draft that followed the last publication, and as it was then.
    """
    status = getattr(row, "review_status", None)
    if status == SUBMITTED:
        return _("submitted")
    if status == SENT_BACK:
        return _("sent back")
    published = row.last_published_at
    if status != APPROVED or not row.reviewed_at or (published and published >= row.reviewed_at):
        return ""
    if row.latest_revision and row.latest_revision.created_at > row.reviewed_at:
        return _("approved, changed since")
    return _("approved")


def status_of(row: Article) -> StrOrPromise:
    """Where a draft stands, from a row of `with_status`: no query."""
    if row.is_scheduled:
        return _("published, new version scheduled") if row.live else _("scheduled")
    if review := review_of(row):
        return _("published, new version %(state)s") % {"state": review} if row.live else review
    if row.live:
        return _("published, draft under way") if row.has_unpublished_changes else _("published")
    return _("expired") if row.expired else _("draft")
