"""Publication: all or nothing, and never of what something forbids.

Wagtail's own publication is several writes in a row; an error halfway leaves a story live without
its facts and its schedule gone. Here one transaction holds them together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core import checks
from django.core.exceptions import ValidationError
from wagtail.models import DraftStateMixin

from shows.models.changes import projected

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.apps import AppConfig
    from wagtail.models import Revision

    from ..publishing.checks.registry import Finding


class NotPublishable(ValidationError):
    """Something forbids publication. ``findings`` say what and where; the messages are theirs,
    sentences for an editor."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = list(findings)
        super().__init__([finding.sentence for finding in self.findings])


class EmbargoError(NotPublishable):
    """Something forbids publication, among it an embargo that is not lifted."""


if TYPE_CHECKING:
    _Draft = Any
else:
    _Draft = object


class AtomicPublishMixin(_Draft):
    """Publishes a revision whole or not at all; `check_order` holds it before `DraftStateMixin`."""

    def check_publishable(self) -> None:
        """Raise ValidationError, with a sentence for the editor, if it may not go out now."""

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Publish or schedule ``revision`` in one transaction.

        Afterwards the revision holds the keys that its new facts received, so that reverting to
        it later keeps their rows, and what replaces them, instead of making them anew.
        """
        with projected():
            revision.as_object().check_publishable()
            super().publish(revision, *args, **kwargs)
            row = type(self)._base_manager.get(pk=self.pk)
            if row.live_revision_id == revision.pk:
                revision.content = row.serializable_data()
                revision.save(update_fields=["content"])


@checks.register(checks.Tags.models)
def check_order(
    app_configs: Iterable[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Errors for models that Wagtail would publish by its own `publish`, in several writes."""
    return order_errors(apps.get_models())


def order_errors(models: Iterable[type]) -> list[checks.CheckMessage]:
    """An error for each model in whose bases `AtomicPublishMixin` comes too late."""
    return [
        checks.Error(
            f"{model.__name__} is not published in one transaction.",
            hint="Put AtomicPublishMixin before DraftStateMixin, and before what brings it.",
            obj=model,
            id="articles.E001",
        )
        for model in models
        if issubclass(model, AtomicPublishMixin)
        and model.__mro__.index(DraftStateMixin) < model.__mro__.index(AtomicPublishMixin)
    ]
