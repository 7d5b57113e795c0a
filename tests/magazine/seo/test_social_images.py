"""A story is shared with an image of its own: drawn once, safe, and gone with the story."""

import datetime
from io import BytesIO
from unittest import mock

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone
from PIL import Image

from articles.models import Article
from magazine.seo.social_images import shelf
from magazine.seo.social_images.cards import SIZE, Card, card_of, find_card
from magazine.seo.social_images.drawing import draw, face, readable, wrapped
from media.models import Picture
from media.renditions import sizes_later
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.real]


@pytest.fixture
def story(db):
    return factories.article(
        "AMC achète Missions", live=True, lead_picture=factories.picture(credit="© OCS")
    )


def address(story) -> str:
    return find_card("article", story.pk).address


def test_it_is_a_jpeg_of_the_size_that_networks_ask_for(client, story):
    response = client.get(address(story))
    assert response["Content-Type"] == "image/jpeg"
    assert "max-age=2592000" in response["Cache-Control"]
    image = Image.open(BytesIO(response.content))
    assert (image.format, image.size) == ("JPEG", SIZE)
    assert len(response.content) < 200_000


def test_it_is_drawn_when_the_story_is_published_and_no_more(
    client, django_capture_on_commit_callbacks
):
    draft = factories.article("AMC achète Missions")
    with django_capture_on_commit_callbacks(execute=True):
        draft.latest_revision.publish()
    with mock.patch.object(shelf, "draw") as drawing:
        assert client.get(address(draft)).status_code == 200
    drawing.assert_not_called()


def test_those_of_many_stories_at_once_are_drawn_when_asked_for(
    client, django_capture_on_commit_callbacks
):
    draft = factories.article("AMC achète Missions")
    with (
        mock.patch.object(shelf, "draw") as drawing,
        django_capture_on_commit_callbacks(execute=True),
        sizes_later(),
    ):
        draft.latest_revision.publish()
    drawing.assert_not_called()
    assert client.get(address(draft)).status_code == 200


def test_a_story_goes_out_even_if_its_image_cannot_be_drawn(django_capture_on_commit_callbacks):
    draft = factories.article("AMC achète Missions")
    with (
        mock.patch.object(shelf, "draw", side_effect=OSError),
        django_capture_on_commit_callbacks(execute=True),
    ):
        draft.latest_revision.publish()
    assert Article.objects.public().filter(pk=draft.pk).exists()


def test_a_picture_whose_file_is_gone_is_left_out_until_it_is_back(client, story, caplog):
    file = story.lead_picture.file
    content = file.read()
    file.storage.delete(file.name)
    without = client.get(address(story))
    assert without.status_code == 200
    assert "cannot be read" in caplog.text
    file.storage.save(file.name, ContentFile(content))
    assert client.get(address(story)).content != without.content


@pytest.mark.parametrize(
    "changes",
    [
        {"headline": "AMC n’achète plus Missions"},
        {"social_title": "Missions part en Amérique"},
        {"sponsor": "OCS"},
        {"safe_headline": "Une décision"},
    ],
)
def test_its_address_changes_with_what_it_shows(client, story, changes):
    before = address(story)
    client.get(before)
    Article.objects.filter(pk=story.pk).update(**changes)
    after = address(story)
    assert after != before
    response = client.get(before)
    assert (response.status_code, response["Location"]) == (302, after)
    assert client.get(after).status_code == 200
    kept = storages["drawn"].listdir(f"article/{story.pk}")[1]
    assert [f"-{name}" in after for name in kept] == [True], "the former image is not kept"


def test_its_address_changes_with_the_picture(story):
    before = address(story)
    for changes in ({"credit": "© AMC"}, {"focal_point_x": 3, "focal_point_y": 3}):
        Picture.objects.filter(pk=story.lead_picture_id).update(**changes)
        assert address(story) != before
        before = address(story)


def test_an_expired_picture_is_not_in_it(client, story):
    before = address(story)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Picture.objects.filter(pk=story.lead_picture_id).update(rights_end=yesterday)
    assert find_card("article", story.pk).picture is None
    assert client.get(before)["Location"] == address(story)


def test_caches_keep_it_no_longer_than_the_rights_of_its_picture(client, story):
    with time_machine.travel("2031-03-10 18:00+01:00", tick=False):
        Picture.objects.filter(pk=story.lead_picture_id).update(rights_end=timezone.localdate())
        control = client.get(address(story))["Cache-Control"]
    assert control == f"public, max-age={6 * 3600}", "until midnight: the last day is part of them"


def test_what_reveals_too_much_is_not_in_it():
    safe = factories.picture()
    story = factories.article(
        "Jeanne meurt",
        live=True,
        lead_picture=factories.picture(),
        safe_headline="La fin de Missions",
        safe_picture=safe,
    )
    card = find_card("article", story.pk)
    assert (card.title, card.picture) == ("La fin de Missions", safe)


def test_the_picture_chosen_for_networks_comes_first():
    chosen = factories.picture()
    story = factories.article(live=True, lead_picture=factories.picture(), social_picture=chosen)
    assert find_card("article", story.pk).picture == chosen


def test_what_is_not_out_has_no_image(client, story):
    path = address(story)
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    Article.objects.filter(pk=story.pk).update(embargo_until=tomorrow)
    assert client.get(path).status_code == 404
    Article.objects.filter(pk=story.pk).update(embargo_until=None, live=False)
    assert client.get(path).status_code == 404
    assert client.get("/partage/article-999-0123456789.jpg").status_code == 404
    assert client.get("/partage/rubrique-1-0123456789.jpg").status_code == 404


def test_records_have_theirs(client):
    series = factories.series("Missions")
    series.poster = factories.picture()
    series.save()
    hidden = factories.series("Lost", waits_for_story=True)
    for thing in (series, factories.person(), factories.company()):
        assert client.get(card_of(thing).address).status_code == 200
    assert client.get(card_of(hidden).address).status_code == 404


@pytest.mark.parametrize("picture", [True, False])
@pytest.mark.parametrize(
    "title",
    [
        "Lupin",
        "Missions, un vaisseau de bric et de broc, un vrai vertige " * 4,
        "Anticonstitutionnellement" * 8,
    ],
)
def test_any_headline_fits(title, picture):
    shown = factories.picture() if picture else None
    image = draw(Card("article", 1, title, "Actualités", "Sponsorisé par OCS", shown))
    assert image.size == SIZE


def test_a_line_is_no_wider_than_its_place_and_no_break_spaces_hold():
    font = face(100, 800)
    lines = wrapped(readable("Missions : AMC achète la série d’OCS"), font, 500)
    assert lines[0].startswith("Missions\N{NO-BREAK SPACE}:")
    assert all(font.getlength(line) <= 500 for line in lines)


def test_letters_that_the_face_lacks_are_written_with_those_it_has():
    assert readable("Élodie Œuvre") == "Élodie Œuvre"
    assert readable("Łukasz 東京").isascii()
