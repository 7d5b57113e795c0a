"""The fixture site on a server, its pages in Chromium, and the tools that judge them."""

from functools import cache
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from tests.chromium import PATIENCE
from tests.conftest import empty_tables

from .fixture_site import fill_fixture_site, small
from .html_checker import checker  # noqa: F401  a fixture
from .pages import Page


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


@pytest.fixture
def visit(browser, site):
    """``visit(page_type, **options)``: the page, open in a new context of Chromium.

    An error in one of its scripts fails the test. Audits of every page take `opened` instead.
    """
    with Visits(browser, site) as visits:
        yield visits.visit
    assert visits.errors == []


class Visits:
    """Pages open in Chromium until the end of the block, and the errors of their scripts."""

    def __init__(self, browser, site: str):
        self.browser, self.site = browser, site
        self.contexts, self.errors = [], []

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        for context in self.contexts:
            context.close()

    def visit(self, page_type: Page, answered=None, script="", **options):
        """The page, open in a new context: ``answered`` receives every response, ``script`` runs
        before those of the page."""
        options = {"viewport": {"width": 1280, "height": 900}, "locale": "fr-FR"} | options
        context = self.browser.new_context(base_url=self.site, reduced_motion="reduce", **options)
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        if answered:
            page.on("response", answered)
        if script:
            page.add_init_script(script)
        response = page.goto(page_type.path)
        assert response.status == page_type.status
        return page


@pytest.fixture(scope="package")
def fetch(site):
    """``fetch(page_type)``: its HTML, asked for once."""

    @cache
    def fetch(page_type: Page) -> str:
        try:
            answer = urlopen(f"{site}{page_type.path}", timeout=60)  # noqa: S310
        except HTTPError as error:
            answer = error
        with answer:
            assert answer.status == page_type.status
            return answer.read().decode()

    return fetch
