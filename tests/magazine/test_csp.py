"""Nothing runs in a reader's page, and nothing is fetched for it, that the site did not put in a
file of its own: the policy says so, and the pages keep to it."""

import re

import pytest
from django.urls import reverse

from magazine.security import NEWSROOM, READERS
from tests import factories
from tests.members import member

from .test_leaks import walk

pytestmark = pytest.mark.django_db

HEADER = "Content-Security-Policy"
#: What a strict policy forbids, wherever it stands in a page.
INLINE = {
    "a script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)[^>]*>"),
    "a style sheet": re.compile(r"<style\b"),
    "a style": re.compile(r"<[a-z][^>]*\sstyle="),
    "an event handler": re.compile(r"<[a-z][^>]*\son[a-z]+="),
    "a javascript address": re.compile(r"(?:href|src|action)=\"\s*javascript:"),
}
#: What a browser fetches by itself: by contrast with a link, which waits for a click.
FETCHED = re.compile(
    r"<(?:img|script|iframe|source|video|audio|embed|object|use|image)\b[^>]*?\s"
    r'(?:src|srcset|data|poster|href)="(https?:)?//(?!testserver)'
    r"|<link\b(?=[^>]*rel=\"(?:stylesheet|preload|icon|manifest|modulepreload|preconnect|dns-prefetch"
    r')")[^>]*href="(https?:)?//(?!testserver)'
)


def policy(response) -> dict[str, str]:
    """The directives of a response: {name: value}."""
    parts = (part.strip().partition(" ") for part in response[HEADER].split(";"))
    return {name: value for name, _space, value in parts}


@pytest.fixture
def desk(client, db):
    client.force_login(member("editrice", superuser=True))
    return client


def test_every_public_address_is_strict_and_keeps_to_it(client, magazine):
    def look(address, response):
        assert policy(response) == {name: " ".join(value) for name, value in READERS.items()}
        if response["Content-Type"].startswith("text/html"):
            body = response.content.decode()
            for what, pattern in INLINE.items():
                assert not pattern.search(body), f"{what} in {address}"
            assert not FETCHED.search(body), f"another host in {address}"

    assert len(walk(client, look)) > 30


def test_the_readers_policy_lets_nothing_inline_and_nobody_in(client, magazine):
    directives = policy(client.get("/"))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == directives["style-src"] == "'self'"
    assert directives["frame-src"] == directives["object-src"] == "'none'"
    assert directives["frame-ancestors"] == directives["form-action"] == "'self'"
    assert "unsafe" not in str(directives)
    assert "*" not in str(directives)
    assert "http" not in str(directives)


def test_a_page_that_is_not_there_is_as_strict(client, db):
    response = client.get("/nulle-part/")
    assert response.status_code == 404
    assert policy(response)["default-src"] == "'none'"


def test_every_page_says_what_else_browsers_are_held_to(client, magazine):
    response = client.get("/")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    for feature in ("camera", "microphone", "geolocation", "browsing-topics"):
        assert f"{feature}=()" in response["Permissions-Policy"]


def test_the_newsroom_has_a_policy_of_its_own_closed_to_other_hosts(desk):
    directives = policy(desk.get("/admin/"))
    assert directives == {name: " ".join(value) for name, value in NEWSROOM.items()}
    assert "http" not in str(directives)
    assert directives["frame-src"] == directives["frame-ancestors"] == "'self'"


def test_the_preview_of_a_draft_is_as_strict_as_the_page_and_may_be_framed_here(desk):
    story = factories.article("AMC achète Missions")
    revision = story.latest_revision
    names = ("wagtailsnippets_articles_article:revisions_view", [story.pk, revision.pk])
    response = desk.get(reverse(names[0], args=names[1]))
    assert "AMC achète Missions" in response.content.decode()
    assert policy(response) == {name: " ".join(value) for name, value in READERS.items()}
    assert policy(response)["frame-ancestors"] == "'self'"
