"""A story's page: each kind is set as what it is, with what a reader needs around the text."""

import datetime

import pytest
from django.utils import timezone

from articles.models import Article
from articles.pages.extras import Entry, reading_minutes
from tests import factories
from tests.markup import markup

pytestmark = pytest.mark.django_db


def page(client, story) -> str:
    return markup(client.get(story.get_absolute_url()))


def missions(**kwargs):
    return factories.article(live=True, about=[factories.series("Missions")], **kwargs)


@pytest.mark.parametrize("kind", ["news", "review", "interview", "feature", "list", "calendar"])
def test_a_kind_is_set_as_what_it_is(client, kind):
    assert f'class="story story--{kind}"' in page(client, factories.article(live=True, kind=kind))


def test_a_review_says_on_how_much_it_rests(client):
    story = factories.article(
        live=True,
        kind="review",
        review_rating=3.5,
        review_season="1",
        review_episodes_seen=4,
        review_episodes_total=8,
    )
    body = page(client, story)
    assert "4 épisodes vus sur 8" in body
    assert "Saison\N{NO-BREAK SPACE}1" in body
    # The figure is a text; the cells beside it are three full ones, a half and an empty one.
    assert 'rating__figure">3,5<' in body
    counted = [body.count(f"verdict__cell--{cell}") for cell in ("full", "half", "empty")]
    assert counted == [3, 1, 1]


def test_a_review_without_a_rating_keeps_its_extent(client):
    body = page(client, factories.article(live=True, kind="review", review_episodes_seen=1))
    assert "1 épisode vu" in body
    assert "rating__figure" not in body


def test_an_opinion_is_marked_and_signed(client):
    author = factories.author("Solène Marvault")
    story = factories.article("Laissez finir Lost", live=True, kind="opinion", bylines=[author])
    body = page(client, story)
    assert "le point de vue de qui le signe" in body
    head = body[body.index("story__meta") : body.index("</header>", body.index("story__meta"))]
    assert "Solène Marvault</a></dd>" in head
    news = factories.article(live=True, bylines=[author])
    assert "le point de vue" not in page(client, news)


def test_an_interview_has_two_voices(client):
    told = {"question": "Pourquoi Mars ?", "speaker": "Julien Lacombe", "answer": "<p>Le vide.</p>"}
    story = factories.article(live=True, kind="interview", body=[("question", told)])
    body = page(client, story)
    asked = body.index("Pourquoi Mars")
    assert asked < body.index('question__speaker">Julien Lacombe<') < body.index("Le vide.")
    feed = client.get("/articles/flux.json").json()
    assert "<em>Julien Lacombe</em>" in feed["items"][0]["content_html"]


def test_the_entries_of_a_list_are_summed_up_before_the_text(client):
    headings = [("heading", "1. Les Revenants, le silence"), ("heading", "2. Missions, l’élan")]
    story = factories.article(live=True, kind="list", body=[*headings, ("heading", "Et après ?")])
    body = page(client, story)
    assert '<a href="#1-les-revenants-le-silence">' in body[: body.index('class="prose"')]
    assert '<h2 class="entry" id="1-les-revenants-le-silence">' in body
    assert "<h2>Et après" in body
    news = factories.article(live=True, kind="news", body=headings)
    assert 'class="entries"' not in page(client, news)


@pytest.mark.parametrize(
    ("heading", "number"),
    [("1. Missions", "1"), ("10) Lost", "10"), ("3 – Glacé", "3"), ("24 heures chrono", None)],
)
def test_a_heading_that_begins_with_a_number_is_an_entry(heading, number):
    found = Entry.read(heading)
    assert (found and found.number) == number


def test_a_calendar_begins_with_its_days(client):
    guyane, clem = factories.series("Guyane"), factories.series("Clem")
    canal, tf1 = factories.company("Canal+", slug="canal"), factories.company("TF1")
    story = factories.article(
        live=True,
        kind="calendar",
        about=[guyane, clem],
        body=[("text", "<p>Le calendrier de janvier.</p>"), ("story_facts", "releases")],
        releases=[
            factories.release(series=guyane, platform=canal, starts="23 janvier 2017"),
            factories.release(series=clem, platform=tf1, starts="2 janvier 2017"),
        ],
    )
    body = page(client, story)
    days = body.split('class="story-days"')[1].split("Le calendrier de janvier.")[0]
    assert days.index("Clem") < days.index("Guyane")
    assert 'datetime="2017-01-02"' in days
    # The text shows the releases, so the end of the page does not say them again.
    assert "Ce que cet article établit" not in body


def test_facts_that_the_text_does_not_show_are_at_the_end(client):
    series = factories.series("Missions")
    story = factories.article(
        live=True,
        body=[("story_facts", "releases")],
        milestones=[factories.milestone("filming", series=series, date="début 2018")],
    )
    body = page(client, story)
    end = body[body.index("Ce que cet article établit") :]
    assert "Tournage" in end


# Reading


def test_the_time_of_reading_is_that_of_the_words():
    words = "<p>" + "Mars " * 460 + "</p>"
    story = Article(headline="Missions", standfirst="", body=[("text", words)])
    assert reading_minutes(story) == 2
    # What is not read takes no time; paragraphs do not run into each other.
    assert reading_minutes(Article(body=[("series_card", 1)])) == 1
    joined = Article(body=[("text", "<p>Mars</p>" * 690), ("heading", "Mars")])
    assert reading_minutes(joined) == 3


def test_a_later_change_is_dated_and_a_slip_is_not(client):
    story = factories.article(live=True)
    out = timezone.now() - datetime.timedelta(days=3)
    live = Article.objects.filter(pk=story.pk)
    live.update(first_published_at=out, last_published_at=out + datetime.timedelta(minutes=5))
    assert "mis à jour" not in page(client, story)
    live.update(last_published_at=out + datetime.timedelta(days=1))
    assert "mis à jour" in page(client, story)


def test_what_came_before_and_after_on_the_same_series_is_a_click_away(client):
    series, other = factories.series("Missions"), factories.series("Lost")
    day = timezone.now() - datetime.timedelta(days=30)
    stories = [
        factories.article(
            f"Missions, épisode {n}",
            live=True,
            about=[series],
            first_published_at=day + datetime.timedelta(days=n),
        )
        for n in range(4)
    ]
    factories.article("Lost revient", live=True, about=[other])
    factories.article("Missions en secret", about=[series])
    body = page(client, stories[1])
    nav = body[body.index('class="sequel') :]
    assert f'rel="prev" href="{stories[0].get_absolute_url()}"' in nav
    assert f'rel="next" href="{stories[2].get_absolute_url()}"' in nav
    assert "secret" not in nav
    assert "Lost revient" not in nav
    assert 'rel="next"' not in page(client, stories[3])
    assert "sequel" not in page(client, Article.objects.get(headline="Lost revient"))


def test_a_sequel_keeps_the_secret_of_a_spoiler(client):
    series = factories.series("Missions")
    before = timezone.now() - datetime.timedelta(days=2)
    factories.article(
        "Komarov est vivant",
        live=True,
        about=[series],
        first_published_at=before,
        safe_headline="Un survivant sur Mars",
    )
    body = page(client, factories.article(live=True, about=[series]))
    assert "Un survivant sur Mars" in body
    assert "Komarov" not in body


# Sharing and following


def test_sharing_takes_plain_links_and_following_a_feed(client):
    story = missions()
    body = page(client, story)
    whole = f"http%3A%2F%2Ftestserver{story.get_absolute_url().replace('/', '%2F')}"
    assert f"mailto:?subject=AMC%20ach%C3%A8te%20Missions&amp;body={whole}" in body
    assert f"https://bsky.app/intent/compose?text=AMC%20ach%C3%A8te%20Missions%20{whole}" in body
    assert 'href="/series/missions/flux.rss"' in client.get("/series/missions/").content.decode()


# The sponsor


def test_a_sponsored_story_says_so_wherever_it_is_named(client):
    series = factories.series("Missions")
    past = timezone.now() - datetime.timedelta(days=2)
    paid = factories.article(
        "Mars vous attend", live=True, about=[series], sponsor="OCS", first_published_at=past
    )
    story = factories.article(live=True, about=[series], body=[("read_also", paid.pk)])
    label = "Sponsorisé par OCS"
    assert page(client, paid).count(label) == 1
    # In the text and in what came before.
    assert page(client, story).count(label) == 2
    for path in ("/", "/articles/", "/actualites/", "/series/missions/"):
        assert label in markup(client.get(path)), path
