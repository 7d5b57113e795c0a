"""Calendars to subscribe to: the standard, stable events, and nothing that is not out."""

import datetime

import pytest
import time_machine
from icalendar import Calendar

from articles.models import Article, Source
from shows.models import Release
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2017, 8, 25, 12, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def events(client, address: str) -> list:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).walk("VEVENT")


def titles(client, address: str) -> list[str]:
    return [str(event["summary"]) for event in events(client, address)]


@pytest.fixture
def missions():
    return factories.series("Missions", ["Science-fiction"], ["FR"])


@pytest.fixture
def story(missions):
    """AMC buys Missions for Shudder."""
    shudder = factories.company("Shudder", kind="streaming_service", access="svod")
    deal = factories.deal(
        series=missions,
        seasons="1",
        territories="CA,US",
        buyer=factories.company("AMC"),
        releases=[
            factories.release(platform=shudder, starts="28 septembre 2017"),
            factories.release(platform=shudder, starts="2018", seasons="2"),
        ],
    )
    return factories.article(
        "AMC achète Missions",
        live=True,
        about=[missions],
        deals=[deal],
        sources=[Source(outlet="Variety"), Source(outlet="Deadline")],
    )


def test_an_event_lasts_all_of_its_day_and_says_where_it_comes_from(client, story):
    (event,) = events(client, "/agenda/agenda.ics")  # 2018 is no day
    assert event["summary"] == "Missions, saison\N{NO-BREAK SPACE}1 – Shudder"
    assert event.decoded("dtstart") == datetime.date(2017, 9, 28)
    assert event.decoded("dtend") == datetime.date(2017, 9, 29)
    assert event["url"] == "http://testserver/series/missions/"
    assert event["description"] == (
        "Première fenêtre · Canada et États-Unis · Abonnement (SVOD)\n"
        "Selon Variety et Deadline.\n"
        f"AMC achète Missions\N{NO-BREAK SPACE}: http://testserver{story.get_absolute_url()}"
    )
    assert event["categories"].cats == ["Première fenêtre"]
    assert (event["location"], event["status"]) == ("Shudder", "CONFIRMED")
    assert (event["transp"], event["sequence"]) == ("TRANSPARENT", 0)
    assert event.decoded("last-modified") == event.decoded("dtstamp") == NOW


def test_what_readers_see_in_their_agenda_is_printed(client):
    series, network = factories.series("Grey's Anatomy"), factories.company("L'Équipe")
    starts = factories.release(series=series, platform=network, starts="2017-09-28")
    factories.article("C'est reparti !", live=True, about=[series], releases=[starts])
    calendar = Calendar.from_ical(client.get("/series/greys-anatomy/agenda.ics").content)
    (event,) = calendar.walk("VEVENT")
    assert event["summary"] == "Grey’s Anatomy – L’Équipe"
    assert "C’est reparti\N{NARROW NO-BREAK SPACE}!" in event["description"]
    assert calendar["name"] == "Générique – Grey’s Anatomy"


def test_the_calendar_says_what_it_is_and_when_to_come_back(client, story):
    calendar = Calendar.from_ical(client.get("/agenda/agenda.ics?network=shudder").content)
    assert calendar["x-wr-calname"] == calendar["name"] == "Générique – Shudder"
    assert "Seules les dates connues au jour près y figurent." in calendar["description"]
    assert calendar["url"] == "http://testserver/agenda/?network=shudder"
    assert calendar["refresh-interval"].to_ical() == b"PT6H"
    assert calendar["x-published-ttl"] == "PT6H"
    assert calendar["version"] == "2.0"


def test_an_agenda_app_that_has_it_gets_nothing_again(client, story):
    first = client.get("/agenda/agenda.ics")
    again = client.get("/agenda/agenda.ics", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_new_date_in_the_same_story_moves_the_event(client, story, clock):
    (before,) = events(client, "/series/missions/agenda.ics")
    clock.shift(DAY)
    draft = story.get_latest_revision_as_object()
    deal = draft.deals.get()
    moved, later = deal.releases.all()
    moved.starts = "2017-10-05"
    deal.releases = [moved, later]
    draft.deals = [deal]
    draft.save_revision().publish()
    (after,) = events(client, "/series/missions/agenda.ics")
    assert after["uid"] == before["uid"]
    assert after.decoded("dtstart") == datetime.date(2017, 10, 5)
    assert after.decoded("last-modified") == NOW + DAY


def test_a_release_that_replaces_another_moves_its_event(client, missions):
    ocs = factories.company("OCS")
    about = {"series": missions, "platform": ocs, "window": "original", "seasons": "2"}
    first = factories.catalogue(factories.release(**about, starts="2018-09-06"))
    (before,) = events(client, "/series/missions/agenda.ics")
    second = factories.catalogue(factories.release(**about, starts="2019-01-03", replaces=first))
    factories.article(
        "Missions repoussée",
        live=True,
        releases=[factories.release(**about, starts="2019-09-05", replaces=second)],
    )
    (after,) = events(client, "/series/missions/agenda.ics")
    assert after["uid"] == before["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 2)
    assert after.decoded("dtstart") == datetime.date(2019, 9, 5)


def test_a_deal_told_more_fully_moves_the_events_of_its_releases(client, story, missions):
    (before,) = events(client, "/series/missions/agenda.ics")
    shudder = before["location"]
    platform = Release.objects.filter(platform__name=shudder).first().platform
    deal = factories.deal(
        series=missions,
        seasons="1",
        replaces=story.deals.first(),
        releases=[
            factories.release(platform=platform, starts="2017-09-29"),
            factories.release(platform=platform, starts="2017-12-01", window="second"),
        ],
    )
    factories.article("Missions chez Shudder", live=True, deals=[deal])
    after = {str(e["uid"]): e for e in events(client, "/series/missions/agenda.ics")}
    assert len(after) == 2
    moved = after[str(before["uid"])]
    assert moved.decoded("dtstart") == datetime.date(2017, 9, 29)
    assert moved["sequence"] == 1


def test_what_replaces_itself_in_a_circle_ends(client, missions):
    ocs = factories.company("OCS")
    about = {"series": missions, "platform": ocs}
    one = factories.catalogue(factories.release(**about, starts="2017-09-06"))
    two = factories.catalogue(factories.release(**about, starts="2017-09-07", replaces=one))
    Release.objects.filter(pk=one.pk).update(replaces=two)
    three = factories.catalogue(factories.release(**about, starts="2017-09-08"))
    Release.objects.filter(pk=three.pk).update(replaces=two)
    assert titles(client, "/series/missions/agenda.ics") == ["Missions – OCS"]


@pytest.fixture
def shelf(missions):
    """Things to follow."""
    ocs, netflix = factories.company("OCS"), factories.company("Netflix")
    other = factories.series("Ovni", ["Comédie"])
    star = factories.person("Hélène Viviès", slug="helene-vivies")
    factories.credit(missions, star)
    for series, platform, day in [
        (missions, ocs, "2017-06-01"),
        (missions, netflix, "2017-09-28"),
        (other, ocs, "2017-09-29"),
    ]:
        factories.catalogue(factories.release(series=series, platform=platform, starts=day))
    factories.catalogue(
        factories.release(series=other, platform=netflix, starts="2017-10-01", certainty="rumoured")
    )


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/series/missions/agenda.ics", ["Missions – OCS", "Missions – Netflix"]),
        ("/personnes/helene-vivies/agenda.ics", ["Missions – OCS", "Missions – Netflix"]),
        ("/chaines/ocs/agenda.ics", ["Ovni – OCS"]),  # June is past
        ("/chaines/netflix/agenda.ics", ["Missions – Netflix"]),  # no rumour
        ("/agenda/agenda.ics", ["Missions – Netflix", "Ovni – OCS"]),
        ("/agenda/agenda.ics?genre=comedie", ["Ovni – OCS"]),
    ],
)
def test_each_calendar_holds_what_it_is_of(client, shelf, address, found):
    assert titles(client, address) == found


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("/series/missions/", "/series/missions/agenda.ics"),
        ("/personnes/helene-vivies/", "/personnes/helene-vivies/agenda.ics"),
        ("/chaines/ocs/", "/chaines/ocs/agenda.ics"),
        ("/agenda/2017/09/?network=ocs", "/agenda/agenda.ics?network=ocs"),
    ],
)
def test_a_page_offers_its_calendar_in_one_click(client, shelf, page, address):
    assert f'href="webcal://testserver{address}"' in client.get(page).content.decode()


def test_what_is_not_out_has_no_calendar(client, story):
    factories.series("Secret", waits_for_story=True)
    factories.company("Empreinte Digitale", kind="production_company")
    for address in ("/series/secret/", "/series/zzz/", "/chaines/empreinte-digitale/"):
        assert client.get(f"{address}agenda.ics").status_code == 404
    Article.objects.update(embargo_until=NOW + DAY)
    assert titles(client, "/agenda/agenda.ics") == []
