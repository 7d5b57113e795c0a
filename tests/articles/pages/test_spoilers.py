"""What a headline, a standfirst or a picture gives away stays on the story's own page."""

import pytest

from articles.models import Article
from tests import factories
from tests.magazine.test_leaks import walk

pytestmark = pytest.mark.django_db

SECRET = "XREVEALX"


@pytest.fixture
def telling(magazine):
    """A story that reveals how a season ends, wherever an editor can write."""
    series = magazine[0].series_links.get(relation="about").series
    lead, safe = (factories.picture(description=text) for text in (SECRET, "Le vaisseau."))
    return factories.article(
        f"{SECRET} meurt",
        live=True,
        slug="fin-de-saison",
        about=[series],
        kicker=f"Adieu {SECRET}",
        standfirst=f"{SECRET} ne reviendra pas.",
        lead_picture=lead,
        lead_caption=f"Le tombeau de {SECRET}",
        spoiler_series=series,
        spoiler_season=1,
        safe_headline="Missions arrive au bout du voyage",
        safe_picture=safe,
        tags=["Mars"],
        bylines=[factories.author()],
        body=[
            ("text", "<p>Un dernier épisode.</p>"),
            ("spoiler", {"scope": "la fin", "text": f"<p>{SECRET} meurt.</p>"}),
        ],
    )


def test_only_the_page_of_the_story_says_it(client, telling):
    pages = walk(client)
    own = pages.pop(telling.get_absolute_url())
    assert SECRET in own
    named = [address for address, body in pages.items() if telling.safe_headline in body]
    assert len([address for address in named if "/flux." in address]) >= 9
    assert {"/", "/articles/", telling.section.get_absolute_url()} <= set(named)
    assert telling.series_links.first().series.get_absolute_url() in named
    for address, body in pages.items():
        assert SECRET not in body, address


def test_the_head_of_its_page_does_not_either(client, telling):
    head, _body = client.get(telling.get_absolute_url()).content.decode().split("</head>")
    assert telling.safe_headline in head
    assert SECRET not in head


def test_what_was_written_for_social_networks_stands_in_for_the_standfirst(client, telling):
    assert telling.public_standfirst == ""
    Article.objects.filter(pk=telling.pk).update(social_description="Sans rien révéler.")
    for address in ("/articles/", "/articles/flux.json", telling.get_absolute_url()):
        assert "Sans rien révéler." in client.get(address).content.decode(), address


def test_a_story_that_gives_nothing_away_keeps_its_words(client, magazine):
    story = factories.article(
        "Missions revient", live=True, kicker="Renouvelée", standfirst="Dix épisodes de plus."
    )
    page = client.get("/articles/").content.decode()
    for words in (story.headline, story.kicker, story.standfirst):
        assert words in page
