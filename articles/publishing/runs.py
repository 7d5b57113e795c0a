"""What the publisher of scheduled stories leaves behind, and what the newsroom is told of it.

The publishing itself is in `schedule`; a run is recorded here: when it was, and what could not go
out or come back. The dashboard warns when there was none for a while.
"""

import datetime
import logging
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import Error, transaction
from django.db.models import Count, F, Min, Model, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Revision

from ..models import PublicationFailure, PublisherRun
from ..newsroom import notifications
from .due import Report, drafted_models, expired

logger = logging.getLogger("generique.publishing")

#: How long the publisher may be silent before the newsroom is warned.
PATIENCE = datetime.timedelta(minutes=5)


# What a run leaves behind


def record(report: Report, now: datetime.datetime) -> None:
    """Keep when the run was and what failed, and tell the authors of what fails for a new reason.

    Nothing that goes wrong here may stop the publisher: what is due has gone out.
    """
    try:
        PublisherRun.objects.update_or_create(
            pk=1,
            defaults={
                "ran_at": timezone.now(),
                "published": len(report.published),
                "unpublished": len(report.unpublished),
                "failed": len(report.failed),
            },
        )
        news = _record_failures(report)
        _drop_what_fails_no_more(report, now)
    except Error:
        logger.exception("The run of the publisher could not be recorded")
        return
    for subject, sentence in news:
        try:
            notifications.publication_failed(subject, sentence)
        except Exception:  # whatever keeps one from being told must not keep the others
            logger.exception("Nobody could be told that “%s” did not go out", subject)


def is_known(subject: Any, sentence: str) -> bool:
    """Whether ``subject`` failed for this reason before."""
    if not isinstance(subject, Model):
        return False
    return PublicationFailure.objects.filter(**_key(subject), sentence=sentence).exists()


def _record_failures(report: Report) -> list[tuple[Model, str]]:
    """Keep the failures; return those whose reason is new."""
    news = []
    for subject, sentence in report.failed:
        if not isinstance(subject, Model):
            continue
        moment = timezone.now()
        with transaction.atomic():
            new = not is_known(subject, sentence)
            PublicationFailure.objects.update_or_create(
                **_key(subject),
                defaults={"sentence": sentence, "attempts": F("attempts") + 1, "last": moment},
                create_defaults={"sentence": sentence, "since": moment, "last": moment},
            )
        if new:
            news.append((subject, sentence))
    return news


def _drop_what_fails_no_more(report: Report, now: datetime.datetime) -> None:
    """Delete the failures of what went out, was cancelled or is scheduled for later."""
    failures = PublicationFailure.objects.all()
    if not failures:
        return
    due = Revision.objects.filter(approved_go_live_at__lte=now)
    waiting = {(ct, int(key)) for ct, key in due.values_list("content_type", "object_id")}
    waiting |= {(ContentType.objects.get_for_model(model).pk, key) for model, key in expired(now)}
    over = [f.pk for f in failures if (f.content_type_id, f.object_id) not in waiting]
    PublicationFailure.objects.filter(pk__in=over).delete()


def _key(subject: Model) -> dict:
    return {"content_type": ContentType.objects.get_for_model(subject), "object_id": subject.pk}


# What the newsroom is told


def failures() -> list[PublicationFailure]:
    """What could not go out or come back on time, the latest attempt first, with its object."""
    return list(PublicationFailure.objects.prefetch_related("content_object"))


def failure_of(subject: Model) -> PublicationFailure | None:
    """Why ``subject`` did not go out on time, or None."""
    return PublicationFailure.objects.filter(**_key(subject)).first()


def is_asleep(now: datetime.datetime | None = None) -> bool:
    """Whether no publisher has run for five minutes, or ever."""
    now = now or timezone.now()
    last = PublisherRun.objects.first()
    return last is None or now - last.ran_at > PATIENCE


def asleep_warning(now: datetime.datetime | None = None) -> str:
    """Return the sentence that warns the newsroom, or the empty text.

    Worth a warning only if something waits: a magazine that schedules nothing needs no publisher.
    One query while the publisher is awake.
    """
    now = now or timezone.now()
    last = PublisherRun.objects.first()
    if last is not None and now - last.ran_at <= PATIENCE:
        return ""
    waiting, late = _waiting(now)
    if not waiting:
        return ""
    if last is None:
        sentence = _(
            "The publisher has never run: nothing that is scheduled will go out. Tell whoever"
            " looks after the site."
        )
    else:
        sentence = _(
            "The publisher has not run since %(when)s: nothing that is scheduled will go out. Tell"
            " whoever looks after the site."
        ) % {"when": date_format(timezone.localtime(last.ran_at), "j F, H:i")}
    if late:
        sentence += " " + ngettext(
            "%(count)d publication is late already.",
            "%(count)d publications are late already.",
            late,
        ) % {"count": late}
    return sentence


def _waiting(now: datetime.datetime) -> tuple[int, int]:
    """How many publications and withdrawals are scheduled, and how many of them are late."""
    late = Count("pk", filter=Q(moment__lte=now))
    schedules = [
        Revision.objects.filter(approved_go_live_at__isnull=False).annotate(
            moment=F("approved_go_live_at")
        )
    ]
    schedules += [
        model._base_manager.filter(live=True, expire_at__isnull=False).annotate(
            moment=F("expire_at")
        )
        for model in drafted_models()
    ]
    counts = [found.aggregate(all=Count("pk"), late=late) for found in schedules]
    return sum(c["all"] for c in counts), sum(c["late"] for c in counts)


def next_due(after: Any) -> datetime.datetime | None:
    """When the next publication or withdrawal after ``after`` is due."""
    moments = [
        Revision.objects.filter(approved_go_live_at__gt=after).aggregate(
            moment=Min("approved_go_live_at")
        )["moment"]
    ]
    for model in drafted_models():
        rows = model._base_manager.filter(live=True, expire_at__gt=after)
        moments.append(rows.aggregate(moment=Min("expire_at"))["moment"])
    return min(filter(None, moments), default=None)
