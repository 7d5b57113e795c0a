"""The status of a series follows from its facts."""

import datetime

import pytest
import time_machine

from shows.knowledge.status import statuses, verdicts
from shows.models import Episode, Series
from shows.pages.series import series_page
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2020, 9, 9)


def told(kind, announced="", **kwargs):
    return {"kind": kind, "announced": announced, **kwargs}


CASES = [
    # (name, milestones, starts of its original releases, status)
    ("nothing is known", [], [], ""),
    ("it has begun", [], ["2020-06-01"], "airing"),
    ("it has begun, some month of the past", [], ["2020-06"], "airing"),
    ("this month has not ended", [], ["2020-09"], "ordered"),
    ("it will begin", [], ["2021"], "ordered"),
    ("it began, and nothing was heard for eighteen months", [], ["2017-06-01"], "unknown"),
    ("a pilot was ordered", [told("pilot", "2020-05-01")], [], "in_development"),
    (
        "the pilot was not picked up",
        [told("pilot", "2016-05-01"), told("passed", "2016-10-31")],
        [],
        "passed",
    ),
    (
        "and looks for a network",
        [told("passed", "2019-10-31"), told("shopped", "2019-11-01")],
        [],
        "shopped",
    ),
    ("and nobody heard of it since", [told("shopped", "2016-11-01")], [], "unknown"),
    ("ordered", [told("in_development", "2019"), told("ordered", "2020-02")], [], "ordered"),
    ("ordered today", [told("ordered", "2020-09-09")], [], "ordered"),
    ("ordered, nobody says when", [told("ordered")], [], "unknown"),
    ("ordered long ago", [told("ordered", "2017-02")], [], "unknown"),
    ("ordered long ago, with a day to come", [told("ordered", "2017-02")], ["2021"], "ordered"),
    (
        "a delay is news, and says nothing of where it stands",
        [told("in_development", "2018-01-01"), told("delayed", "2020-05-01")],
        [],
        "in_development",
    ),
    ("filming", [told("filming", date="printemps 2020")], [], "ordered"),
    ("filming will begin", [told("filming", "2020-08-01", date="2021")], [], "ordered"),
    ("filming suspended", [told("suspended", date="mars 2020")], [], "ordered"),
    ("filming resumed", [told("resumed", date="juin 2020")], [], "ordered"),
    ("in post-production", [told("post_production", date="2020-08")], [], "ordered"),
    ("a later season is filmed", [told("filming", date="2020-37")], ["2017-06-01"], "airing"),
    (
        "a later season is in development",
        [told("renewed", "2018-01-01"), told("in_development", "2020-01-01")],
        ["2017-06-01"],
        "airing",
    ),
    ("renewed long ago", [told("renewed", "2018-01-01")], ["2017-06-01"], "unknown"),
    (
        "a final season is announced",
        [told("final_season", "2020-09-09"), told("renewed", "2019-10-04")],
        ["2010-10-31"],
        "final_season",
    ),
    (
        "the final season is shown",
        [told("final_season", "2019-09-09", seasons="2")],
        ["2018-10-31", ("2020-08-01", "2")],
        "final_season",
    ),
    (
        "the final season was shown",
        [told("final_season", "2018-09-09", seasons="2")],
        ["2018-10-31", ("2019-08-01", "2")],
        "ended",
    ),
    (
        "a final season was announced, and never heard of",
        [told("final_season", "2016-09-09")],
        ["2010-10-31"],
        "unknown",
    ),
    ("it ended", [told("ended", date="2018-04-08")], ["2017-03-05"], "ended"),
    ("it will end", [told("ended", "2020-09-01", date="2022")], ["2010-10-31"], "final_season"),
    ("cancelled", [told("cancelled", "2016-05-25")], ["2015-09-22"], "cancelled"),
    (
        "cancelled with episodes to come",
        [told("cancelled", "2020-05-25")],
        ["2015-09-22", "2020-12-01"],
        "final_season",
    ),
    (
        "cancelled, then revived",
        [told("cancelled", "2002-05-19"), told("revived", "2020-03-24")],
        ["1993-09-10"],
        "airing",
    ),
    (
        "cancelled and revived on one day, in this order",
        [told("cancelled", "2020-03-24"), told("revived", "2020-03-24")],
        ["2019-09-10"],
        "airing",
    ),
    (
        "a rumour changes nothing",
        [told("cancelled", "2020-05-25", certainty="rumoured")],
        ["2020-01-22"],
        "airing",
    ),
    (
        "a partner withdraws from what another ordered",
        [
            told("ordered", "2019-02-01", company="NBC"),
            told("cancelled", "2020-02-01", company="TF1"),
        ],
        ["2019-11-15"],
        "airing",
    ),
    (
        "a partner tells the last season of what another ordered",
        [
            told("ordered", "2019-02-01", company="NBC"),
            told("final_season", "2020-02-01", company="TF1"),
        ],
        ["2019-11-15"],
        "final_season",
    ),
    (
        "cancelled, nobody says by whom",
        [told("ordered", "2017-02-01", company="NBC"), told("cancelled", "2018-02-01")],
        ["2017-11-15"],
        "cancelled",
    ),
    (
        "cancelled by one, and nobody says who ordered",
        [told("ordered", "2017-02-01"), told("cancelled", "2018-02-01", company="NBC")],
        ["2017-11-15"],
        "cancelled",
    ),
    (
        "the one that ordered cancels",
        [
            told("ordered", "2017-02-01", company="NBC"),
            told("cancelled", "2018-02-01", company="NBC"),
        ],
        ["2017-11-15"],
        "cancelled",
    ),
]


@pytest.mark.parametrize(
    ("milestones", "starts", "status"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_status(milestones, starts, status):
    series = factories.series("Missions")
    other = factories.series("Autre série")
    factories.catalogue(factories.milestone("ended", series=other, date="2001"))
    platform = factories.company("OCS")
    for start in starts:
        start, seasons = start if isinstance(start, tuple) else (start, "")
        factories.catalogue(
            factories.release(
                series=series,
                platform=platform,
                window="original",
                starts=start,
                seasons=seasons,
            )
        )
    companies = {}
    for fields in milestones:
        fields = dict(fields)
        if name := fields.pop("company", None):
            companies.setdefault(name, None)
            companies[name] = companies[name] or factories.company(name)
            fields["company"] = companies[name]
        factories.catalogue(factories.milestone(series=series, **fields))
    assert statuses([series.pk], TODAY) == ({series.pk: status} if status else {})
    assert statuses(today=TODAY).get(series.pk, "") == status


def test_the_facts_of_a_draft_change_no_status():
    series = factories.series("Missions")
    milestone = factories.milestone("cancelled", series=series)
    story = factories.article(milestones=[milestone])
    assert statuses().get(Series.objects.get().pk, "") == ""
    story.latest_revision.publish()
    assert statuses().get(Series.objects.get().pk, "") == "cancelled"


def test_a_release_nested_in_a_deal_counts():
    series = factories.series("Missions")
    platform = factories.company("Shudder")
    release = factories.release(platform=platform, starts="2020-09-08", window="original")
    factories.article(live=True, deals=[factories.deal(series=series, releases=[release])])
    assert statuses(today=TODAY)[series.pk] == "airing"


def original(series, **kwargs):
    platform = factories.Company.objects.filter(name="OCS").first() or factories.company("OCS")
    made = factories.release(series=series, platform=platform, window="original", **kwargs)
    return factories.catalogue(made)


def page_status(series, today):
    """The status that the page of a series works out from what it has in memory."""
    with time_machine.travel(datetime.datetime.combine(today, datetime.time(12))):
        return series_page(Series.objects.get(pk=series.pk))["record"].verdict


@pytest.mark.parametrize("window", ["first", "second", "library", "preview"])
def test_a_series_airs_by_its_original_releases_alone(window):
    friends = factories.series("Friends")
    factories.catalogue(
        factories.release(
            series=friends, platform=factories.company("Max"), window=window, starts="2020-08-01"
        )
    )
    assert statuses(today=TODAY) == {}
    assert page_status(friends, TODAY).status == ""


@pytest.mark.parametrize("kind", ["miniseries", "special"])
def test_what_is_complete_by_nature_ends_with_its_run(kind):
    laetitia = factories.series("Laëtitia", kind=kind)
    original(laetitia, starts="2020-09-01")
    for day, status in [(TODAY, "airing"), (datetime.date(2020, 11, 25), "ended")]:
        assert statuses(today=day) == {laetitia.pk: status}
        assert page_status(laetitia, day).status == status
    assert statuses(today=datetime.date(2035, 1, 1)) == {laetitia.pk: "ended"}


def test_what_is_complete_by_nature_ends_when_its_release_says():
    laetitia = factories.series("Laëtitia", kind="miniseries")
    original(laetitia, starts="2020-09-01", ends="2020-09-21")
    for day, status in [(21, "airing"), (22, "ended")]:
        assert statuses(today=datetime.date(2020, 9, day)) == {laetitia.pk: status}


def test_a_miniseries_that_is_renewed_goes_on():
    lies = factories.series("Big Little Lies", kind="miniseries")
    original(lies, starts="2019-10-01")
    assert statuses(today=TODAY) == {lies.pk: "ended"}
    factories.catalogue(factories.milestone("renewed", series=lies, announced="2020-05-01"))
    assert statuses(today=TODAY) == {lies.pk: "airing"}


def test_a_final_season_is_over_after_the_day_on_which_it_ends():
    missions = factories.series("Missions")
    final = {"series": missions, "announced": "2019-09-09", "seasons": "2"}
    factories.catalogue(factories.milestone("final_season", **final))
    original(missions, starts="2020-08-01", ends="2020-09-09", seasons="2")
    assert statuses(today=TODAY) == {missions.pk: "final_season"}
    assert statuses(today=datetime.date(2020, 9, 10)) == {missions.pk: "ended"}


def test_a_series_without_a_release_airs_by_the_days_of_its_episodes():
    fire = factories.series("Chicago Fire")
    season = factories.season(fire)
    for number, day in ((1, "2020-09-01"), (2, "2020-10-01")):
        Episode.objects.create(season=season, number=number, air_date=day)
    assert statuses(today=datetime.date(2020, 8, 31)) == {fire.pk: "ordered"}
    assert statuses(today=TODAY) == {fire.pk: "airing"}
    factories.catalogue(factories.milestone("cancelled", series=fire, announced="2020-09-05"))
    assert statuses(today=TODAY) == {fire.pk: "final_season"}
    assert statuses(today=datetime.date(2020, 10, 2)) == {fire.pk: "cancelled"}


def test_what_is_complete_by_nature_can_be_cancelled_in_the_middle():
    laetitia = factories.series("Laëtitia", kind="miniseries")
    original(laetitia, starts="2020-08-01")
    factories.catalogue(factories.milestone("cancelled", series=laetitia, announced="2020-08-20"))
    for day in (TODAY, datetime.date(2022, 1, 1)):
        assert statuses(today=day) == {laetitia.pk: "cancelled"}
        assert page_status(laetitia, day).status == "cancelled"


def test_a_page_and_a_list_take_the_same_for_news():
    missions = factories.series("Missions")
    original(missions, starts="2018-06-01")
    factories.catalogue(factories.milestone("delayed", series=missions, announced="2020-05-01"))
    assert statuses(today=TODAY) == {missions.pk: "airing"}
    assert page_status(missions, TODAY) == verdicts(today=TODAY)[missions.pk]


def test_the_days_of_episodes_are_news():
    fire = factories.series("Chicago Fire")
    original(fire, starts="2012-10-10", seasons="1")
    season = factories.season(fire, number=9)
    Episode.objects.create(season=season, number=1, air_date="2020-05-01")
    assert statuses(today=TODAY) == {fire.pk: "airing"}
    assert page_status(fire, TODAY).status == "airing"
    later = datetime.date(2022, 1, 1)
    assert verdicts(today=later)[fire.pk].since == datetime.date(2020, 5, 1)
    assert page_status(fire, later) == verdicts(today=later)[fire.pk]


def test_nobody_says_since_when_nothing_is_known_of_seasons_without_a_day():
    fire = factories.series("Chicago Fire")
    original(fire, starts="2012-10-10", seasons="1")
    assert verdicts(today=TODAY)[fire.pk] == ("unknown", None, datetime.date(2013, 1, 2))
    factories.season(fire, number=5)
    assert verdicts(today=TODAY)[fire.pk] == ("unknown", None, None)
    assert page_status(fire, TODAY) == ("unknown", None, None)


def test_nor_where_the_release_does_not_say_its_season():
    fire = factories.series("Chicago Fire")
    original(fire, starts="2012-10-10")
    factories.season(fire, number=2)
    assert verdicts(today=TODAY)[fire.pk].since is None


def test_a_page_says_since_when_nothing_is_known(client):
    missions = factories.series("Missions")
    original(missions, starts="2020-06-01")
    with time_machine.travel(datetime.datetime(2022, 9, 9, 12)):
        text = client.get("/series/missions/").content.decode()
    assert "Sans nouvelle connue de nous depuis août 2020" in " ".join(text.split())
    assert "En cours" not in text
