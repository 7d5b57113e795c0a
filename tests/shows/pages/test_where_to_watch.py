"""Where a series can be watched: France first, the reader's country, and elsewhere."""

import datetime

import pytest
from django.utils import timezone

from shows.knowledge.availability import where_to_watch
from tests import factories
from tests.articles.pages.test_public_pages import page

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2019, 10, 1)


@pytest.fixture
def missions():
    return factories.series("Missions")


def release(series, platform="OCS", access="pay_tv", **kwargs):
    company = factories.Company.objects.filter(name=platform).first()
    company = company or factories.company(platform, access=access)
    values = {"territories": "FR", "starts": "juin 2017", "window": "original", **kwargs}
    return factories.catalogue(factories.release(series=series, platform=company, **values))


def watch(*releases, code="FR", today=TODAY):
    return where_to_watch(releases, code, today)


def names(offers):
    return [offer.platform.name for offer in offers]


def test_a_release_can_be_watched_from_the_last_day_its_start_can_mean(missions):
    vague = release(missions, starts="octobre 2019")
    assert not watch(vague).now
    assert watch(vague, today=datetime.date(2019, 10, 30)).coming == [vague]
    assert names(watch(vague, today=datetime.date(2019, 10, 31)).on_air) == ["OCS"]


def test_what_has_ended_or_is_not_confirmed_cannot_be_watched(missions):
    ended = release(missions, ends="30 septembre 2019")
    rumour = release(missions, "Netflix", "svod", certainty="rumoured")
    denied = release(missions, "Disney+", "svod", certainty="denied", starts="2030")
    found = watch(ended, rumour, denied)
    assert (found.now, found.coming, found.elsewhere) == ([], [], [])
    assert watch(ended, today=datetime.date(2019, 9, 30)).now


def test_nothing_is_watched_on_a_channel_that_has_closed(missions):
    old = release(missions, "OCS City")
    old.platform.active_to = old.platform._meta.get_field("active_to").to_python("septembre 2019")
    assert not watch(old).now
    assert watch(old, today=datetime.date(2019, 9, 30)).now


def test_seasons_on_the_same_service_are_one_offer(missions):
    first = release(missions, "Shudder", "svod", seasons="1", starts="28 septembre 2017")
    second = release(missions, "Shudder", "svod", seasons="2", starts="2018")
    (offer,) = watch(second, first).on_demand
    assert (offer.seasons, str(offer.since)) == ("1-2", "28\N{NO-BREAK SPACE}septembre 2017")
    whole = release(missions, "Shudder", "svod", starts="2019-01")
    (offer,) = watch(first, whole).on_demand
    assert offer.seasons == ""  # the whole series


def test_demand_and_air_are_told_apart_and_the_rest_of_the_world_follows(missions):
    air = release(missions)
    svod = release(missions, "Netflix", "svod", territories="", worldwide=True)
    far = release(missions, "Shudder", "svod", territories="CA,US")
    found = watch(air, svod, far)
    assert [(label, names(offers)) for label, offers in found.now] == [
        ("À la demande", ["Netflix"]),
        ("À la télévision", ["OCS"]),
    ]
    assert names(found.elsewhere) == ["Shudder"]
    assert names(watch(air, svod, far, code="CA").on_demand) == ["Netflix", "Shudder"]
    svod.territories_except = "FR"
    assert names(watch(svod).elsewhere) == ["Netflix"]


def test_the_page_says_so_when_france_has_nothing(client, missions):
    release(missions, "Shudder", "svod", territories="CA,US")
    text = page(client, "/series/missions/")
    assert "Pas disponible en France à notre connaissance." in text
    assert "Ailleurs dans le monde" in text
    assert "selon" in text.split("Ailleurs dans le monde")[1].split("</details>")[0]
    assert "Pas disponible" not in page(client, "/series/missions/?watch_in=ca")


def test_a_reader_keeps_a_country_without_an_account(client, missions):
    release(missions, "Shudder", "svod", territories="CA,US")
    kept = client.post("/mon-pays/", {"country": "CA", "next": "/series/missions/#voir"})
    assert kept.status_code == 302
    assert kept["Location"] == "/series/missions/#voir"
    cookie = kept.cookies["pays"]
    assert (cookie.value, cookie["samesite"], cookie["httponly"]) == ("CA", "Lax", True)
    response = client.get("/series/missions/")
    assert "Cookie" in response["Vary"]
    assert response.context["watch"].code == "CA"
    assert "gardé six mois" in page(client, "/mon-pays/?next=/series/missions/")
    # An address says what it says, whatever is kept.
    assert client.get("/series/missions/?watch_in=BE").context["watch"].code == "BE"
    client.post("/mon-pays/", {"country": "FR"})
    assert "pays" not in client.cookies or not client.cookies["pays"].value
    assert client.get("/series/missions/").context["watch"].code == "FR"


def test_a_page_that_nobody_chose_a_country_for_sets_no_cookie(client, missions):
    assert not client.get("/series/missions/").cookies
    assert not client.get("/mon-pays/").cookies


@pytest.mark.parametrize("code", ["", "XX", "<script>", "FRANCE"])
def test_a_country_that_is_none_changes_nothing(client, missions, code):
    response = client.post("/mon-pays/", {"country": code, "next": "/series/missions/"})
    assert response.status_code == 302
    assert not response.cookies
    client.cookies["pays"] = code
    assert client.get("/series/missions/").context["watch"].code == "FR"


@pytest.mark.parametrize(
    "address", ["https://ailleurs.example/", "//ailleurs.example", "javascript:x"]
)
def test_the_choice_leads_back_to_this_site_only(client, address):
    response = client.post("/mon-pays/", {"country": "BE", "next": address})
    assert response["Location"] == "/mon-pays/"
    assert "ailleurs" not in page(client, f"/mon-pays/?next={address}")


def test_a_draft_s_release_is_not_to_be_watched(client, missions):
    shown = factories.company("OCS")
    story = factories.article(
        about=[missions],
        releases=[
            factories.release(series=missions, platform=shown, territories="FR", starts="juin 2017")
        ],
    )
    assert "Pas disponible en France" in page(client, "/series/missions/")
    story.latest_revision.publish()
    assert "Pas disponible en France" not in page(client, "/series/missions/")
    assert timezone.localdate() > TODAY


def test_a_story_says_where_to_watch_its_series_in_the_reader_s_country(client, missions):
    release(missions, "Shudder", "svod", territories="CA,US")
    story = factories.article("Missions revient", live=True, about=[missions])
    text = page(client, story.get_absolute_url())
    assert "Où la voir · France</span> pas disponible à notre connaissance" in text
    client.cookies["pays"] = "CA"
    text = page(client, story.get_absolute_url())
    assert 'Où la voir · Canada</span> <a href="/chaines/shudder/">Shudder</a>' in text
    assert 'href="/series/missions/#voir"' in text
