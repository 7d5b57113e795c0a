"""A browser holds no page to have broken its policy: neither readers' pages nor the admin's."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from articles.models import Article
from tests.fixture_magazine import magazine, tell  # noqa: F401
from tests.magazine.test_budgets import BUDGETS, address

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

#: Kept by the page itself, so that nothing that happens while it loads is missed.
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
    window.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


@pytest.fixture
def watched(page):
    """A page that remembers what its policy stopped."""
    page.add_init_script(WATCH)
    return page


def violations(page, path) -> list[str]:
    page.goto(path)
    page.wait_for_load_state("networkidle")
    return page.evaluate("window.violations")


def is_page(client, path) -> bool:
    return client.get(path)["Content-Type"].startswith("text/html")


def test_no_page_that_readers_see_breaks_its_policy(watched, client, magazine):  # noqa: F811
    addresses = {name: address(name) for name in BUDGETS}
    pages = {name: path for name, path in addresses.items() if is_page(client, path)}
    assert len(pages) > 15
    broken = {name: violations(watched, path) for name, path in pages.items()}
    assert {name: found for name, found in broken.items() if found} == {}


ADMIN = [
    "wagtailadmin_home",
    "wagtailsnippets_articles_article:list",
    "wagtailsnippets_articles_article:add",
    "wagtailsnippets_shows_series:list",
    "wagtailsnippets_articles_frontpage:add",
    "wagtailimages:index",
]


def test_the_newsroom_works_under_its_policy(watched, magazine):  # noqa: F811
    get_user_model().objects.create_superuser("redaction", password="en-direct-de-mars")
    watched.goto("/admin/login/")
    watched.fill("input[name=username]", "redaction")
    watched.fill("input[name=password]", "en-direct-de-mars")
    watched.click("button[type=submit]")
    watched.wait_for_url("**/admin/")
    story = Article.objects.first()
    paths = [reverse(name) for name in ADMIN]
    paths.append(reverse("wagtailsnippets_articles_article:edit", args=[story.pk]))
    broken = {path: violations(watched, path) for path in paths}
    assert {path: found for path, found in broken.items() if found} == {}
    # The preview is the reader's page, in a frame.
    watched.get_by_role("button", name="Prévisualis").first.click()
    frame = watched.frame_locator("#w-preview-iframe, iframe").first
    frame.get_by_role("heading", level=1).wait_for()
    assert watched.evaluate("window.violations") == []
