"""Deals of a period, from a month to a month: found, counted, named, and led to by an address."""

import datetime
import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.markup import markup

pytestmark = pytest.mark.django_db


@pytest.fixture
def deals():
    """Deals told to the day, to the month, and vaguely; one whose story says when."""
    amc, ocs = factories.company("AMC"), factories.company("OCS")
    for buyer, announced in (
        (amc, "25 août 2017"),
        (amc, "mars 2017"),
        (ocs, "début 2018"),  # January to April
        (ocs, "2018"),
        (ocs, "juin 2019"),
    ):
        series = factories.series(announced)
        factories.catalogue(factories.deal(series=series, buyer=buyer, announced=announced))
    factories.article(
        live=True,
        # In Paris it is already December.
        first_published_at=datetime.datetime(2018, 11, 30, 23, 30, tzinfo=datetime.UTC),
        deals=[factories.deal(series=factories.series("story"), buyer=amc)],
    )


def page(client, query):
    response = client.get(f"/accords/?{query}")
    assert response.status_code == 200, query
    assert response.context["total"] == len(response.context["items"]), query
    return response


FOUND = [
    ("from=2017-03&to=2017-08", {"mars 2017", "25 août 2017"}),
    ("from=2017-04&to=2017-08", {"25 août 2017"}),
    ("from=2017-03&to=2017-03", {"mars 2017"}),
    # A vague date is in each month that it may mean.
    ("from=2018-04&to=2018-04", {"début 2018", "2018"}),
    ("from=2018-05&to=2018-08", {"2018"}),
    ("from=2018-12", {"2018", "juin 2019", "story"}),
    ("from=2018-11&to=2018-11", {"2018"}),
    ("to=2017-12", {"mars 2017", "25 août 2017"}),
    ("from=2019-07", set()),
    ("from=&to=", {"mars 2017", "25 août 2017", "début 2018", "2018", "juin 2019", "story"}),
    # As one may type it.
    ("from=mars 2017&to=août 2017", {"mars 2017", "25 août 2017"}),
    ("from=2017&to=2017", {"mars 2017", "25 août 2017"}),
    ("from=2017/3&to=8/2017", {"mars 2017", "25 août 2017"}),
    ("from=1er août 2017&to=début 2018", {"25 août 2017", "début 2018", "2018"}),
    # With the others.
    ("from=2017-04&to=2018-12&network=ocs", {"début 2018", "2018"}),
    ("from=2018-04&year=2018&network=amc", {"story"}),
    ("year=2018", {"début 2018", "2018", "story"}),  # the address of one year, as ever
]


@pytest.mark.parametrize(("query", "titles"), FOUND)
def test_a_period_finds_what_may_have_been_told_in_it(client, deals, query, titles):
    found = page(client, query)
    assert {deal.series.title for deal in found.context["items"]} == titles
    assert found.context["notes"] == []


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("from=2017-03&to=2018-06", "de mars 2017 à juin 2018"),
        ("from=2017-04&to=2017-08", "d’avril à août 2017"),
        ("from=2017-03&to=2017-03", "mars 2017"),
        ("from=2017-03", "depuis mars 2017"),
        ("to=2018-06", "jusqu’en juin 2018"),
    ],
)
def test_a_chip_says_the_period_and_takes_it_out(client, deals, query, label):
    found = page(client, f"network=amc&{query}")
    _network, (facet, chip) = found.context["filters"].chips
    assert (facet, chip.label, chip.address) == ("Période", label, "/accords/?network=amc")
    assert f'<span class="chip__facet">Période</span> {label} <span' in markup(found)


def test_an_address_says_the_period_in_one_way(client, deals):
    found = page(client, "to=juin 2018&network=amc&from=mars 2017&page=1")
    filters = found.context["filters"]
    assert filters.canonical() == "/accords/?network=amc&from=2017-03&to=2018-06"
    assert page(client, filters.query).context["total"] == found.context["total"]
    assert 'rel="canonical" href="http://testserver/accords/?network=amc&amp;from=2017-03' in (
        markup(found)
    )


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("from=zzz&to=2018-06", "« zzz » n’est pas un mois (écrivez par exemple 2017-03,"),
        ("from=2017-13", "« 2017-13 » n’est pas un mois"),
        ("to=2200-01", "« 2200-01 » n’est pas un mois"),
        ("to=31 février 2018", "« 31 février 2018 » n’est pas un mois"),
        ("from=a..b&to=c", "ne sont pas des mois"),
        ("from=%00", "« \N{REPLACEMENT CHARACTER} » n’est pas un mois"),
        ("from=" + "9" * 5000, "… » n’est pas un mois"),
        ("from='\"<script>", "« '\"<script> » n’est pas un mois"),
        (
            "from=2018-06&to=2017-03",
            "La période va de juin 2018 à mars 2017, elle finit donc avant de commencer",
        ),
        ("from[]=2017-03", "« from[] » n’est pas un filtre ; écrivez « from »."),
    ],
)
def test_what_is_no_period_is_said_and_left_out(client, deals, query, sentence):
    found = page(client, query)
    assert found.context["total"] == 6
    text = html.unescape(markup(found)).replace("\N{NO-BREAK SPACE}", " ")
    assert sentence in text
    assert b"<script>" not in found.content


def options(response, name: str) -> dict[str, str]:
    """{value: text} of a choice of months, and under “asked” the value that is chosen."""
    (select,) = re.findall(rf'<select[^>]* name="{name}">(.*?)</select>', markup(response))
    found = re.findall(r'<option value="([^"]*)"( selected)?>([^<]*)', select)
    asked = [value for value, selected, _text in found if selected]
    return {value: text for value, _selected, text in found} | {"asked": "".join(asked)}


def test_the_months_in_which_something_was_told_can_be_chosen_with_their_numbers(client, deals):
    assert options(page(client, ""), "from") == {
        "": "le début",
        "2019-06": "juin 2019 (1)",
        "2018-12": "décembre 2018 (2)",
        "2018-04": "avril 2018 (2)",
        "2018-01": "janvier 2018 (2)",
        "2017-08": "août 2017 (1)",
        "2017-03": "mars 2017 (1)",
        "asked": "",
    }
    # Under the other filters, and not under its own.
    ocs = page(client, "network=ocs&from=2018-04")
    assert options(ocs, "from") == {
        "": "le début",
        "2019-06": "juin 2019 (1)",
        "2018-12": "décembre 2018 (1)",
        "2018-04": "avril 2018 (2)",
        "2018-01": "janvier 2018 (2)",
        "asked": "2018-04",
    }
    assert set(options(ocs, "to")) == {"", "2019-06", "2018-12", "2018-04", "asked"}


def test_an_end_is_offered_what_makes_a_period_or_mends_it(client, deals):
    chosen = page(client, "from=2016-02&to=2018-01")
    assert set(options(chosen, "from")) == {"", "2016-02", "2017-03", "2017-08", "2018-01", "asked"}
    assert options(chosen, "from")["2016-02"] == "février 2016"
    wrong = page(client, "from=2019-06&to=2017-03")
    assert options(wrong, "from")["asked"] == "2019-06"
    assert options(wrong, "to")["asked"] == "2017-03"
    assert set(options(wrong, "to")) >= {"2018-01", "2019-06"}


def test_the_other_filters_and_the_plot_count_in_the_period(client, deals):
    found = page(client, "from=2017-03&to=2018-03")
    facets = {
        f.name: {c.value: c.count for c in f.choices} for f in found.context["filters"].facets
    }
    assert facets["network"] == {"amc": 2, "ocs": 2}
    assert facets["year"] == {"2017": 2, "2018": 2}
    plot = found.context["plot"]
    assert plot.years == ["2017", "2018"]
    assert {row.name: row.total for row in plot.rows} == {"AMC": 2, "OCS": 2}
    bar = plot.rows[0].bars[0]
    assert bar.address == "/accords/?network=amc&year=2017&from=2017-03&to=2018-03"
    assert page(client, bar.address.partition("?")[2]).context["total"] == bar.count


def test_a_period_costs_no_query(client, deals):
    def queries(query):
        with CaptureQueriesContext(connection) as captured:
            page(client, query)
        return len(captured)

    assert queries("from=2017-03&to=2018-03") <= queries("")


def test_a_draft_is_in_no_month(client, deals):
    secret = factories.series("Secret")
    factories.article(deals=[factories.deal(series=secret, announced="mai 2005")])
    assert "2005-05" not in options(page(client, ""), "from")
