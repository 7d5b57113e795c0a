"""Bring the groups of the newsroom's roles up to date. Each migration does so by itself."""

from typing import Any

from django.core.management.base import BaseCommand

from ...newsroom.roles import ROLES, update_roles


class Command(BaseCommand):
    """Does by hand what follows each migration, and prints the names of the groups."""

    help = (
        "Create the groups of the newsroom's roles where they are missing and give each the rights"
        " of its role. Other groups, and who belongs to which, are left alone."
    )

    def handle(self, **options: Any) -> None:
        update_roles()
        for role in ROLES.values():
            self.stdout.write(role.name)
