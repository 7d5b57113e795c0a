"""A story for machines: what its page shows, and nothing that could end the element."""

import datetime
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.jsonld import news_article, script
from articles.models import Article, Correction
from articles.pages import story_page
from tests import factories

pytestmark = pytest.mark.django_db

ELEMENT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
HOST = "http://testserver"


def data(client, story) -> dict:
    content = client.get(story.get_absolute_url()).content.decode()
    (found,) = ELEMENT.findall(content)
    return json.loads(found)


@pytest.fixture
def story(db):
    missions = factories.series("Missions", slug="missions")
    return factories.article(
        "AMC achète Missions",
        live=True,
        slug="amc",
        standfirst="La série d’OCS passe l’Atlantique.",
        about=[missions],
        mentions=[factories.person("Hélène Viviès", slug="helene"), factories.company("AMC")],
        tags=["Mars"],
        bylines=[factories.author()],
        lead_picture=factories.picture(credit="© OCS & Empreinte"),
        corrections=[
            Correction(date=datetime.date(2031, 3, 2), text="La série a dix épisodes, pas huit.")
        ],
    )


def test_it_says_what_the_page_says(client, story):
    found = data(client, story)
    assert found["@type"] == "NewsArticle"
    assert found["headline"] == "AMC achète Missions"
    assert found["url"] == f"{HOST}/actualites/amc/"
    assert found["articleSection"] == "Actualités"
    assert found["author"] == [{"@type": "Person", "name": "Camille Arnoux"}]
    assert found["keywords"] == ["Mars"]
    assert found["about"] == [
        {"@type": "TVSeries", "name": "Missions", "url": f"{HOST}/series/missions/"}
    ]
    assert {record["@type"] for record in found["mentions"]} == {"Person", "Organization"}
    published = datetime.datetime.fromisoformat(found["datePublished"])
    assert published == story.first_published_at.replace(microsecond=0)


def test_corrections_are_dated(client, story):
    assert data(client, story)["correction"] == [
        {
            "@type": "CorrectionComment",
            "datePublished": "2031-03-02",
            "text": "La série a dix épisodes, pas huit.",
        }
    ]


def test_a_fact_that_corrects_the_story_is_a_correction(client):
    missions, amc = factories.series("Missions"), factories.company("AMC")
    wrong = factories.deal(series=missions, buyer=amc)
    story = factories.article(live=True, about=[missions], deals=[wrong])
    wrong = story.deals.get()
    right = factories.deal(
        series=missions,
        buyer=amc,
        replaces=wrong,
        correction=True,
        note="L’accord ne vaut que pour Shudder.",
        announced="2031-03-05",
    )
    factories.article("Rectificatif", live=True, deals=[right])
    (correction,) = data(client, story)["correction"]
    assert correction["text"] == "L’accord ne vaut que pour Shudder."
    assert correction["datePublished"] == "2031-03-05"


def test_the_picture_has_its_credit(client, story):
    client.get(story.get_absolute_url())  # makes the sizes that are missing
    image = data(client, story)["image"]
    assert image["creditText"] == "© OCS & Empreinte"
    assert image["url"].startswith(HOST)


def test_an_expired_picture_is_left_out(client, story):
    client.get(story.get_absolute_url())
    type(story.lead_picture).objects.update(rights_end=datetime.date(2001, 1, 1))
    assert "image" not in data(client, story)


def test_nothing_in_it_can_end_the_element(client, story):
    headline = "Fin </script><script>alert(1)</script> & <!-- suite"
    Article.objects.filter(pk=story.pk).update(headline=headline)
    content = client.get(story.get_absolute_url()).content.decode()
    assert "<script>alert" not in content
    assert data(client, story)["headline"] == headline
    assert "<" not in script({"a": "</script>"})[len("<script") : -len("</script>")]


def test_a_draft_has_no_address_and_no_date(story):
    draft = factories.article("Brouillon").get_latest_revision_as_object()
    draft.section = None
    found = news_article(story_page(draft), str)
    assert found["headline"] == "Brouillon"
    assert {"url", "datePublished", "articleSection", "correction", "about"} & set(found) == set()


def test_it_costs_no_query(story):
    page = story_page(Article.objects.public().select_related("section").get(pk=story.pk))
    with CaptureQueriesContext(connection) as captured:
        news_article(page, str)
    assert len(captured) == 0
