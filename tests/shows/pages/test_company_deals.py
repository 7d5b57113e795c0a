"""The deals of a company on its page: a plot of them, the newest, and no more loaded than shown."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shows.models import Deal, DealParty, Ownership, Release, Series
from tests import factories
from tests.markup import markup

pytestmark = pytest.mark.django_db


@pytest.fixture
def ocs():
    """A channel that bought, sold, and was a party; and a release of another's deal on it."""
    ocs, amc = factories.company("OCS"), factories.company("AMC")
    deals = [
        factories.deal(buyer=ocs, announced="mars 2017"),
        factories.deal(buyer=amc, seller=ocs, announced="2018"),
        factories.deal(
            kind="coproduction",
            announced="début 2018",
            parties=[DealParty(company=ocs), DealParty(company=amc)],
        ),
        factories.deal(
            buyer=amc,
            announced="juin 2017",
            releases=[factories.release(platform=ocs, starts="2019")],
        ),
    ]
    for number, deal in enumerate(deals):
        deal.series = factories.series(f"Série {number}")
        factories.catalogue(deal)
    return ocs


def plotted(client, path="/chaines/ocs/") -> dict:
    """{row: {year: deals}}."""
    plot = client.get(path).context["plot"]
    return plot and {
        row.name: {bar.year: bar.count for bar in row.bars if bar} for row in plot.rows
    }


def test_a_company_has_a_plot_of_its_deals_by_kind_and_year(client, ocs):
    assert plotted(client) == {
        "Acquisition": {"2017": 2, "2018": 1},
        "Coproduction": {"2018": 1},
    }
    page = markup(client.get("/chaines/ocs/"))
    assert "Accords par type et par année" in page
    assert "Acquisition, 2017 : 2 accords" in page
    assert '<tr><th scope="col">Type</th>' in page  # and the table of the same numbers


def test_its_bars_lead_to_as_many_deals_as_they_say(client, ocs):
    plot = client.get("/chaines/ocs/").context["plot"]
    acquisitions = plot.rows[0]
    assert acquisitions.address == "/accords/?network=ocs&kind=acquisition"
    assert acquisitions.bars[0].address == f"{acquisitions.address}&year=2017"
    for row in plot.rows:
        assert client.get(row.address).context["total"] == row.total
        for bar in filter(None, row.bars):
            assert client.get(bar.address).context["total"] == bar.count, bar.address


def test_of_few_deals_or_of_one_year_there_is_no_plot(client, ocs):
    assert plotted(client, "/chaines/amc/") is not None  # three deals
    Deal.objects.filter(announced="juin 2017").delete()
    assert plotted(client, "/chaines/amc/") is None
    tf1 = factories.company("TF1")
    for _number in range(4):
        factories.catalogue(factories.deal(buyer=tf1, announced="2016"))
    assert plotted(client, "/chaines/tf1/") is None
    assert "Accords par type" not in markup(client.get("/chaines/tf1/"))


def test_a_draft_is_in_no_bar_and_no_count(client, ocs):
    before = plotted(client)
    factories.article(deals=[factories.deal(buyer=ocs, announced="2017")])
    factories.article(deals=[factories.deal(buyer=ocs, announced="2017")], live=True).unpublish()
    assert plotted(client) == before
    assert client.get("/chaines/ocs/").context["deal_count"] == 4


def test_the_newest_deals_are_shown_and_all_of_them_counted(client, ocs):
    for year in range(1990, 2005):
        factories.catalogue(factories.deal(buyer=ocs, announced=str(year)))
    context = client.get("/chaines/ocs/").context
    assert context["deal_count"] == 19
    years = [deal.announced.earliest.year for deal in context["deals"]]
    assert years == [2018, 2018, 2017, 2017, 2004, 2003, 2002, 2001, 2000, 1999]
    assert client.get("/accords/?network=ocs").context["total"] == 19


def test_the_series_of_a_deal_are_those_of_the_owner_of_the_channel_that_shows_them(client, ocs):
    city, amc = factories.company("OCS City"), factories.company("AMC Networks")
    Ownership.objects.create(owned=city, owner=ocs)
    release = factories.release(platform=city, starts="2016", window="original")
    series = factories.series("Missions")
    factories.catalogue(factories.deal(series=series, buyer=amc, releases=[release]))
    context = client.get("/chaines/ocs/").context
    assert [(s.title, fact) for s, fact in context["originals"]] == [("Missions", release)]
    assert [s.title for s, _fact in context["acquisitions"]] == ["Série 3", "Série 0"]
    # The release of another's deal on a channel that it owns is no deal of its own.
    assert context["deal_count"] == 4


def test_what_is_hidden_is_in_no_row_and_no_count(client, ocs):
    hidden = factories.series("Secrète", waits_for_story=True)
    # Past every check: a catalogue fact cannot name what waits for its story.
    Release.objects.create(series=hidden, platform=ocs, window="original", citation_outlet="X")
    context = client.get("/chaines/ocs/").context
    assert context["originals"] == []
    assert context["original_count"] == 0


def test_no_number_of_deals_and_releases_costs_a_query_or_loads_what_is_not_shown(
    client, ocs, monkeypatch
):
    whole = []
    from_db = Series.from_db.__func__

    def counted(cls, db, names, values):
        whole.extend([1] if len(names) > 1 else [])
        return from_db(cls, db, names, values)

    monkeypatch.setattr(Series, "from_db", classmethod(counted))

    def look():
        whole.clear()
        with CaptureQueriesContext(connection) as captured:
            client.get("/chaines/ocs/")
        return len(captured), len(whole)

    queries, _series = look()
    assert queries <= 24
    for number in range(90):
        series = factories.series(f"Autre {number}")
        window = ("original", "first")[number % 2]
        factories.catalogue(
            factories.release(series=series, platform=ocs, window=window, starts="2019")
        )
        factories.catalogue(factories.deal(series=series, buyer=ocs, announced="2019"))
    assert look() == (queries, 24 + 24 + 10)
    context = client.get("/chaines/ocs/").context
    assert context["original_count"] == 45
    assert context["deal_count"] == 94
