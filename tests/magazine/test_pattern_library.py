"""The style page shows every component, and the pages are made of components only."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.signals import template_rendered
from django.test.utils import CaptureQueriesContext

from magazine.pattern_library.views import StyleView

TEMPLATES = Path(settings.BASE_DIR) / "templates"
#: Shown on a page of their own, with what belongs there.
ELSEWHERE: set[str] = set()


@pytest.fixture
def rendered():
    """The names of the templates that are rendered meanwhile."""
    names = set()

    def note(template, **kwargs):
        names.add(template.name)

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


def components() -> set[str]:
    found = (TEMPLATES / "components").rglob("*.html")
    return {path.relative_to(TEMPLATES).as_posix() for path in found}


@pytest.mark.django_db
def test_every_component_is_on_the_style_page_without_a_row_of_the_database(rf, rendered):
    with CaptureQueriesContext(connection) as captured:
        response = StyleView.as_view()(rf.get("/style/"))
        assert response.status_code == 200
        response.render()
    assert components() - rendered == ELSEWHERE
    # The menu's two queries, of its frame; SQLite is asked once whether it knows JSON.
    assert len([query for query in captured if " FROM " in query["sql"]]) <= 2


def test_it_has_no_address_for_readers(client):
    assert settings.DEBUG is False
    script = (
        "import django; django.setup(); from django.urls import resolve; print(resolve('/style/'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        env={"DJANGO_SETTINGS_MODULE": "magazine.settings.development", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "StyleView" in done.stdout, done.stderr


@pytest.mark.django_db
def test_readers_are_told_that_there_is_nothing(client):
    assert client.get("/style/").status_code == 404


def test_components_say_what_they_are_and_take():
    begins = re.compile(r"\s*(\{% load [^%]+%\}\s*)?\{% comment %\}")
    silent = [n for n in sorted(components()) if not begins.match((TEMPLATES / n).read_text())]
    assert silent == []
