"""What the history of a story says of changes made from the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

if TYPE_CHECKING:
    from wagtail.log_actions import LogActionRegistry

MOVED = "articles.move"
TAGGED = "articles.tag"


class MovedFormatter(LogFormatter):
    """Says in a story's history into which section it was moved."""

    label = gettext_lazy("Moved to another section")

    def format_message(self, log_entry: Any) -> Any:
        return _("Moved to “%(section)s”") % {"section": log_entry.data.get("section", "?")}


class TaggedFormatter(LogFormatter):
    """Says in a story's history which tags were added."""

    label = gettext_lazy("Tags added")

    def format_message(self, log_entry: Any) -> Any:
        return _("Tags added: %(tags)s") % {"tags": log_entry.data.get("tags", "?")}


def log_amendments(actions: LogActionRegistry) -> None:
    """Received by ``register_log_actions``."""
    actions.register_action(MOVED)(MovedFormatter)
    actions.register_action(TAGGED)(TaggedFormatter)
