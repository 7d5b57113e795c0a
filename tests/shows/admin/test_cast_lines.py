"""A cast typed in a story as one name a line, made into rows."""

import pytest
from django.urls import reverse

from shows.models import Person
from tests import factories
from tests.members import member

pytestmark = pytest.mark.django_db


def split(client, lines) -> dict:
    answer = client.post(reverse("desk_cast_lines"), {"lines": lines})
    assert answer.status_code == 200
    return answer.json()


def said(answer) -> list[tuple[str, str]]:
    return [
        (row["fields"]["person"]["label"], row["fields"]["character"]["value"])
        for row in answer["rows"]
    ]


def test_a_line_is_a_row(desk):
    known = factories.person("Hélène Viviès")
    answer = split(desk, "helene vivies : Jeanne Renoir\n\nClément Aubert\n")
    assert said(answer) == [("Hélène Viviès", "Jeanne Renoir"), ("Clément Aubert", "")]
    assert answer["rows"][0]["fields"]["person"]["value"] == known.pk
    assert (answer["left"], answer["errors"]) == ("", [])
    assert Person.objects.get(name="Clément Aubert").waits_for_story


def test_asking_twice_makes_nobody_twice(desk):
    lines = "Clément Aubert : Simon\nclement aubert : Simon"
    assert split(desk, lines) == split(desk, lines)
    assert Person.objects.count() == 1


def test_a_person_is_known_by_another_name(desk):
    known = factories.person("Hélène Viviès", other_names="Helena V.")
    (row,) = split(desk, "Helena V. : Jeanne")["rows"]
    assert row["fields"]["person"]["value"] == known.pk


def test_a_line_that_is_none_stays_with_a_sentence(desk):
    answer = split(desk, "Clément Aubert : Simon\n: Jeanne")
    assert said(answer) == [("Clément Aubert", "Simon")]
    assert answer["left"] == ": Jeanne"
    (sentence,) = answer["errors"]
    assert "Ligne 2" in sentence
    assert ": Jeanne" in sentence


def test_two_of_a_name_are_not_guessed(desk):
    factories.person("Jean Martin", slug="jean-martin-1")
    factories.person("Jean Martin", slug="jean-martin-2")
    answer = split(desk, "Jean Martin : Le voisin")
    assert answer["rows"] == []
    assert answer["left"] == "Jean Martin : Le voisin"
    assert "Jean Martin" in answer["errors"][0]
    assert Person.objects.count() == 2


def test_who_may_not_create_a_person_is_told_so(client):
    writer = member("pigiste", "articles.add_article")
    client.force_login(writer)
    factories.person("Hélène Viviès")
    answer = split(client, "Clément Aubert : Simon\nHélène Viviès : Jeanne")
    assert said(answer) == [("Hélène Viviès", "Jeanne")]
    assert answer["left"] == "Clément Aubert : Simon"
    assert "Clément Aubert" in answer["errors"][0]
    assert Person.objects.count() == 1


def test_a_page_pasted_whole_is_left_alone(desk):
    lines = "\n".join(f"Personne {number}" for number in range(101))
    answer = split(desk, lines)
    assert answer["rows"] == []
    assert answer["left"] == lines
    assert not Person.objects.exists()


def test_nobody_gets_there_without_signing_in(client):
    answer = client.post(reverse("desk_cast_lines"), {"lines": "Clément Aubert"})
    assert answer.status_code == 302
    assert not Person.objects.exists()
