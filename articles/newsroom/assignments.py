"""Who works on a story, and by when."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter, log

from ..models import Assignment, AssignmentRole
from ..permissions import forget
from . import notifications
from .access import address, may, members
from .side_panel_base import StoryPanel, StoryView

if TYPE_CHECKING:
    from wagtail.log_actions import LogActionRegistry

    from shows.admin.typed import AnyUser

    from ..models import Article

#: What the history of a story says of it.
ASSIGNED = "articles.assign"


def may_assign(user: AnyUser, story: Article) -> bool:
    """Whether ``user`` may give the story to someone: in its section, or by a right over all."""
    return may(user, "assign", story) or user.has_perm("articles.add_assignment")


@transaction.atomic
def assign(
    story: Article,
    user: AnyUser,
    by: AnyUser | None = None,
    role: AssignmentRole | str = AssignmentRole.WRITE,
    due: datetime.date | None = None,
    brief: str = "",
) -> Assignment:
    """Give ``story`` to ``user``, and write to him. Whoever had done his part begins anew."""
    assignment, _created = Assignment.objects.update_or_create(
        article=story,
        user=user,
        defaults={
            "role": role,
            "due": due,
            "brief": brief,
            "assigned_by": by,
            "done_at": None,
        },
    )
    forget(user)
    data = {"user": str(user), "due": due.isoformat() if due else "", "brief": brief}
    log(instance=story, action=ASSIGNED, user=by, data=data)
    notifications.assigned(assignment)
    return assignment


class AssignedFormatter(LogFormatter):
    """Says in a story's history to whom it was assigned, and what was asked."""

    label = gettext_lazy("Assigned")

    def format_message(self, log_entry: Any) -> Any:
        return _("Assigned to %(who)s") % {"who": log_entry.data.get("user", "?")}

    def format_comment(self, log_entry: Any) -> Any:
        return log_entry.data.get("brief", "")


def log_assignments(actions: LogActionRegistry) -> None:
    """Received by ``register_log_actions``."""
    actions.register_action(ASSIGNED)(AssignedFormatter)


class AssignForm(forms.ModelForm):
    """To whom stories are given, what is asked and by when."""

    class Meta:
        model = Assignment
        fields = ["user", "role", "due", "brief"]
        widgets = {
            "due": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "brief": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user: Any = self.fields["user"]
        user.queryset = members()
        user.empty_label = _("Choose somebody")
        self.fields["user"].error_messages["required"] = _("Choose whom the story is given to.")
        self.fields["due"].error_messages["invalid"] = _(
            "This is not a date. Choose a day in the calendar."
        )

    def clean_due(self) -> datetime.date | None:
        due = self.cleaned_data["due"]
        if due and due < timezone.localdate():
            raise forms.ValidationError(_("This day has passed. Choose another."))
        return due


class AssignmentForm(AssignForm):
    """To whom one story is given. Whoever has it already is refused with a sentence."""

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, prefix="team", **kwargs)
        self.instance.article = article
        self.use_required_attribute = False

    def clean_user(self) -> Any:
        user = self.cleaned_data["user"]
        if self.instance.article.assignments.open().filter(user=user).exists():
            raise forms.ValidationError(_("The story is already assigned to this person."))
        return user


class TeamPanel(StoryPanel):
    """Who works on the story; with a form, for those who may assign it."""

    name = "team"
    title = gettext_lazy("Team")
    template_name = "admin/beside/team.html"
    order = 160

    class SidePanelToggle(StoryPanel.SidePanelToggle):
        aria_label = gettext_lazy("Show or hide the team")
        icon_name = "group"

    @cached_property
    def assignments(self) -> list[Assignment]:
        """Those that are open first, then those that are done."""
        rows = Assignment.objects.filter(article=self.object.pk)
        rows = rows.select_related("user", "assigned_by")
        return sorted(rows, key=lambda row: (row.done_at is not None, row.due is None, row.due))

    def open_count(self) -> int:
        return sum(not row.done_at for row in self.assignments)

    def details(self) -> dict[str, Any]:
        user = self.request.user
        assigns = may_assign(user, self.object)
        return {
            "assignments": self.assignments,
            "count": self.open_count(),
            "may_assign": assigns,
            "form": AssignmentForm(article=self.object) if assigns else None,
            "url": address("team", self.object),
            "owner": self.object.owner,
        }


class TeamView(StoryView):
    """``GET`` shows who works on the story; ``POST`` gives it to one more."""

    panel = TeamPanel

    def post(self, request: HttpRequest) -> Any:
        if not may_assign(request.user, self.article):
            raise PermissionDenied
        form = AssignmentForm(request.POST, article=self.article)
        if not form.is_valid():
            return self.answer(form=form, error=True)
        assign(self.article, by=request.user, **form.cleaned_data)
        return self.answer()


class AssignmentView(StoryView):
    """``POST action=`` with “done”, “undone” or “remove”.

    Done is for whoever has it, and for those who assign; the rest is for those who assign.
    """

    panel = TeamPanel

    def post(self, request: HttpRequest, assignment: int) -> Any:
        found = get_object_or_404(Assignment, pk=assignment, article=self.article)
        action = request.POST.get("action")
        own = found.user_id == request.user.pk
        if not may_assign(request.user, self.article) and not (own and action != "remove"):
            raise PermissionDenied
        if action == "remove":
            found.delete()
            forget(found.user)
        elif action in ("done", "undone"):
            found.done_at = timezone.now() if action == "done" else None
            found.save(update_fields=["done_at"])
        else:
            raise Http404
        return self.answer()
