"""Every list can be followed, in three formats, with its filters, and its secrets kept."""

import datetime
import json
import re

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from media.models import Picture
from tests import factories
from tests.fixture_magazine import tell
from tests.markup import markup

pytestmark = pytest.mark.django_db

FORMATS = ("rss", "atom", "json")


def parsed(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    feed = feedparser.parse(response.content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def written(title="Missions"):
    """A story with every kind of block, links and a spoiler."""
    picture, hidden = factories.picture(), factories.picture()
    series = factories.series(title)
    link = f'<a linktype="record" target="shows.series" id="{series.pk}">Missions</a>'
    story = factories.article(
        "Le vaisseau & l’équipage",
        slug=f"vaisseau-{series.slug}",
        about=[series],
        standfirst="Un chapô.",
        lead_picture=picture,
        tags=["Mars"],
        bylines=[factories.author()],
        body=[
            ("text", f"<p>On revoit {link} : un vertige.</p>"),
            ("heading", "La bonne question"),
            ("quote", {"text": "Je vois Mars.", "attribution": "Jeanne"}),
            ("question", {"question": "Et après ?", "answer": f"<p>Après {link}.</p>"}),
            ("picture", {"picture": picture, "caption": "Le sas"}),
            ("picture", {"picture": hidden, "caption": "Droits échus"}),
            ("spoiler", {"scope": "la fin", "text": "<p>Ils meurent tous.</p>"}),
            ("series_card", series.pk),
        ],
    )
    story.latest_revision.publish()
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Picture.objects.filter(pk=hidden.pk).update(rights_end=yesterday)
    return Article.objects.get(pk=story.pk)


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_feed_holds_the_whole_text(client, db, kind):
    story = written()
    feed = parsed(client, f"/articles/flux.{kind}")
    assert feed.version == {"rss": "rss20", "atom": "atom10"}[kind]
    assert feed.feed.language == "fr"
    (entry,) = feed.entries
    assert entry.title == "Le vaisseau & l’équipage"
    assert entry.link == f"http://testserver{story.get_absolute_url()}"
    assert [author.name for author in entry.authors] == [story.bylines.get().name]
    assert {tag.term for tag in entry.tags} == {story.section.name, "Mars"}
    html = entry.content[0].value
    for part in ("Un chapô.", "La bonne question", "Je vois Mars.", "Et après", "Le sas"):
        assert part in html
    assert '<a href="http://testserver/series/missions/">Missions</a>' in html
    assert html.count('src="http://testserver/') == 2  # the lead and the picture of the text
    assert "Droits échus" not in html
    assert "Ils meurent tous" not in html
    assert "la fin" in html


def test_json_feed_says_the_same(client, db):
    story = written()
    feed = json.loads(client.get("/articles/flux.json").content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["home_page_url"] == "http://testserver/articles/"
    assert feed["feed_url"] == "http://testserver/articles/flux.json"
    (item,) = feed["items"]
    assert item["title"] == "Le vaisseau & l’équipage"
    assert item["authors"] == [{"name": story.bylines.get().name}]
    assert item["image"].startswith("http://testserver/")
    assert "Je vois Mars." in item["content_html"]
    assert datetime.datetime.fromisoformat(item["date_published"]) == story.first_published_at


def test_a_spoiler_stays_off_titles_and_pictures(client, db):
    story, safe = written(), factories.picture()
    Article.objects.filter(pk=story.pk).update(
        safe_headline="Un épisode marquant", safe_picture=safe
    )
    feed = json.loads(client.get("/articles/flux.json").content)
    assert feed["items"][0]["title"] == "Un épisode marquant"
    assert "Le vaisseau" not in json.dumps(feed, ensure_ascii=False)
    assert feed["items"][0]["image"].endswith(safe.get_rendition("fill-960x540|format-jpeg").url)


def test_a_feed_keeps_the_filters_of_its_list(client, magazine):
    tell(7, live=True)
    path = "/articles/flux.rss?network=amc-7"
    feed = parsed(client, path)
    assert [entry.title for entry in feed.entries] == ["AMC achète Missions 7"]
    assert feed.feed.title == "Générique – AMC 7"
    assert feed.feed.link == "http://testserver/articles/?network=amc-7"
    page = client.get("/articles/?network=amc-7&page=1").content.decode()
    assert 'href="/articles/flux.rss?network=amc-7"' in page


@pytest.mark.parametrize("kind", FORMATS)
def test_records_sections_and_tags_have_their_feeds(client, magazine, kind):
    story = magazine[0]
    records = [link.record for link in story.links() if link.RECORD != "edition"]
    paths = [record.get_absolute_url() for record in records]
    paths += [story.section.get_absolute_url(), "/sujets/mars/"]
    assert len(paths) > 5
    for path in paths:
        page = client.get(path).content.decode()
        assert f'href="{path}flux.{kind}"' in page
        body = client.get(f"{path}flux.{kind}").content.decode()
        assert story.headline in body
    assert client.get(f"/series/rien/flux.{kind}").status_code == 404


def test_the_newest_come_first_and_no_more_than_twenty(client, db):
    for n in range(22):
        factories.article(f"Article {n}", live=True)
    titles = [e.title for e in parsed(client, "/articles/flux.rss").entries]
    assert titles == [f"Article {n}" for n in range(21, 1, -1)]


def test_the_id_of_a_story_stays_when_its_address_changes(client, magazine):
    before = {e.id for e in parsed(client, "/articles/flux.atom").entries}
    story = magazine[0]
    story.slug = "autre-adresse"
    story.save()
    assert {e.id for e in parsed(client, "/articles/flux.atom").entries} == before


def test_no_number_of_stories_costs_a_query(client, db):
    def queries():
        client.get("/articles/flux.rss")  # renditions are made once
        with CaptureQueriesContext(connection) as captured:
            client.get("/articles/flux.rss")
        return len(captured)

    written()
    few = queries()
    assert few <= 10
    for n in range(3):
        written(f"Missions {n}")
    assert queries() == few


def test_an_empty_list_is_an_empty_feed(client, db):
    assert parsed(client, "/articles/flux.rss").entries == []


def test_a_feed_names_itself_and_its_page_by_what_is_found(client, magazine):
    tell(7, live=True)
    asked = "/articles/flux.{}?utm_source=x&network=amc-7&genre=&page=3&sort=title"
    for kind, rel in (("rss", "self"), ("atom", "self")):
        feed = parsed(client, asked.format(kind)).feed
        links = {link.rel: link.href for link in feed.links}
        assert links[rel] == f"http://testserver/articles/flux.{kind}?network=amc-7"
        assert feed.link == "http://testserver/articles/?network=amc-7"
    feed = json.loads(client.get(asked.format("json")).content)
    assert feed["feed_url"] == "http://testserver/articles/flux.json?network=amc-7"
    assert feed["home_page_url"] == "http://testserver/articles/?network=amc-7"


def test_a_genre_is_followed_by_the_list_of_its_stories(client, magazine):
    factories.article("Sans série", live=True)
    feed = parsed(client, "/articles/flux.rss?genre=science-fiction")
    assert feed.feed.title == "Générique – Science-fiction"
    assert {entry.title for entry in feed.entries} == {story.headline for story in magazine}
    page = client.get("/articles/?genre=science-fiction").content.decode()
    assert '<a href="/articles/flux.rss?genre=science-fiction"' in page


@pytest.mark.parametrize("path", ["/series/", "/renouvellements/"])
def test_a_list_of_series_leads_to_the_stories_about_what_is_chosen(client, magazine, path):
    series = factories.series("Discovery", genres=["Science-fiction"])
    renewed = factories.milestone("renewed", series=series, announced="2017-09-01")
    factories.article("Discovery continue", live=True, about=[series], milestones=[renewed])
    page = BeautifulSoup(client.get(f"{path}?genre=science-fiction&year=x").content, "html.parser")
    told = page.find("a", string="nos articles (science-fiction)")
    assert told["href"] == "/articles/?genre=science-fiction"
    feeds = [a["href"] for a in told.parent.find_all("a", type=True)]
    assert feeds == [f"/articles/flux.{kind}?genre=science-fiction" for kind in FORMATS]
    heads = page.head.find_all("link", rel="alternate", title=re.compile(": science-fiction"))
    assert [link["href"] for link in heads] == feeds
    found = {entry.title for entry in parsed(client, feeds[0]).entries}
    assert found == {"Discovery continue", *(story.headline for story in magazine)}
    assert "nos articles" not in client.get(path).content.decode()


def test_what_stories_are_not_filtered_by_is_left_out_of_their_feed(client, magazine):
    page = markup(client.get("/series/?network=amc-0&country=fr&year=2017"))
    assert "nos articles (AMC 0, France)" in page
    assert 'href="/articles/flux.rss?network=amc-0&amp;country=FR"' in page


def test_a_feed_has_a_picture_an_author_and_a_pace(client, magazine):
    rss = parsed(client, "/articles/flux.rss").feed
    assert rss.ttl == "15"
    assert rss.image.href.endswith("/icons/generique-192.png")
    assert rss.image.link == "http://testserver/articles/"
    atom = parsed(client, "/articles/flux.atom").feed
    assert atom.icon == rss.image.href
    assert atom.author == "Générique"
    feed = json.loads(client.get("/articles/flux.json").content)
    assert feed["authors"] == [{"name": "Générique", "url": "http://testserver/"}]


@pytest.mark.parametrize("kind", FORMATS)
def test_who_pays_is_named_even_in_a_list_of_titles(client, kind):
    factories.article("Une soirée spéciale", live=True, sponsor="OCS")
    body = client.get(f"/articles/flux.{kind}").content.decode()
    assert "Une soirée spéciale (sponsorisé par OCS)" in body


def test_a_program_that_has_the_feed_is_told_so(client, magazine):
    path = "/articles/flux.rss"
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    magazine[0].unpublish()
    assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 200
