"""The list of genres: what can be watched of each, and a few titles."""

import pytest

from shows.listing.genres import FEW, genre_lines
from tests import factories

pytestmark = pytest.mark.django_db


def lines() -> dict:
    return {line.genre.name: (line.count, [str(s) for s in line.series]) for line in genre_lines()}


def test_a_genre_has_the_number_of_its_public_series_and_leads_to_them(client):
    factories.series("Missions", genres=["Aventure", "Drame"])
    factories.series("Fargo", genres=["Drame"])
    factories.series("Secrète", genres=["Drame", "Western"], waits_for_story=True)
    factories.genre("Musical")
    assert lines() == {"Aventure": (1, ["Missions"]), "Drame": (2, ["Fargo", "Missions"])}
    page = client.get("/genres/").content.decode()
    assert 'href="/series/?genre=drame"' in page
    assert "Secrète" not in page
    assert "western" not in page


def test_of_many_series_those_told_of_last_are_named(client, django_assert_num_queries):
    made = [factories.series(f"Série {n}", genres=["Drame"]) for n in range(FEW + 2)]
    factories.article(live=True, mentions=[made[3]])
    factories.article(live=True, about=[made[5]])
    factories.article(live=False, about=[made[4]])
    with django_assert_num_queries(1):
        ((count, titles),) = lines().values()
    assert count == FEW + 2
    assert titles == ["Série 5", "Série 3", "Série 0", "Série 1"]


def test_genres_stand_by_name_without_regard_to_accents():
    for name in ("Western", "Épouvante", "Drame", "Fantastique"):
        factories.series(name, genres=[name])
    assert list(lines()) == ["Drame", "Épouvante", "Fantastique", "Western"]
