"""Addresses last: a changed address leads on for good, in one step, and never in circles."""

import pytest

from articles.models import Article, InfoPage
from magazine.consent.choice import Choice
from shows.models import Redirect
from shows.redirects import is_found, lead_to
from tests import factories

pytestmark = pytest.mark.django_db


def leads(client, old, new):
    response = client.get(old)
    return response.status_code == 301 and response["Location"] == new


def test_a_record_that_changes_its_address_is_found_at_the_old_one(client):
    edition = factories.award_edition("Séries Mania", 2017)
    for record in (
        factories.series("Missions"),
        factories.person("Hélène Viviès"),
        factories.company("OCS"),
        edition.award,
    ):
        old = record.get_absolute_url()
        record.slug = "nouvelle-adresse"
        record.save()
        assert leads(client, old, record.get_absolute_url()), record
        assert client.get(record.get_absolute_url()).status_code == 200
    assert leads(client, "/prix/series-mania/2017/", "/prix/nouvelle-adresse/2017/")


def test_a_story_leads_on_when_its_new_address_is_published_and_not_before(client):
    story = factories.article(live=True, slug="missions")
    old = story.get_absolute_url()
    draft = story.latest_revision.as_object()
    draft.slug = "amc-achete-missions"
    revision = draft.save_revision()
    assert client.get(old).status_code == 200
    revision.publish()
    new = Article.objects.get().get_absolute_url()
    assert new.endswith("/amc-achete-missions/")
    assert leads(client, old, new)
    assert leads(client, f"{old}?page=2", f"{new}?page=2")


def test_a_section_takes_its_stories_along(client):
    story = factories.article(live=True, slug="missions")
    section = story.section
    section.slug = "infos"
    section.save()
    assert leads(client, "/actualites/", "/infos/")
    assert leads(client, "/actualites/missions/", "/infos/missions/")


def test_old_addresses_lead_on_while_the_site_is_developed_too(client, settings):
    settings.DEBUG = True
    series = factories.series("Missions")
    series.slug = "missions-fr"
    series.save()
    assert leads(client, "/series/missions/", "/series/missions-fr/")
    series.waits_for_story = True
    series.save()
    assert client.get("/series/missions-fr/").status_code == 410


def test_two_changes_lead_on_in_one_step_and_coming_back_makes_no_circle(client):
    series = factories.series("Missions")
    for slug in ("missions-fr", "missions-mars"):
        series.slug = slug
        series.save()
    assert leads(client, "/series/missions/", "/series/missions-mars/")
    assert leads(client, "/series/missions-fr/", "/series/missions-mars/")
    series.slug = "missions"
    series.save()
    assert client.get("/series/missions/").status_code == 200
    assert leads(client, "/series/missions-mars/", "/series/missions/")


def test_another_may_take_the_address(client):
    series = factories.series("Missions")
    series.slug = "missions-2017"
    series.save()
    factories.series("Missions", slug="missions")
    assert client.get("/series/missions/").status_code == 200
    assert not Redirect.objects.filter(path="/series/missions/").exists()


def test_what_readers_never_saw_leaves_nothing_behind(client):
    secret = factories.series("Secret", waits_for_story=True)
    secret.slug = "autre-secret"
    secret.save()
    draft = factories.article("Brouillon", slug="brouillon")
    draft.slug = "autre"
    draft.save()
    assert not Redirect.objects.exists()
    assert client.get("/series/secret/").status_code == 404


def test_an_old_address_of_what_is_hidden_or_gone_says_so(client):
    story = factories.article(live=True, slug="missions")
    draft = story.latest_revision.as_object()
    draft.slug = "nouvelle"
    draft.save_revision().publish()
    old, new = "/actualites/missions/", "/actualites/nouvelle/"
    assert client.get(old).status_code == 301
    Article.objects.get().unpublish()
    assert [client.get(path).status_code for path in (old, new)] == [410, 410]
    Article.objects.get().delete()
    assert [client.get(path).status_code for path in (old, new)] == [410, 410]
    assert client.get("/actualites/autre/").status_code == 404


def test_an_information_page_leads_on(client):
    page = InfoPage.objects.create(title="Mentions", slug="mentions")
    page.save_revision().publish()
    page.refresh_from_db()
    page.slug = "mentions-legales"
    page.save_revision().publish()
    assert leads(client, "/a-propos/mentions/", "/a-propos/mentions-legales/")


# What is no longer online


def test_a_story_taken_offline_says_so_and_nothing_more(client):
    story = factories.article("Le secret de Missions", live=True, slug="missions")
    factories.article("Autre", live=True)
    story.unpublish()
    response = client.get("/actualites/missions/")
    assert response.status_code == 410
    page = response.content.decode()
    assert "plus en ligne" in page
    assert "secret" not in page
    assert client.get("/actualites/missions/suite/").status_code == 404
    here = {"Sec-Fetch-Site": "same-origin"}
    assert client.post("/actualites/missions/", headers=here).status_code == 404


def test_published_again_it_is_at_its_address(client):
    story = factories.article(live=True, slug="missions")
    story.unpublish()
    Article.objects.get().get_latest_revision().publish()
    assert client.get("/actualites/missions/").status_code == 200
    assert not Redirect.objects.exists()


def test_a_live_story_that_is_deleted_is_gone(client):
    factories.article(live=True, slug="missions").delete()
    assert client.get("/actualites/missions/").status_code == 410


def test_a_draft_that_is_deleted_was_never_there(client):
    factories.article(slug="missions").delete()
    assert client.get("/actualites/missions/").status_code == 404
    assert not Redirect.objects.exists()


def test_a_section_that_moved_leads_to_what_is_gone(client):
    story = factories.article(live=True, slug="missions")
    factories.article(live=True, slug="autre")
    section = story.section
    section.slug = "infos"
    section.save()
    Article.objects.get(pk=story.pk).unpublish()
    assert client.get("/actualites/missions/").status_code == 410
    assert leads(client, "/actualites/autre/", "/infos/autre/")


# Leading elsewhere


def test_readers_are_led_elsewhere_until_it_is_back(client):
    story, series = factories.article(live=True, slug="missions"), factories.series("Missions")
    story.unpublish()
    lead_to("/actualites/missions/", series)
    assert leads(client, "/actualites/missions/", "/series/missions/")
    Article.objects.get().get_latest_revision().publish()
    assert client.get("/actualites/missions/").status_code == 200


def test_a_redirect_to_what_was_itself_taken_offline_is_followed_in_one_step(client):
    series = factories.series("Missions")
    first = factories.article(live=True, slug="un")
    second = factories.article(live=True, slug="deux")
    for story, target in ((first, second), (second, series)):
        path = story.get_absolute_url()
        story.unpublish()
        lead_to(path, target)
    assert leads(client, "/actualites/un/", "/series/missions/")
    assert leads(client, "/actualites/deux/", "/series/missions/")


def test_two_that_lead_to_each_other_are_gone(client):
    one, two = (factories.article(live=True, slug=slug) for slug in ("un", "deux"))
    factories.article(live=True)
    for story, target in ((one, two), (two, one)):
        path = story.get_absolute_url()
        story.unpublish()
        lead_to(path, target)
    assert client.get("/actualites/un/").status_code == 410
    assert client.get("/actualites/deux/").status_code == 410


def test_what_is_under_an_address_leads_only_to_what_is_there(client):
    star = factories.person("Hélène Viviès", slug="helene")
    lead_to("/gens/", star)
    assert leads(client, "/gens/", "/personnes/helene/")
    assert client.get("/gens/personne/").status_code == 404


def test_a_story_of_a_section_that_moved_is_found_after_it_moved_too(client):
    story = factories.article(live=True, slug="missions")
    section = story.section
    section.slug = "infos"
    section.save()
    draft = Article.objects.get().get_latest_revision_as_object()
    draft.slug = "amc"
    draft.save_revision().publish()
    assert leads(client, "/actualites/missions/", "/infos/amc/")
    assert leads(client, "/infos/missions/", "/infos/amc/")


def test_browsers_ask_again_after_a_while(client):
    series = factories.series("Missions")
    series.slug = "missions-2017"
    series.save()
    assert client.get("/series/missions/")["Cache-Control"] == "max-age=3600"


def test_a_path_of_many_parts_or_strange_signs_is_simply_not_found(client):
    for path in ("/a" * 300 + "/", "/actualites/%00/", "/%C3%A9t%C3%A9/"):
        assert client.get(path).status_code == 404


def test_is_found_asks_what_readers_see(rf):
    factories.article(live=True, slug="missions")
    factories.article(slug="brouillon")
    request = rf.post("/admin/")
    request.consent = Choice()
    found = {
        path: is_found(path, request)
        for path in (
            *("/", "/series/", "/actualites/", "/actualites/missions/", "/actualites/brouillon/"),
            *("/rien/", "/admin/", "/admin/login/", "/series/rien/", "/sans-fin"),
        )
    }
    assert [path for path, there in found.items() if there] == [
        *("/", "/series/", "/actualites/", "/actualites/missions/")
    ]
