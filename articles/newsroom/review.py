"""The review in the form of a story: what is told about it, and what it is refused for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import WorkflowState
from wagtail.snippets.views import snippets

from shows.admin.typed import ViewMixin

from ..models import StoryApproval
from ..moments import in_words

if TYPE_CHECKING:
    from ..models import Article


class ReviewMixin(ViewMixin):
    """Says in a story's form where its review stands, and afterwards what was done."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        # What is sent back need not be complete.
        if request.POST.get("workflow-action-name") == StoryApproval.SEND_BACK:
            self.saving_as_draft = True

    def get_available_actions(self) -> list[str]:
        """An autosave saves, and does no more.

        The form is sent by a script once a reviewer has decided; on a slow day an autosave is sent
        meanwhile, with the same decision in it.
        """
        actions = super().get_available_actions()
        return actions[:1] if self.expects_json_response else actions

    def workflow_action_action(self) -> Any:
        if not self.object.current_workflow_task:
            raise ValidationError(_("This story is no longer in review: somebody has decided."))
        return super().workflow_action_action()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.request.method == "GET" and not context.get("is_partial"):
            self.tell_review()
        return context

    def tell_review(self) -> None:
        """Say who submitted the story, or why it was sent back, above its form."""
        state: Any = self.object.current_workflow_state if self.object else None
        task_state = state.current_task_state if state else None
        if task_state is None:
            return
        if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            sentence: str = format_html(
                "<strong>{}</strong> {}",
                _("Sent back by %(who)s on %(when)s:")
                % {"who": task_state.finished_by, "when": in_words(task_state.finished_at)},
                _("“%s”") % task_state.comment,
            )
            messages.warning(self.request, sentence)
        elif not self.locked_for_user:
            sentence = _("Submitted for review by %(who)s on %(when)s.") % {
                "who": state.requested_by or _("somebody who has left"),
                "when": in_words(task_state.started_at),
            }
            messages.info(self.request, sentence)

    def get_success_message(self, instance: Article | None = None) -> str:
        story = instance or self.object
        if self.action == "submit":
            sentence = _("“%(story)s” is submitted for review.")
        elif self.action == "cancel-workflow":
            sentence = _("“%(story)s” is withdrawn from review: it is your draft again.")
        elif self.action == "workflow-action":
            return decided(story, self.workflow_action)
        else:
            return super().get_success_message(instance)
        return sentence % {"story": story}


def decided(story: Article, action: Any) -> str:
    """Say what a reviewer's decision came to, from the story as the database has it."""
    row = type(story)._base_manager.get(pk=story.pk)
    if action == StoryApproval.SEND_BACK:
        sentence = _("“%(story)s” is sent back to its author.")
    elif action == StoryApproval.APPROVE:
        sentence = _("“%(story)s” is approved. It stays a draft until it is published.")
    elif row.scheduled_revision:
        sentence = _("“%(story)s” is approved and goes out on %(when)s.")
        when = in_words(row.scheduled_revision.approved_go_live_at)
        return sentence % {"story": story, "when": when}
    else:
        sentence = _("“%(story)s” is approved and published.")
    return sentence % {"story": story}


class OwnTaskMixin(ViewMixin):
    """Acts on the review of the story in its address, and on no other's.

    Wagtail takes the state from the address as it is: who may approve one story could approve any.
    """

    def get_task_state(self) -> Any:
        state = super().get_task_state()
        if not self.object.workflow_states.filter(pk=state.workflow_state_id).exists():
            raise Http404
        return state


class StoryWorkflowAction(OwnTaskMixin, snippets.WorkflowActionView):
    """A decision taken outside the form. A refusal is a message, not an error page."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form = self.form_class(request.POST)
        if not form.is_valid() and request.headers.get("x-requested-with") != "XMLHttpRequest":
            return self.refuse(" ".join(form.errors.get("comment", [])))
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except ValidationError as error:
            return self.refuse(" ".join(error.messages))

    def refuse(self, sentence: str) -> Any:
        messages.error(self.request, sentence)
        if self.request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self.render_modal_json(
                self.request, {"step": "success", "redirect": self.redirect_url}
            )
        return redirect(self.redirect_url)


class StoryCollectWorkflowActionData(OwnTaskMixin, snippets.CollectWorkflowActionDataView):
    """The dialog that asks for a decision's comment before a form is sent."""
