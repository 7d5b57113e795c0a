"""The review of stories: submitted, approved or sent back, scheduled or published.

Wagtail's workflow does it, with one step (`StoryApproval`). Here are its making, its steps as
functions, and its words in the form of a story.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import connections
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter
from wagtail.models import Workflow, WorkflowContentType, WorkflowState, WorkflowTask
from wagtail.snippets.action_menu import CancelWorkflowMenuItem, SubmitForModerationMenuItem

from ..models import Article, StoryApproval

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise
    from wagtail.log_actions import LogActionRegistry
    from wagtail.snippets.action_menu import ActionMenuItem

    from shows.admin.typed import AnyUser

#: Names in the database, so they are in the newsroom's language.
WORKFLOW, TASK = "Relecture", "Relecture avant publication"


def ensure_workflow(using: str = "default", **kwargs: Any) -> None:
    """Make the workflow of the stories if there is none; received from ``post_migrate``."""
    if StoryApproval._meta.db_table not in connections[using].introspection.table_names():
        return
    content_type = ContentType.objects.db_manager(using).get_for_model(Article)
    if WorkflowContentType.objects.using(using).filter(content_type=content_type).exists():
        return
    task = StoryApproval.objects.using(using).first() or StoryApproval(name=TASK)
    task.save(using=using)
    workflow = Workflow.objects.using(using).create(name=WORKFLOW)
    WorkflowTask.objects.using(using).create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.using(using).create(content_type=content_type, workflow=workflow)


# The steps, as functions


def submit(article: Article, user: AnyUser) -> None:
    """Submit a story for review, or again after it was sent back."""
    state = article.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    else:
        article.get_workflow().start(article, user)


def send_back(article: Article, user: AnyUser, comment: str) -> None:
    """Send a submitted story back to its author. Without a comment it is a ValidationError."""
    _decide(article, user, StoryApproval.SEND_BACK, comment)


def approve(article: Article, user: AnyUser, comment: str = "") -> None:
    """Approve a submitted story, which stays a draft."""
    _decide(article, user, StoryApproval.APPROVE, comment)


def publish(article: Article, user: AnyUser, comment: str = "") -> None:
    """Approve a submitted story and publish it, or schedule it if it has a date to come.

    Raises ValidationError, and leaves it submitted, where it cannot be published.
    """
    _decide(article, user, StoryApproval.PUBLISH, comment)


def _decide(article: Article, user: AnyUser, action: str, comment: str) -> None:
    state = article.current_workflow_task_state
    state.task.specific.on_action(state, user, action, comment=comment)


# The form's menu


class SubmitItem(SubmitForModerationMenuItem):
    """What a contributor's work ends with."""

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        story = parent_context.get("instance")
        again = bool(story and story.current_workflow_state)
        context["label"] = _("Submit again") if again else _("Submit for review")
        return context


class WithdrawItem(CancelWorkflowMenuItem):
    """Takes a story back before anybody has decided, so that its author can write on."""

    label = gettext_lazy("Withdraw from review")
    icon_name = "circle-xmark"


#: Where the buttons of a reviewer stand, before “Save” (0).
DECISIONS = {StoryApproval.PUBLISH: -10, StoryApproval.APPROVE: 10, StoryApproval.SEND_BACK: 11}
ICONS = {StoryApproval.APPROVE: "check", StoryApproval.SEND_BACK: "arrow-left"}


def story_actions(
    menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]
) -> None:
    """The buttons of a story's form, first what its user is likely to press.

    Contributors submit; reviewers of a submitted story decide. To publish a submitted story is to
    approve it: there is one button for both. Received by ``construct_snippet_action_menu``.
    """
    if context["model"] is not Article:
        return
    story, user = context.get("instance"), request.user
    task = story.current_workflow_task if story else None
    labels = {name: label for name, label, _modal in task.get_actions(story, user)} if task else {}
    publishes = _may_publish(user, story)
    kept: list[Any] = []
    for item in menu_items:
        order = item.order
        if item.name == "action-restart-workflow":
            continue
        if item.name == "action-publish" and (labels or not publishes):
            continue
        if item.name == "action-submit":
            item, order = SubmitItem(), 60 if publishes else -10
        elif item.name == "action-cancel-workflow":
            item, order = WithdrawItem(), 70
        elif item.name == "action-locked":
            order = -20
        elif item.name in labels:
            item.label, order = labels[item.name], DECISIONS[item.name]
            item.icon_name = ICONS.get(item.name, "upload")
        kept.append((order, len(kept), item))
    menu_items[:] = [item for _order, _number, item in sorted(kept)]


def _may_publish(user: AnyUser, story: Article | None) -> bool:
    policy = Article.snippet_viewset.permission_policy
    if story is None:
        return policy.user_has_permission(user, "publish")
    return policy.user_has_permission_for_instance(user, "publish", story)


# The history


class Step(LogFormatter):
    """A step of a review, with its comment."""

    def __init__(self, sentence: StrOrPromise) -> None:
        self.label = self.message = sentence

    def format_comment(self, log_entry: Any) -> Any:
        return log_entry.data.get("comment", "")


STEPS = {
    "wagtail.workflow.start": gettext_lazy("Submitted for review"),
    "wagtail.workflow.resume": gettext_lazy("Submitted again"),
    "wagtail.workflow.approve": gettext_lazy("Approved"),
    "wagtail.workflow.reject": gettext_lazy("Sent back"),
    "wagtail.workflow.cancel": gettext_lazy("Withdrawn from review"),
}


def log_in_our_words(actions: LogActionRegistry) -> None:
    """Say the steps in the newsroom's words; received by ``register_log_actions``, after
    Wagtail's own."""
    for action, sentence in STEPS.items():
        actions.formatters[action] = Step(sentence)
    actions.choices[:] = [(name, STEPS.get(name, label)) for name, label in actions.choices]
