"""The planning in an agenda app: a private address, what its owner may see, and the standard."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from articles.models import Article, Assignment, CalendarKey
from tests import factories
from tests.members import in_role

pytestmark = pytest.mark.django_db


def soon(days=10):
    return timezone.localdate() + datetime.timedelta(days=days)


def key_of(user) -> str:
    return reverse("planning_calendar", args=[CalendarKey.objects.create(user=user).key])


def events(response) -> dict:
    """{summary: event}."""
    calendar = Calendar.from_ical(response.content)
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


@pytest.fixture
def chief(db):
    return in_role("chief_editor", "cheffe")


@pytest.fixture
def premiere(db):
    return factories.catalogue(
        factories.release(
            series=factories.series("Missions, l’équipage ; suite"),
            platform=factories.company("OCS"),
            starts=soon().isoformat(),
        )
    )


def test_it_opens_without_a_login_and_nobody_keeps_it(client, chief, premiere):
    response = client.get(key_of(chief))
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert "sessionid" not in response.cookies


def test_lines_end_as_the_standard_says_and_text_is_escaped(client, chief, premiere):
    content = client.get(key_of(chief)).content
    assert content.count(b"\n") == content.count(b"\r\n") > 10
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert "Missions\\, l’équipage \\; suite".encode() in content.replace(b"\r\n ", b"")


def test_a_day_lasts_all_day_and_its_identity_stays(client, chief, premiere):
    address = key_of(chief)
    (event,) = events(client.get(address)).values()
    assert event["dtstart"].dt == soon()
    assert event["dtend"].dt == soon(11)
    assert event["dtstamp"].dt.tzinfo is not None
    assert event["url"].startswith("http://testserver/admin/")
    assert [str(c) for c in event["categories"].cats] == ["Première"]
    premiere.starts = soon(12).isoformat()
    premiere.save()
    (moved,) = events(client.get(address)).values()
    assert moved["dtstart"].dt == soon(12)
    assert moved["uid"] == event["uid"]


def test_a_moment_is_written_in_utc(client, chief):
    noon = timezone.make_aware(datetime.datetime.combine(soon(), datetime.time(12)))
    factories.article("Sous embargo", embargo_until=noon)
    (event,) = events(client.get(key_of(chief))).values()
    assert event["dtstart"].dt == noon
    assert event["dtstart"].to_ical().endswith(b"Z")


def test_what_lasts_ends_the_day_after_its_last(client, chief):
    edition = factories.award_edition("Séries Mania", soon().year)
    edition.held = f"{soon().isoformat()}/{soon(12).isoformat()}"
    edition.save()
    (event,) = events(client.get(key_of(chief))).values()
    assert (event["dtstart"].dt, event["dtend"].dt) == (soon(), soon(13))


def test_vague_dates_are_left_out(client, chief):
    factories.catalogue(
        factories.release(
            series=factories.series("Lost"),
            platform=factories.company("OCS"),
            starts=str(soon(40).year + (soon(40).month > 6)),
        )
    )
    assert events(client.get(key_of(chief))) == {}


def test_it_holds_exactly_what_its_owner_may_see(client, chief):
    until = timezone.now() + datetime.timedelta(days=5)
    pigiste = in_role("contributor")
    factories.article("À moi", owner=pigiste, embargo_until=until)
    factories.article("Secret", embargo_until=until)
    assert set(events(client.get(key_of(pigiste)))) == {"Levée d’embargo : À moi"}
    assert len(events(client.get(key_of(chief)))) == 2


def test_it_has_the_filters_of_the_page(client, chief, premiere):
    factories.article("Embargo", embargo_until=timezone.now() + datetime.timedelta(days=5))
    address = key_of(chief)
    assert len(events(client.get(address))) == 2
    assert set(events(client.get(address, {"kind": "embargo"}))) == {"Levée d’embargo : Embargo"}
    assert len(events(client.get(address, {"kind": "zzz", "month": "hier"}))) == 2


def test_a_wrong_key_is_not_found(client, chief):
    address = key_of(chief)
    for wrong in ("x" * 43, "x", address.split("/")[-1][:-5]):
        assert client.get(reverse("planning_calendar", args=[wrong])).status_code == 404
    assert client.post(address).status_code == 405
    assert client.get("/planning/").status_code == 404


def test_whoever_left_or_lost_the_right_finds_nothing(client, chief):
    address = key_of(chief)
    assert client.get(address).status_code == 200
    groups = list(chief.groups.all())
    chief.groups.clear()
    assert client.get(address).status_code == 404
    chief.groups.set(groups)
    chief.is_active = False
    chief.save()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("role", ["picture_editor", "documentalist"])
def test_those_who_have_no_planning_have_no_calendar(client, role):
    assert client.get(key_of(in_role(role))).status_code == 404


# Making and revoking the address


def test_the_address_is_made_when_asked_for(client, chief):
    client.force_login(chief)
    page = client.get(reverse("planning"), {"kind": "embargo"})
    assert page.context["calendar_address"] is None
    assert not CalendarKey.objects.exists()
    assert client.get(reverse("planning_address")).status_code == 405
    client.post(reverse("planning_address"))
    address = client.get(reverse("planning"), {"kind": "embargo"}).context["calendar_address"]
    assert address.startswith("http://testserver/planning/")
    assert address.endswith(".ics?kind=embargo")
    client.logout()
    assert client.get(address).status_code == 200


def test_a_new_address_revokes_the_former(client, chief):
    former = key_of(chief)
    client.force_login(chief)
    client.post(reverse("planning_address"))
    assert client.get(former).status_code == 404
    assert CalendarKey.objects.get().user == chief
    page = client.get(reverse("planning"))
    assert client.get(page.context["calendar_address"]).status_code == 200
    assert former not in page.content.decode()


def test_nobody_sees_the_address_of_another(client, chief):
    key = CalendarKey.objects.create(user=in_role("editor"))
    client.force_login(chief)
    assert key.key not in client.get(reverse("planning")).content.decode()


def test_what_is_assigned_is_in_it(client):
    pigiste = in_role("contributor")
    story = factories.article("Portrait", owner=pigiste)
    Assignment.objects.create(article=story, user=pigiste, due=soon())
    (event,) = events(client.get(key_of(pigiste))).values()
    assert "Portrait" in event["summary"]
    assert Article.objects.get().owner == pigiste
