"""Who signs has a page, once a story that is signed so is out."""

import datetime

import feedparser
import pytest
from django.utils import timezone

from articles.models import Article, Author
from tests import factories
from tests.markup import markup

pytestmark = pytest.mark.django_db


@pytest.fixture
def solene(db):
    return factories.author("Solène Marvault", job_title="Critique")


def test_a_signature_has_a_page_once_a_story_of_it_is_out(client, solene):
    address = solene.get_absolute_url()
    draft = factories.article("Missions, le retour", bylines=[solene])
    assert client.get(address).status_code == 404
    assert client.get(f"{address}flux.rss").status_code == 404
    assert "Solène Marvault" not in markup(client.get("/auteurs/"))

    draft.latest_revision.publish()
    page = markup(client.get(address))
    assert "Missions, le retour" in page
    assert "Critique" in page
    assert "<dt>1 article</dt>" in markup(client.get("/auteurs/"))


def test_an_embargo_hides_the_signature_too(client, solene):
    story = factories.article(live=True, bylines=[solene])
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    Article.objects.filter(pk=story.pk).update(embargo_until=tomorrow)
    assert not Author.objects.public().exists()
    assert client.get(solene.get_absolute_url()).status_code == 404


def test_a_draft_shows_its_signatures(solene):
    draft = factories.article(bylines=[solene]).get_latest_revision_as_object()
    assert list(Author.objects.public(draft)) == [solene]


def test_the_page_has_the_filters_of_lists_and_only_its_stories(client, solene):
    missions = factories.series("Missions", genres=["Science-fiction"])
    factories.article("Missions sur AMC", live=True, about=[missions], bylines=[solene])
    factories.article("Un drame", live=True, bylines=[solene], kind="review")
    factories.article("D’un autre", live=True, bylines=[factories.author()])
    page = markup(client.get(f"{solene.get_absolute_url()}?genre=science-fiction"))
    assert "Missions sur AMC" in page
    assert "Un drame" not in page
    assert "D’un autre" not in page
    feed = feedparser.parse(client.get(f"{solene.get_absolute_url()}flux.atom").content)
    assert {entry.title for entry in feed.entries} == {"Missions sur AMC", "Un drame"}
    assert feed.feed.title == "Générique – Solène Marvault"


def test_stories_and_cards_lead_to_it(client, solene):
    story = factories.article(live=True, bylines=[solene, factories.author()])
    for address in (story.get_absolute_url(), "/articles/", "/"):
        page = markup(client.get(address))
        assert '<a rel="author" href="/auteurs/solene-marvault/">Solène Marvault</a>' in page
    assert "Camille Arnoux</a> et <a" in markup(client.get(story.get_absolute_url()))


def test_a_changed_address_leads_on(client, solene):
    factories.article(live=True, bylines=[solene])
    solene.slug = "s-marvault"
    solene.save()
    response = client.get("/auteurs/solene-marvault/")
    assert (response.status_code, response["Location"]) == (301, "/auteurs/s-marvault/")


def test_a_signature_is_public_through_its_own_stories_alone(solene):
    signed = factories.author("Camille Arnoux")
    factories.article(live=True, bylines=[signed])
    factories.article(bylines=[solene])
    assert list(Author.objects.public()) == [signed]


def test_the_list_says_when_each_signed_last(client, solene):
    for day in (3, 14):
        moment = datetime.datetime(2020, 5, day, 12, tzinfo=datetime.UTC)
        factories.article(f"Mai {day}", live=True, bylines=[solene], first_published_at=moment)
    page = markup(client.get("/auteurs/")).replace("\N{NO-BREAK SPACE}", " ")
    assert "14 mai 2020" in page
    assert "3 mai 2020" not in page
