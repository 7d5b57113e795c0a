"""A picture needs a credit, a description and rights; its sizes are made at upload."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone

from media.models import Picture
from media.renditions import SITE_SPECS
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_sizes_that_pages_ask_for_are_made_at_upload(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        picture = factories.picture()
    made = set(picture.renditions.values_list("filter_spec", flat=True))
    assert made == set(SITE_SPECS)
    html = render_to_string("components/picture.html", {"picture": picture})
    assert html.count(".webp") == 3
    assert set(picture.renditions.values_list("filter_spec", flat=True)) == made


def test_a_picture_needs_an_alternative_text_and_a_credit():
    picture = factories.picture()
    picture.description = "  "
    with pytest.raises(ValidationError, match="Décrivez"):
        picture.full_clean()
    picture.description, picture.credit = "Mars.", ""
    with pytest.raises(ValidationError):
        picture.full_clean()


def test_an_expired_picture_is_shown_nowhere():
    today = timezone.localdate()
    lasting = factories.picture(rights_end=today)
    expired = factories.picture(rights_end=today - datetime.timedelta(days=1))
    assert list(Picture.objects.public()) == [lasting]
    assert lasting.is_public
    assert not expired.is_public
    assert render_to_string("components/picture.html", {"picture": expired}).strip() == ""


def test_the_credit_is_under_the_picture_of_a_story(client):
    story = factories.article(live=True, lead_picture=factories.picture(credit="© OCS"))
    body = client.get(story.get_absolute_url()).content.decode()
    assert "© OCS" in body
    assert 'alt="Un vaisseau devant Mars."' in body


def test_the_title_of_a_picture_is_never_its_alternative_text():
    assert factories.picture(title="IMG_2041").default_alt_text == "Un vaisseau devant Mars."
