"""Pages of the site in a real browser."""

import pytest

from tests.chromium import PATIENCE


@pytest.fixture
def page(browser, live_server):
    """A page of 1280 px, in French; errors of its scripts fail the test."""
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 900}, locale="fr-FR"
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []
