"""Pages of persons, companies, festivals and prizes: what is grouped, marked, folded, empty."""

import datetime

import pytest
from django.utils import timezone

from shows.models import Ownership
from tests import factories
from tests.articles.pages.test_public_pages import page

pytestmark = pytest.mark.django_db
SOON = (timezone.localdate() + datetime.timedelta(days=60)).isoformat()


def original(series, company, starts, **kwargs):
    return factories.catalogue(
        factories.release(
            series=series, platform=company, window="original", starts=starts, **kwargs
        )
    )


# Persons


@pytest.fixture
def lacombe():
    person = factories.person("Julien Lacombe", slug="julien-lacombe")
    ocs = factories.company("OCS")
    missions, ovni = factories.series("Missions"), factories.series("Ovni")
    for role in ("creator", "director"):
        factories.credit(missions, person, role)
    factories.credit(ovni, person, character="Un passant")
    original(missions, ocs, "juin 2017", seasons="1")
    original(missions, ocs, "décembre 2021", seasons="3")
    original(ovni, ocs, SOON, seasons="3")
    return person


def test_a_person_s_series_are_on_screen_or_behind_it_with_their_years(client, lacombe):
    context = client.get("/personnes/julien-lacombe/").context
    told = {
        heading: [(w.series.title, w.roles, w.years) for w in works]
        for heading, works in context["filmography"]
    }
    assert told["Derrière l’écran"] == [
        ("Missions", ["Création", "Réalisation"], "2017\N{EN DASH}2021")
    ]
    ((title, roles, _years),) = told["À l’écran"]
    assert (title, roles) == ("Ovni", ["Un passant"])


def test_what_comes_soon_is_told_first(client, lacombe):
    text = page(client, "/personnes/julien-lacombe/")
    soon = text.split('id="bientot"')[1].split("</section>")[0]
    assert "Ovni" in soon
    assert "saison 3" in soon
    assert "Missions" not in soon
    hidden = factories.series("Secrète", waits_for_story=True)
    factories.credit(hidden, lacombe, "director")
    assert "Secrète" not in page(client, "/personnes/julien-lacombe/")


def test_a_long_filmography_is_folded(client):
    person = factories.person("Dick Wolf", slug="dick-wolf")
    for number in range(23):
        factories.credit(factories.series(f"Chicago {number:02}"), person, "creator")
    shown, folded = page(client, "/personnes/dick-wolf/").split("Toute la liste")
    assert "Chicago 19" in shown
    assert "Chicago 20" in folded
    assert "3 de plus" in folded


# Companies


def test_a_company_stands_between_its_owners_and_what_it_owns(client):
    ocs, canal, vivendi, city, orange = (
        factories.company(name) for name in ("OCS", "Canal", "Vivendi", "OCS City", "Orange")
    )
    Ownership.objects.create(owned=ocs, owner=canal, share=100, since="janvier 2024")
    Ownership.objects.create(owned=canal, owner=vivendi, share=100)
    Ownership.objects.create(owned=ocs, owner=orange, share=66, until="janvier 2024")
    Ownership.objects.create(owned=city, owner=ocs)
    family = client.get("/chaines/ocs/").context["family"]
    levels = [[o.owner.name for o in level] for level in family.levels]
    assert levels == [["Vivendi"], ["Canal"]]
    assert [o.owner.name for o in family.past_owners] == ["Orange"]
    assert [o.owned.name for o in family.holdings] == ["OCS City"]
    text = page(client, "/chaines/ocs/")
    drawn = text.split('class="family"')[1].split("</ol>")[0]
    order = [
        drawn.index(name) for name in ("Vivendi", ">Canal<", 'aria-current="page">OCS<', "OCS City")
    ]
    assert order == sorted(order)
    assert "Auparavant" in text
    assert "À qui appartient" not in page(client, f"/chaines/{factories.company('DR').slug}/")


def test_a_network_shows_what_the_networks_it_owns_ordered(client):
    ocs, city, group = factories.company("OCS"), factories.company("OCS City"), None
    group = factories.company("Orange", kind="group")
    Ownership.objects.create(owned=city, owner=ocs)
    Ownership.objects.create(owned=ocs, owner=group)
    original(factories.series("Missions"), city, "juin 2017")
    for address, seen in (("ocs", True), ("ocs-city", True), ("orange", False)):
        titles = [s.title for s, _fact in client.get(f"/chaines/{address}/").context["originals"]]
        assert titles == (["Missions"] if seen else []), address


def test_a_network_of_many_series_shows_the_newest_with_their_status(client):
    ocs = factories.company("OCS")
    for number in range(27):
        original(factories.series(f"Série {number:02}"), ocs, str(1990 + number))
    context = client.get("/chaines/ocs/").context
    assert context["original_count"] == 27
    assert [s.title for s, _fact in context["originals"]][:2] == ["Série 26", "Série 25"]
    assert {s.status for s, _fact in context["originals"]} == {"unknown"}
    text = page(client, "/chaines/ocs/")
    assert "Série 02" not in text
    assert "24 sur 27 ici" in text
    assert 'href="/series/?network=ocs">Toutes ses séries' in text


def test_a_producer_shows_the_years_of_its_series(client):
    maker = factories.company("Empreinte Digitale", kind="production_company")
    missions = factories.series("Missions")
    factories.credit(missions, None, "production", company=maker)
    original(missions, factories.company("OCS"), "juin 2017")
    (work,) = client.get(maker.get_absolute_url()).context["productions"]
    assert (work.series.title, work.years) == ("Missions", "2017")


# Festivals and prizes


@pytest.fixture
def mania():
    edition = factories.award_edition("Séries Mania", 2017)
    factories.AwardEdition.objects.create(award=edition.award, year=2016)

    def tell(title, result, category=""):
        factories.catalogue(
            factories.nomination(
                series=factories.series(title), edition=edition, result=result, category=category
            )
        )

    tell("Missions", "won", "Découverte")
    tell("Ovni", "nominated", "Découverte")
    tell("Fargo", "nominated", "Compétition internationale")
    tell("Lost", "selected")
    return edition


def test_a_year_is_told_by_category_with_the_winners_first(client, mania):
    context = client.get(mania.get_absolute_url()).context
    assert [n.series.title for n in context["winners"]] == ["Missions"]
    assert [(c.name, [n.series.title for n in c.nominations]) for c in context["categories"]] == [
        ("Compétition internationale", ["Fargo"]),
        ("Découverte", ["Missions", "Ovni"]),
        ("", ["Lost"]),
    ]


def test_the_prizes_of_series_are_told_before_those_of_persons_and_tallies_apart(client, mania):
    star = factories.person("Camille Cottin")
    dix = factories.series("Dix pour cent")
    for kwargs in (
        {"category": "Meilleure actrice", "people": [star], "result": "won"},
        {"category": "Meilleure série", "result": "won"},
        {"count": 26, "result": "nominated"},
    ):
        factories.catalogue(factories.nomination(series=dix, edition=mania, **kwargs))
    context = client.get(mania.get_absolute_url()).context
    assert [(p.heading, [n.category for n in p.nominations]) for p in context["palmares"]] == [
        ("Les séries", ["Meilleure série", "Découverte"]),
        ("Les personnes", ["Meilleure actrice"]),
    ]
    assert [n.count for n in context["tallies"]] == [26]
    text = page(client, mania.get_absolute_url())
    prizes, rest = text.split("Nominations et sélections")
    nominated, tallies = rest.split('id="compte"')
    # Who won stands in large, with the series below; the other way round for the prize of a series.
    assert prizes.index("Camille Cottin") < prizes.rindex("Dix pour cent")
    assert "Dix pour cent" not in nominated
    assert "26 nominations" in " ".join(tallies.split())
    assert "Le compte" not in prizes


def test_the_prizes_of_one_kind_need_no_heading(client, mania):
    text = page(client, mania.get_absolute_url())
    assert "Les séries" not in text.split('id="palmares"')[1].split("Nominations")[0]
    assert "Le compte" not in text


def test_a_prize_is_marked_with_words_too(client, mania):
    text = page(client, mania.get_absolute_url())
    winners, others = text.split("Nominations et sélections")
    assert "Prix, </span>Découverte" in winners
    assert "★ </span>Prix</p>" in others
    assert others.count("★") == 1


def test_an_award_lists_its_years_with_their_prizes(client, mania):
    text = page(client, mania.award.get_absolute_url())
    assert text.index(">2017<") < text.index("Missions") < text.index(">2016<")
    assert "Ovni" not in text
    assert text.count("Le palmarès n’est pas encore au fichier.") == 1
    assert 'href="/series/?award=series-mania"' in text


def test_a_prize_in_a_draft_is_in_no_palmares(client, mania):
    factories.article(
        nominations=[
            factories.nomination(series=factories.series("Gone"), edition=mania, result="won")
        ]
    )
    for address in (mania.get_absolute_url(), mania.award.get_absolute_url()):
        assert "Gone" not in page(client, address)
