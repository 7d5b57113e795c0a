"""One box of the admin finds everything that its user may see, by any name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.search.index import get_indexed_models

from shows.models import Deal, DealParty, SeriesTitle
from tests import factories
from tests.members import member

pytestmark = pytest.mark.django_db

URL = "/admin/recherche/"


def found(client, text) -> dict[str, list[str]]:
    response = client.get(URL, {"q": text})
    assert response.status_code == 200
    return {
        group.label: [row["name"] for row in group.found] for group in response.context["groups"]
    }


@pytest.fixture
def mars(db):
    """One of each kind that “mars” finds."""
    series = factories.series("Missions sur Mars")
    amc = factories.company("Mars TV")
    factories.person("Hélène Mars")
    factories.award_edition("Mars d’or")
    factories.picture("Le vaisseau devant Mars")
    factories.article(
        "AMC va sur Mars", live=True, deals=[factories.deal(series=series, buyer=amc)]
    )
    return series


def test_it_finds_every_kind(desk, mars):
    assert list(found(desk, "MARS").values()) == [
        ["AMC va sur Mars"],
        ["Missions sur Mars"],
        ["Hélène Mars"],
        ["Mars TV"],
        ["Mars d’or"],
        ["Acquisition – Mars TV – Missions sur Mars"],
        ["Le vaisseau devant Mars"],
    ]


@pytest.mark.parametrize(
    "text", ["œuvre", "OEUVRE", "loeuvre", "American Movie", "der mann", "Original", "helene"]
)
def test_other_names_count_and_accents_do_not(desk, text):
    series = factories.series("L’Œuvre", slug="loeuvre-1", original_title="The Original")
    SeriesTitle.objects.create(series=series, title="Der Mann")
    factories.company("AMC", other_names="American Movie Classics")
    factories.person("Hélène Viviès")
    assert found(desk, text if text != "loeuvre" else "l œuvre")


def test_a_deal_is_found_by_another_name_of_who_makes_it(desk):
    amc = factories.company("AMC", other_names="American Movie Classics")
    orange = factories.company("Orange", other_names="France Télécom")
    factories.catalogue(
        factories.deal(series=factories.series(), buyer=amc, parties=[DealParty(company=orange)])
    )
    for text in ("movie classics", "telecom"):
        assert found(desk, text)["Accords"] == ["Acquisition – AMC – Missions"]
    listed = desk.get(reverse("wagtailsnippets_shows_deal:list"), {"q": "telecom"})
    assert "Missions" in listed.content.decode()


def test_the_best_are_shown_and_the_list_has_the_rest(desk):
    for number in range(8):
        factories.series(f"La ville de Lost {number}")
    factories.series("Lost")
    response = desk.get(URL, {"q": "lost"})
    (group,) = response.context["groups"]
    assert group.found[0]["name"] == "Lost"
    assert (len(group.found), group.more) == (6, True)
    assert group.list_url == reverse("wagtailsnippets_shows_series:list") + "?q=lost"
    assert "Tout voir" in response.content.decode()
    page = desk.get(group.list_url).content.decode()
    assert all(f"Lost {number}" in page for number in range(8))


def test_each_leads_to_its_form(desk, mars):
    page = desk.get(URL, {"q": "mars"}).content.decode()
    assert f'href="{reverse("wagtailsnippets_shows_series:edit", args=[mars.pk])}"' in page


def test_a_contributor_finds_no_draft_of_another(client, contributor):
    factories.article("Projet Mars secret", owner=member("chef"))
    factories.article("Mars, à moi", owner=contributor)
    factories.article("Mars, publiée", live=True)
    factories.series("Mars en attente", waits_for_story=True)
    factories.picture("Mars en photo")
    client.force_login(contributor)
    names = [name for names in found(client, "mars").values() for name in names]
    assert sorted(names) == ["Mars, publiée", "Mars, à moi"]
    assert found(client, "secret") == {}


def test_a_deal_of_a_draft_is_found_by_those_who_see_the_draft(client):
    amc = factories.company("AMC")
    factories.article("Secret", owner=member("chef"), deals=[factories.deal(buyer=amc)])
    client.force_login(member("stagiaire", "articles.add_article", "shows.view_deal"))
    assert found(client, "amc") == {}


def test_nothing_asked_and_nothing_found_are_said(desk, mars):
    page = desk.get(URL).content.decode()
    assert "Cherché parmi" in page
    assert "autofocus" in page
    assert found(desk, "introuvable") == {}
    page = desk.get(URL, {"q": "introuvable"}).content.decode()
    assert "Rien pour « introuvable »" in page.replace("\xa0", " ")
    for text in ("<script>", "%", "\x00", "a" * 5000, "((("):
        assert desk.get(URL, {"q": text}).status_code == 200


def cost(client) -> int:
    client.get(URL, {"q": "mars"})
    with CaptureQueriesContext(connection) as queries:
        client.get(URL, {"q": "mars"})
    return len(queries)


def test_it_costs_the_same_however_much_there_is(client, mars):
    Deal.objects.get().parties.create(company=factories.company("Orange"))
    rights = ("shows.view_series", "shows.view_person", "shows.view_company", "shows.view_award")
    reader = member(
        *("documentaliste", *rights, "shows.view_deal", "articles.change_article"),
        "media.change_picture",
    )
    client.force_login(reader)
    assert len(found(client, "mars")) == 6
    first = cost(client)
    for number in range(4):
        series = factories.series(f"Mars {number}")
        factories.person(f"Mars {number}")
        factories.picture(f"Mars {number}")
        network = factories.company(f"Mars {number}")
        factories.article(
            f"Mars {number}",
            section=factories.section(f"Rubrique {number}"),
            deals=[factories.deal(series=series, parties=[DealParty(company=network)])],
        )
    assert cost(client) == first <= 15


def test_it_costs_an_administrator_no_more(desk, mars):
    assert len(found(desk, "mars")) == 7
    assert cost(desk) <= 15


def test_the_closest_name_is_found_among_very_many(desk):
    for number in range(70):
        factories.person(f"A Lost {number}")
    factories.person("Lost")
    assert found(desk, "lost")["Personnes"][0] == "Lost"


def test_the_sidebar_searches_here_and_nowhere_else(desk):
    home = desk.get("/admin/").content.decode()
    props = home.split("wagtail-sidebar-props")[1].split("</script>")[0]
    assert URL in props


def test_it_is_not_for_those_who_see_nothing(client):
    client.force_login(member("visiteur"))
    factories.series("Mars")
    assert found(client, "mars") == {}
    props = client.get("/admin/").content.decode().split("wagtail-sidebar-props")[1]
    assert URL not in props.split("</script>")[0]


def test_nothing_of_ours_is_in_the_index_of_wagtail():
    assert {model._meta.app_label for model in get_indexed_models()} == {
        *("wagtailcore", "wagtailimages")  # models that the magazine does not use
    }
