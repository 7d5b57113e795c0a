"""The list of persons: roles and series of those that readers may see, and of nothing else."""

import datetime

import pytest
from django.utils import timezone

from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/personnes/"


def counts(client, query="") -> dict:
    """{facet: {value: count}}."""
    filters = client.get(f"{LIST}{query}").context["filters"]
    return {f.name: {c.value: c.count for c in f.choices} for f in filters.facets}


def names(client, query="") -> list[str]:
    return [person.name for person in client.get(f"{LIST}{query}").context["items"]]


@pytest.fixture
def people():
    """A maker of two series, one who plays in one of them, one of whom nothing is known."""
    missions = factories.series("Missions", genres=["Aventure"], countries=["FR"])
    fargo = factories.series("Fargo", genres=["Policier"], countries=["US"])
    lacombe, vivies = factories.person("Julien Lacombe"), factories.person("Hélène Viviès")
    for series in (missions, fargo):
        factories.credit(series, lacombe, "director")
    factories.credit(missions, lacombe, "creator")
    factories.credit(missions, vivies, character="Jeanne")
    factories.person("Ami Cohen")
    return lacombe, vivies


def test_each_facet_counts_the_persons_that_a_click_would_find(client, people):
    assert counts(client) == {
        "role": {"creator": 1, "director": 1, "cast": 1},
        "genre": {"aventure": 2, "policier": 1},
        "country": {"FR": 2, "US": 1},
    }
    assert names(client, "?role=director&sort=name") == ["Julien Lacombe"]
    assert names(client, "?genre=aventure&sort=name") == ["Hélène Viviès", "Julien Lacombe"]
    assert counts(client, "?role=cast")["country"] == {"FR": 1}
    assert names(client, "?sort=name") == ["Ami Cohen", "Hélène Viviès", "Julien Lacombe"]


def test_a_person_is_shown_with_the_main_roles_and_series(client, people):
    first, *_others = client.get(f"{LIST}?sort=name&role=director").context["items"]
    assert (first.roles, [str(series) for series in first.works]) == (
        ["Réalisation", "Création"],
        ["Fargo", "Missions"],
    )
    assert first.other_works == 0


def test_of_many_series_those_of_the_main_role_come_first_and_the_rest_is_counted(client):
    star = factories.person("Bryan Cranston")
    for number in range(4):
        factories.credit(factories.series(f"Série {number}"), star, sort_order=4 - number)
    factories.credit(factories.series("A, un caméo"), star, "guest")
    (shown,) = client.get(LIST).context["items"]
    assert shown.roles == ["Distribution", "Apparitions"]
    assert [str(series) for series in shown.works] == ["Série 3", "Série 2", "Série 1"]
    assert shown.other_works == 2


def test_a_series_that_waits_gives_away_neither_role_nor_genre_nor_title(client, people):
    _lacombe, vivies = people
    hidden = factories.series("Secrète", genres=["Western"], waits_for_story=True)
    factories.credit(hidden, vivies, "composer")
    assert "western" not in counts(client)["genre"]
    assert "composer" not in counts(client)["role"]
    assert names(client, "?role=composer") == []
    assert names(client, "?genre=western") == []
    assert "Secrète" not in client.get(LIST).content.decode()


def test_those_whom_a_public_story_named_last_come_first(client, people):
    lacombe, vivies = people
    past = timezone.now() - datetime.timedelta(days=9)
    factories.article(live=True, mentions=[vivies], first_published_at=past)
    assert names(client)[0] == "Hélène Viviès"
    factories.article(live=True, about=[lacombe])
    factories.article(live=False, about=[vivies])
    assert names(client)[:2] == ["Julien Lacombe", "Hélène Viviès"]


def test_a_portrait_is_shown_while_its_rights_last(client):
    kept = factories.picture(credit="© Kept")
    gone = factories.picture(credit="© Gone", rights_end=datetime.date(2001, 1, 1))
    factories.person("Ami Cohen", portrait=kept)
    factories.person("Henri Debeurme", portrait=gone)
    page = client.get(LIST).content.decode()
    assert "© Kept" in page
    assert "© Gone" not in page


def test_nonsense_is_named(client, people):
    response = client.get(f"{LIST}?role=xyz&country=QQ")
    assert response.context["total"] == 3
    assert "xyz\N{NO-BREAK SPACE}» n’est pas un métier connu" in response.content.decode()
