"""Search engines are told every public address, when it changed and its picture; nothing else."""

import datetime
import xml.etree.ElementTree as ET

import pytest
from django.utils import timezone

from articles.models import Article
from magazine.seo import sitemaps
from shows.models import Series
from tests import factories

pytestmark = pytest.mark.django_db

SM = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def tree(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    assert response["Content-Type"].startswith("application/xml")
    return ET.fromstring(response.content)  # noqa: S314 (our own answer)


def urls(client, section) -> dict:
    """{address: element} of a section's file."""
    found = tree(client, f"/sitemap-{section}.xml").iter(f"{SM}url")
    return {url.find(f"{SM}loc").text.removeprefix("http://testserver"): url for url in found}


def test_the_index_names_every_section(client, magazine):
    index = tree(client, "/sitemap.xml")
    locations = [loc.text for loc in index.iter(f"{SM}loc")]
    assert locations == [f"http://testserver/sitemap-{name}.xml" for name in sitemaps.SITEMAPS]


def test_every_address_told_is_a_page(client, magazine):
    told = [path for section in sitemaps.SITEMAPS for path in urls(client, section)]
    assert len(told) == len(set(told)) > 20
    for path in told:
        assert client.get(path).status_code == 200, path
    for record in Series.objects.public():
        assert record.get_absolute_url() in told


def test_a_story_has_its_moment_and_its_picture(client, magazine):
    story = magazine[0]
    url = urls(client, "articles")[story.get_absolute_url()]
    moment = datetime.datetime.fromisoformat(url.find(f"{SM}lastmod").text)
    assert abs(moment - story.last_published_at) < datetime.timedelta(seconds=1)
    picture = url.find(f"{IMAGE}image/{IMAGE}loc").text
    assert picture.startswith("http://testserver/")
    assert "fill-960x540" in picture


def test_an_expired_picture_is_not_told(client, magazine):
    picture = magazine[0].lead_picture
    picture.rights_end = timezone.localdate() - datetime.timedelta(days=1)
    picture.save()
    url = urls(client, "articles")[magazine[0].get_absolute_url()]
    assert url.find(f"{IMAGE}image") is None


def test_a_record_changes_when_a_story_about_it_comes_out(client, magazine):
    series = factories.series("Dix pour cent")
    long_ago = timezone.now() - datetime.timedelta(days=900)
    Series.objects.filter(pk=series.pk).update(updated_at=long_ago)

    def changed():
        url = urls(client, "series")[series.get_absolute_url()]
        return datetime.datetime.fromisoformat(url.find(f"{SM}lastmod").text)

    assert changed().year == long_ago.year
    story = factories.article("Un prix", about=[series])
    assert changed().year == long_ago.year  # a draft changes nothing
    story.latest_revision.publish()
    assert changed().date() == timezone.localdate()


def test_a_long_section_goes_on_in_further_files(client, magazine, monkeypatch):
    monkeypatch.setattr(sitemaps.ArticleSitemap, "limit", 1)
    locations = [loc.text for loc in tree(client, "/sitemap.xml").iter(f"{SM}loc")]
    assert "http://testserver/sitemap-articles.xml?p=2" in locations
    assert len(list(tree(client, "/sitemap-articles.xml?p=2").iter(f"{SM}url"))) == 1
    assert client.get("/sitemap-articles.xml?p=9").status_code == 404
    assert client.get("/sitemap-rien.xml").status_code == 404


def test_the_news_are_those_of_two_days(client, magazine):
    old, new = magazine
    long_ago = timezone.now() - datetime.timedelta(days=3)
    Article.objects.filter(pk=old.pk).update(first_published_at=long_ago)
    Article.objects.filter(pk=new.pk).update(safe_headline="Une nouvelle & un secret")
    found = list(tree(client, "/sitemap-nouvelles.xml").iter(f"{SM}url"))
    assert [url.find(f"{SM}loc").text for url in found] == [
        f"http://testserver{new.get_absolute_url()}"
    ]
    news = found[0].find(f"{NEWS}news")
    assert news.find(f"{NEWS}title").text == "Une nouvelle & un secret"
    assert news.find(f"{NEWS}publication/{NEWS}language").text == "fr"


def test_robots_lead_to_them(client, db):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert "Sitemap: http://testserver/sitemap-nouvelles.xml" in lines


def test_files_have_the_form_that_the_protocol_asks_for(client, magazine):
    factories.article("L’affaire & la suite", live=True, slug="l-affaire")
    for section in sitemaps.SITEMAPS:
        root = tree(client, f"/sitemap-{section}.xml")
        assert root.tag == f"{SM}urlset"
        for url in root:
            names = [child.tag for child in url]
            assert names == [
                tag for tag in (f"{SM}loc", f"{SM}lastmod", f"{IMAGE}image") if tag in names
            ], section
            assert url[0].text.startswith("http://testserver/")
            assert len(url[0].text) < 2048
            moment = url.find(f"{SM}lastmod")
            assert moment is None or datetime.datetime.fromisoformat(moment.text).tzinfo


def test_signatures_and_the_agenda_are_told(client, magazine):
    assert list(urls(client, "auteurs")) == ["/auteurs/camille-arnoux/"]
    assert {"/auteurs/", "/agenda/"} <= set(urls(client, "listes"))


def test_what_somebody_paid_for_is_no_news(client):
    factories.article("Une soirée spéciale", live=True, sponsor="OCS")
    root = tree(client, "/sitemap-nouvelles.xml")
    assert [loc.text for loc in root.iter(f"{SM}loc")] == ["http://testserver/"]
    assert not list(root.iter(f"{NEWS}news"))


def test_a_section_without_anything_is_not_told(client, db):
    told = [loc.text for loc in tree(client, "/sitemap.xml").iter(f"{SM}loc")]
    assert "http://testserver/sitemap-listes.xml" in told
    assert "http://testserver/sitemap-series.xml" not in told
    assert client.get("/sitemap-series.xml").status_code == 404
    factories.series("Missions")
    told = [loc.text for loc in tree(client, "/sitemap.xml").iter(f"{SM}loc")]
    assert "http://testserver/sitemap-series.xml" in told
    assert client.get("/sitemap-series.xml").status_code == 200
