"""The credits name what the site is made with, and what the magazine adds."""

import re

import pytest
from django.conf import settings

from articles.models import InfoPage
from magazine.credits import MAPS, SCRIPTS, SOFTWARE
from tests.markup import markup

pytestmark = pytest.mark.django_db


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_package_that_the_site_asks_for_is_credited():
    text = (settings.BASE_DIR / "requirements.txt").read_text(encoding="utf-8")
    direct = re.findall(r"^([\w.-]+).*==", text.partition("# Brought in by")[0], re.MULTILINE)
    assert {canonical(c.name) for c in SOFTWARE} == {canonical(name) for name in direct}


def test_every_script_of_others_is_credited():
    vendored = {p.name for p in (settings.BASE_DIR / "static/js/vendor").glob("*.js")}
    assert vendored == {f"{credit.name}.min.js" for credit in SCRIPTS}


def test_the_page_names_them_with_their_licences(client):
    html = client.get("/credits/").content.decode()
    for credit in SOFTWARE + SCRIPTS + MAPS:
        assert credit.name in html
        assert credit.url in html
    assert html.count("SIL Open Font License 1.1") == 2


def test_what_the_magazine_adds_comes_first_and_has_no_other_address(client):
    page = InfoPage.objects.create(title="Crédits", slug="credits")
    page.body = [("heading", "Le fichier"), ("text", "<p>TVmaze</p>")]
    page.save_revision()
    assert "TVmaze" not in client.get("/credits/").content.decode()
    page.save_revision().publish()
    html = markup(client.get("/credits/"))
    assert html.index("TVmaze") < html.index("Wagtail")
    assert html.count('href="/credits/"') == 1
    response = client.get("/a-propos/credits/")
    assert (response.status_code, response["Location"]) == (301, "/credits/")
