"""The hour of a start is told wherever the start is, and only with a day."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from icalendar import Calendar

from shows.models import Casting, Release
from tests import factories
from tests.articles.pages.test_public_pages import page

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2027, 3, 1, 12, tzinfo=datetime.UTC)
HOUR = datetime.time(20, 55)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


def release(**kwargs):
    values = {"territories": "FR", "starts": "4 mars 2027", "window": "original"}
    values |= {"start_time": HOUR, "access": "free_tv"} | kwargs
    series = factories.Series.objects.first() or factories.series("Missions")
    platform = factories.Company.objects.first() or factories.company("France 2")
    return factories.catalogue(factories.release(series=series, platform=platform, **values))


ADDRESSES = [
    "/series/missions/",
    "/agenda/",
    "/agenda/2027/03/",
    "/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_hour_is_told_wherever_the_start_is(client, address):
    release()
    factories.article(live=True)
    text = page(client, address).replace("\u00a0", " ")
    assert "20 h 55" in text


def test_a_story_tells_the_hour_that_it_reports(client):
    made = factories.release(
        series=factories.series("Missions"),
        platform=factories.company("France 2"),
        starts="4 mars 2027",
        start_time=HOUR,
    )
    story = factories.article(live=True, releases=[made])
    assert "à 20 h 55" in page(client, story.get_absolute_url()).replace("\u00a0", " ")


@pytest.mark.parametrize("starts", ["", "mars 2027", "du 4 au 6 mars 2027"])
def test_an_hour_needs_its_day(starts):
    with pytest.raises(ValidationError, match="date exacte"):
        release(starts=starts)


def test_what_starts_earlier_in_the_day_comes_first(client):
    lost = factories.series("Lost")
    missions = factories.series("Missions")
    platform = factories.company("France 2")
    for series, hour in ((missions, HOUR), (lost, datetime.time(9)), (lost, None)):
        factories.catalogue(
            factories.release(
                series=series,
                platform=platform,
                starts="4 mars 2027",
                start_time=hour,
                seasons="" if hour else "2",
            )
        )
    ((_day, premieres),) = client.get("/agenda/").context["agenda"].days
    told = [(premiere.series.title, premiere.start_time) for premiere in premieres]
    assert told == [("Lost", datetime.time(9)), ("Missions", HOUR), ("Lost", None)]


def events(client, address="/agenda/agenda.ics"):
    return Calendar.from_ical(client.get(address).content).walk("VEVENT")


def test_a_calendar_has_the_event_at_its_hour_in_france(client):
    release()
    (event,) = events(client)
    assert event["dtstart"].dt.isoformat() == "2027-03-04T20:55:00+01:00"
    assert "dtend" not in event
    assert "20 h 55" in event["description"].replace("\u00a0", " ")


def test_elsewhere_the_event_lasts_all_day_and_tells_the_hour(client):
    release(territories="US")
    (event,) = events(client)
    assert event["dtstart"].dt == datetime.date(2027, 3, 4)
    assert "20 h 55" in event["description"].replace("\u00a0", " ")


def test_the_hour_survives_a_draft_and_a_batch(client):
    """It is read back as a time, and not as the text that a row of JSON holds."""
    release()
    assert Release.objects.get().start_time == HOUR
    (_group,) = client.get("/agenda/").context["agenda"].days
    assert _group[1][0].start_time == HOUR


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("joins", "Distribution"),
        ("pauses", "Fait une pause"),
        ("returns", "Revient"),
        ("leaves", "Part définitivement"),
    ],
)
def test_a_casting_says_whether_someone_comes_pauses_returns_or_goes(client, change, words):
    missions, star = factories.series("Missions"), factories.person("Hélène Viviès")
    factories.catalogue(factories.casting(series=missions, person=star, change=change))
    assert words in page(client, "/series/missions/")
    assert Casting.objects.get().change == change
