"""The library's list: found whatever the accents, filtered by rights, licence, credit and use."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from media.models import Picture
from tests import factories

pytestmark = pytest.mark.real

LIST = "/admin/images/"
BUDGET = 15


def day(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def titles(client, address=LIST, **query) -> set[str]:
    return {picture.title for picture in client.get(address, query).context["object_list"]}


@pytest.fixture
def shelf(db):
    factories.picture("Échue", rights_end=day(-1), credit="Élodie Frégé / OCS", licence="agency")
    factories.picture("Ce soir", rights_end=day(0))
    factories.picture("Bientôt", rights_end=day(30), licence="press_kit")
    factories.picture("Plus tard", rights_end=day(31), description="L’été à Marseille.")
    mars = factories.picture("Sans fin", copyright_notice="Collection Œuvres")
    mars.tags.add("planète")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"rights": "ended"}, {"Échue"}),
        ({"rights": "ending"}, {"Ce soir", "Bientôt"}),
        ({"rights": "endless"}, {"Sans fin"}),
        ({"licence": "agency"}, {"Échue"}),
        ({"licence": ["agency", "press_kit"]}, {"Échue", "Bientôt"}),
        ({"credit": "elodie frege"}, {"Échue"}),
        ({"credit": "oeuvres"}, {"Sans fin"}),
        ({"rights": "ended", "licence": "press_kit"}, set()),
        ({"q": "ELODIE echue"}, {"Échue"}),
        ({"q": "ete marseille"}, {"Plus tard"}),
        ({"q": "planete"}, {"Sans fin"}),
        ({"q": "echue", "rights": "endless"}, set()),
        ({"rights": "nonsense"}, {"Échue", "Ce soir", "Bientôt", "Plus tard", "Sans fin"}),
    ],
)
def test_pictures_are_found(desk, shelf, query, found):
    assert titles(desk, **query) == found
    assert titles(desk, f"{LIST}results/", **query) == found


@pytest.mark.parametrize("words", ["elodie", "ete marseille", "planete", "OEUVRES"])
def test_the_chooser_finds_them_as_the_list_does(desk, shelf, words):
    url = reverse("wagtailimages_chooser:choose_results")
    chosen = {p.title for p in desk.get(url, {"q": words}).context["results"]}
    assert chosen == titles(desk, q=words) != set()


@pytest.mark.parametrize("view", ["choose", "choose_results"])
def test_the_chooser_says_whose_rights_have_ended(desk, shelf, view):
    response = desk.get(reverse(f"wagtailimages_chooser:{view}"))
    page = response.json()["html"] if view == "choose" else response.content.decode()
    assert f"Droits échus le {day(-1):%d.%m.%Y}" in page
    assert "Élodie Frégé / OCS" in page


def test_the_list_is_sorted_by_the_end_of_rights(desk, shelf):
    rows = desk.get(LIST, {"ordering": "rights_end"}).context["object_list"]
    assert [row.title for row in rows] == ["Échue", "Ce soir", "Bientôt", "Plus tard", "Sans fin"]


@pytest.mark.parametrize("layout", ["grid", "list"])
def test_a_thumbnail_says_its_credit_and_the_end_of_its_rights(desk, shelf, layout):
    page = desk.get(LIST, {"layout": layout}).content.decode()
    assert "Élodie Frégé / OCS" in page
    assert f"Droits échus le {day(-1):%d.%m.%Y}" in page
    assert f"Droits jusqu’au {day(31):%d.%m.%Y}" in page


def test_what_a_draft_or_a_schedule_shows_is_used(desk, shelf):
    used = {name: factories.picture(name) for name in ("lead", "body", "draft", "poster", "plan")}
    factories.article("Publié", live=True, lead_picture=used["lead"])
    factories.article(live=True, body=[("picture", {"picture": used["body"]})])
    series = factories.series("Missions", poster=used["poster"])
    live = factories.article("Publié", live=True, about=[series])
    draft = Article.objects.get(pk=live.pk)
    draft.body = [("picture", {"picture": used["draft"]})]
    draft.save_revision()
    planned = factories.article("Prévu", lead_picture=used["plan"])
    planned.go_live_at = timezone.now() + datetime.timedelta(days=2)
    planned.save_revision().publish()
    assert titles(desk, use="used") == set(used)
    assert titles(desk, use="unused") == {"Échue", "Ce soir", "Bientôt", "Plus tard", "Sans fin"}


def test_select_all_means_what_the_filters_leave(desk, shelf):
    url = reverse("wagtail_bulk_action", args=["media", "picture", "delete"])
    listed = f"{LIST}?rights=ended"
    page = desk.get(f"{url}?id=all&next={listed}").content.decode()
    assert "Échue" in page
    assert "Sans fin" not in page
    desk.post(f"{url}?id=all&next={listed}")
    assert not Picture.objects.filter(title="Échue").exists()
    assert Picture.objects.count() == 4
    url = reverse("wagtail_bulk_action", args=["media", "picture", "add_tags"])
    desk.post(f"{url}?id=all&next={LIST}%3Flicence%3Dpress_kit", {"tags": "presse"})
    assert [p.title for p in Picture.objects.filter(tags__name="presse")] == ["Bientôt"]


@pytest.mark.parametrize("query", ["", "?layout=list", "?use=unused", "?q=image&rights=ending"])
def test_the_list_stays_within_its_budget(desk, query, django_capture_on_commit_callbacks):
    def fill(start, stop):
        with django_capture_on_commit_callbacks(execute=True):
            for number in range(start, stop):
                shown = factories.picture(f"Image {number}", rights_end=day(number))
                factories.article(f"Brouillon {number}", lead_picture=shown)
                factories.picture(f"Image libre {number}", rights_end=day(number))

    def count():
        desk.get(LIST + query)
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(LIST + query).status_code == 200
        return len(queries)

    fill(0, 2)
    few = count()
    fill(2, 6)
    assert count() <= few <= BUDGET
