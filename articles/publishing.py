"""Publication: all or nothing, never before an embargo, and no schedule is ever lost.

Wagtail's own publication is several writes in a row; an error halfway leaves a story live without
its facts and its schedule gone. Here one transaction holds them together.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import Error, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger("generique.publishing")


class NotPublishable(ValidationError):
    """Something forbids publication. ``findings`` say what and where; the messages are theirs,
    sentences for an editor."""

    def __init__(self, findings):
        self.findings = list(findings)
        super().__init__([finding.sentence for finding in self.findings])


class EmbargoError(NotPublishable):
    """Something forbids publication, among it an embargo that is not lifted."""


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
    (object, sentence). An object that is gone is named by its text."""

    published: list = field(default_factory=list)
    unpublished: list = field(default_factory=list)
    failed: list = field(default_factory=list)


def publish_due(now=None, stop: Callable[[], bool] = lambda: False) -> Report:
    """Publish the scheduled revisions whose time has come, oldest first, then unpublish what has
    expired. What was due while nothing ran is caught up with.

    Each in a transaction of its own: one that cannot be published stays scheduled, is recorded
    and reported to its author; the others go out. ``stop`` is asked before each: a worker that is
    told to end does so between two stories. Several publishers may run at once.
    """
    from . import publisher  # it reads the models, which import this module

    now = now or timezone.now()
    report = Report()
    for key in due_revisions(now):
        if not stop():
            _publish(key, now, report)
    for model, key in expired(now):
        if not stop():
            _withdraw(model, key, now, report)
    publisher.record(report, now)
    return report


def due_revisions(now) -> list[int]:
    """The keys of the revisions that should be out, in the order in which they were due."""
    due = Revision.objects.filter(approved_go_live_at__lte=now)
    return list(due.order_by("approved_go_live_at", "pk").values_list("pk", flat=True))


def expired(now) -> list[tuple[type, int]]:
    """(model, key) of what is out and should not be any more."""
    return [
        (model, key)
        for model in drafted_models()
        for key in model._base_manager.filter(live=True, expire_at__lte=now)
        .order_by("expire_at", "pk")
        .values_list("pk", flat=True)
    ]


def drafted_models() -> list[type]:
    """The models that are scheduled and expire; Wagtail's pages, of which there are none, aside."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]


def _publish(key: int, now, report: Report) -> None:
    revision = None
    try:
        with transaction.atomic():
            revision = _claim(Revision.objects.filter(pk=key, approved_go_live_at__lte=now))
            if revision is None:  # another publisher has it, or an editor has cancelled it
                return
            # Read after it is locked: an editor's save meanwhile waits, and loses nothing.
            model = revision.content_type.model_class()
            rows = model._base_manager.filter(pk=revision.object_id)
            rows.select_for_update().first()
            revision.publish(log_action="wagtail.publish.scheduled")
            published = rows.get()
        report.published.append(published)
    # Whatever is wrong with one story (its data, a deleted picture, the database) must not
    # keep the others waiting: it is logged, reported and tried again at the next run.
    except Exception as error:
        _report_failure(report, revision, error)


def _withdraw(model, key: int, now, report: Report) -> None:
    row = None
    try:
        with transaction.atomic():
            row = _claim(model._base_manager.filter(pk=key, live=True, expire_at__lte=now))
            if row is None:
                return
            # Unpublishing takes every schedule away; a version that is still to come keeps its own.
            schedules = row.revisions.filter(approved_go_live_at__isnull=False)
            kept = dict(schedules.values_list("pk", "approved_go_live_at"))
            row.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
            for revision, moment in kept.items():
                row.revisions.filter(pk=revision).update(approved_go_live_at=moment)
        report.unpublished.append(row)
    except Exception as error:  # as above
        _report_failure(report, row, error)


def _claim(rows):
    """Lock and return the row, or None when it is no longer to be had.

    On PostgreSQL a row that another publisher works on is passed over. On SQLite the transaction
    holds the only lock there is, so that this reads what the other one left.
    """
    return rows.select_for_update(skip_locked=True).first()


def _report_failure(report: Report, subject, error: Exception) -> None:
    """Note a failure. ``subject`` is a revision, an object, or None if not even that was read."""
    from . import publisher

    try:
        sentence = _sentence(error, subject)
        if isinstance(subject, Revision):
            subject = subject.content_object or subject.object_str
        known = publisher.is_known(subject, sentence)
    except Error:  # the database is away: there is nothing to be read or kept
        sentence, known = str(error), False
    if known:
        logger.debug("“%s” still cannot go out or come back: %s", subject, sentence)
    else:
        logger.error("“%s” could not go out or come back on time", subject, exc_info=error)
    report.failed.append((subject, sentence))


def _sentence(error: Exception, subject) -> str:
    """What an editor is told. The same at each attempt, or he would be told each time."""
    if isinstance(error, IntegrityError) and isinstance(subject, Revision):
        try:
            subject.as_object().validate_unique()
        except ValidationError as found:  # it says in words what the database refused
            error = found
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return _(
        "A technical error keeps it from going out (%(error)s). It is tried again at each run; if"
        " this lasts, tell whoever looks after the site."
    ) % {"error": type(error).__name__}
