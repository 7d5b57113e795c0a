"""Where a series can be watched: France first, the reader's country, and elsewhere."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from shows.knowledge.availability import where_to_watch
from shows.models import Episode
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
    values = {
        "territories": "FR",
        "starts": "août 2019",
        "window": "original",
        "citation_date": datetime.date(2019, 9, 1),
        **kwargs,
    }
    return factories.catalogue(factories.release(series=series, platform=company, **values))


def watch(*releases, code="FR", today=TODAY, seasons=()):
    return where_to_watch(releases, code, today, seasons)


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


# What holds today, and what once did


def test_a_broadcast_is_on_offer_while_its_run_lasts_and_then_history(missions):
    air = release(missions, "Canal+", starts="13 décembre 2005")
    run = datetime.date(2005, 12, 13) + datetime.timedelta(weeks=12)
    assert names(watch(air, today=run).on_air) == ["Canal+"]
    found = watch(air, today=run + datetime.timedelta(days=1))
    assert (found.now, found.unverified, names(found.past)) == ([], [], ["Canal+"])
    assert found.past[0].years == "de 2005 à 2006"


def episodes(series, *days, number=1, count=None):
    season = factories.season(series, number=number, episode_count=count)
    for place, day in enumerate(days, 1):
        Episode.objects.create(season=season, number=place, air_date=day)
    return [season]


def test_a_run_lasts_for_its_episodes_at_the_pace_that_the_record_knows(missions):
    air = release(missions, starts="2019-08-01", seasons="1")
    weekly = episodes(missions, "2019-08-01", "2019-08-08", count=10)
    last = datetime.date(2019, 8, 1) + datetime.timedelta(weeks=9)
    assert watch(air, today=last, seasons=weekly).on_air
    assert not watch(air, today=last + datetime.timedelta(days=1), seasons=weekly).on_air
    rerun = release(missions, "Arte", "free_tv", window="library", starts="2019-09-01")
    assert watch(rerun, today=datetime.date(2019, 11, 3), seasons=weekly).on_air
    assert not watch(rerun, today=datetime.date(2019, 11, 4), seasons=weekly).on_air


def test_the_days_of_its_episodes_end_an_original_run(missions):
    air = release(missions, starts="2019-08-01", seasons="1")
    season = episodes(missions, "2019-08-01", "2019-08-02", "2020-01-10")
    assert watch(air, today=datetime.date(2020, 1, 10), seasons=season).on_air
    found = watch(air, today=datetime.date(2020, 7, 1), seasons=season)
    assert not found.on_air
    assert found.past[0].years == "de 2019 à 2020"


def test_a_broadcast_that_says_its_end_lasts_until_then(missions):
    air = release(missions, starts="2019-01-01", ends="2019-12-31")
    assert watch(air, today=datetime.date(2019, 12, 31)).on_air


def test_a_preview_does_not_last_until_the_days_of_the_original_run(missions):
    ahead = release(missions, "Canal+", window="preview", starts="2019-07-01", seasons="1")
    season = episodes(missions, "2019-08-01", "2019-08-08")
    assert watch(ahead, today=datetime.date(2019, 7, 8), seasons=season).on_air
    assert not watch(ahead, today=datetime.date(2019, 8, 8), seasons=season).on_air


def test_an_offer_that_nobody_looked_at_for_a_year_stands_apart(missions):
    svod = release(missions, "Netflix", "svod", starts="2018-03-01")
    year = datetime.timedelta(days=365)
    told = datetime.date(2019, 9, 1)
    assert names(watch(svod, today=told + year).on_demand) == ["Netflix"]
    found = watch(svod, today=told + year + datetime.timedelta(days=1))
    assert (found.now, names(found.unverified)) == ([], ["Netflix"])
    for day in ("2021-05-05", "2021-01-01"):
        svod.verifications.create(citation_outlet="Netflix", citation_date=day)
    (offer,) = watch(svod, today=datetime.date(2022, 5, 5)).on_demand
    assert (offer.told, offer.verified) == (told, datetime.date(2021, 5, 5))
    assert watch(svod, today=datetime.date(2022, 5, 6)).unverified


def test_an_offer_with_an_end_needs_nobody_to_look(missions):
    svod = release(missions, "Netflix", "svod", starts="2018-03-01", ends="2024-12-31")
    assert watch(svod, today=datetime.date(2024, 12, 31)).on_demand
    found = watch(svod, today=datetime.date(2025, 1, 1))
    assert (found.now, found.unverified, names(found.past)) == ([], [], ["Netflix"])


def test_a_release_without_a_day_is_not_awaited_for_ever(missions):
    bbc = release(missions, "BBC Four", starts="")
    assert watch(bbc).coming == [bbc]
    found = watch(bbc, today=datetime.date(2021, 9, 1))
    assert (found.now, found.coming, found.past) == ([], [], [])


@pytest.mark.parametrize(
    ("starts", "words"),
    [
        ("28 septembre 2019", "depuis le 28 septembre 2019"),
        ("septembre 2019", "depuis septembre 2019"),
        ("été 2019", "depuis l’été 2019"),
        ("du 19 au 20 septembre 2019", "début annoncé : du 19 au 20 septembre 2019"),
    ],
)
def test_a_vague_start_never_reads_as_a_day(client, missions, starts, words):
    release(missions, "France.tv", "free_vod", starts=starts)
    with time_machine.travel(datetime.datetime(2019, 10, 1, 12)):
        text = page(client, "/series/missions/").replace("\u00a0", " ")
    assert words in text
    assert "depuis du" not in text


def test_the_page_says_as_of_when_an_offer_is_known(client, missions):
    svod = release(missions, "Netflix", "svod", starts="2018-03-01")
    svod.verifications.create(citation_outlet="Netflix", citation_date="2019-09-20")

    def text(year):
        with time_machine.travel(datetime.datetime(year, 10, 1, 12)):
            return page(client, "/series/missions/").replace("\u00a0", " ")

    assert "annoncée le 1er septembre 2019, vérifiée le 20 septembre 2019" in text(2019)
    assert "non vérifiée depuis plus d’un an" in text(2021)


def test_seasons_on_the_same_service_are_one_offer(missions):
    first = release(missions, "Shudder", "svod", seasons="1", starts="28 septembre 2017")
    second = release(missions, "Shudder", "svod", seasons="2", starts="2018")
    (offer,) = watch(second, first).on_demand
    assert (offer.seasons, str(offer.since)) == ("1-2", "28\N{NO-BREAK SPACE}septembre 2017")
    whole = release(missions, "Shudder", "svod", starts="2019-01")
    (offer,) = watch(first, whole).on_demand
    assert offer.seasons == ""  # the whole series


def test_an_offer_tells_its_episodes_where_one_release_says_all_of_it(missions):
    half = release(missions, seasons="1", episodes="1-5")
    (offer,) = watch(half).on_air
    assert offer.episodes == "1-5"
    (offer,) = watch(half, release(missions, seasons="2", episodes="1")).on_air
    assert offer.episodes == ""


def test_an_offer_is_told_as_of_the_last_of_its_releases_and_exclusive_by_one(missions):
    day = datetime.date(2018, 1, 1)
    first = release(missions, "Netflix", "svod", seasons="1", citation_date=day, exclusive=True)
    second = release(missions, "Netflix", "svod", seasons="2")
    (offer,) = watch(first, second).on_demand
    assert (offer.told, offer.exclusive) == (datetime.date(2019, 9, 1), True)


def test_an_offer_is_one_in_a_country_and_one_for_each_place_elsewhere(missions):
    here = release(missions, "Netflix", "svod", seasons="1")
    world = release(missions, "Netflix", "svod", seasons="2", territories="", worldwide=True)
    assert names(watch(here, world).on_demand) == ["Netflix"]
    assert names(watch(here, world, code="BE").elsewhere) == ["Netflix"]
    far = [release(missions, "Shudder", "svod", territories=code) for code in ("CA", "JP")]
    assert names(watch(*far).elsewhere) == ["Shudder", "Shudder"]


def test_an_offer_lasts_until_the_last_of_its_releases_ends(missions):
    first = release(missions, "Netflix", "svod", seasons="1", ends="2019-12")
    second = release(missions, "Netflix", "svod", seasons="2", ends="2020-01")
    (offer,) = watch(second, first).on_demand
    assert str(offer.until) == "janvier 2020"
    (offer,) = watch(first, second, release(missions, "Netflix", "svod", seasons="3")).on_demand
    assert offer.until is None


def test_the_countries_near_are_offered_and_those_of_the_releases(missions):
    choices = watch(release(missions, territories="FR,JP"), code="IT").choices
    assert [code for code, _name in choices] == ["FR", "BE", "CH", "LU", "CA", "IT", "JP"]


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
    release(missions, "Shudder", "svod", territories="CA,US", ends="2099")
    text = page(client, "/series/missions/")
    assert "Pas disponible en France à notre connaissance." in text
    assert "Ailleurs dans le monde" in text
    assert "selon" in text.split("Ailleurs dans le monde")[1].split("</details>")[0]
    assert "Pas disponible" not in page(client, "/series/missions/?watch_in=ca")


def test_a_reader_keeps_a_country_without_an_account(client, missions):
    release(missions, "Shudder", "svod", territories="CA,US", ends="2099")
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


@pytest.mark.parametrize("secure", [False, True])
def test_a_country_kept_over_https_is_sent_back_over_https_alone(client, secure):
    kept = client.post("/mon-pays/", {"country": "BE", "next": "/"}, secure=secure)
    assert bool(kept.cookies["pays"]["secure"]) is secure


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
            factories.release(
                series=missions,
                platform=shown,
                territories="FR",
                starts=str(timezone.localdate() - datetime.timedelta(days=10)),
            )
        ],
    )
    assert "Pas disponible en France" in page(client, "/series/missions/")
    story.latest_revision.publish()
    assert "Pas disponible en France" not in page(client, "/series/missions/")
    assert timezone.localdate() > TODAY


def test_a_story_says_where_to_watch_its_series_in_the_reader_s_country(client, missions):
    release(missions, "Shudder", "svod", territories="CA,US", ends="2099")
    story = factories.article("Missions revient", live=True, about=[missions])
    text = page(client, story.get_absolute_url())
    assert "Où la voir · France</span> pas disponible à notre connaissance" in text
    client.cookies["pays"] = "CA"
    text = page(client, story.get_absolute_url())
    assert 'Où la voir · Canada</span> <a href="/chaines/shudder/">Shudder</a>' in text
    assert 'href="/series/missions/#voir"' in text
