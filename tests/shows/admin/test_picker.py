"""The record picker: finding by name, creating from a name, and what it refuses."""

import pytest
from django.urls import reverse

from shows.models import Award, AwardEdition, Person, Series
from tests import factories
from tests.members import member


def url(target):
    return reverse("record_picker", args=[target])


def labels(client, target, text):
    answer = client.get(url(target), {"q": text}).json()
    return [row["label"] for row in answer["results"]]


@pytest.mark.parametrize(
    "text", ["hélène", "helene", "HELENE", "vivies hel", "VIVIÈS", "Hélène Viviès"]
)
def test_names_are_found_without_accents_in_any_order(desk, text):
    factories.person("Hélène Viviès")
    factories.person("Clément Aubert")
    assert labels(desk, "shows.Person", text) == ["Hélène Viviès"]


def test_other_and_original_names_are_found(desk):
    factories.series("Un village français", original_title="A French Village")
    factories.company("Ciné+ OCS", other_names="Orange Cinéma Séries\nOCS City")
    factories.person("Cœur de Lion")
    assert labels(desk, "shows.Series", "french vill") == ["Un village français"]
    assert labels(desk, "shows.Company", "orange cinema") == ["Ciné+ OCS"]
    assert labels(desk, "shows.Person", "coeur") == ["Cœur de Lion"]
    factories.series("L’Homme-orchestre")
    assert labels(desk, "shows.Series", "l'homme-orch") == ["L’Homme-orchestre"]


def test_the_very_name_comes_first(desk):
    for title in ("The Lost Room", "Lost Girl", "Lost", "Unlost"):
        factories.series(title)
    found = labels(desk, "shows.Series", "lost")
    assert found == ["Lost", "Lost Girl", "The Lost Room"]


def test_a_pattern_in_the_query_is_only_text(desk):
    factories.series("9-1-1 (US) [*]")
    assert labels(desk, "shows.Series", "(us) [*]") == ["9-1-1 (US) [*]"]
    assert labels(desk, "shows.Series", ".*") == []
    assert labels(desk, "shows.Series", "\\") == []


def test_a_key_gives_its_label(desk):
    missions = factories.series("Missions")
    answer = desk.get(url("shows.Series"), {"id": missions.pk}).json()
    assert answer["results"][0]["label"] == "Missions"
    assert desk.get(url("shows.Series"), {"id": "9e9"}).json()["results"] == []


def test_a_record_is_made_from_its_name_and_waits(desk):
    answer = desk.post(url("shows.Series"), {"name": "  Demain   nous appartient "})
    assert answer.status_code == 200
    made = Series.objects.get(pk=answer.json()["id"])
    assert (made.title, made.slug, made.waits_for_story) == (
        "Demain nous appartient",
        "demain-nous-appartient",
        True,
    )


def test_a_name_that_exists_is_not_made_twice(desk):
    known = factories.person("Hélène Viviès")
    answer = desk.post(url("shows.Person"), {"name": "helene vivies"})
    assert answer.json()["id"] == known.pk
    assert Person.objects.count() == 1


def test_an_edition_is_made_with_its_award(desk):
    given = {"name": "Séries Mania 2017", "kind": "festival"}
    answer = desk.post(url("shows.AwardEdition"), given).json()
    edition = AwardEdition.objects.get(pk=answer["id"])
    assert (edition.award.name, edition.year, edition.award.waits_for_story) == (
        "Séries Mania",
        2017,
        True,
    )
    again = desk.post(url("shows.AwardEdition"), {"name": "series mania 2018"}).json()
    assert AwardEdition.objects.get(pk=again["id"]).award == edition.award
    assert Award.objects.count() == 1
    assert labels(desk, "shows.AwardEdition", "mania 2018") == ["Séries Mania 2018"]


def test_a_bad_name_gets_a_sentence(desk):
    answer = desk.post(url("shows.AwardEdition"), {"name": "Séries Mania"})
    assert answer.status_code == 400
    assert "Séries Mania" in answer.json()["error"]
    for name in ("", "   ", "—", "x" * 300):
        answer = desk.post(url("shows.Person"), {"name": name})
        assert answer.status_code == 400, name
        assert answer.json()["error"].strip()
    assert not Person.objects.exists()


@pytest.mark.parametrize("target", ["auth.Group", "magazine.User", "shows.Credit", "x", "a.b.c"])
def test_only_what_is_listed_can_be_named(desk, target):
    assert desk.get(url(target), {"q": "a"}).status_code == 404
    assert desk.post(url(target), {"name": "a"}).status_code == 404


def test_readers_are_sent_to_the_door(client, db):
    factories.series("Missions")
    assert client.get(url("shows.Series"), {"q": "m"}).status_code == 302


def test_who_may_not_add_chooses_among_public_names(client, contributor):
    factories.series("Missions")
    factories.series("Projet secret", waits_for_story=True)
    client.force_login(contributor)
    answer = client.get(url("shows.Series"), {"q": ""}).json()
    assert [row["label"] for row in answer["results"]] == ["Missions"]
    assert labels(client, "shows.Series", "secret") == []
    assert answer["create"] == []
    refused = client.post(url("shows.Series"), {"name": "Autre"})
    assert refused.status_code == 403
    assert refused.json()["error"]
    assert not Series.objects.filter(title="Autre").exists()


def test_who_may_add_may_create(client, db):
    client.force_login(member("documentaliste", "shows.add_series"))
    assert client.get(url("shows.Series"), {"q": "Autre"}).json()["create"]
    assert client.post(url("shows.Series"), {"name": "Autre"}).status_code == 200


def test_a_draft_of_another_is_not_suggested(client, contributor):
    factories.article("Secret de polichinelle")
    factories.article("Secret publié", live=True)
    client.force_login(contributor)
    assert labels(client, "articles.Article", "secret") == ["Secret publié"]


def test_a_fact_of_a_draft_is_not_offered_for_replacement(desk):
    missions, amc = factories.series("Missions"), factories.company("AMC")
    factories.article("Brouillon", deals=[factories.deal(series=missions, buyer=amc)])
    assert labels(desk, "shows.Deal", "missions") == []
    factories.article("Publié", live=True, deals=[factories.deal(series=missions, buyer=amc)])
    assert len(labels(desk, "shows.Deal", "missions")) == 1


def test_csrf_is_asked_for(editor):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post(url("shows.Series"), {"name": "Autre"}).status_code == 403
    assert not Series.objects.exists()
