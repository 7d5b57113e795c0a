"""Redirections: their list, those typed by hand, and the one offered when a story goes offline."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article
from shows.admin.picker.finder import key_of
from shows.models import Redirect
from shows.redirects import lead_to
from tests import factories
from tests.members import member

from .test_records_forms import sentences

pytestmark = pytest.mark.django_db

LIST = "wagtailsnippets_shows_redirect:list"
ADD = "wagtailsnippets_shows_redirect:add"


def unpublish(story) -> str:
    return reverse("wagtailsnippets_articles_article:unpublish", args=[story.pk])


def typed(desk, path, target=None):
    return desk.post(reverse(ADD), {"path": path, "leads_to": key_of(target) if target else ""})


# The list


def test_the_list_says_where_each_address_leads(desk):
    series, story = factories.series("Missions"), factories.article("AMC", live=True)
    lead_to("/2017/missions/", series)
    lead_to("/2017/amc/", story)
    lead_to("/2017/parti/", factories.article("Titre secret"))
    page = desk.get(reverse(LIST)).content.decode()
    assert f'href="{series.get_absolute_url()}"' in page
    assert f'href="{story.get_absolute_url()}"' in page
    assert "Missions (série)" in page
    assert "plus en ligne" in page
    assert "Titre secret" not in page


def test_the_list_finds_by_address(desk):
    series = factories.series("Missions")
    for path in ("/2017/missions/", "/2018/lost/"):
        lead_to(path, series)
    page = desk.get(reverse(LIST), {"q": "2018"}).content.decode()
    assert "/2018/lost/" in page
    assert "/2017/missions/" not in page


def test_the_list_costs_the_same_however_many_there_are(desk):
    def fill(number):
        edition = factories.award_edition(f"Prix {number}")
        targets = [
            factories.series(f"Série {number}"),
            factories.person(),
            factories.company(f"Chaîne {number}"),
            edition,
            edition.award,
            factories.article(live=True, section=factories.section(f"Rubrique {number}")),
        ]
        targets.append(targets[-1].section)
        for target in targets:
            lead_to(f"/ancien/{number}/{target._meta.model_name}/", target)

    def cost() -> int:
        desk.get(reverse(LIST))
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(reverse(LIST)).status_code == 200
        return len(queries)

    fill(0)
    first = cost()
    for number in range(1, 5):
        fill(number)
    assert cost() == first <= 18


# By hand


@pytest.mark.parametrize("kind", ["series", "article", "person", "company", "award_edition"])
def test_an_address_typed_by_hand_leads_on(desk, client, kind):
    target = factories.article(live=True) if kind == "article" else getattr(factories, kind)()
    assert typed(desk, "/2017/06/missions/", target).status_code == 302
    response = client.get("/2017/06/missions/")
    assert (response.status_code, response["Location"]) == (301, target.get_absolute_url())


def test_an_address_may_be_copied_from_a_browser(desk, client):
    assert typed(desk, " /s%C3%A9rie/missions ", factories.series()).status_code == 302
    assert Redirect.objects.get().path == "/série/missions"
    assert client.get("/série/missions").status_code == 301


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("2017/missions/", "Commencez"),
        ("https://generique.example/missions/", "Commencez"),
        ("//exemple.fr/missions/", "Commencez"),
        ("/missions/?p=12", "espaces"),
        ("/admin/articles/", "lecteurs"),
        ("/series/", "en ligne"),
        ("/series/missions/", "en ligne"),
        ("/", "en ligne"),
    ],
)
def test_an_address_that_cannot_lead_on_is_refused(desk, path, sentence):
    response = typed(desk, path, factories.series("Missions"))
    assert sentence in sentences(response)
    assert not Redirect.objects.exists()


def test_it_leads_to_something_readers_see(desk):
    for target in (None, factories.article("Brouillon"), factories.series(waits_for_story=True)):
        assert typed(desk, "/2017/missions/", target).status_code == 200
    response = desk.post(reverse(ADD), {"path": "/2017/", "leads_to": "auth.User:1"})
    assert response.status_code == 200
    assert not Redirect.objects.exists()


def test_an_address_leads_to_one_thing(desk):
    typed(desk, "/2017/missions/", factories.series("Missions"))
    assert typed(desk, "/2017/missions/", factories.series("Lost")).status_code == 200
    assert Redirect.objects.count() == 1


def test_it_can_be_led_elsewhere_and_taken_away(desk, client):
    lost = factories.series("Lost")
    row = lead_to("/2017/missions/", factories.series("Missions"))
    edit = reverse("wagtailsnippets_shows_redirect:edit", args=[row.pk])
    assert 'value="Missions"' in desk.get(edit).content.decode()
    desk.post(edit, {"path": row.path, "leads_to": key_of(lost)})
    assert client.get("/2017/missions/")["Location"] == "/series/lost/"
    delete = reverse("wagtailsnippets_shows_redirect:delete", args=[row.pk])
    assert desk.get(delete).status_code == 200
    desk.post(delete)
    assert client.get("/2017/missions/").status_code == 404


def test_redirections_are_for_those_who_have_the_right(client):
    row = lead_to("/2017/missions/", factories.series())
    client.force_login(member("pigiste", "articles.add_article", "shows.change_series"))
    assert client.get(reverse(LIST)).status_code == 302
    assert typed(client, "/2018/", factories.series("Lost")).status_code == 302
    client.post(reverse("wagtailsnippets_shows_redirect:delete", args=[row.pk]))
    assert list(Redirect.objects.all()) == [row]
    client.force_login(member("cheffe", "shows.view_redirect", "shows.add_redirect"))
    assert client.get(reverse(LIST)).status_code == 200
    typed(client, "/2018/", factories.series("Dark"))
    assert Redirect.objects.count() == 2


def test_a_redirection_does_not_keep_its_target(desk, django_capture_on_commit_callbacks):
    missions = factories.series("Missions")
    with django_capture_on_commit_callbacks(execute=True):
        typed(desk, "/2017/missions/", missions)
    missions.delete()
    assert desk.get(reverse(LIST)).status_code == 200


# Finding the target


def test_the_finder_finds_what_is_public_of_any_kind_and_creates_nothing(client):
    factories.series("Missions")
    factories.article("AMC achète Missions", live=True)
    factories.article("Missions, le secret")
    factories.company("Missions Prod", other_names="Mars")
    client.force_login(member("pigiste", "articles.add_article"))
    answer = client.get(reverse("public_finder"), {"q": "missions"}).json()
    assert not answer["create"]
    assert [row["label"] for row in answer["results"]] == [
        "Missions",
        "Missions Prod",
        "AMC achète Missions",
    ]
    key = answer["results"][0]["id"]
    assert key.startswith("shows.Series:")
    again = client.get(reverse("public_finder"), {"id": key}).json()
    assert [row["label"] for row in again["results"]] == ["Missions"]
    assert client.get(reverse("public_finder"), {"q": "mars"}).json()["results"]
    assert client.post(reverse("public_finder"), {"name": "Lost"}).status_code == 405
    assert (
        client.post(reverse("record_finder", args=["shows.Series"]), {"name": "Lost"}).status_code
        == 405
    )


# Taking a story offline


def test_going_offline_offers_a_redirect(desk, client):
    series = factories.series("Missions")
    story = factories.article(live=True, slug="missions")
    page = desk.get(unpublish(story)).content.decode()
    assert "/actualites/missions/" in page
    assert 'name="leads_to"' in page
    assert desk.post(unpublish(story), {"leads_to": key_of(series)}).status_code == 302
    response = client.get("/actualites/missions/")
    assert (response.status_code, response["Location"]) == (301, "/series/missions/")
    Article.objects.get().get_latest_revision().publish()
    assert client.get("/actualites/missions/").status_code == 200


def test_without_a_redirect_the_page_says_that_it_is_gone(desk, client):
    story = factories.article(live=True, slug="missions")
    desk.post(unpublish(story), {"leads_to": ""})
    assert client.get("/actualites/missions/").status_code == 410


def test_a_redirect_to_itself_or_to_a_draft_is_refused_and_the_story_stays(desk):
    story = factories.article(live=True)
    for target in (story, factories.article("Brouillon")):
        response = desk.post(unpublish(story), {"leads_to": key_of(target)})
        assert response.status_code == 200
        assert response.context["form"].errors["leads_to"]
    story.refresh_from_db()
    assert story.live


def test_a_page_whose_address_nobody_keeps_is_taken_offline_as_before(desk):
    from articles.models import FrontPage

    front = FrontPage.objects.create(title="Une")
    front.save_revision().publish()
    url = reverse("wagtailsnippets_articles_frontpage:unpublish", args=[front.pk])
    assert 'name="leads_to"' not in desk.get(url).content.decode()
    desk.post(url)
    assert not FrontPage.objects.get().live
    assert not Redirect.objects.exists()
