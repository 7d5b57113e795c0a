"""What our stories bring to the page of a series: reviews, videos, pictures, and nothing else."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Source
from shows.pages.coverage import LATEST, PICTURES, VIDEOS, coverage
from tests import factories
from tests.articles.pages.test_public_pages import page
from tests.magazine.test_csp import policy

pytestmark = pytest.mark.django_db

HERE = {"headers": {"Origin": "http://testserver"}}
YOUTUBE = "https://www.youtube-nocookie.com"


def video(number: int = 0, picture=None) -> tuple:
    url = f"https://www.youtube.com/watch?v=b9EkMc79ZS{number}"
    return ("embed", {"url": url, "title": f"La bande-annonce {number}", "picture": picture})


@pytest.fixture
def missions():
    return factories.series("Missions")


def tell(series, *blocks, live=True, **kwargs):
    return factories.article(
        f"Article {len(blocks)}", live=live, about=[series], body=blocks, **kwargs
    )


def test_a_trailer_waits_for_consent_on_the_page_of_a_series_as_in_its_story(client, missions):
    story = tell(missions, video())
    address = missions.get_absolute_url()
    response = client.get(address)
    text = page(client, address)
    assert policy(response)["frame-src"] == "'none'"
    assert "La bande-annonce 0" in text
    assert "<iframe" not in text
    assert story.get_absolute_url() in text.split('id="images"')[1].split("</section>")[0]
    played = client.post(address, {"play": "youtube-b9EkMc79ZS0"}, **HERE)
    assert f'src="{YOUTUBE}/embed/b9EkMc79ZS0"' in played.content.decode()
    assert policy(played)["frame-src"] == YOUTUBE
    assert client.post(address, {"play": "youtube-xxxxxxxxxxx"}, **HERE).status_code == 200
    elsewhere = client.post(address, {"play": "x"}, headers={"Origin": "https://example.org"})
    assert elsewhere.status_code == 403


def test_pictures_of_texts_and_galleries_are_shown_while_their_rights_last(client, missions):
    alone, first, second = (factories.picture(credit=f"© {n}") for n in range(3))
    gone = factories.picture(credit="© gone", rights_end=datetime.date(2001, 1, 1))
    missions.poster = factories.picture(credit="© poster")
    missions.save()
    gallery = [{"picture": p, "caption": f"Photo {p.credit}"} for p in (first, gone, second, alone)]
    tell(
        missions,
        ("picture", {"picture": alone, "caption": "Seule"}),
        ("gallery", {"pictures": gallery}),
        ("picture", {"picture": missions.poster, "caption": "L’affiche"}),
    )
    found = coverage(missions)
    assert [(shot.picture, shot.caption) for shot in found.pictures] == [
        (alone, "Seule"),
        (first, "Photo © 0" if first.credit == "© 0" else f"Photo {first.credit}"),
        (second, f"Photo {second.credit}"),
    ]
    assert "© gone" not in page(client, missions.get_absolute_url())


@pytest.mark.parametrize(
    "other",
    [
        {"live": False},
        {"sponsor": "OCS"},
        {"safe_headline": "Missions, le final"},
        {"spoiler": True},
        {"embargo_until": timezone.now() + datetime.timedelta(days=1)},
    ],
)
def test_what_is_not_out_is_paid_for_or_reveals_shows_nothing_elsewhere(missions, other):
    if other.pop("spoiler", False):
        other["spoiler_series"] = missions
    blocks = [video(), ("picture", {"picture": factories.picture(), "caption": ""})]
    embargo = other.pop("embargo_until", None)
    story = tell(missions, *blocks, **({"live": True} | other))
    if embargo:
        type(story).objects.filter(pk=story.pk).update(embargo_until=embargo)
    assert coverage(missions) == coverage(factories.series("Lost"))


def test_a_story_that_only_mentions_a_series_shows_nothing_on_its_page(missions):
    factories.article(live=True, mentions=[missions], body=[video()])
    assert coverage(missions).videos == []


def test_our_reviews_come_first_then_critics_with_their_outlet(client, missions):
    factories.article(
        "Missions, saison 1 : un vrai vertige",
        live=True,
        kind="review",
        about=[missions],
        bylines=[factories.author()],
        standfirst="Trois couloirs et une bonne idée.",
        review_rating="3.5",
        review_season="1",
    )
    factories.article("Draft", kind="review", about=[missions], review_rating="1")
    factories.article("Payée", live=True, kind="review", about=[missions], sponsor="OCS")
    factories.catalogue(
        factories.reception(
            "critics", "Une science-fiction tendue", series=missions, figure=91, unit="%"
        )
    )
    factories.article(
        live=True,
        about=[missions],
        sources=[Source(outlet="Variety", url="https://variety.com/")],
        receptions=[
            factories.reception("critics", "Un bon accueil", series=missions),
            factories.reception("audience", "Record d’audience", series=missions),
        ],
    )
    text = page(client, missions.get_absolute_url())
    told = text.split('id="critique"')[1].split("</section>")[0]
    order = [
        told.index(words)
        for words in ("un vrai vertige", "Camille Arnoux", "science-fiction tendue")
    ]
    assert order == sorted(order)
    for words in ("3,5", "saison 1", "TVmaze", "91 %", "Variety", "Trois couloirs"):
        assert words in told, words
    for words in ("Draft", "Payée", "Record d’audience"):
        assert words not in told
    audience = text.split('id="accueil"')[1].split("</section>")[0]
    assert "Record d’audience" in audience
    assert "Un bon accueil" not in audience


def test_it_takes_few_statements_however_many_stories_there_are(client, missions):
    def counted() -> int:
        with CaptureQueriesContext(connection) as captured:
            coverage(missions)
        return len(captured)

    assert counted() <= 5
    for n in range(9):
        pictures = [{"picture": factories.picture(), "caption": ""} for _two in range(2)]
        tell(missions, video(n), ("gallery", {"pictures": pictures}), kind="review")
    assert counted() <= 7
    found = coverage(missions)
    assert (len(found.videos), len(found.pictures)) == (VIDEOS, PICTURES)


def test_the_texts_of_the_newest_stories_are_read_and_no_others(missions):
    past = timezone.now() - datetime.timedelta(days=9)
    tell(missions, video(), first_published_at=past)
    assert len(coverage(missions).videos) == 1
    for _n in range(LATEST):
        tell(missions, ("text", "<p>Rien à voir.</p>"))
    assert coverage(missions).videos == []


def test_a_series_of_which_nothing_was_shown_has_no_such_section(client, missions):
    text = page(client, missions.get_absolute_url())
    for name in ("critique", "images"):
        assert f'id="{name}"' not in text
        assert f'href="#{name}"' not in text
