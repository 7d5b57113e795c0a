"""Pictures on public pages: no reader waits for an encoder, and nothing moves when they come."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from articles.models import Article
from media.models import Picture, Rendition
from media.renditions import Maker
from shows.models import Company, Person
from tests import factories
from tests.fixture_magazine import publish_magazine
from tests.markup import markup

from .test_budgets import BUDGETS, address

pytestmark = pytest.mark.django_db

PICTURE = re.compile(r"<picture>.*?</picture>", re.DOTALL)


@pytest.fixture
def magazine():
    stories = publish_magazine()
    Person.objects.update(portrait=factories.picture("Portrait"))
    Company.objects.update(logo=factories.picture("Logo"))
    pictures = [factories.picture(f"Photo {n}") for n in range(3)]
    story = stories[0].get_latest_revision_as_object()
    story.body = [
        ("picture", {"picture": pictures[0], "caption": "L'équipage"}),
        ("gallery", {"pictures": [{"picture": picture} for picture in pictures[1:]]}),
    ]
    story.save_revision().publish()
    return stories


@pytest.fixture
def no_encoder(monkeypatch):
    """Nothing can be made, nor kept, from here on."""

    def refuse(*args, **kwargs):
        raise AssertionError("a reader waits for an encoder")

    monkeypatch.setattr(Picture, "generate_rendition_file", refuse)
    monkeypatch.setattr(Image.Image, "save", refuse)
    monkeypatch.setattr(Rendition, "save", refuse)


def test_no_reader_waits_for_an_encoder(client, magazine, no_encoder):
    # The image with which a page is shared is drawn when another site asks for it, once.
    for name in set(BUDGETS) - {"share_image"}:
        assert client.get(address(name)).status_code == 200, name


@pytest.mark.parametrize("missing", ["avif", "jpeg", "webp", "fill", ""])
def test_nor_when_sizes_are_missing(client, magazine, no_encoder, missing):
    Rendition.objects.filter(filter_spec__contains=missing).delete()
    for name in ("home", "articles:article", "articles:feed", "sitemap", "shows:person"):
        assert client.get(address(name)).status_code == 200, (name, missing)


def test_every_picture_has_its_size_its_alternative_text_and_its_credit(client, magazine):
    for name in (
        "home",
        "articles:article",
        "shows:series_detail",
        "shows:person",
        "shows:company",
    ):
        body = markup(client.get(address(name)))
        found = PICTURE.findall(body)
        assert found, name
        assert body.count("© OCS") >= len(found), name
        for picture in found:
            assert re.search(r'<img src="[^"]+" width="\d+" height="\d+" alt="Un vaisseau', picture)
            assert 'decoding="async"' in picture
            assert ('loading="lazy"' in picture) != ('fetchpriority="high"' in picture)


def test_what_is_above_the_fold_comes_first_and_the_rest_waits(client, magazine):
    for name in ("home", "articles:article", "shows:series_detail"):
        first, *others = PICTURE.findall(client.get(address(name)).content.decode())
        assert 'fetchpriority="high"' in first, name
        assert all('loading="lazy"' in other for other in others), name


def test_the_pictures_of_a_text_are_whole_and_cost_no_query_each(client, magazine):
    story = Article.objects.get(pk=magazine[0].pk)
    client.get(story.get_absolute_url())
    with CaptureQueriesContext(connection) as few:
        body = client.get(story.get_absolute_url()).content.decode()
    assert body.count("max-720x900") >= 3
    more = story.get_latest_revision_as_object()
    pictures = [{"picture": factories.picture(f"Autre {n}")} for n in range(5)]
    more.body = [*((b.block_type, b.value) for b in more.body), ("gallery", {"pictures": pictures})]
    more.save_revision().publish()
    client.get(story.get_absolute_url())
    with CaptureQueriesContext(connection) as many:
        client.get(story.get_absolute_url())
    assert len(many) == len(few)


def test_the_preview_of_a_draft_shows_its_pictures(rf, magazine, no_encoder):
    draft = magazine[0].get_latest_revision_as_object()
    response = draft.make_preview_request(rf.get("/"), "")
    assert "max-720x900" in response.content.decode()


def test_the_light_formats_cost_no_query(client, magazine):
    path = magazine[0].get_absolute_url()
    client.get(path)
    with CaptureQueriesContext(connection) as before:
        assert "image/avif" not in client.get(path).content.decode()
    Maker(Picture.objects.public).make_missing()
    client.get(path)
    with CaptureQueriesContext(connection) as after:
        assert "image/avif" in client.get(path).content.decode()
    assert len(before) == len(after)
