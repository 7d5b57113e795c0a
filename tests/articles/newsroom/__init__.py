"""Members of the newsroom in their roles, with an address to write to."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from articles.models import Article
from magazine.newsroom.roles import ROLES
from tests import factories

NAMESPACE = "wagtailsnippets_articles_article"


def someone(username, role, *sections, first_name="", **kwargs):
    """A member in a role, named like his account; ``sections`` are those that he edits."""
    user = get_user_model().objects.create_user(
        username,
        email=f"{username}@example.org",
        password="x",
        first_name=first_name or username.capitalize(),
        **kwargs,
    )
    user.groups.add(Group.objects.get(name=ROLES[role].name))
    for section in sections:
        section.editors.add(user)
    return user


def url(name, story, *args):
    """The address of a view of a story's viewset."""
    return reverse(f"{NAMESPACE}:{name}", args=[story.pk, *args])


def fresh(user):
    """The user as a new request sees him: what was asked about his rights is forgotten."""
    return type(user).objects.get(pk=user.pk)


def draft_of(owner, headline="Missions revient", **kwargs) -> Article:
    return factories.article(headline, owner=owner, **kwargs)


def reloaded(story) -> Article:
    return Article.objects.get(pk=story.pk)
