"""Who may do what to which row, asked on every admin view (docs/engine.md, “Rights”).

Wagtail's snippet views check the rights over a model, not over the object. Here a policy answers
for the instance, and `GateMixin` asks it before any view of a viewset runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
)
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import View
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, lock, preview, usage, workflow
from wagtail.permissions import ModelPermissionPolicy
from wagtail.snippets.models import SnippetAdminURLFinder

from ..models.story import story_model
from .typed import ViewMixin

if TYPE_CHECKING:
    from wagtail.snippets.action_menu import ActionMenuItem

    from ..models import Fact
    from .typed import AnyUser

#: To hold one of these on a model is to see its list.
SEEING = ("view", "add", "change", "delete")

#: What a view does to its object; a view that is not listed needs "change".
GATE_ACTIONS = (
    (generic.DeleteView, "delete"),
    (generic.UnpublishView, "unpublish"),
    (generic.RevisionsUnscheduleView, "publish"),
    (generic.InspectView, "read"),
    (generic.CopyViewMixin, "read"),
    (generic.RevisionsCompareView, "read"),
    (preview.PreviewRevision, "read"),
    (usage.UsageView, "read"),
    (history.HistoryView, "read"),
    (history.WorkflowHistoryView, "read"),
    (history.WorkflowHistoryDetailView, "read"),
    (workflow.WorkflowAction, "review"),
    (workflow.CollectWorkflowActionData, "review"),
    (workflow.PreviewRevisionForTask, "review"),
    (lock.LockView, "lock"),
    (lock.UnlockView, "unlock"),
)

#: Actions that have no right of their own over the model: {action: rights, one is enough}.
DERIVED = {"read": ("view", "change"), "unpublish": ("publish",), "assign": ("change",)}


class ObjectPolicy(ModelPermissionPolicy):
    """The rights over the model hold for each of its rows. Subclasses narrow them."""

    def user_has_permission(self, user: AnyUser, action: str) -> bool:
        rights = DERIVED.get(action, (action,))
        return any(super(ObjectPolicy, self).user_has_permission(user, r) for r in rights)

    def visible_to(self, user: AnyUser) -> QuerySet[Model]:
        """Return the rows that ``user`` may see in lists, exports and suggestions."""
        return self.instances_user_has_any_permission_for(user, SEEING)

    def user_may_review(self, user: AnyUser, instance: Model) -> bool:
        """Whether the workflow asks ``user`` about ``instance`` now."""
        task = getattr(instance, "current_workflow_task", None)
        return bool(task and task.user_can_access_editor(instance, user))


class FactPolicy(ObjectPolicy):
    """A fact of the catalogue is edited in its own form; a fact of a story only in its story."""

    @property
    def stories(self) -> ObjectPolicy:
        """The policy of the stories, found through the model: `shows` does not know it."""
        return story_model().snippet_viewset.permission_policy

    def visible_to(self, user: AnyUser) -> QuerySet[Any]:
        stories = self.stories.visible_to(user)
        seen = Q(article__isnull=True) | Q(article__in=stories)
        if hasattr(self.model, "deal"):
            deal = Q(deal__isnull=True) | Q(deal__article__isnull=True)
            seen &= deal | Q(deal__article__in=stories)
        return super().visible_to(user).filter(seen)

    def user_has_permission_for_instance(self, user: AnyUser, action: str, instance: Fact) -> bool:
        if fact_home(instance) is not instance:
            return action == "view" and self.visible_to(user).filter(pk=instance.pk).exists()
        return super().user_has_permission_for_instance(user, action, instance)


def fact_home(fact: Any) -> Any:
    """Return what a fact is edited in: its story, its deal, or itself in the catalogue."""
    return fact.story or getattr(fact, "deal", None) or fact


def edit_url(instance: Any, user: AnyUser | None = None) -> str | None:
    """Return the address of the form in which ``user`` edits ``instance``, or None.

    For a fact it is the form of its story or of its deal, at the fact's row. Without a user
    nothing is checked.
    """
    home = fact_home(instance) if hasattr(instance, "replaces_id") else instance
    viewset: Any = getattr(home, "snippet_viewset", None)
    allowed = viewset is not None and (
        user is None
        or viewset.permission_policy.user_has_permission_for_instance(user, "change", home)
    )
    if not allowed:
        return None
    url = reverse(viewset.get_url_name("edit"), args=[quote(home.pk)])
    return url if home is instance else f"{url}#{fact_anchor(instance)}"


def fact_anchor(fact: Fact) -> str:
    """Return the name of a fact's row in the form that it is edited in."""
    return f"fact-{fact._meta.model_name}-{fact.pk}"


class GatedURLFinder(SnippetAdminURLFinder):
    """Gives the edit address of what its user may edit; other uses are listed as private."""

    def __init__(self, user: AnyUser | None = None) -> None:
        super().__init__(user)
        self.user = user

    def get_edit_url(self, instance: Model) -> str | None:
        return edit_url(instance, self.user)


def gate_action(view_class: type[View]) -> str:
    """Return what a view of this class does to its object."""
    for base, action in GATE_ACTIONS:
        if issubclass(view_class, base):
            return action
    return "change"


#: What the footer of a form offers, and the action that it does.
FOOTER = {"action-publish": "publish", "action-unpublish": "unpublish"}


def only_what_the_user_may(
    menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]
) -> None:
    """Take out of a form's footer what the policy refuses this user for this object.

    Received from ``construct_snippet_action_menu``. Wagtail asks for the rights over the model.
    """
    model = context["model"]
    policy, instance = model.snippet_viewset.permission_policy, context.get("instance")

    def allowed(action: str) -> bool:
        if instance is None:
            return policy.user_has_permission(request.user, action)
        return policy.user_has_permission_for_instance(request.user, action, instance)

    menu_items[:] = [
        item for item in menu_items if item.name not in FOOTER or allowed(FOOTER[item.name])
    ]


class GateMixin(ViewMixin):
    """Asks the policy about the object of the view, before the view does anything.

    A refusal is Wagtail's own: a redirect to the admin's home with a message.
    """

    gate_policy: Any = None
    gate_model: Any = None
    gate_needs = "change"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "pk" in kwargs:
            instance = get_object_or_404(self.gate_model, pk=unquote(str(kwargs["pk"])))
            if not self.gate_opens(request.user, instance):
                return self.gate_stays_shut(request, instance)
        return super().dispatch(request, *args, **kwargs)

    def gate_stays_shut(self, request: HttpRequest, instance: Model) -> HttpResponse:
        """Refuse, or lead whoever asked for a form to where he may at least read the object."""
        elsewhere = getattr(self, "reading_url", None)
        url = elsewhere(request.user, instance) if elsewhere else None
        if url and request.method == "GET":
            return redirect(url)
        raise PermissionDenied

    def gate_opens(self, user: AnyUser, instance: Model) -> bool:
        policy, needs = self.gate_policy, self.gate_needs
        if needs in ("change", "review") and policy.user_may_review(user, instance):
            return True
        needs = "change" if needs == "review" else needs
        return policy.user_has_permission_for_instance(user, needs, instance)
