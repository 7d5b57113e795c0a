"""The indexes of companies: by kind, by name, with what each has."""

import pytest

from shows.listing import companies
from shows.listing.companies import by_kind
from shows.models import Ownership
from tests import factories
from tests.articles.pages.test_public_pages import page

pytestmark = pytest.mark.django_db


def groups(client, address) -> list:
    found = client.get(address).context["groups"]
    return [(group.heading, [c.name for c in group.companies]) for group in found]


@pytest.fixture
def networks():
    for name, country, kind in (
        ("Élan", "FR", "channel"),
        ("E4", "GB", "channel"),
        ("13e rue", "FR", "channel"),
        ("Netflix", "US", "streaming_service"),
        ("Secrète", "FR", "channel"),
    ):
        factories.company(name, country=country, kind=kind, waits_for_story=name == "Secrète")
    factories.company("Fandango", kind="production_company", country="IT")


def test_networks_stand_by_kind_and_name_and_are_filtered(client, networks):
    assert groups(client, "/chaines/") == [
        ("Chaînes", ["13e rue", "E4", "Élan"]),
        ("Services de streaming", ["Netflix"]),
    ]
    french = client.get("/chaines/?country=fr&kind=channel").context
    assert french["total"] == 2
    country, kind, _access = french["filters"].facets
    assert {c.value: c.count for c in country.choices} == {"FR": 2, "GB": 1}
    assert {c.value: c.count for c in kind.choices} == {"channel": 2}
    assert "Effacer tous les filtres" in page(client, "/chaines/?country=fr&kind=streaming_service")


def test_the_first_of_each_letter_is_marked_and_a_long_index_leads_there(client, networks):
    (channels, _services) = client.get("/chaines/").context["groups"]
    assert [c.letter for c in channels.companies] == ["0-9", "E", ""]
    assert channels.letters == []
    assert 'aria-label="Chaînes, par lettre"' not in page(client, "/chaines/")
    assert by_kind([]) == []


def test_an_index_of_many_leads_to_its_letters(client, networks, monkeypatch):
    monkeypatch.setattr(companies, "MANY", 2)
    text = page(client, "/chaines/")
    assert '<a href="#channel-E">E</a>' in text
    assert 'id="channel-E"' in text


def test_makers_have_an_index_of_their_own_with_what_they_make_and_own(client):
    maker = factories.company("Empreinte Digitale", kind="production_company", country="FR")
    factories.credit(factories.series("Missions"), None, "production", company=maker)
    hidden = factories.series("Secrète", waits_for_story=True)
    factories.credit(hidden, None, "production", company=maker)
    group, ocs = factories.company("Orange", kind="group"), factories.company("OCS")
    Ownership.objects.create(owned=ocs, owner=group)
    waiting = factories.company("Invisible", kind="channel", waits_for_story=True)
    Ownership.objects.create(owned=waiting, owner=group)
    factories.company("Cachée", kind="distributor", waits_for_story=True)
    assert groups(client, "/societes/") == [
        ("Sociétés de production", ["Empreinte Digitale"]),
        ("Groupes", ["Orange"]),
    ]
    text = page(client, "/societes/")
    for one in ("1 série<", "1 filiale<"):
        assert one in text.replace(" <", "<")
    kinds = client.get("/societes/?country=fr").context["filters"].facets[1]
    assert [c.value for c in kinds.choices] == ["production_company"]
    assert groups(client, "/societes/?kind=group") == [("Groupes", ["Orange"])]
    assert "n’est pas un type de société" in page(client, "/societes/?kind=channel")


def test_pages_of_an_index_follow_kind_by_kind(client, monkeypatch):
    monkeypatch.setattr("shows.views.CompanyListView.paginate_by", 2)
    for name, kind in (("Arte", "streaming_service"), ("TF1", "channel"), ("M6", "channel")):
        factories.company(name, kind=kind)
    assert groups(client, "/chaines/") == [("Chaînes", ["M6", "TF1"])]
    assert groups(client, "/chaines/?page=2") == [("Services de streaming", ["Arte"])]
