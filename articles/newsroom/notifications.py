"""Mails to those concerned by what happens to a story: plain text, in French, a template each.

They leave once the act is committed, never to whoever acted, to who is inactive or does not want
them (the account's page in the admin). A mail that cannot be sent is logged and stops nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.log_actions import get_active_log_context
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import published, task_submitted, workflow_approved, workflow_rejected

from shows.admin.permissions import edit_url

from ..models import Article
from ..models.approval import is_deciding
from . import access

if TYPE_CHECKING:
    from wagtail.models import Revision

    from shows.admin.typed import AnyUser

    from ..models import Assignment, Note

logger = logging.getLogger("generique.mail")


# Who is concerned


def concerned(story: Article, besides: AnyUser | None = None) -> list[AnyUser]:
    """Return the owner, whoever submitted the story last and those who work on it."""
    users = {story.owner_id, *story.assignments.open().values_list("user", flat=True)}
    submitted = story.workflow_states.order_by("-created_at").values_list("requested_by", flat=True)
    users |= set(submitted[:1])
    users -= {None, besides.pk if besides else None}
    return list(get_user_model().objects.filter(pk__in=users))


def reviewers(story: Article, besides: AnyUser | None = None) -> list[AnyUser]:
    """Return who may publish the story: the editors of its section, else the chief editors, else
    the administrators."""
    everybody: QuerySet[Any] = access.members()
    if besides:
        everybody = everybody.exclude(pk=besides.pk)
    chiefs = get_user_model().objects.with_perm(
        "articles.edit_every_section",
        backend="django.contrib.auth.backends.ModelBackend",
        include_superusers=False,
    )
    for users in (
        everybody.filter(edited_sections=story.section_id),
        everybody.filter(pk__in=chiefs.values("pk")),
        everybody.filter(is_superuser=True),
    ):
        if found := [user for user in users if access.may(user, "publish", story)]:
            return found
    return []


# What is told


def submitted(story: Article, by: AnyUser | None = None) -> None:
    """Ask those who may publish the story, its editors first, to look at it."""
    send("submitted", story, reviewers(story, by), by, wish="submitted")


def sent_back(story: Article, by: AnyUser | None = None, comment: str = "") -> None:
    """Tell those who work on the story that it comes back, and why."""
    send("sent_back", story, concerned(story, by), by, wish="rejected", comment=comment)


def approved(story: Article, by: Any = None, comment: str = "") -> None:
    """Tell that the story is approved, and what came of it: out, scheduled, or still a draft."""
    name = "scheduled" if story.scheduled_revision else "approved"
    if name == "approved" and story.live and not story.has_unpublished_changes:
        name = "published"
    tell_departure(name, story, by, comment)


def went_out(story: Article, by: AnyUser | None = None) -> None:
    """Tell that the story is published or scheduled, by somebody or by the publisher."""
    tell_departure("published" if story.live else "scheduled", story, by)


def tell_departure(name: str, story: Article, by: AnyUser | None, comment: str = "") -> None:
    """Send the mail ``name`` about a story that leaves, with the moment if it is scheduled."""
    moment = story.scheduled_revision and story.scheduled_revision.approved_go_live_at
    users = concerned(story, by)
    send(name, story, users, by, wish="approved", comment=comment, moment=moment)


def assigned(assignment: Assignment) -> None:
    """Tell someone that a story is theirs; nobody is told what they took themselves."""
    to = [assignment.user] if assignment.user != assignment.assigned_by else []
    send("assigned", assignment.article, to, assignment.assigned_by, assignment=assignment)


def mentioned(note: Note, users: Iterable[AnyUser]) -> None:
    """Tell ``users`` that a note names them. No preference refuses this mail."""
    send("mentioned", note.article, users, note.author, note=note)


def publication_failed(subject: Any, sentence: str) -> None:
    """Tell those concerned, and those who publish it, that something scheduled did not go out.

    For the publisher, at the first failure and not at each attempt. A front page has no owner:
    whoever may publish one is told.
    """
    schedule = subject.scheduled_revision
    to = {schedule.user} if schedule and schedule.user else set()
    if isinstance(subject, Article):
        to |= {*concerned(subject), *reviewers(subject)}
    else:
        policy = subject.snippet_viewset.permission_policy
        to |= {user for user in access.members() if policy.user_has_permission(user, "publish")}
    send("failed", subject, to, None, sentence=sentence)


# Sending


def send(
    name: str,
    story: Article,
    users: Iterable[AnyUser],
    by: AnyUser | None = None,
    wish: str = "",
    **context: Any,
) -> None:
    """Send the mail ``templates/admin/mail/<name>.txt`` to each of ``users``, after the commit.

    The template's first line is the subject. ``wish`` names the preference that may refuse it.
    """
    users = [user for user in users if user.is_active and user.email]
    if wish and users:
        refused = get_user_model().objects.filter(
            pk__in=[user.pk for user in users],
            **{f"wagtail_userprofile__{wish}_notifications": False},
        )
        unwilling = set(refused.values_list("pk", flat=True))
        users = [user for user in users if user.pk not in unwilling]
    for user in users:
        values = {**context, "story": story, "by": by, "user": user}
        transaction.on_commit(partial(_post, name, user, values))


def _where(subject: Any, user: AnyUser) -> str | None:
    """Return where ``user`` does something about ``subject``."""
    if isinstance(subject, Article):
        return access.place(subject, user)
    return edit_url(subject, user)


def _post(name: str, user: AnyUser, context: dict[str, Any]) -> None:
    try:
        base, story = settings.WAGTAILADMIN_BASE_URL.rstrip("/"), context["story"]
        context |= {
            "base": base,
            "url": f"{base}{_where(story, user) or '/admin/'}",
            "public_url": f"{base}{story.get_absolute_url()}" if name == "published" else "",
        }
        with translation.override(settings.LANGUAGE_CODE):
            text = render_to_string(f"admin/mail/{name}.txt", context)
        subject, _line, body = text.strip().partition("\n")
        EmailMessage(
            " ".join(subject.splitlines()),
            body.strip() + "\n",
            to=[user.email],
            headers={"Auto-Submitted": "auto-generated"},
        ).send()
    except Exception:  # a mail server that is away must not seem to undo what was done
        logger.exception("The mail “%s” to %s could not be sent", name, user)


# What Wagtail signals


def _story_of(state: WorkflowState) -> Article | None:
    return Article.objects.filter(pk=state.object_id).first() if _is_story(state) else None


def _is_story(state: WorkflowState) -> bool:
    return state.content_type.model_class() is Article


def on_submitted(
    sender: type[TaskState], instance: TaskState, user: AnyUser | None = None, **kwargs: Any
) -> None:
    """Received from ``task_submitted``, of whatever has a workflow."""
    if story := _story_of(instance.workflow_state):
        submitted(story, user)


def on_rejected(
    sender: type[WorkflowState], instance: WorkflowState, user: AnyUser | None = None, **kwargs: Any
) -> None:
    """Received from ``workflow_rejected``; the reason is in the last step's comment."""
    if story := _story_of(instance):
        sent_back(story, user, instance.current_task_state.comment)


def on_approved(
    sender: Any, instance: WorkflowState, user: AnyUser | None = None, **kwargs: Any
) -> None:
    """Received from ``workflow_approved``, once the story is what the decision made of it."""
    if story := _story_of(instance):
        approved(story, user, instance.current_task_state.comment)


def on_published(
    sender: type[Article], instance: Article, revision: Revision, **kwargs: Any
) -> None:
    """Tell of a first publication, and of what the publisher does while nobody looks.

    Each correction of a live story by a colleague is in its history, and in no mail.
    """
    by = get_active_log_context().user
    first = not instance.live or instance.first_published_at == instance.last_published_at
    if (first or by is None) and not is_deciding():
        went_out(instance, by)


def connect() -> None:
    """Listen; called once, when the apps are ready.

    With the names of Wagtail's own listeners, which come later and find their places taken: nobody
    gets two mails, one of them about “moderation”.
    """
    task_submitted.connect(
        on_submitted,
        sender=TaskState,
        dispatch_uid="group_approval_task_submitted_email_notification",
    )
    workflow_rejected.connect(
        on_rejected,
        sender=WorkflowState,
        dispatch_uid="workflow_state_rejected_email_notification",
    )
    workflow_approved.connect(
        on_approved,
        sender=WorkflowState,
        dispatch_uid="workflow_state_approved_email_notification",
    )
    published.connect(on_published, sender=Article, dispatch_uid="story_published_mail")
