"""What a deletion is refused with, and how the admin says so.

The guard itself is a signal in `articles`, which knows the stories and their drafts. It raises
`StillUsed`; here the forms that delete show it, to each user with what he may know of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.forms import Form
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.log_actions import log

from .permissions import edit_url
from .typed import ViewMixin

if TYPE_CHECKING:
    from wagtail.admin.views.bulk_action.base_bulk_action import BulkAction

    from .typed import AnyUser

SHOWN = 5


class Where(models.TextChoices):
    """Where a use was found."""

    LIVE = "live", gettext_lazy("published")
    DRAFT = "draft", gettext_lazy("draft")
    SCHEDULED = "scheduled", gettext_lazy("scheduled")


@dataclass(frozen=True)
class Use:
    """``user`` (a story, a series, ...) uses the guarded object, in its live or draft form."""

    user: models.Model
    where: Where

    def __str__(self) -> str:
        return _("%(kind)s “%(name)s” (%(where)s)") % {
            "kind": self.user._meta.verbose_name,
            "name": self.user,
            "where": self.where.label,
        }

    def said_to(self, reader: AnyUser) -> str:
        """The use as ``reader`` may know it: the draft of another is not named."""
        viewset = getattr(self.user, "snippet_viewset", None)
        if viewset is not None:  # a right of reply has none, and names who asks for it
            visible = viewset.permission_policy.visible_to(reader)
            if visible.filter(pk=self.user.pk).exists():
                return str(self)
        return f"{self.user._meta.verbose_name} ({self.where.label})"


class StillUsed(ValidationError):
    """Raised instead of deleting what is used; ``uses`` lists where, the message says so."""

    def __init__(self, instance: models.Model, uses: list[Use]) -> None:
        self.instance, self.uses = instance, uses
        super().__init__(self._sentence(map(str, uses[:SHOWN])))

    def said_to(self, reader: AnyUser) -> str:
        """The sentence, for someone who may not see every draft."""
        return self._sentence(use.said_to(reader) for use in self.uses[:SHOWN])

    def _sentence(self, names: Iterable[Any]) -> str:
        named = ", ".join(names)
        more = len(self.uses) - SHOWN
        if more > 0:
            named = _("%(uses)s and %(count)d more") % {"uses": named, "count": more}
        return _(
            "“%(object)s” cannot be deleted: it is used by %(uses)s. Take it out there first."
        ) % {"object": self.instance, "uses": named}


_finders: list[Callable[[models.Model], list[Use]]] = []


def register_uses(finder: Callable[[models.Model], list[Use]]) -> None:
    """Let ``finder`` say what would forbid the deletion of an object, before it is tried."""
    _finders.append(finder)


def uses_of(instance: models.Model) -> list[Use]:
    """Return what forbids the deletion of ``instance``."""
    return [use for finder in _finders for use in finder(instance)]


def listed(instance: models.Model, reader: AnyUser) -> list[dict]:
    """The uses of ``instance`` for a list: what ``reader`` may know, with a link where he edits."""
    places = [Where.LIVE, Where.SCHEDULED, Where.DRAFT]
    return [
        {"name": use.said_to(reader), "url": edit_url(use.user, reader), "where": use.where}
        for use in sorted(uses_of(instance), key=lambda use: places.index(use.where))
    ]


class GuardedDeleteMixin(ViewMixin):
    """A delete view that lists the uses of its object, and offers no button while there are any."""

    template_name = "admin/confirm_delete.html"

    @cached_property
    def uses(self) -> list[dict]:
        return listed(self.object, self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["is_protected"] |= bool(self.uses)
        return context

    def form_valid(self, form: Form) -> HttpResponseRedirect:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except StillUsed as error:
            messages.error(self.request, error.said_to(self.request.user))
            return redirect(self.get_delete_url())


class GuardedBulkDeleteMixin(ViewMixin):
    """A bulk deletion that keeps what is used, says why, and deletes the rest."""

    template_name = "admin/confirm_bulk_delete.html"

    def object_context(self, item: models.Model) -> dict[str, Any]:
        return super().object_context(item) | {"uses": listed(item, self.request.user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["free"] = [entry for entry in context["items"] if not entry["uses"]]
        context["used"] = [entry for entry in context["items"] if entry["uses"]]
        return context

    def get_execution_context(self) -> dict[str, BulkAction]:
        return {**super().get_execution_context(), "action": self}

    @classmethod
    def execute_action(
        cls, objects: list[models.Model], *, action: BulkAction, **kwargs: Any
    ) -> tuple[int, int]:
        deleted = []
        for instance in objects:
            name = str(instance)
            try:
                with transaction.atomic():
                    log(instance=instance, action="wagtail.delete")
                    instance.delete()
            except StillUsed as error:
                messages.warning(action.request, error.said_to(action.request.user))
            else:
                deleted.append(name)
        return len(deleted), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if not num_parent_objects:
            return None
        return ngettext("%(count)d deleted.", "%(count)d deleted.", num_parent_objects) % {
            "count": num_parent_objects
        }
