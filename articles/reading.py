"""Where those read a story who may not edit it."""

from django.contrib.admin.utils import quote
from django.urls import reverse

from shows.desk.gate import edit_url

from .models import Article


def reading_url(user, story) -> str | None:
    """Return the address of the latest draft as readers would see it, or None.

    It shows and changes nothing; the gate asks for “read” there (`shows.desk.gate`).
    """
    viewset = Article.snippet_viewset
    policy = viewset.permission_policy
    if story.latest_revision_id and policy.user_has_permission_for_instance(user, "read", story):
        name = viewset.get_url_name("revisions_view")
        return reverse(name, args=[quote(story.pk), story.latest_revision_id])
    return None


def story_url(user, story) -> str | None:
    """Return where ``user`` goes for ``story``: its form, else its draft, else the public page.

    None when he may open nothing of it.
    """
    if url := edit_url(story, user):
        return url
    nothing_new = story.is_out and not story.has_unpublished_changes
    if not nothing_new and (url := reading_url(user, story)):
        return url
    return story.get_absolute_url() if story.is_out else None
