"""Addresses last: a changed address leads on for good, in one step, and never in circles."""

import pytest

from articles.models import Article, InfoPage
from shows.models import OldAddress
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
    assert not OldAddress.objects.filter(path="/series/missions/").exists()


def test_what_readers_never_saw_leaves_nothing_behind(client):
    secret = factories.series("Secret", waits_for_story=True)
    secret.slug = "autre-secret"
    secret.save()
    draft = factories.article("Brouillon", slug="brouillon")
    draft.slug = "autre"
    draft.save()
    assert not OldAddress.objects.exists()
    assert client.get("/series/secret/").status_code == 404


def test_an_old_address_of_what_is_hidden_or_gone_is_not_found(client):
    story = factories.article(live=True, slug="missions")
    draft = story.latest_revision.as_object()
    draft.slug = "nouvelle"
    draft.save_revision().publish()
    old = "/actualites/missions/"
    assert client.get(old).status_code == 301
    Article.objects.get().unpublish()
    assert client.get(old).status_code == 404
    Article.objects.get().delete()
    assert client.get(old).status_code == 404


def test_an_information_page_leads_on(client):
    page = InfoPage.objects.create(title="Mentions", slug="mentions")
    page.save_revision().publish()
    page.refresh_from_db()
    page.slug = "mentions-legales"
    page.save_revision().publish()
    assert leads(client, "/a-propos/mentions/", "/a-propos/mentions-legales/")
