"""What an old version names that was deleted since.

The guard keeps what drafts and schedules name, not what only older versions do: opening one of
them leaves the place of what is gone empty, and says so.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import ModelLogEntry

from .revision_references import named_in
from .typed import ViewMixin


def gone_from(model: type[Model], content: dict[str, Any]) -> list[str]:
    """Return what a version of ``model`` names and is no more, by the name it had if the history
    of the magazine still knows it."""
    named: dict[Any, set[str]] = defaultdict(set)
    for target, key in named_in(model, content):
        named[target].add(key)
    # Whoever wrote a story may have left: nothing in the form is empty for that.
    named.pop(get_user_model(), None)
    found = []
    for target, keys in named.items():
        kept = target._base_manager.filter(pk__in=keys).values_list("pk", flat=True)
        missing = keys - {str(key) for key in kept}
        names = _names(target, missing) if missing else {}
        found += [_said(target, names.get(key)) for key in sorted(missing)]
    return found


def _names(model: type[Model], keys: set[str]) -> dict[str, str]:
    deletions = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id__in=keys,
        action="wagtail.delete",
    )
    return dict(deletions.values_list("object_id", "label"))


def _said(model: type[Model], name: str | None) -> str:
    kind = str(model._meta.verbose_name)
    return _("%(kind)s “%(name)s”") % {"kind": kind, "name": name} if name else kind


class SaysWhatIsGone(ViewMixin):
    """Goes before the view that opens an old version: above the form, what is missing in it."""

    def _add_warning_message(self) -> None:
        super()._add_warning_message()
        if gone := gone_from(self.model, self.revision.content):
            sentence = ngettext(
                "This version names what was deleted since: %(names)s. Its place is empty here.",
                "This version names what was deleted since: %(names)s. Their places are empty"
                " here.",
                len(gone),
            )
            messages.warning(self.request, sentence % {"names": ", ".join(gone)})
