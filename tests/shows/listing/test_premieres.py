"""Premieres: the seasons that start where they were ordered, those to come first."""

import datetime

import pytest
import time_machine

from articles.models import Article
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2017, 9, 26, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def season():
    ocs, fx = factories.company("OCS"), factories.company("FX")
    missions = factories.series("Missions", ["Science-fiction"], ["FR"])
    feud = factories.series("Feud", ["Drame"], ["US"])
    gone = factories.series("Gone")

    def start(series, platform, starts, **kwargs):
        release = {"window": "original", **kwargs}
        return factories.release(series=series, platform=platform, starts=starts, **release)

    for release in (
        start(missions, ocs, "2017-06-01", seasons="1"),
        start(missions, ocs, "2018", seasons="2", episodes="1-5"),
        start(missions, ocs, "2018-03-01", seasons="2", episodes="6-10"),  # goes on
        start(feud, fx, "2017-03-05", seasons="1", episodes="1"),
        start(feud, fx, "2017-10-02", seasons="2"),
        start(feud, ocs, "2017-10-03", window="first"),
        start(gone, ocs, "2017-10-04", certainty="rumoured"),
        start(gone, ocs, ""),
    ):
        factories.catalogue(release)
    factories.article("Gone sur FX", live=True, releases=[start(gone, fx, "septembre 2017")])


def shown(client, query="") -> dict:
    response = client.get(f"/premieres/?{query}")
    assert response.status_code == 200
    groups = response.context["groups"]
    return {label: [(r.subject.title, r.season_text) for r in found] for label, found in groups}


def test_those_to_come_are_first_then_the_newest(client, season):
    assert shown(client) == {
        "À venir": [("Gone", ""), ("Feud", "2"), ("Missions", "2")],
        "Déjà commencées": [("Missions", "1"), ("Feud", "1")],
    }
    oldest = shown(client, "sort=oldest")
    assert list(oldest) == ["Déjà commencées", "À venir"]
    assert oldest["Déjà commencées"] == [("Feud", "1"), ("Missions", "1")]


FILTERS = [
    ("network=ocs", [("Missions", "2"), ("Missions", "1")]),
    ("genre=drame", [("Feud", "2"), ("Feud", "1")]),
    ("country=fr&year=2018", [("Missions", "2")]),
    ("year=2017&network=fx", [("Gone", ""), ("Feud", "2"), ("Feud", "1")]),
    ("year=2016", []),
]


def test_filters(client, season):
    for query, expected in FILTERS:
        found = [start for group in shown(client, query).values() for start in group]
        assert found == expected, query
        assert client.get(f"/premieres/?{query}").context["total"] == len(expected), query


def test_each_start_has_its_source(client, season):
    page = client.get("/premieres/?network=fx&year=2017").content.decode()
    assert page.count('class="source"') == 3


def test_a_start_that_is_not_out_is_not_told(client, season):
    Article.objects.update(embargo_until=NOW + datetime.timedelta(days=1))
    assert "Gone" not in client.get("/premieres/").content.decode()
