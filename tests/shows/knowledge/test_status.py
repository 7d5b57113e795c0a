"""The status of a series follows from its facts."""

import datetime

import pytest

from shows.knowledge.status import statuses
from shows.models import Series
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2020, 9, 9)


def told(kind, announced="", **kwargs):
    return {"kind": kind, "announced": announced, **kwargs}


CASES = [
    # (name, milestones, starts of its releases, status)
    ("nothing is known", [], [], ""),
    ("it has begun", [], ["2017-06-01"], "airing"),
    ("it has begun, some month of the past", [], ["2017-06"], "airing"),
    ("this month has not ended", [], ["2020-09"], "ordered"),
    ("it will begin", [], ["2021"], "ordered"),
    ("a pilot was ordered", [told("pilot", "2016-05-01")], [], "in_development"),
    (
        "the pilot was not picked up",
        [told("pilot", "2016-05-01"), told("passed", "2016-10-31")],
        [],
        "passed",
    ),
    (
        "and looks for a network",
        [told("passed", "2016-10-31"), told("shopped", "2016-11-01")],
        [],
        "shopped",
    ),
    ("ordered", [told("in_development", "2016"), told("ordered", "2017-02")], [], "ordered"),
    ("filming", [told("filming", date="printemps 2017")], [], "ordered"),
    ("a later season is filmed", [told("filming", date="2018-37")], ["2017-06-01"], "airing"),
    (
        "a later season is in development",
        [told("renewed", "2018-01-01"), told("in_development", "2019-01-01")],
        ["2017-06-01"],
        "airing",
    ),
    (
        "a final season is announced",
        [told("final_season", "2020-09-09"), told("renewed", "2019-10-04")],
        ["2010-10-31"],
        "final_season",
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
        [told("cancelled", "2002-05-19"), told("revived", "2015-03-24")],
        ["1993-09-10"],
        "airing",
    ),
    (
        "a rumour changes nothing",
        [told("cancelled", "2020-05-25", certainty="rumoured")],
        ["2015-09-22"],
        "airing",
    ),
    (
        "a partner withdraws from what another ordered",
        [
            told("ordered", "2017-02-01", company="NBC"),
            told("cancelled", "2018-02-01", company="TF1"),
        ],
        ["2017-11-15"],
        "airing",
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
        factories.catalogue(
            factories.release(series=series, platform=platform, window="original", starts=start)
        )
    companies = {}
    for fields in milestones:
        fields = dict(fields)
        if name := fields.pop("company", None):
            companies.setdefault(name, None)
            companies[name] = companies[name] or factories.company(name)
            fields["company"] = companies[name]
        factories.catalogue(factories.milestone(series=series, **fields))
    assert statuses([series.pk], TODAY).get(series.pk, "") == status
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
    release = factories.release(platform=factories.company("Shudder"), starts="2017-09-28")
    factories.article(live=True, deals=[factories.deal(series=series, releases=[release])])
    assert statuses().get(Series.objects.get().pk, "") == "airing"
