"""Series like another: by maker, theme and genre, with the reason, and only what is public."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shows.models import Series
from shows.pages.series import series_page
from tests import factories
from tests.markup import markup

pytestmark = pytest.mark.django_db


@pytest.fixture
def missions():
    series = factories.series("Missions", genres=["Drame", "Aventure"], tags=["Mars", "Huis clos"])
    factories.credit(series, factories.person("Julien Lacombe"), "creator")
    return series


def told(series) -> list[tuple[str, str, list[str]]]:
    return [
        (str(found), reason, sorted(map(str, shared)))
        for found, reason, shared in series_page(series)["similar"]
    ]


def by_maker(missions, title="Ovni(s)", **kwargs) -> Series:
    series = factories.series(title, **kwargs)
    factories.credit(series, missions.credits.get().person, "showrunner")
    return series


def test_the_strongest_reason_comes_first_and_is_the_one_that_is_told(missions):
    factories.series("Genre", genres=["Drame"])
    factories.series("Deux genres", genres=["Drame", "Aventure"])
    factories.series("Thème", tags=["Mars"], genres=["Drame"])
    factories.series("Deux thèmes", tags=["Mars", "Huis clos"])
    by_maker(missions, tags=["Mars"])
    factories.series("Rien")
    assert told(missions) == [
        ("Ovni(s)", "maker", ["Julien Lacombe"]),
        ("Deux thèmes", "theme", ["Huis clos", "Mars"]),
        ("Thème", "theme", ["Mars"]),
        ("Deux genres", "genre", ["Aventure", "Drame"]),
        ("Genre", "genre", ["Drame"]),
    ]


def test_there_are_six_at_most_in_an_order_that_does_not_move(missions):
    for number in range(9):
        factories.series(f"Thème {number}", tags=["Mars"])
        factories.series(f"Genre {number}", genres=["Drame"])
    found = told(missions)
    assert [title for title, *_rest in found] == [f"Thème {n}" for n in (8, 7, 6, 5, 4, 3)]
    assert found == told(Series.objects.get(pk=missions.pk))


def test_who_plays_in_a_series_does_not_make_it(missions):
    series = factories.series("Autre")
    factories.credit(series, missions.credits.get().person, "cast")
    assert told(missions) == []


def test_what_readers_do_not_see_is_not_told(missions):
    waiting = {"waits_for_story": True}
    by_maker(missions, "Secrète", **waiting)
    factories.series("Autre secrète", tags=["Mars"], genres=["Drame"], **waiting)
    assert told(missions) == []
    shown = Series.objects.get(title="Secrète")
    factories.article(live=True, mentions=[shown])
    assert [title for title, *_rest in told(missions)] == ["Secrète"]
    # Nor is who made both, while nobody may know of them.
    type(missions.credits.get().person).objects.update(waits_for_story=True)
    assert told(missions) == []


def test_it_takes_no_query_of_its_own(missions):
    with CaptureQueriesContext(connection) as alone:
        series_page(Series.objects.get(pk=missions.pk))
    for number in range(9):
        by_maker(missions, f"Ovni {number}", tags=["Mars"], genres=["Drame"])
    with CaptureQueriesContext(connection) as many:
        assert len(series_page(Series.objects.get(pk=missions.pk))["similar"]) == 6
    assert len(many) == len(alone)


def test_the_page_says_why(client, missions):
    by_maker(missions)
    factories.series("Thème", tags=["Mars"])
    page = markup(client.get("/series/missions/"))
    near = page.partition('id="proches"')[2].partition("</section>")[0]
    for words in ("Aussi créée par Julien Lacombe", "Même thème\u00a0: Mars"):
        assert words in near
    for path in ("/series/ovnis/", "/series/theme/"):
        assert f'href="{path}"' in near
    assert 'id="proches"' not in client.get("/series/mytho/").content.decode()
    assert series_page(Series(title="Jamais enregistrée"))["similar"] == []


# Themes


def test_the_themes_of_a_series_lead_to_their_pages(client, missions):
    page = markup(client.get("/series/missions/"))
    assert "<dt>Thèmes</dt>" in page
    for path, name in (("/sujets/mars/", "Mars"), ("/sujets/huis-clos/", "Huis clos")):
        assert f'<a rel="tag" href="{path}">{name}</a>' in page
        answer = client.get(path)
        assert answer.status_code == 200
        assert 'href="/series/missions/"' in answer.content.decode()
        assert "Aucun article sur ce sujet" in answer.content.decode()
    assert '"keywords": ["Huis clos", "Mars"]' in page


def test_a_series_without_themes_says_nothing_of_them(client):
    factories.series("Mytho")
    page = client.get("/series/mytho/").content.decode()
    assert "Thème" not in page
    assert "keywords" not in page


def test_a_preview_has_the_themes_of_the_draft(missions):
    draft = Series.objects.get(pk=missions.pk)
    draft.tags.set(["Robots"])
    assert [tag.name for tag in series_page(draft)["themes"]] == ["Robots"]


def test_a_theme_of_hidden_series_alone_leads_nowhere(client):
    factories.series("Secrète", waits_for_story=True, tags=["Robots"])
    assert client.get("/sujets/robots/").status_code == 404
    assert "/sujets/robots/" not in client.get("/sitemap-sujets.xml").content.decode()
    factories.series("Publique", tags=["Robots"])
    page = client.get("/sujets/robots/").content.decode()
    assert "Publique" in page
    assert "Secrète" not in page
    assert "/sujets/robots/" in client.get("/sitemap-sujets.xml").content.decode()
