"""Who finds a story where: what its policy lets someone do, and the addresses that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin.utils import quote
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.db.models import QuerySet
from django.urls import reverse

from shows.admin.permissions import edit_url

from ..models import Article

if TYPE_CHECKING:
    from shows.admin.typed import AnyUser


def may(user: AnyUser, action: str, story: Article) -> bool:
    """Whether ``user`` may “read”, “change”, “publish”… the story, by the stories' policy."""
    policy = Article.snippet_viewset.permission_policy
    return policy.user_has_permission_for_instance(user, action, story)


def may_read(user: AnyUser, story: Article) -> bool:
    """Whether ``user`` may read the draft, its notes and who works on it."""
    return may(user, "read", story) or may(user, "change", story)


def address(name: str, story: Article, *args: Any) -> str:
    """Return the address of a view of the story."""
    return reverse(Article.snippet_viewset.get_url_name(name), args=[story.pk, *args])


def place(story: Article, user: AnyUser) -> str | None:
    """Return where ``user`` finds the story: its form, its page of notes, or what readers see."""
    if may(user, "change", story):
        return address("edit", story)
    if may(user, "read", story):
        return address("notes", story)
    return story.get_absolute_url() if story.is_out else None


def members() -> QuerySet[AbstractUser]:
    """Return the active accounts that may enter the newsroom, by name."""
    users = get_user_model().objects.with_perm(
        "wagtailadmin.access_admin", backend="django.contrib.auth.backends.ModelBackend"
    )
    return users.order_by("last_name", "first_name", "username")


def reading_url(user: AnyUser, story: Article) -> str | None:
    """Return the address of the latest draft as readers would see it, or None.

    It shows and changes nothing; the gate asks for “read” there (`shows.admin.permissions`).
    """
    viewset = Article.snippet_viewset
    policy = viewset.permission_policy
    if story.latest_revision_id and policy.user_has_permission_for_instance(user, "read", story):
        name = viewset.get_url_name("revisions_view")
        return reverse(name, args=[quote(story.pk), story.latest_revision_id])
    return None


def story_url(user: AnyUser, story: Article) -> str | None:
    """Return where ``user`` goes for ``story``: its form, else its draft, else the public page.

    None when he may open nothing of it.
    """
    if url := edit_url(story, user):
        return url
    nothing_new = story.is_out and not story.has_unpublished_changes
    if not nothing_new and (url := reading_url(user, story)):
        return url
    return story.get_absolute_url() if story.is_out else None
