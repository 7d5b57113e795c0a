"""The approval of a story by those who may publish it: the one step of the newsroom's workflow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.locks import WorkflowLock
from wagtail.models import Task, TaskState, WorkflowState
from wagtail.signals import workflow_approved

from .article import Article

if TYPE_CHECKING:
    from shows.admin.typed import AnyUser

    from ..permissions import StoryPolicy

_deciding: ContextVar[bool] = ContextVar("deciding", default=False)


class ReviewLock(WorkflowLock):
    """Says who reads a story that its author cannot change for now."""

    def get_message(self, user: AnyUser) -> Any:
        if self.for_user(user):
            return gettext(
                "%(reviewer)s is reading this story and has changed it. You can change it again"
                " once it comes back to you; withdraw it from review if it cannot wait."
            ) % {"reviewer": self.task.reviewer_at_work(self.object)}
        return None

    def get_locked_by(self, user: AnyUser, can_lock: bool = False) -> str:
        if self.for_user(user):
            return gettext("Being read")
        return super().get_locked_by(user, can_lock=True)


class ReturnForm(TaskStateCommentForm):
    """Why a story goes back to its author. It cannot be left empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["comment"]
        field.required = True
        field.label = gettext("What is to be changed")
        field.widget.attrs["rows"] = 5
        field.error_messages["required"] = NO_REASON


NO_REASON = _("Say what is to be changed: the author reads this comment, and it stays in history.")


class StoryApproval(Task):
    """A story is read by an editor of its section, or by a chief editor.

    Who that is, the policy of the stories says (`articles.permissions`), not a group: who
    may publish a story may approve it. While it waits its author may go on writing, until one of
    them changes it: from then on it is theirs.
    """

    SEND_BACK, APPROVE, PUBLISH = "reject", "accept", "approve"
    lock_class = ReviewLock

    class Meta:
        verbose_name = _("approval of a story")
        verbose_name_plural = _("approvals of stories")

    def may_review(self, story: Article, user: AnyUser) -> bool:
        return _policy().user_has_permission_for_instance(user, "publish", story)

    def reviewer_at_work(self, story: Article) -> Any:
        """Return who has changed the story since it was submitted, and may approve it, or None."""
        state, revision = story.current_workflow_task_state, story.latest_revision
        if not state or not revision or not revision.user:
            return None
        begun = revision.created_at > state.started_at and self.may_review(story, revision.user)
        return revision.user if begun else None

    # What Wagtail asks

    def user_can_access_editor(self, obj: Article, user: AnyUser) -> bool:
        return self.may_review(obj, user)

    def locked_for_user(self, obj: Article, user: AnyUser) -> bool:
        return not self.may_review(obj, user) and bool(self.reviewer_at_work(obj))

    def user_can_lock(self, obj: Any, user: AnyUser) -> Any:
        return self.may_review(obj, user)

    def get_actions(self, obj: Article, user: AnyUser) -> list[tuple[str, str, bool]]:
        if not self.may_review(obj, user):
            return []
        later = obj.go_live_at and obj.go_live_at > timezone.now()
        go = gettext("Approve and schedule") if later else gettext("Approve and publish")
        return [
            (self.PUBLISH, go, False),
            (self.APPROVE, gettext("Approve"), True),
            (self.SEND_BACK, gettext("Send back with a comment"), True),
        ]

    def get_form_for_action(self, action: Any) -> Any:
        return ReturnForm if action == self.SEND_BACK else TaskStateCommentForm

    def get_task_states_user_can_moderate(self, user: AnyUser, **kwargs: Any) -> Any:
        stories = _policy().instances_user_has_any_permission_for(user, ("publish",))
        # States name what they are about in text; PostgreSQL compares no number with it.
        keys = stories.order_by().values_list(Cast("pk", CharField()), flat=True)
        states = WorkflowState.objects.filter(
            base_content_type=ContentType.objects.get_for_model(stories.model), object_id__in=keys
        )
        return TaskState.objects.filter(
            task=self, status=TaskState.STATUS_IN_PROGRESS, workflow_state__in=states
        )

    @transaction.atomic
    def on_action(
        self,
        task_state: TaskState,
        user: AnyUser,
        action_name: str,
        comment: str = "",
        **kwargs: Any,
    ) -> None:
        """Do what a reviewer decided, or nothing; a refusal is a ValidationError.

        Publishing may be refused as well (`Article.check_publishable`): the story then stays
        submitted.
        """
        comment = str(comment).strip()
        if action_name == self.SEND_BACK and not comment:
            raise ValidationError(NO_REASON)
        if action_name == self.APPROVE:
            self.approve(task_state, user, comment)
        else:
            with deciding():
                super().on_action(task_state, user, action_name, comment=comment)

    def approve(self, task_state: Any, user: AnyUser, comment: str = "") -> None:
        """Approve a story that is published later, by hand: it stays a draft."""
        task_state.approve(user=user, update=False, comment=comment)
        state = task_state.workflow_state
        state.status = WorkflowState.STATUS_APPROVED
        state.save()
        workflow_approved.send(sender=WorkflowState, instance=state, user=user)


def _policy() -> StoryPolicy:
    return Article.snippet_viewset.permission_policy


@contextmanager
def deciding() -> Iterator[None]:
    """Publication inside is a reviewer's decision: the mail of the approval tells of it."""
    token = _deciding.set(True)
    try:
        yield
    finally:
        _deciding.reset(token)


def is_deciding() -> bool:
    """Whether what is published now is published by a reviewer's decision."""
    return _deciding.get()
