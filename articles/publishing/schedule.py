"""Scheduled publication: what is due goes out, each in its transaction; no schedule is lost."""

import datetime
import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import Error, IntegrityError, transaction
from django.db.models import Model
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from shows.projection.calendar import keep_up

from ..models import PublisherRun
from ..newsroom import audience
from . import runs
from .due import Report, due_revisions, expired

logger = logging.getLogger("generique.publishing")

#: Sent at the first run of a day, for the housekeeping of others.
new_day = Signal()


def run(stop: Any = lambda: False) -> Report:
    """Publish what is due, store what the calendar has changed, and at the first run of a day do
    the housekeeping."""
    last = PublisherRun.objects.first()
    report = publish_due(stop=stop)
    keep_up()
    if last is None or timezone.localdate(last.ran_at) != timezone.localdate():
        audience.forget_old_days()
        new_day.send(sender=None)
    return report


def publish_due(
    now: datetime.datetime | None = None, stop: Callable[[], bool] = lambda: False
) -> Report:
    """Publish the scheduled revisions whose time has come, oldest first, then unpublish what has
    expired. What was due while nothing ran is caught up with.

    Each in a transaction of its own: one that cannot be published stays scheduled, is recorded
    and reported to its author; the others go out. ``stop`` is asked before each: a worker that is
    told to end does so between two stories. Several publishers may run at once.
    """
    now = now or timezone.now()
    report = Report()
    for key in due_revisions(now):
        if not stop():
            _publish(key, now, report)
    for model, key in expired(now):
        if not stop():
            _withdraw(model, key, now, report)
    runs.record(report, now)
    return report


def _publish(key: int, now: datetime.datetime, report: Report) -> None:
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


def _withdraw(model: type[Model], key: int, now: datetime.datetime, report: Report) -> None:
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


def _claim(rows: Any) -> Any:
    """Lock and return the row, or None when it is no longer to be had.

    On PostgreSQL a row that another publisher works on is passed over. On SQLite the transaction
    holds the only lock there is, so that this reads what the other one left.
    """
    return rows.select_for_update(skip_locked=True).first()


def _report_failure(report: Report, subject: Any, error: Exception) -> None:
    """Note a failure. ``subject`` is a revision, an object, or None if not even that was read."""
    try:
        sentence = _sentence(error, subject)
        if isinstance(subject, Revision):
            subject = subject.content_object or subject.object_str
        known = runs.is_known(subject, sentence)
    except Error:  # the database is away: there is nothing to be read or kept
        sentence, known = str(error), False
    if known:
        logger.debug("“%s” still cannot go out or come back: %s", subject, sentence)
    else:
        logger.error("“%s” could not go out or come back on time", subject, exc_info=error)
    report.failed.append((subject, sentence))


def _sentence(error: Exception, subject: Any) -> str:
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
