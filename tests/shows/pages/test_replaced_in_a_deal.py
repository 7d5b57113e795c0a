"""What a deal brought is shown on it as it holds today, wherever the deal is shown."""

import html
import re

import pytest

from articles.models import Article, Source
from shows.models import Deal, DealParty, Release
from tests import factories
from tests.markup import markup

pytestmark = pytest.mark.django_db

BEFORE, AFTER = "28 septembre 2017", "5 octobre 2017"


@pytest.fixture
def deal():
    """AMC buys Missions for Shudder: a deal, with the release that it brings, told by a story."""
    missions, shudder = factories.series("Missions"), factories.company("Shudder", country="US")
    factories.article(
        "AMC achète Missions",
        live=True,
        slug="amc-achete",
        about=[missions],
        sources=[Source(outlet="Variety")],
        deals=[
            factories.deal(
                series=missions,
                buyer=factories.company("AMC"),
                parties=[DealParty(company=factories.company("Empreinte"))],
                releases=[
                    factories.release(
                        platform=shudder, starts=BEFORE, territories="US", window="first"
                    )
                ],
            )
        ],
    )
    return Deal.objects.get()


def moved(deal, starts=AFTER, earlier=None, **kwargs) -> Article:
    """A later story replaces the release."""
    earlier = earlier or deal.releases.get()
    given = {"platform": earlier.platform, "window": "first", "territories": "US", **kwargs}
    release = factories.release(series=deal.series, starts=starts, replaces=earlier, **given)
    return factories.article(
        f"Ce sera le {starts}",
        live=True,
        about=[deal.series],
        sources=[Source(outlet="Deadline")],
        releases=[release],
    )


#: Where the deal is shown.
PAGES = [
    "/series/missions/",
    "/accords/",
    "/chaines/amc/",
    "/chaines/empreinte/",
    "/chaines/shudder/",
    "/accords/flux.rss",
    "/actualites/amc-achete/",
]


def releases_on(client, path: str) -> str:
    """What the deal on a page says of its releases, as often as it is there."""
    text = html.unescape(client.get(path).content.decode())
    found = re.findall(r'<ul class="fact__releases">.*?</ul>', text, re.DOTALL)
    assert found
    return "".join(found)


@pytest.mark.parametrize("path", PAGES)
def test_a_release_that_was_moved_is_struck_out_in_its_deal_beside_the_new_one(client, deal, path):
    assert "2017-09-28" in releases_on(client, path)
    assert "<s>" not in releases_on(client, path)
    moved(deal)
    found = releases_on(client, path)
    assert "2017-09-28" in found
    today = re.sub(r"<s>.*?</s>", "", found, flags=re.DOTALL)
    assert "2017-09-28" not in today
    assert "2017-10-05" in today
    assert "Remplacée" in found
    assert "Deadline" in found


@pytest.mark.parametrize("path", PAGES)
def test_what_was_moved_twice_is_led_to_the_last(client, deal, path):
    second = moved(deal)
    moved(deal, "12 octobre 2017", earlier=second.releases.get())
    found = releases_on(client, path)
    assert "2017-10-12" in found
    assert "2017-10-05" not in found


@pytest.mark.parametrize("path", PAGES)
def test_what_was_wrong_is_told_by_its_own_story_alone(client, deal, path):
    story = moved(deal)
    story.releases.update(correction=True)
    found = releases_on(client, path)
    assert "2017-10-05" in found
    own = path == "/actualites/amc-achete/"
    assert ("2017-09-28" in found) is own
    assert ("Corrigée" in found) is own


@pytest.mark.parametrize("path", PAGES)
def test_a_deal_says_nothing_of_a_move_that_readers_do_not_know(client, deal, path):
    story = moved(deal)
    Article.objects.get(pk=story.pk).unpublish()
    found = releases_on(client, path)
    assert "2017-10-05" not in found
    assert "Remplacée" not in found


def test_the_summary_of_a_deal_in_its_feed_has_the_new_date(client, deal):
    moved(deal)
    (entry,) = client.get("/accords/flux.json").json()["items"]
    assert AFTER in entry["summary"].replace("\N{NO-BREAK SPACE}", " ")
    assert "septembre" not in entry["summary"]


def test_the_story_that_told_a_release_leads_to_what_holds_now(client, deal):
    moved(deal)
    page = markup(client.get("/actualites/amc-achete/"))
    assert "Désormais" in page
    assert "Ce sera le" not in page.partition("Désormais")[0]


def test_the_card_of_the_series_beside_the_later_story_says_the_same(client, deal):
    story = moved(deal)
    found = releases_on(client, story.get_absolute_url())
    assert "<s>" in found
    assert "2017-10-05" in found


def test_a_correction_of_a_nested_release_is_listed_with_the_story_that_told_it(client, deal):
    moved(deal).releases.update(correction=True)
    response = client.get("/actualites/amc-achete/")
    assert response.context["corrected_by"] == [Release.objects.get(correction=True)]


def test_a_deal_is_found_under_what_holds_of_it(client, deal):
    """A date that moves takes a deal out of no filter, and another channel brings it under it."""
    second = moved(deal)

    def found(query: str) -> int:
        return client.get(f"/accords/?{query}").context["filters"].total

    for query in ("network=shudder", "window=first", "territory=US"):
        assert found(query) == 1, query
    sky = factories.company("Sky", country="GB")
    moved(deal, earlier=second.releases.get(), platform=sky, window="second", territories="GB")
    for query in ("network=shudder", "window=first", "territory=US"):
        assert found(query) == 0, query
    for query in ("network=sky", "window=second", "territory=GB"):
        assert found(query) == 1, query
    assert client.get("/chaines/sky/").context["deal_count"] == 1
    assert client.get("/chaines/shudder/").context["deal_count"] == 0


def test_any_fact_that_was_replaced_leads_to_what_holds_now(client):
    missions = factories.series("Missions")
    first = factories.article(
        "Commandée", live=True, about=[missions], milestones=[factories.milestone(series=missions)]
    )
    later = factories.milestone(
        "cancelled", series=missions, replaces=first.milestones.get(), announced="2018-01-02"
    )
    second = factories.article("Annulée", live=True, about=[missions], milestones=[later])
    page = markup(client.get(first.get_absolute_url()))
    _before, _sign, after = page.partition("Mis à jour depuis")
    assert second.get_absolute_url() in after.partition("</li>")[0]
