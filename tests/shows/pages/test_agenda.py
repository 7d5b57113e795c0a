"""The agenda: what starts in a week or a month, under filters, with ways that never end nowhere."""

import datetime
import html

import pytest
import time_machine
from django.urls import reverse

from articles.models import Article
from shows.models import Ownership
from shows.pages.agenda_periods import Month, Week, read_period
from tests import factories
from tests.markup import markup

pytestmark = pytest.mark.django_db

#: A Wednesday, before dawn in Paris and still Tuesday in UTC.
NOW = datetime.datetime(2017, 9, 26, 22, 30, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


def starts(series, platform, starts, **kwargs):
    release = factories.release(series=series, platform=platform, starts=starts, **kwargs)
    return factories.catalogue(release)


@pytest.fixture
def season():
    """September 2017 and what is around it."""
    ocs, city = factories.company("OCS"), factories.company("OCS City")
    Ownership.objects.create(owned=city, owner=ocs)
    shudder = factories.company("Shudder", kind="streaming_service", access="svod")
    missions = factories.series("Missions", ["Science-fiction"], ["FR"])
    discovery = factories.series("Star Trek Discovery", ["Science-fiction"], ["US"])
    feud = factories.series("Feud", ["Drame"], ["US"])
    starts(missions, city, "2017-06-01", window="original", seasons="1", territories="FR")
    factories.article(
        "AMC achète Missions",
        live=True,
        about=[missions],
        deals=[
            factories.deal(
                series=missions,
                seasons="1",
                territories="CA,GB,IE,US",
                buyer=shudder,
                releases=[factories.release(platform=shudder, starts="28 septembre 2017")],
            )
        ],
    )
    netflix = factories.company("Netflix", kind="streaming_service")
    starts(discovery, netflix, "2017-09-25", seasons="1", worldwide=True, territories_except="US")
    starts(feud, city, "septembre 2017", window="library")
    starts(feud, ocs, "2018", seasons="2", window="original")  # too vague for an agenda
    starts(discovery, ocs, "2017-09-27", certainty="rumoured")
    starts(missions, city, "2019-09-05", window="original", seasons="2", territories="FR")
    return {"missions": missions, "discovery": discovery, "feud": feud}


def text(response) -> str:
    page = html.unescape(markup(response))
    return page.replace("\N{NO-BREAK SPACE}", " ")


def shown(client, address: str) -> tuple[dict, list]:
    """({day: titles}, titles without a day) of a page of the agenda."""
    response = client.get(address)
    assert response.status_code == 200, address
    agenda = response.context["agenda"]
    days = {day.isoformat(): [p.series.title for p in found] for day, found in agenda.days}
    return days, [p.series.title for p in agenda.vague]


THE_WEEK = {"2017-09-25": ["Star Trek Discovery"], "2017-09-28": ["Missions"]}


def test_without_a_period_it_is_this_week_in_paris(client, season):
    assert shown(client, "/agenda/") == (THE_WEEK, ["Feud"])
    page = client.get("/agenda/")
    assert page.context["today"] == datetime.date(2017, 9, 27)
    assert "Du 25 septembre au 1er octobre 2017" in text(page)
    assert "Canada, Royaume-Uni, Irlande et États-Unis" in text(page)  # the deal's
    assert "monde entier, sauf États-Unis" in text(page)
    assert "Abonnement (SVOD)" in text(page)
    assert "selon <a" in text(page)
    assert "notre article du" in text(page)
    with time_machine.travel(datetime.datetime(2017, 10, 1, 22, 30, tzinfo=datetime.UTC)):
        assert shown(client, "/agenda/") == ({}, [])


def test_a_week_and_a_month_have_their_addresses(client, season):
    assert shown(client, "/agenda/2017/s39/") == (THE_WEEK, ["Feud"])
    assert shown(client, "/agenda/2017/09/") == (THE_WEEK, ["Feud"])
    assert shown(client, "/agenda/2017/06/") == ({"2017-06-01": ["Missions"]}, [])
    assert shown(client, "/agenda/2018/01/") == ({}, [])


def test_a_month_is_a_calendar(client, season):
    response = client.get("/agenda/2017/09/")
    weeks = response.context["weeks"]
    assert [len(week) for week in weeks] == [7] * 5
    assert (weeks[0][0].date.isoformat(), weeks[0][0].inside) == ("2017-08-28", False)
    page = text(response)
    assert '<th scope="col">lundi</th>' in page
    assert "Ce qui commence en septembre 2017, jour par jour</caption>" in page
    assert page.count("month__day--today") == 1


def test_the_ways_lead_to_where_something_starts(client, season):
    context = client.get("/agenda/2017/s39/").context
    assert context["before"].address == "/agenda/2017/s22/"
    assert context["after"].address == "/agenda/2019/s36/"
    context = client.get("/agenda/2017/09/").context
    assert context["before"].address == "/agenda/2017/06/"
    assert context["after"].address == "/agenda/2019/09/"
    assert client.get("/agenda/2017/s22/").context["before"] is None
    assert client.get("/agenda/2019/09/").context["after"] is None
    # What is dated vaguely is somewhere in its month.
    assert client.get("/agenda/2017/s22/").context["after"].address == "/agenda/2017/s35/"
    assert shown(client, "/agenda/2017/s35/") == ({}, ["Feud"])


def test_the_ways_keep_the_filters_and_obey_them(client, season):
    context = client.get("/agenda/2017/s39/?network=ocs&window=original").context
    assert context["before"].address == "/agenda/2017/s22/?network=ocs&window=original"
    assert context["other"].address == "/agenda/2017/09/?network=ocs&window=original"
    assert context["now"].address == "/agenda/?network=ocs&window=original"
    assert client.get("/agenda/?genre=drame").context["after"] is None


def test_week_month_and_today_lead_to_each_other(client, season):
    context = client.get("/agenda/").context
    assert (context["other"].address, context["is_now"]) == ("/agenda/2017/09/", True)
    context = client.get("/agenda/2017/09/").context
    assert context["other"].address == "/agenda/2017/s39/"  # today's, in the present month
    context = client.get("/agenda/2017/06/").context
    assert context["other"].address == "/agenda/2017/s22/"
    assert context["now"].address == "/agenda/2017/09/"
    assert "Aujourd’hui</a>" in text(client.get("/agenda/2017/06/"))
    assert "Aujourd’hui</a>" not in text(client.get("/agenda/2017/09/"))


FILTERS = [
    ("network=shudder", ["Missions"]),
    ("network=ocs", ["Feud"]),  # on a channel that it owns
    ("network=netflix&network=shudder", ["Missions", "Star Trek Discovery"]),
    ("genre=science-fiction", ["Missions", "Star Trek Discovery"]),
    ("genre=drame", ["Feud"]),
    ("country=fr", ["Missions"]),
    ("territory=FR", ["Star Trek Discovery"]),  # worldwide
    ("territory=US", ["Missions"]),  # excepted; of the deal
    ("window=library", ["Feud"]),
    ("window=first&territory=ca", ["Missions", "Star Trek Discovery"]),
    ("genre=drame&country=fr", []),
]


def test_filters(client, season):
    for query, expected in FILTERS:
        response = client.get(f"/agenda/2017/09/?{query}")
        days, vague = shown(client, f"/agenda/2017/09/?{query}")
        titles = [title for found in days.values() for title in found] + vague
        assert sorted(titles) == expected, query
        assert response.context["total"] == len(expected), query


def test_each_choice_is_counted_in_the_period(client, season):
    facets = client.get("/agenda/2017/09/").context["filters"].facets
    found = {f.name: {c.value: c.count for c in f.choices} for f in facets}
    assert found == {
        "network": {"netflix": 1, "ocs": 1, "ocs-city": 1, "shudder": 1},
        "genre": {"drame": 1, "science-fiction": 2},
        "country": {"US": 2, "FR": 1},
        "territory": {"CA": 2, "GB": 2, "IE": 2, "FR": 1, "US": 1},
        "window": {"first": 2, "library": 1},
    }


def test_a_network_that_once_owned_a_channel_has_none_of_its_releases(client, season):
    ownership = Ownership.objects.get()
    ownership.until = "2016"
    ownership.save()
    assert shown(client, "/agenda/2017/09/?network=ocs-city") == ({}, ["Feud"])
    assert shown(client, "/agenda/2017/09/?network=ocs") == ({}, [])
    (networks,) = [
        [choice.value for choice in facet.choices]
        for facet in client.get("/agenda/2017/09/").context["filters"].facets
        if facet.name == "network"
    ]
    assert networks == ["netflix", "ocs-city", "shudder"]


def test_an_empty_week_leads_to_the_next_one_that_is_not(client, season):
    page = text(client.get("/agenda/2018/s10/"))
    assert "Rien n’est annoncé pour la semaine du 5 au 11 mars 2018." in page
    assert "Ce qui commence ensuite : du 2 au 8 septembre 2019" in page
    assert 'href="/agenda/2019/s36/"' in page
    filtered = text(client.get("/agenda/2017/s39/?genre=drame&country=fr"))
    assert "avec ces filtres." in filtered
    assert 'href="/agenda/2017/s39/">Effacer tous les filtres' in filtered


def test_an_empty_magazine_has_an_agenda(client):
    assert "Rien n’est annoncé" in text(client.get("/agenda/"))
    assert "Rien n’est annoncé" in text(client.get("/agenda/2017/09/"))


NONSENSE = ["zzz", "2017/s54", "2017/13", "2017/0", "2017/s0", "0000/01", "9999/12", "2017", "1/2"]


@pytest.mark.parametrize("period", [*NONSENSE, "%00", "20１７/01", "a" * 500])
def test_a_period_that_does_not_exist_is_named_and_this_week_shown(client, season, period):
    response = client.get(f"/agenda/{period}/")
    assert response.status_code == 200
    assert "n’existe pas : voici cette semaine." in text(response)
    assert shown(client, f"/agenda/{period}/") == (THE_WEEK, ["Feud"])
    assert response.context["filters"].clear_address == "/agenda/"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("2017/S39", "/agenda/2017/s39/"),
        ("2017-W39", "/agenda/2017/s39/"),
        ("2017/s9", "/agenda/2017/s09/"),
        ("2017-9", "/agenda/2017/09/"),
    ],
)
def test_another_way_of_writing_a_period_leads_to_its_address(client, season, written, address):
    response = client.get(f"/agenda/{written}/?network=ocs")
    assert (response.status_code, response["Location"]) == (301, f"{address}?network=ocs")


def test_what_is_not_out_is_in_no_week(client, season):
    Article.objects.update(embargo_until=NOW + datetime.timedelta(hours=1))
    assert shown(client, "/agenda/") == ({"2017-09-25": ["Star Trek Discovery"]}, ["Feud"])
    assert "shudder" not in text(client.get("/agenda/"))


def test_one_series_on_two_channels_the_same_day_is_named_once(client):
    gone = factories.series("Gone")
    for name in ("TF1", "RTL"):
        starts(gone, factories.company(name), "2017-09-28", seasons="1")
    assert shown(client, "/agenda/") == ({"2017-09-28": ["Gone"]}, [])
    assert client.get("/agenda/").context["total"] == 2


def test_periods_are_read_and_written():
    week = Week.of(datetime.date(2021, 1, 3))  # a Sunday of the last week of 2020
    assert (week.address, week.first) == ("2020/s53", datetime.date(2020, 12, 28))
    assert "du 28 décembre 2020" in week.name.replace("\N{NO-BREAK SPACE}", " ")
    assert read_period("2020/s53") == week
    assert read_period("2021/s53") is None
    assert read_period("2016/02") == Month.of(datetime.date(2016, 2, 29))


def test_the_front_page_leads_to_the_agenda(client, season):
    assert f'href="{reverse("shows:agenda")}">Tout l’agenda</a>' in text(client.get("/"))
