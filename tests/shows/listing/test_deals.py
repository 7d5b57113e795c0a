"""The deal tracker: where a deal holds, how sure it is, how many there are by network and year."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from shows.models import Company, DealParty, Series
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def tracker():
    """Deals told by a story, and from the catalogue."""
    names = ("AMC", "OCS", "TF1")
    amc, ocs, tf1 = (factories.company(name) for name in names)
    shudder = factories.company("Shudder", kind="streaming_service")
    digitale = factories.company("Empreinte Digitale", kind="production_company")
    missions = factories.series("Missions", ["Science-fiction"])
    gone = factories.series("Gone", ["Policier"])
    factories.article(
        "AMC achète Missions",
        live=True,
        deals=[
            factories.deal(
                series=missions,
                buyer=amc,
                announced="25 août 2017",
                territories="CA,US",
                releases=[factories.release(platform=shudder, starts="28 septembre 2017")],
            ),
            factories.deal(
                kind="coproduction",
                series=missions,
                announced="août 2017",
                parties=[DealParty(company=amc), DealParty(company=digitale)],
            ),
        ],
    )
    for deal in (
        factories.deal(series=gone, buyer=tf1, announced="2016", worldwide=True),
        factories.deal(
            series=gone, buyer=ocs, announced="2015", worldwide=True, territories_except="FR,BE"
        ),
        factories.deal(series=gone, buyer=ocs, announced="2018", certainty="rumoured"),
    ):
        factories.catalogue(deal)
    return {"amc": amc}


def found(client, query: str = "") -> list[str]:
    """The deals found, as “buyer year”."""
    response = client.get(f"/accords/?{query}")
    assert response.status_code == 200
    deals = response.context["items"]
    assert response.context["total"] == len(deals)
    return [f"{d.buyer or 'AMC avec'} {d.announced.earliest.year}" for d in deals]


FILTERS = [
    ("territory=FR", ["TF1 2016"]),  # worldwide, and not excepted
    ("territory=be", ["TF1 2016"]),
    ("territory=US", ["AMC 2017", "TF1 2016", "OCS 2015"]),
    ("territory=FR&territory=ca", ["AMC 2017", "TF1 2016", "OCS 2015"]),
    ("genre=policier", ["OCS 2018", "TF1 2016", "OCS 2015"]),
    ("certainty=rumoured", ["OCS 2018"]),
    ("certainty=confirmed&genre=policier", ["TF1 2016", "OCS 2015"]),
    ("network=amc&kind=coproduction", ["AMC avec 2017"]),
    ("sort=oldest&genre=policier", ["OCS 2015", "TF1 2016", "OCS 2018"]),
    ("genre=science-fiction&year=2016", []),
]


def offered(client, name: str) -> set[str]:
    """The values that a filter of the tracker offers."""
    (facet,) = [f for f in client.get("/accords/").context["filters"].facets if f.name == name]
    return {choice.value for choice in facet.choices}


def test_a_company_that_waits_for_a_story_is_offered_by_no_filter(client, tracker):
    buyer, seller, party, platform = (factories.company(f"Discret {place}") for place in range(4))
    factories.catalogue(
        factories.deal(
            series=Series.objects.get(title="Gone"),
            buyer=buyer,
            seller=seller,
            parties=[DealParty(company=party)],
            releases=[factories.release(platform=platform)],
        )
    )
    assert offered(client, "network") >= {f"discret-{place}" for place in range(4)}
    Company.objects.filter(name__startswith="Discret").update(waits_for_story=True)
    assert offered(client, "network") == {"amc", "empreinte-digitale", "ocs", "shudder", "tf1"}
    assert "Discret" not in client.get("/accords/").content.decode()


def test_a_release_that_was_replaced_is_in_no_filter(client, tracker):
    missions, arte = Series.objects.get(title="Missions"), factories.company("Arte")
    before = factories.release(platform=arte, window="second", territories="IT")
    told = factories.article(live=True, deals=[factories.deal(series=missions, releases=[before])])
    assert "arte" in offered(client, "network")
    assert "second" in offered(client, "window")
    assert "IT" in offered(client, "territory")
    later = factories.release(
        series=missions,
        platform=factories.company("Rai"),
        window="original",
        replaces=told.deals.get().releases.get(),
    )
    factories.article("Finalement la Rai", live=True, releases=[later])
    assert "arte" not in offered(client, "network")
    assert "second" not in offered(client, "window")
    assert "IT" not in offered(client, "territory")


def test_filters_and_orders(client, tracker):
    assert [(query, found(client, query)) for query, _ in FILTERS] == FILTERS


def test_the_readers_country_is_offered_for_what_holds_worldwide(client, tracker):
    facets = client.get("/accords/").context["filters"].facets
    (territories,) = (f.choices for f in facets if f.name == "territory")
    assert {c.value: c.count for c in territories} == {"CA": 3, "FR": 1, "US": 3}


# The plot


def plotted(client, query: str = "") -> dict:
    """{network: {year: (deals, whether its bar is chosen)}}."""
    plot = client.get(f"/accords/?{query}").context["plot"]
    return plot and {
        row.name: {bar.year: (bar.count, bar.selected) for bar in row.bars if bar}
        for row in plot.rows
    }


def test_the_plot_counts_deals_by_network_and_year(client, tracker):
    assert plotted(client) == {
        "AMC": {"2017": (2, False)},  # bought, and a party to; its producer is no network
        "OCS": {"2015": (1, False), "2018": (1, False)},
        "Shudder": {"2017": (1, False)},  # of the release in a deal
        "TF1": {"2016": (1, False)},
    }
    assert client.get("/accords/").context["plot"].years == ["2015", "2016", "2017", "2018"]


def test_the_plot_obeys_the_filters_but_those_it_offers(client, tracker):
    assert plotted(client, "genre=policier&certainty=confirmed") == {
        "OCS": {"2015": (1, False)},
        "TF1": {"2016": (1, False)},
    }
    chosen = plotted(client, "network=amc&year=2017")
    assert chosen["AMC"] == {"2017": (2, True)}
    assert chosen["TF1"] == {"2016": (1, False)}
    assert plotted(client, "kind=distribution") is None


def test_a_bar_leads_to_as_many_deals_as_it_says(client, tracker):
    plot = client.get("/accords/?certainty=confirmed").context["plot"]
    bars = [(row, bar) for row in plot.rows for bar in row.bars if bar]
    assert len(bars) == 4
    for row, bar in bars:
        response = client.get(bar.address)
        assert response.context["total"] == bar.count, bar.address
        assert client.get(row.address).context["total"] == row.total
    assert bars[0][1].address == "/accords/?network=amc&year=2017&certainty=confirmed"


def test_the_same_numbers_are_in_a_table(client, tracker):
    page = client.get("/accords/").content.decode()
    table = re.search(r'<table class="figures">.*?</table>', page, re.DOTALL)[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    cells = [re.sub(r"<[^>]+>", " ", row).split() for row in rows]
    assert cells[0] == ["Chaîne", "2015", "2016", "2017", "2018", "Total"]
    assert cells[1] == ["AMC", "0", "0", "2", "0", "2"]
    assert "OCS, 2015 : 1 accord" in page
    assert "style=" not in table
    # Numbers of the drawing have no French comma.
    assert not re.search(r'(?:x|y|width|height)="[\d.]*,', page)


def test_bars_stay_in_the_drawing(client, tracker):
    plot = client.get("/accords/").context["plot"]
    for row in plot.rows:
        for bar in filter(None, row.bars):
            assert plot.left <= bar.x < bar.x + bar.width <= plot.width
            assert 0 < bar.top <= bar.y < row.base <= plot.height
            assert bar.y + bar.height == pytest.approx(row.base)


def test_a_deal_that_is_not_out_is_in_no_bar(client, tracker):
    Article.objects.update(live=False)
    assert set(plotted(client)) == {"OCS", "TF1"}


def test_the_plot_takes_one_statement_however_many_deals(client, tracker):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get("/accords/")
        return [q["sql"] for q in captured if '"told"' in q["sql"] or "years" in q["sql"]]

    assert len(queries()) == 1
    for year in range(2001, 2015):
        factories.catalogue(factories.deal(buyer=tracker["amc"], announced=str(year)))
    assert len(queries()) == 1
    # The last years only, so that the bars can be told apart.
    assert client.get("/accords/").context["plot"].years[0] == "2007"
