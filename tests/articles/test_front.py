"""La une: composed, completed by the newest stories, each of them once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.front import front_page
from articles.models import FrontPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories():
    """Ten live stories, oldest first; the odd ones are reviews."""
    reviews = factories.section("Critiques")
    return [
        factories.article(f"Article {n}", live=True, **({"section": reviews} if n % 2 else {}))
        for n in range(10)
    ]


def test_without_a_composition_the_newest_stories_are_shown(stories):
    page = front_page()
    assert page["lead"] == stories[-1]
    assert list(page["stories"]) == stories[-2::-1]
    assert page["rows"] == []


def test_a_composition_is_followed_and_a_story_appears_once(stories):
    reviews = stories[1].section
    front = FrontPage(
        title="Lundi",
        slots=[
            ("story", stories[3].pk),
            ("lead", stories[0].pk),
            ("section", {"section": reviews.pk, "count": 2}),
            ("series", factories.series("Missions").pk),
        ],
    )
    page = front_page(front)
    assert page["lead"] == stories[0]
    assert page["stories"][0] == stories[3]
    section, series = page["rows"]
    assert section["stories"] == [stories[9], stories[7]]
    assert series["series"].title == "Missions"
    shown = [page["lead"], *page["stories"], *section["stories"]]
    assert sorted(s.pk for s in shown) == sorted(s.pk for s in stories)


def test_what_is_not_out_is_passed_over(stories):
    draft = factories.article("Secret")
    hidden = factories.series("Projet", waits_for_story=True)
    slots = [("lead", draft.pk), ("series", hidden.pk)]
    slots.append(("section", {"section": factories.section("Vide").pk, "count": 4}))
    page = front_page(FrontPage(title="Lundi", slots=slots))
    assert page["lead"] == stories[-1]
    assert page["rows"] == []


def test_a_composition_costs_the_same_however_long(stories, client):
    reviews, news = stories[1].section, stories[0].section
    front = FrontPage.objects.create(title="Lundi")
    front.slots = [("section", {"section": reviews.pk, "count": 1})]
    front.save_revision().publish()
    with CaptureQueriesContext(connection) as few:
        assert client.get("/").status_code == 200
    front.refresh_from_db()
    front.slots = [
        *(("section", {"section": s.pk, "count": 4}) for s in (reviews, news)),
        ("story", stories[0].pk),
    ]
    front.save_revision().publish()
    with CaptureQueriesContext(connection) as many:
        body = client.get("/").content.decode()
    assert "Critiques" in body
    assert len(many) <= len(few) + 4
    assert len(many) <= 14
