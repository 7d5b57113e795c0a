"""The deal tracker can be followed, in three formats, with its filters: each entry is a deal."""

import datetime
import json

import pytest
from django.utils import timezone

from articles.models import Article, Source
from shows.models import Deal, DealParty
from tests import factories
from tests.fixture_magazine import tell

from .test_feeds import parsed

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    """A story that reports two deals, one of them a rumour; beside it, the catalogue's."""
    amc, ocs = factories.company("AMC"), factories.company("OCS")
    ab = factories.company("AB International", kind="distributor")
    shudder = factories.company("Shudder", kind="streaming_service")
    missions, gone = factories.series("Missions"), factories.series("Gone")
    made = factories.article(
        "AMC achète « Missions » & plus",
        live=True,
        slug="amc-missions",
        first_published_at=datetime.datetime(2017, 8, 25, 12, tzinfo=datetime.UTC),
        sources=[Source(outlet="Variety", url="https://variety.com/missions")],
        deals=[
            factories.deal(
                series=missions,
                seasons="1",
                buyer=amc,
                seller=ab,
                announced="25 août 2017",
                territories="CA,IE",
                note="Un premier achat.",
                releases=[factories.release(platform=shudder, starts="28 septembre 2017")],
            ),
            factories.deal(
                series=missions,
                kind="coproduction",
                certainty="rumoured",
                parties=[DealParty(company=amc), DealParty(company=ocs)],
            ),
        ],
    )
    factories.catalogue(factories.deal(series=gone, buyer=ocs, announced="début 2016"))
    return made


def titles(client, path="/accords/flux.rss") -> list[str]:
    return [entry.title for entry in parsed(client, path).entries]


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_an_entry_is_a_deal_with_its_parties_dates_and_story(client, story, kind):
    feed = parsed(client, f"/accords/flux.{kind}")
    assert feed.version == {"rss": "rss20", "atom": "atom10"}[kind]
    assert feed.feed.title == "Générique – Accords"
    assert feed.feed.link == "http://testserver/accords/"
    rumour, bought, old = feed.entries
    assert (
        bought.title
        == "AMC et AB International – Missions, saison\N{NO-BREAK SPACE}1 (acquisition)"
    )
    assert rumour.title == "AMC et OCS – Missions (coproduction, rumeur)"
    assert bought.link == f"http://testserver{story.get_absolute_url()}"
    assert bought.published_parsed[:4] == (2017, 8, 25, 12)
    assert {tag.term for tag in bought.tags} == {"Acquisition", "AMC", "AB International"}
    html = bought.content[0].value
    for part in (
        '<a href="http://testserver/chaines/amc/">AMC</a>',
        '<a href="http://testserver/chaines/ab-international/">AB International</a>',
        '<a href="http://testserver/chaines/shudder/">Shudder</a>',
        '<time datetime="2017-08-25">25\N{NO-BREAK SPACE}août 2017</time>',
        '<time datetime="2017-09-28">28\N{NO-BREAK SPACE}septembre 2017</time>',
        "Canada et Irlande",
        "Un premier achat.",
        'href="https://variety.com/missions"',
        f'<a href="http://testserver{story.get_absolute_url()}">AMC achète',
    ):
        assert part in html
    assert 'href="/' not in html
    assert "Rumeur" in rumour.content[0].value
    assert (
        bought.summary
        == "Acquisition · 25\N{NO-BREAK SPACE}août 2017 · Canada et Irlande · Shudder,"
        " 28\N{NO-BREAK SPACE}septembre 2017"
    )
    # Of the catalogue: the series's page, the source's day.
    assert old.title == "OCS – Gone (acquisition)"
    assert old.link == "http://testserver/series/gone/"
    assert old.published_parsed[:3] == (2015, 12, 31)  # midnight in Paris, in UTC
    assert "TVmaze" in old.content[0].value


def test_json_feed_says_the_same(client, story):
    feed = json.loads(client.get("/accords/flux.json").content)
    assert feed["home_page_url"] == "http://testserver/accords/"
    assert feed["feed_url"] == "http://testserver/accords/flux.json"
    item = feed["items"][1]
    assert item["title"].startswith("AMC et AB International – Missions")
    assert item["url"] == f"http://testserver{story.get_absolute_url()}"
    assert datetime.datetime.fromisoformat(item["date_published"]) == story.first_published_at
    assert "AB International" in item["content_html"]


def test_it_keeps_the_filters_of_its_page_and_names_itself_by_them(client, story):
    asked = "/accords/flux.rss?utm_source=x&to=août 2017&network=shudder&genre=&sort=oldest"
    feed = parsed(client, asked)
    assert [entry.title.partition(",")[0] for entry in feed.entries] == [
        "AMC et AB International – Missions"
    ]
    assert feed.feed.title == "Générique – Accords, Shudder, jusqu’en août 2017"
    assert feed.feed.link == "http://testserver/accords/?network=shudder&to=2017-08"
    (own,) = (link.href for link in feed.feed.links if link.rel == "self")
    assert own == "http://testserver/accords/flux.rss?network=shudder&to=2017-08"
    assert titles(client, "/accords/flux.atom?certainty=rumoured") == [
        "AMC et OCS – Missions (coproduction, rumeur)"
    ]
    assert titles(client, "/accords/flux.rss?from=2019") == []


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_its_page_leads_to_it_with_what_is_chosen(client, story, kind):
    page = client.get("/accords/?network=amc&page=1").content.decode()
    head, body = page.split("</head>")
    assert f'href="/accords/flux.{kind}?network=amc"' in head
    assert "S’abonner à ces accords" in body
    assert f'<a href="/accords/flux.{kind}?network=amc"' in body
    assert f'href="/articles/flux.{kind}"' in head  # the magazine's, as everywhere


def test_what_we_told_last_comes_first_whatever_its_date(client, story):
    series = factories.series("Ovni")
    factories.article(live=True, deals=[factories.deal(series=series, announced="2010")])
    assert titles(client)[0] == "Ovni (acquisition)"
    assert len(titles(client)) == 4
    for n in range(31):
        factories.catalogue(factories.deal(note=f"{n}", announced="2018"))
    assert len(titles(client)) == 30


def test_a_deal_that_nobody_dated_is_in_the_list_only(client, story):
    factories.catalogue(factories.deal(series=factories.series("Lost")))
    assert len(titles(client)) == 3
    assert client.get("/accords/").context["total"] == 4


def test_ids_stay_when_the_story_is_published_again(client, story):
    before = {entry.id for entry in parsed(client, "/accords/flux.atom").entries}
    assert len(before) == 3
    Article.objects.get(pk=story.pk).save_revision().publish()
    assert {entry.id for entry in parsed(client, "/accords/flux.atom").entries} == before
    Deal.objects.filter(article=None).update(citation_date=timezone.localdate())
    assert {entry.id for entry in parsed(client, "/accords/flux.atom").entries} == before


def test_a_headline_that_reveals_and_a_sponsor_are_treated_as_in_lists(client, story):
    Article.objects.filter(pk=story.pk).update(safe_headline="Un achat", sponsor="OCS")
    body = client.get("/accords/flux.json").content.decode()
    assert "AMC achète" not in body
    assert "Un achat (sponsorisé par OCS)" in body


def test_a_deal_that_is_not_out_is_in_no_feed(client, story):
    secret = tell(7, live=False, secret="XSECRETX")
    for kind in ("rss", "atom", "json"):
        assert b"XSECRETX" not in client.get(f"/accords/flux.{kind}").content
    secret.latest_revision.publish()
    assert any("XSECRETX" in title for title in titles(client))
    story.unpublish()
    assert len(titles(client)) == 2


def test_a_program_that_has_it_is_told_so(client, story):
    first = client.get("/accords/flux.rss")
    again = client.get("/accords/flux.rss", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    story.unpublish()
    changed = client.get("/accords/flux.rss", headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
