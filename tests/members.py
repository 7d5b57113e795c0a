"""Members of the newsroom, signed in."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission

from magazine.newsroom.roles import ROLES


def member(name: str, *permissions: str, superuser=False):
    """A user who may enter the admin, with permissions such as “articles.add_article”."""
    user = get_user_model().objects.create_user(name, password="x", is_superuser=superuser)
    for permission in ("wagtailadmin.access_admin", *permissions):
        app, codename = permission.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    return user


def in_role(role: str, name: str = "", sections=()):
    """A user in a role of the newsroom (`magazine.newsroom.roles`), an editor of ``sections``."""
    user = get_user_model().objects.create_user(name or role, password="x")
    user.groups.add(Group.objects.get(name=ROLES[role].name))
    for section in sections:
        section.editors.add(user)
    return user


@pytest.fixture
def editor(db):
    return member("editrice", superuser=True)


@pytest.fixture
def desk(client, editor):
    """A client signed in as an editor who may do everything."""
    client.force_login(editor)
    return client


@pytest.fixture
def contributor(db):
    """Someone who may write stories, and nothing else."""
    return member("pigiste", "articles.add_article")
