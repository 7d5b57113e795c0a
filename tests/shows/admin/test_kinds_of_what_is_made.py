"""What is made from its name is of the kind that its place tells, or that the editor says."""

import re

import pytest
from django.urls import reverse

from shows.admin.ways import PLACES, SENTENCES
from shows.models import Award, Company
from shows.models.choices import AwardKind, CompanyKind
from tests import factories

pytestmark = pytest.mark.django_db

SELLER = "Créer le distributeur «\u00a0AB\u00a0»"


def ways(desk, target, name, place="") -> dict[str, bool]:
    """{kind: whether it is taken without being pointed at}, in the order in which they stand."""
    url = reverse("record_picker", args=[target])
    answer = desk.get(url, {"q": name, "place": place}).json()
    assert all(f"«\u00a0{name}\u00a0»" in way["label"] for way in answer["create"])
    return {way["kind"]: way["sure"] for way in answer["create"]}


def test_a_seller_is_a_distributor(desk):
    url = reverse("record_picker", args=["shows.Company"])
    (first, *_others) = desk.get(url, {"q": "AB", "place": "Deal.seller"}).json()["create"]
    assert first == {"kind": "distributor", "label": SELLER, "sure": True}
    desk.post(url, {"name": "AB", "kind": first["kind"]})
    assert Company.objects.get().kind == CompanyKind.DISTRIBUTOR
    assert "AB" not in desk.get("/chaines/").content.decode().partition("<main")[2]


def test_a_party_to_a_deal_makes_series(desk):
    found = ways(desk, "shows.Company", "Empreinte", "DealParty.company")
    assert next(iter(found.items())) == ("production_company", True)


@pytest.mark.parametrize("place", ["Release.platform", "Reception.platform"])
def test_where_something_is_watched_is_asked_for_channel_or_service(desk, place):
    """Neither is taken by the way: the editor points at one, in one click."""
    found = ways(desk, "shows.Company", "Shudder", place)
    assert found == {"channel": False, "streaming_service": False}


@pytest.mark.parametrize("place", ["", "Deal.buyer", "Milestone.company", "CompanyLink.company"])
def test_where_the_place_does_not_tell_nothing_is_taken_by_the_way(desk, place):
    found = ways(desk, "shows.Company", "Orange", place)
    assert len(found) > 2
    assert not any(found.values())


def test_a_credit_is_of_a_producer_or_of_a_distributor(desk):
    assert set(ways(desk, "shows.Company", "Empreinte", "Credit.company")) == {
        "production_company",
        "distributor",
    }


def test_without_a_kind_no_company_and_no_award_is_made(desk):
    for target, name in (("shows.Company", "Shudder"), ("shows.AwardEdition", "Mania 2017")):
        for kind in ("", "radio"):
            url = reverse("record_picker", args=[target])
            answer = desk.post(url, {"name": name, "kind": kind})
            assert answer.status_code == 400
            assert "choisissez" in answer.json()["error"]
    assert not Company.objects.exists()
    assert not Award.objects.exists()


def test_what_exists_keeps_its_kind(desk):
    known = factories.company("Shudder", kind="streaming_service")
    url = reverse("record_picker", args=["shows.Company"])
    for kind in ("", "channel"):
        assert desk.post(url, {"name": "shudder", "kind": kind}).json()["id"] == known.pk
    assert Company.objects.get().kind == CompanyKind.STREAMING_SERVICE


def test_an_award_is_a_festival_or_a_prize_and_a_year_of_it_is_neither(desk):
    assert ways(desk, "shows.AwardEdition", "Séries Mania 2017") == {
        "festival": False,
        "prize": False,
    }
    url = reverse("record_picker", args=["shows.AwardEdition"])
    desk.post(url, {"name": "Séries Mania 2017", "kind": "festival"})
    assert Award.objects.get().kind == AwardKind.FESTIVAL
    assert ways(desk, "shows.AwardEdition", "Séries Mania 2018") == {"": True}
    # Nor is what is no edition: creating it tells what is missing.
    assert ways(desk, "shows.AwardEdition", "Emmy Awards") == {"": True}


def test_a_series_and_a_person_have_no_kind_to_be_asked(desk):
    for target in ("shows.Series", "shows.Person"):
        assert ways(desk, target, "Mytho") == {"": True}


def test_the_form_of_a_story_tells_the_picker_where_it_stands(desk):
    page = desk.get(reverse(f"{_article()}:add")).content.decode()
    places = set(re.findall(r"shows\.Company/\?place=([A-Za-z.]+)", page))
    assert places == {
        "Deal.buyer",
        "Deal.seller",
        "DealParty.company",
        "Release.platform",
        "Reception.platform",
    }
    series = desk.get(reverse("wagtailsnippets_shows_series:add")).content.decode()
    assert "shows.Company/?place=Credit.company" in series
    assert places | {"Credit.company"} == set(PLACES)


def _article() -> str:
    return "wagtailsnippets_articles_article"


def test_every_kind_has_its_words():
    assert set(SENTENCES) == {*CompanyKind, *AwardKind}
    assert len({str(sentence) for sentence in SENTENCES.values()}) == len(SENTENCES)
