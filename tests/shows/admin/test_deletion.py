"""Whatever deletes in the admin, what is used stays, and the editor reads where it is used."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection

from articles.models import Article
from media.models import Picture
from shows.models import AwardEdition, Company, Series
from tests import factories
from tests.articles.admin.test_article_form import rows
from tests.markup import markup
from tests.members import member

from .test_records_forms import sentences

pytestmark = pytest.mark.real

STORY = "AMC achète Missions"


def address(instance, view="delete"):
    return reverse(instance.snippet_viewset.get_url_name(view), args=[instance.pk])


def bulk(*instances):
    model = type(instances[0])
    url = reverse(
        "wagtail_bulk_action", args=[model._meta.app_label, model._meta.model_name, "delete"]
    )
    keys = "&".join(f"id={instance.pk}" for instance in instances)
    return f"{url}?next=/admin/&{keys}"


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


@pytest.fixture
def missions(db):
    return factories.series("Missions")


@pytest.fixture
def live(missions):
    return factories.article(STORY, live=True, about=[missions])


@pytest.fixture
def drafted(db):
    """A company that only the unpublished change of a story names."""
    amc, series = factories.company("AMC"), factories.series("The Terror")
    story = factories.article("Brouillon secret", live=True, about=[series], owner=member("chef"))
    story.headline = "Brouillon secret, suite"
    story.deals.add(factories.deal(series=series, buyer=amc))
    story.save_revision()
    return amc


def test_the_uses_are_listed_with_a_link_and_without_a_button(desk, missions, live):
    page = desk.get(address(missions)).content.decode()
    assert STORY in page
    assert f'href="{address(live, "edit")}"' in page
    assert 'class="button serious"' not in page


def test_what_is_used_is_not_deleted(desk, missions, live):
    response = desk.post(address(missions))
    assert response.status_code == 302
    assert STORY in said(response)
    assert Series.objects.filter(pk=missions.pk).exists()


def test_a_draft_s_use_counts(desk, drafted):
    page = desk.get(address(drafted)).content.decode()
    assert "Brouillon secret" in page
    assert "brouillon" in page
    assert "Brouillon secret" in said(desk.post(address(drafted)))
    assert Company.objects.filter(pk=drafted.pk).exists()


def test_what_nothing_uses_is_deleted(desk, missions):
    assert 'class="button serious"' in desk.get(address(missions)).content.decode()
    assert desk.post(address(missions)).status_code == 302
    assert not Series.objects.exists()


def test_the_use_of_a_part_counts(desk):
    edition = factories.award_edition()
    factories.article(STORY, live=True, nominations=[factories.nomination(edition=edition)])
    assert STORY in desk.get(address(edition.award)).content.decode()
    assert STORY in said(desk.post(address(edition.award)))
    assert AwardEdition.objects.exists()


def test_a_part_taken_out_of_its_form_is_kept(desk):
    edition = factories.award_edition()
    factories.article(STORY, live=True, nominations=[factories.nomination(edition=edition)])
    award = edition.award
    data = {"name": award.name, "slug": award.slug, "kind": award.kind, "description": "null"}
    data |= rows("external_ids", []) | rows("editions", [{"year": "2017"}])
    data |= {"editions-INITIAL_FORMS": "1", "editions-0-id": str(edition.pk)}
    response = desk.post(address(award, "edit"), data | {"editions-0-DELETE": "1"})
    assert STORY in sentences(response)
    assert STORY in response.content.decode()
    assert AwardEdition.objects.exists()


def test_the_draft_of_another_is_not_named(client, db):
    amc = factories.company("AMC")
    story = factories.article("Secret", owner=member("chef"))
    story.deals.add(factories.deal(buyer=amc))
    story.save_revision()
    client.force_login(
        member(
            "documentaliste", "shows.delete_company", "shows.view_company", "articles.add_article"
        )
    )
    page = client.get(address(amc)).content.decode()
    assert "brouillon" in page
    assert "Secret" not in page
    response = client.post(address(amc))
    assert "brouillon" in said(response)
    assert "Secret" not in said(response)


def test_a_bulk_deletion_keeps_what_is_used(desk, missions, live, drafted):
    lost = factories.series("Lost")
    page = desk.get(bulk(missions, lost)).content.decode()
    assert STORY in page
    response = desk.post(bulk(missions, lost))
    assert response.status_code == 302
    assert STORY in said(response)
    assert not Series.objects.filter(title="Lost").exists()
    assert Series.objects.filter(title="Missions").exists()
    assert "Brouillon secret" in said(desk.post(bulk(drafted)))
    assert Company.objects.filter(pk=drafted.pk).exists()


@pytest.fixture
def pictures(db):
    """One that a draft shows, and one that nothing shows."""
    used, free = factories.picture("Utilisée"), factories.picture("Libre")
    factories.article(STORY, lead_picture=used)
    return used, free


def test_a_picture_s_uses_are_listed(desk, pictures):
    used, free = pictures
    page = desk.get(reverse("wagtailimages:delete", args=[used.pk])).content.decode()
    assert STORY in page
    assert 'class="button serious"' not in page
    assert STORY in said(desk.post(reverse("wagtailimages:delete", args=[used.pk])))
    desk.post(reverse("wagtailimages:delete", args=[free.pk]))
    assert list(Picture.objects.all()) == [used]


def test_pictures_in_bulk(desk, pictures):
    used, free = pictures
    assert STORY in desk.get(bulk(used, free)).content.decode()
    assert STORY in said(desk.post(bulk(used, free)))
    assert list(Picture.objects.all()) == [used]


def test_a_picture_just_uploaded_among_several(desk, pictures):
    used, free = pictures
    answer = desk.post(reverse("wagtailimages:delete_multiple", args=[used.pk])).json()
    assert not answer["success"]
    assert STORY in answer["error_message"]
    assert desk.post(reverse("wagtailimages:delete_multiple", args=[free.pk])).json()["success"]


def test_a_collection_with_pictures_stays(desk, pictures):
    collection = Collection.get_first_root_node().add_child(name="Missions")
    Picture.objects.update(collection=collection)
    url = reverse("wagtailadmin_collections:delete", args=[collection.pk])
    assert desk.get(url).status_code == 200
    assert desk.post(url).status_code == 403
    assert Picture.objects.count() == 2


def test_pictures_are_deleted_by_those_who_may(client, contributor, pictures):
    client.force_login(contributor)
    client.post(reverse("wagtailimages:delete", args=[pictures[1].pk]))
    client.logout()
    client.post(reverse("wagtailimages:delete", args=[pictures[1].pk]))
    assert Picture.objects.count() == 2


def test_a_draft_story_that_nothing_names_is_deleted(desk):
    story = factories.article("Faux départ")
    desk.post(address(story))
    assert not Article.objects.exists()


def test_uses_are_counted_in_what_is_published_scheduled_and_drafted(desk):
    missions = factories.series("Missions")
    for number in range(2):
        factories.article(f"Paru {number}", live=True, about=[missions])
    factories.article("Brouillon", about=[missions])
    soon = timezone.now() + datetime.timedelta(days=1)
    factories.article("Programmé", about=[missions], go_live_at=soon).latest_revision.publish()
    url = reverse("wagtailsnippets_shows_series:delete", args=[missions.pk])
    counts = markup(desk.get(url)).split('class="desk-uses__counts">')[1].split("</p>")[0]
    assert counts.replace("&nbsp;", " ") == "Publié : 2 · Programmé : 1 · Brouillon : 1"
