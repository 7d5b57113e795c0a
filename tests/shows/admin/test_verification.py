"""“Vérifier”: one click dates an offer, and only those who may can click."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from shows.knowledge.availability import State, state_on, to_be_verified
from shows.models import Release, Verification
from tests import factories
from tests.articles.pages.test_public_pages import page

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2021, 9, 1, 12, tzinfo=datetime.UTC)
ADDRESS = "/series/missions/"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def netflix():
    return factories.company(
        "Netflix", kind="streaming_service", access="svod", website="https://netflix.example/"
    )


@pytest.fixture
def offer(netflix):
    """A release that nobody looked at for a year."""
    missions = factories.series("Missions")
    release = factories.release(
        series=missions, platform=netflix, territories="FR", starts="1er mars 2019"
    )
    release.citation_date = datetime.date(2019, 2, 1)
    return factories.catalogue(release)


def click(client, *releases, back=ADDRESS):
    keys = [release.pk for release in releases]
    return client.post(reverse("verify_releases"), {"release": keys, "next": back})


def test_one_click_brings_an_offer_back_with_its_day(desk, client, offer):
    assert "non vérifiée depuis plus d’un an" in page(client, ADDRESS)
    response = click(desk, offer)
    assert (response.status_code, response["Location"]) == (302, ADDRESS)
    seen = Verification.objects.get()
    assert (seen.release, seen.citation_date) == (offer, timezone.localdate())
    assert (seen.citation_outlet, seen.citation_url) == ("Netflix", "https://netflix.example/")
    text = page(client, ADDRESS)
    assert "non vérifiée" not in text
    assert "vérifiée le 1er septembre 2021" in text.replace("\u00a0", " ")
    entry = ModelLogEntry.objects.get(action="shows.verify")
    assert entry.user.username


def test_a_second_click_on_the_same_day_changes_nothing(desk, offer):
    click(desk, offer)
    click(desk, offer)
    assert Verification.objects.count() == 1


def test_the_button_is_for_those_who_may(client, desk, contributor, offer):
    assert "Vérifiée aujourd’hui" in page(desk, ADDRESS)
    client.force_login(contributor)
    assert "Vérifiée aujourd’hui" not in page(client, ADDRESS)
    click(client, offer)
    assert not Verification.objects.exists()
    client.logout()
    assert "Vérifiée aujourd’hui" not in page(client, ADDRESS)
    click(client, offer)
    assert not Verification.objects.exists()


def test_a_draft_s_release_and_an_unknown_key_are_not_found(desk, netflix):
    release = factories.release(series=factories.series("Lost"), platform=netflix)
    factories.article("Brouillon", releases=[release])
    hidden = Release.objects.get()
    assert click(desk, hidden).status_code == 404
    for keys in (["x", "0"], ["9" * 40], []):
        assert desk.post(reverse("verify_releases"), {"release": keys}).status_code == 404
    assert not Verification.objects.exists()


@pytest.mark.parametrize("back", ["https://ailleurs.example/", "//ailleurs.example", ""])
def test_the_click_leads_back_to_this_site_only(desk, offer, back):
    assert click(desk, offer, back=back)["Location"] == reverse("wagtailadmin_home")


def test_a_verification_outlives_the_story_s_next_version(desk, netflix):
    """The draft was written before the click, and is published after it."""
    missions = factories.series("Missions")
    release = factories.release(
        series=missions, platform=netflix, territories="FR", starts="1er mars 2019"
    )
    story = factories.article(
        "Missions sur Netflix", live=True, real=True, about=[missions], releases=[release]
    )
    draft = story.save_revision()
    click(desk, Release.objects.get())
    draft.publish()
    assert Release.objects.get().verifications.count() == 1


# What is due: the rule in SQL is the rule


VARIANTS = [
    {},
    {"starts": "2021-08-01"},
    {"starts": "2030"},
    {"ends": "2031"},
    {"ends": "2020"},
    {"access": "free_tv"},
    {"access": "free_vod"},
    {"platform": {"access": ""}},
    {"platform": {"access": ""}, "access": "free_tv"},
    {"platform": {"active_to": "2020"}},
    {"certainty": "rumoured"},
    {"citation_date": datetime.date(2021, 1, 1)},
    {"announced": "décembre 2020"},
    {"seen": datetime.date(2020, 9, 2)},
    {"seen": datetime.date(2020, 8, 31)},
    {"starts": "2020-09-01"},
    {"starts": "2020-08-31"},
]


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_what_is_due_today_is_what_stands_apart(netflix, variant):
    variant = dict(variant)
    seen = variant.pop("seen", None)
    for name, value in variant.pop("platform", {}).items():
        setattr(netflix, name, value)
    netflix.save()
    values = {"starts": "1er mars 2019", "citation_date": datetime.date(2019, 2, 1)} | variant
    cited = values.pop("citation_date")
    release = factories.release(series=factories.series("Missions"), platform=netflix, **values)
    release.citation_date = cited
    release = factories.catalogue(release)
    if seen:
        release.verifications.create(citation_date=seen, citation_outlet="Netflix")
    release = Release.objects.get()
    apart = release.certainty == "confirmed" and (
        state_on(release, timezone.localdate()) is State.UNVERIFIED
    )
    assert to_be_verified(0).exists() is apart


def test_a_release_in_a_deal_is_due_a_year_after_the_deal_was_told(netflix):
    nested = factories.release(platform=netflix, starts="1er mars 2019")
    deal = factories.deal(
        series=factories.series("Missions"), announced="2020-08-01", releases=[nested]
    )
    factories.article("Un accord", live=True, deals=[deal])
    assert to_be_verified(0).get().known == datetime.date(2020, 8, 1)
    release = Release.objects.get()
    assert state_on(release, timezone.localdate()) is State.UNVERIFIED


def test_the_list_of_what_is_due_has_the_button(desk, offer):
    response = desk.get(reverse("report_offres-a-verifier"))
    text = response.content.decode()
    assert "Missions" in text
    assert f'value="{offer.pk}"' in text
    click(desk, offer)
    response = desk.get(reverse("report_offres-a-verifier"))
    assert "Toutes les offres ont été vérifiées" in response.content.decode()
