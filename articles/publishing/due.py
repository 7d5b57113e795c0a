"""What is due: the schedules whose time has come, and what has expired."""

import datetime
from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Model
from wagtail.models import DraftStateMixin, Page, Revision


@dataclass
class Report:
    """What a run of `publish_due` did: objects published and unpublished, and failures as
    (object, sentence). An object that is gone is named by its text."""

    published: list = field(default_factory=list)
    unpublished: list = field(default_factory=list)
    failed: list = field(default_factory=list)


def due_revisions(now: datetime.datetime) -> list[int]:
    """The keys of the revisions that should be out, in the order in which they were due."""
    due = Revision.objects.filter(approved_go_live_at__lte=now)
    return list(due.order_by("approved_go_live_at", "pk").values_list("pk", flat=True))


def expired(now: datetime.datetime) -> list[tuple[type[Model], int]]:
    """(model, key) of what is out and should not be any more."""
    return [
        (model, key)
        for model in drafted_models()
        for key in model._base_manager.filter(live=True, expire_at__lte=now)
        .order_by("expire_at", "pk")
        .values_list("pk", flat=True)
    ]


def drafted_models() -> list[type[Model]]:
    """The models that are scheduled and expire; Wagtail's pages, of which there are none, aside."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
