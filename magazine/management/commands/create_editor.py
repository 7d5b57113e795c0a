"""Create an account of the newsroom, with a password nobody chose. Part of `make run`."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from ...newsroom.roles import ROLES

USERNAME = "redaction"


class Command(BaseCommand):
    """Makes an account where there is none of its name; its password is told this once."""

    help = (
        "Create the account “redaction”, with every right, or one in a role, and a random password"
        " that is printed once. Where the account exists, nothing is changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", default="8000", help="Where the server listens (to tell).")
        parser.add_argument("--username", default=USERNAME, help="The name of the account.")
        parser.add_argument("--role", choices=list(ROLES), help="Its role. Without: every right.")

    def handle(self, *, port: Any, username: Any, role: Any, **options: Any) -> None:
        users = get_user_model()._default_manager
        password = None
        if not users.filter(username=username).exists():
            # Four groups of six hexadecimal digits, 96 bits: easy to copy from a screen.
            password = "-".join(secrets.token_hex(3) for _group in range(4))
            if role:
                user = users.create_user(username, password=password)
                user.groups.add(Group.objects.get(name=ROLES[role].name))
            else:
                users.create_superuser(username, password=password)
        self.stdout.write(self.summary(f"http://localhost:{port}", username, password))

    def summary(self, site: str, username: str, password: str | None) -> str:
        """Return where to look and how to sign in; the password only when it was just made."""
        rows = [(_("The site"), f"{site}/"), (_("The newsroom"), f"{site}/admin/")]
        rows.append((_("Account"), username))
        if password:
            rows.append((_("Password"), password))
            remark = _("Keep this password: it is not shown again.")
        else:
            remark = _("The account exists already; its password is the one shown at first.")
        width = max(len(label) for label, _value in rows)
        change = _("To change it: %(command)s") % {
            "command": f".venv/bin/python manage.py changepassword {username}"
        }
        lines = [f"  {label.ljust(width)}  {value}" for label, value in rows]
        return "\n".join(["", *lines, "", f"  {remark}", f"  {change}", ""])
