"""Publication: all or nothing, never before an embargo, and no schedule is ever lost.

Wagtail's own publication is several writes in a row; an error halfway leaves a story live without
its facts and its schedule gone. Here one transaction holds them together.
"""

import logging
from dataclasses import dataclass, field

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger("generique.publishing")


class EmbargoError(ValidationError):
    """A story cannot be published: its embargo is not lifted. The message is for an editor."""


class AtomicPublishMixin:
    """Goes before `DraftStateMixin`: a revision is published whole or not at all."""

    def check_publishable(self) -> None:
        """Raise ValidationError, with a sentence for the editor, if it may not go out now."""

    def publish(self, revision, *args, **kwargs):
        """Publish or schedule ``revision`` in one transaction.

        Afterwards the revision holds the keys that its new facts received, so that reverting to
        it later keeps their rows, and what replaces them, instead of making them anew.
        """
        with transaction.atomic():
            revision.as_object().check_publishable()
            super().publish(revision, *args, **kwargs)
            row = type(self)._base_manager.get(pk=self.pk)
            if row.live_revision_id == revision.pk:
                revision.content = row.serializable_data()
                revision.save(update_fields=["content"])


@dataclass
class Report:
    """What a run of `publish_due` did: objects published and unpublished, and failures as
    (object, sentence)."""

    published: list = field(default_factory=list)
    unpublished: list = field(default_factory=list)
    failed: list = field(default_factory=list)


def publish_due(now=None) -> Report:
    """Publish the scheduled revisions whose time has come, and unpublish what has expired.

    Each in a transaction of its own: one that cannot be published stays scheduled and is
    reported; the others go out.
    """
    now = now or timezone.now()
    report = Report()
    for expired in _expired(now):
        try:
            with transaction.atomic():
                expired.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
            report.unpublished.append(expired)
        except (ValidationError, DatabaseError) as error:
            _report_failure(report, expired, error)
    due = Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at")
    for revision in due:
        try:
            with transaction.atomic():
                revision.publish(log_action="wagtail.publish.scheduled")
            report.published.append(revision.content_object)
        # Whatever is wrong with one story (its data, a deleted picture, the database) must not
        # keep the others waiting: it is logged, reported and tried again at the next run.
        except Exception as error:
            _report_failure(report, revision.content_object or revision.object_str, error)
    return report


def _report_failure(report: Report, subject, error: Exception) -> None:
    sentence = " ".join(getattr(error, "messages", [])) or f"{type(error).__name__}: {error}"
    logger.exception("“%s” could not be published on time", subject)
    report.failed.append((subject, sentence))


def _expired(now):
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page):
            yield from model.objects.filter(live=True, expire_at__lte=now).order_by("expire_at")
