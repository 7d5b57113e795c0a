"""What is missing is written nowhere as “None”, and every page says what it is of."""

import re
from collections import Counter

import pytest
from django.test import Client, override_settings

from shows.templatetags.facts import typo
from tests import factories
from tests.audits.fixture_site import fill_fixture_site, small
from tests.audits.pages import PAGES
from tests.fixture_magazine import shared

pytestmark = pytest.mark.django_db

DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')
#: As a word: a name such as “Nonette” is none.
MISSING = re.compile(r"\b(?:None|NULL|undefined)\b")
LOCATION = re.compile(r"<loc>http://testserver([^<]*)</loc>")


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker, tmp_path_factory):
    """{address: HTML} of every page that the sitemaps of the fixture site tell of, and of every
    type of page that they do not."""
    elsewhere = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("uploads"))
    with elsewhere, shared(django_db_blocker):
        fill_fixture_site(small)
        client = Client()
        files = LOCATION.findall(client.get("/sitemap.xml").content.decode())
        paths = [path for file in files for path in LOCATION.findall(_text(client, file))]
        paths += [page.path for page in PAGES.values()]
        yield {path: _text(client, path) for path in dict.fromkeys(paths)}


def _text(client: Client, path: str) -> str:
    return client.get(path, follow=True).content.decode()


def test_nothing_that_is_missing_is_written_on_a_page(pages):
    assert len(pages) > 200
    found = {
        path: html[max(0, missing.start() - 60) : missing.end() + 40]
        for path, html in pages.items()
        if (missing := MISSING.search(html))
    }
    assert found == {}


def test_every_page_has_a_description_of_its_own(pages):
    found = {path: DESCRIPTION.findall(html) for path, html in pages.items()}
    without = {path for path, descriptions in found.items() if len(descriptions) != 1}
    assert without == {page.path for page in PAGES.values() if page.status != 200}
    short = {path: d for path, d in found.items() if path not in without and len(d[0]) < 15}
    assert short == {}
    # Two pages of a list, or the same with a filter, differ; so do two records.
    said = Counter(d[0] for path, d in found.items() if path not in without and "?" not in path)
    assert {text: count for text, count in said.items() if count > 1} == {}


@pytest.mark.parametrize("value", [None, ""])
def test_the_typography_of_nothing_is_nothing(value):
    assert typo(value) == ""


def test_a_story_without_a_standfirst_is_described_by_how_it_begins(client):
    story = factories.article(live=True, body=[("text", "<p>Mars, <b>enfin</b>. Dix fois.</p>")])
    page = client.get(story.get_absolute_url()).content.decode()
    assert DESCRIPTION.findall(page) == ["Mars, enfin. Dix fois."]


def test_a_story_that_reveals_too_much_is_described_without_its_text(client):
    story = factories.article(
        "Il meurt à la fin",
        live=True,
        safe_headline="Le dernier épisode",
        standfirst="Tout le monde meurt.",
        body=[("text", "<p>Elle aussi.</p>")],
    )
    page = client.get(story.get_absolute_url()).content.decode()
    (told,) = DESCRIPTION.findall(page)
    assert told == "Actualités : Le dernier épisode".replace(" :", "\N{NO-BREAK SPACE}:")
