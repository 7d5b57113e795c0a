"""Lists are filtered by what public facts say, and count each choice under the other facets."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from shows.listing.facets import Facet, Group, ValueSource, count
from shows.models import Company, DealParty, Ownership, Series
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    """Five series, each on its networks by another way."""
    names = ("OCS", "OCS City", "AMC", "Shudder", "Netflix", "Fandango")
    companies = {name: factories.company(name) for name in names}
    Company.objects.filter(name="Fandango").update(kind="production_company")
    Ownership.objects.create(owned=companies["OCS City"], owner=companies["OCS"])
    series = {
        "missions": factories.series("Missions", ["Science-fiction", "Drame"], ["FR"]),
        "ovni": factories.series("Ovni", ["Science-fiction", "Comédie"], ["FR"]),
        "mad-men": factories.series("Mad Men", ["Drame"], ["US"]),
        "dark": factories.series("Dark", ["Science-fiction"], ["DE"]),
        "lost": factories.series("Lost", ["Science-fiction"], ["US"]),
    }
    factories.catalogue(
        factories.release(
            series=series["missions"],
            platform=companies["OCS City"],
            window="original",
            starts="juin 2017",
        )
    )
    factories.catalogue(
        factories.release(
            series=series["mad-men"], platform=companies["AMC"], window="original", starts="2007"
        )
    )
    factories.catalogue(
        factories.release(
            series=series["dark"],
            platform=companies["Netflix"],
            window="original",
            starts="1er décembre 2017",
        )
    )
    # A rumour and a denial put a series on no network.
    factories.catalogue(
        factories.release(
            series=series["lost"],
            platform=companies["Netflix"],
            window="first",
            starts="2018",
            certainty="rumoured",
        )
    )
    factories.article(
        "AMC achète Missions",
        live=True,
        slug="amc-missions",
        about=[series["missions"]],
        kind="news",
        first_published_at=datetime.datetime(2017, 8, 25, 12, tzinfo=datetime.UTC),
        deals=[
            factories.deal(
                series=series["missions"],
                buyer=companies["AMC"],
                territories="CA,US",
                releases=[
                    factories.release(platform=companies["Shudder"], starts="28 septembre 2017")
                ],
            ),
            factories.deal(
                kind="coproduction",
                series=series["ovni"],
                worldwide=True,
                territories_except="US",
                parties=[
                    DealParty(company=companies["AMC"]),
                    DealParty(company=companies["Fandango"]),
                ],
            ),
        ],
    )
    factories.article(
        "Netflix achète Lost",
        live=False,
        about=[series["lost"]],
        deals=[factories.deal(series=series["lost"], buyer=companies["Netflix"])],
    )
    factories.article(
        "Dark et Mad Men",
        live=True,
        slug="dark-mad-men",
        about=[series["dark"], series["mad-men"]],
        kind="review",
        section=factories.section("Critiques"),
        # New Year's Eve in UTC, New Year's Day in Paris.
        first_published_at=datetime.datetime(2017, 12, 31, 23, 30, tzinfo=datetime.UTC),
    )
    return series


def found(client, address: str, query: str) -> set[str]:
    response = client.get(f"{reverse(address)}?{query}")
    assert response.status_code == 200
    return {item.slug for item in response.context["items"]}


def counts(client, address: str, query: str, facet: str) -> dict[str, int]:
    facets = client.get(f"{reverse(address)}?{query}").context["filters"].facets
    (choices,) = (f.choices for f in facets if f.name == facet)
    return {choice.value: choice.count for choice in choices}


SERIES = [
    ("", {"missions", "ovni", "mad-men", "dark", "lost"}),
    ("network=ocs-city", {"missions"}),  # a release
    ("network=ocs", {"missions"}),  # a release on a channel that it owns
    ("network=shudder", {"missions"}),  # a release nested in a deal
    ("network=amc", {"missions", "ovni", "mad-men"}),  # bought, party to, broadcast
    ("network=netflix", {"dark"}),  # not the rumour, not the draft's deal
    ("network=NETFLIX", {"dark"}),
    ("network=ocs&network=netflix", {"missions", "dark"}),
    ("genre=science-fiction", {"missions", "ovni", "dark", "lost"}),
    ("genre=science-fiction&genre=drame", {"missions", "ovni", "dark", "lost", "mad-men"}),
    ("network=amc&genre=science-fiction", {"missions", "ovni"}),
    ("network=amc&genre=science-fiction&country=us", set()),
    ("country=FR", {"missions", "ovni"}),
    ("country=fr&country=DE", {"missions", "ovni", "dark"}),
    ("year=2017", {"missions", "dark"}),
    ("year=2018", set()),  # a first window is not the original broadcast
    ("status=unknown", {"missions", "mad-men", "dark"}),
    ("status=unknown&year=2017&country=de", {"dark"}),
]


def test_series_are_found_by_what_is_public(client, record):
    answers = [(query, found(client, "shows:series_list", query)) for query, _expected in SERIES]
    assert answers == SERIES


STORIES = [
    ("", {"amc-missions", "dark-mad-men"}),
    ("network=ocs", {"amc-missions"}),
    ("network=netflix", {"dark-mad-men"}),
    ("genre=drame", {"amc-missions", "dark-mad-men"}),
    ("genre=comedie", set()),  # Ovni has a fact in the story, which is not about it
    ("network=amc&genre=drame", {"amc-missions", "dark-mad-men"}),
    ("network=netflix&genre=drame", set()),  # two series of one story are not one series
    ("network=netflix&genre=science-fiction", {"dark-mad-men"}),
    ("kind=review", {"dark-mad-men"}),
    ("kind=review&network=ocs", set()),
    ("section=critiques", {"dark-mad-men"}),
    ("year=2017", {"amc-missions"}),
    ("year=2018", {"dark-mad-men"}),  # in Paris it was already 2018
    ("country=fr", {"amc-missions"}),
]


def test_stories_are_found_through_the_series_they_are_about(client, record):
    answers = [(query, found(client, "articles:article_list", query)) for query, _ in STORIES]
    assert answers == STORIES


DEALS = [
    ("", 2),
    ("network=amc", 2),
    ("network=shudder", 1),
    ("network=netflix", 0),
    ("territory=us", 1),  # excepted from the second
    ("territory=FR", 1),  # the second is worldwide
    ("territory=ca", 2),
    ("kind=coproduction", 1),
    ("window=first", 1),
    ("year=2017", 2),
    ("year=2016", 0),
    ("network=amc&territory=us&kind=acquisition&window=first", 1),
]


def test_deals_are_found(client, record):
    for query, expected in DEALS:
        context = client.get(f"{reverse('shows:deal_list')}?{query}").context
        assert len(context["items"]) == context["total"] == expected, query


def test_each_facet_counts_under_the_others(client, record):
    series = "shows:series_list"
    assert counts(client, series, "", "network") == {
        "ocs": 1,
        "ocs-city": 1,
        "amc": 3,
        "shudder": 1,
        "netflix": 1,
    }
    assert counts(client, series, "genre=comedie", "network") == {"amc": 1}
    # Not under its own choice: what ticking another value adds.
    assert counts(client, series, "network=ocs", "network")["amc"] == 3
    assert counts(client, series, "network=ocs", "genre") == {"drame": 1, "science-fiction": 1}
    assert counts(client, series, "network=amc", "status") == {"unknown": 2}
    assert counts(client, series, "", "year") == {"2017": 2, "2007": 1}


def test_counts_of_stories_join_on_one_series(client, record):
    stories = "articles:article_list"
    assert counts(client, stories, "", "genre") == {"drame": 2, "science-fiction": 2}
    assert counts(client, stories, "network=netflix", "genre") == {"science-fiction": 1}
    assert counts(client, stories, "network=netflix", "kind") == {"review": 1}
    assert counts(client, stories, "kind=news", "network")["amc"] == 1
    assert "netflix" not in counts(client, stories, "kind=news", "network")
    assert counts(client, stories, "", "section") == {"actualites": 1, "critiques": 1}


def test_counts_of_deals_split_their_territories(client, record):
    assert counts(client, "shows:deal_list", "", "territory") == {
        "CA": 2,
        "US": 1,
        "FR": 1,  # the readers' own country is offered for what holds worldwide
    }
    assert counts(client, "shows:deal_list", "kind=coproduction", "territory") == {"FR": 1}


def test_a_choice_that_finds_nothing_stays_to_be_taken_back(client, record):
    query = "network=ocs&genre=comedie"
    assert counts(client, "shows:series_list", query, "genre")["comedie"] == 0
    page = client.get(f"{reverse('shows:series_list')}?{query}").content.decode()
    assert "Aucune série ne répond à ces filtres." in page
    assert 'href="/series/?network=ocs"' in page  # the chip that takes the genre out
    assert 'href="/series/"' in page  # and everything


def test_a_draft_counts_nowhere(client, record):
    page = client.get(reverse("articles:article_list"))
    assert page.context["total"] == 2
    assert "Netflix achète Lost" not in page.content.decode()
    assert counts(client, "shows:series_list", "genre=science-fiction", "network")["netflix"] == 1


def test_an_embargo_hides_its_deal_from_the_filters(client, record):
    from articles.models import Article

    Article.objects.filter(slug="amc-missions").update(
        embargo_until=timezone.now() + datetime.timedelta(hours=1)
    )
    assert found(client, "shows:series_list", "network=shudder") == set()
    assert counts(client, "shows:series_list", "", "network")["amc"] == 1
    assert found(client, "articles:article_list", "network=ocs") == set()


def test_a_way_that_can_find_nothing_hides_no_other(record):
    class Ways(Facet):
        def ways(self):
            rows = (Series.objects.none(), Series.objects.all())
            return [ValueSource(found, "slug") for found in rows]

    facet = Ways("Façon", "%s n’est rien", field_name="way")
    assert set(count(Group([facet], Series.objects.all(), {"way": {}}))["way"]) == set(record)
