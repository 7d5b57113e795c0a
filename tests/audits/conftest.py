"""The fixture site on a server, its pages in Chromium, and the tools that judge them."""

from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from tests.chromium import PATIENCE
from tests.conftest import empty_tables

from .fixture_site import fill_fixture_site, small
from .pages import PAGES

MODULES = Path(__file__).parent / "node_modules"


@pytest.fixture(scope="package")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """The address of the fixture site, which every audit looks at and none changes."""
    elsewhere = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("uploads"))
    with django_db_blocker.unblock(), elsewhere:
        fill_fixture_site(small)
        server = LiveServer("localhost")
        yield server.url
        server.stop()
        empty_tables()


@pytest.fixture
def _django_db_helper():
    """No transaction for each test: what `site` wrote is there for all, and for its server.

    The tests are marked with ``django_db`` all the same: otherwise pytest-django makes no database
    for them, and the fixture site would be set in that of an editor.
    """


@pytest.fixture(params=PAGES)
def page_type(request):
    """Each page of the table in turn."""
    return PAGES[request.param]


@pytest.fixture
def visit(browser, site):
    """``visit(page_type, **options)``: the page, open in a new context of Chromium.

    ``answered`` receives every response, ``script`` runs before those of the page. An error in one
    of its scripts fails the test.
    """
    contexts, errors = [], []

    def visit(page_type, answered=None, script="", **options):
        options = {"viewport": {"width": 1280, "height": 900}, "locale": "fr-FR"} | options
        context = browser.new_context(base_url=site, reduced_motion="reduce", **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        if answered:
            page.on("response", answered)
        if script:
            page.add_init_script(script)
        response = page.goto(page_type.path)
        assert response.status == page_type.status
        return page

    yield visit
    for context in contexts:
        context.close()
    assert errors == []


def of_node(name: str) -> Path:
    """A file of a package that `make audits` installs; skip the test without it."""
    file = MODULES / name
    if not file.exists():
        pytest.skip(f"{name} is not there: make audits installs it, with npm")
    return file


@pytest.fixture
def fetch(site):
    """``fetch(page_type)``: its HTML."""

    def fetch(page_type) -> str:
        try:
            answer = urlopen(f"{site}{page_type.path}", timeout=60)  # noqa: S310
        except HTTPError as error:
            answer = error
        with answer:
            assert answer.status == page_type.status
            return answer.read().decode()

    return fetch
