"""The first account of the newsroom."""

import re
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def create_editor(**options) -> str:
    out = StringIO()
    call_command("create_editor", stdout=out, **options)
    return out.getvalue()


def password_in(text: str) -> str | None:
    match = re.search(r"Mot de passe\s+(\S+)", text)
    return match and match[1]


def test_it_creates_an_editor_and_prints_a_password_that_opens_the_newsroom(client):
    text = create_editor()
    assert client.login(username="redaction", password=password_in(text))
    assert client.get("/admin/").status_code == 200


def test_it_says_where_to_look():
    text = create_editor(port="8001")
    assert "http://localhost:8001/\n" in text
    assert "http://localhost:8001/admin/\n" in text


def test_a_second_run_changes_nothing_and_says_how_to_change_the_password():
    create_editor()
    before = get_user_model().objects.get(username="redaction").password
    text = create_editor()
    assert password_in(text) is None
    assert "existe déjà" in text
    assert "manage.py changepassword redaction" in text
    assert get_user_model().objects.get().password == before


def test_two_magazines_do_not_share_a_password():
    first = password_in(create_editor())
    get_user_model().objects.all().delete()
    assert password_in(create_editor()) != first
