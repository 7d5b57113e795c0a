"""The roles of the newsroom: groups that are made, and brought up to date, after each migration.

A role is a list of rights; what these mean for one story, `articles.permissions` says. The groups
named here hold these rights and no others. Whoever needs more gets a group beside: groups
that are not named here, and who belongs to which, are left alone.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from django.apps import apps
from django.apps.config import AppConfig
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS
from wagtail.models import Collection, GroupCollectionPermission


@dataclass(frozen=True)
class Role:
    """A group with ``rights`` (“articles.add_article”, or a pattern) without ``but``, and
    ``library``, its rights over the library of pictures: all of its folders."""

    name: str
    rights: tuple[str, ...]
    but: tuple[str, ...] = ()
    library: tuple[str, ...] = ()

    def has(self, right: str) -> bool:
        def matches(patterns: tuple[str, ...]) -> bool:
            return any(fnmatchcase(right, pattern) for pattern in patterns)

        return matches(self.rights) and not matches(self.but)


ENTER = "wagtailadmin.access_admin"
REDIRECTS = "shows.*_redirect"
#: To add is also to change and delete what one has added.
USES_PICTURES = ("add_image", "choose_image")
KEEPS_PICTURES = (
    *("add_image", "change_image", "delete_image", "choose_image"),
    *("add_collection", "change_collection", "delete_collection"),
)

#: {word for the command line: role}
ROLES = {
    "contributor": Role(
        "Contributeur",
        (ENTER, "articles.add_article", "shows.propose_record"),
        library=USES_PICTURES,
    ),
    # Of the sections that name him among their editors.
    "editor": Role(
        "Éditeur de rubrique",
        (
            *(ENTER, "articles.*_article", "shows.propose_record"),
            *("shows.view_*", "shows.add_verification"),
        ),
        but=(REDIRECTS,),
        library=USES_PICTURES,
    ),
    "chief_editor": Role(
        "Rédacteur en chef",
        (ENTER, "articles.*", "shows.*"),
        library=KEEPS_PICTURES,
    ),
    "picture_editor": Role("Iconographe", (ENTER,), library=KEEPS_PICTURES),
    "documentalist": Role(
        "Documentaliste", (ENTER, "shows.*"), but=(REDIRECTS,), library=USES_PICTURES
    ),
    # Everything, by rights that can be read in the settings, and not as a superuser.
    "administrator": Role("Administrateur", ("*",), library=KEEPS_PICTURES),
}


def update_roles(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make the groups that are missing and give each the rights of its role, no more, no less."""
    rights = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    root = Collection.objects.using(using).filter(depth=1).first()
    for role in ROLES.values():
        group, _made = Group.objects.using(using).get_or_create(name=role.name)
        group.permissions.set([found for right, found in rights.items() if role.has(right)])
        if root is not None:
            _open_library(group, root, role, rights)


def _open_library(
    group: Group, root: Collection, role: Role, rights: dict[str, Permission]
) -> None:
    """Give ``group`` its rights over the pictures of every folder (Wagtail: collection)."""
    names = {f"wagtailimages.{name}" for name in role.library if name.endswith("_image")}
    names |= {f"wagtailcore.{name}" for name in role.library if name.endswith("_collection")}
    wanted = {rights[name] for name in names if name in rights}
    rows = GroupCollectionPermission.objects.using(group._state.db).filter(
        group=group, collection=root
    )
    rows.exclude(permission__in=wanted).delete()
    held = set(rows.values_list("permission", flat=True))
    for permission in wanted:
        if permission.pk not in held:
            rows.create(group=group, collection=root, permission=permission)


def after_migration(sender: AppConfig, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Update the roles once, after the last app: from then on all rights exist.

    Received from ``post_migrate``, which is sent for each app in turn.
    """
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if sender == last:
        update_roles(using)
