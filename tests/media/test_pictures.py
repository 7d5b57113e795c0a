"""A picture needs a credit, a description and rights; its title is never read to anyone."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone

from media.models import Picture
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_picture_needs_an_alternative_text_and_a_credit():
    picture = factories.picture()
    for description in ("", "  "):
        picture.description = description
        with pytest.raises(ValidationError):
            picture.full_clean()
    picture.description, picture.credit = "Mars.", ""
    with pytest.raises(ValidationError):
        picture.full_clean()


def test_an_expired_picture_is_not_public():
    today = timezone.localdate()
    lasting = factories.picture(rights_end=today)
    expired = factories.picture(rights_end=today - datetime.timedelta(days=1))
    assert list(Picture.objects.public()) == [lasting]
    assert lasting.is_public
    assert not expired.is_public
    assert render_to_string("components/picture.html", {"picture": expired}).strip() == ""


@pytest.mark.parametrize(("days", "soon"), [(-1, False), (0, True), (30, True), (31, False)])
def test_rights_end_soon_within_thirty_days(days, soon):
    end = timezone.localdate() + datetime.timedelta(days=days)
    assert Picture(rights_end=end).rights_end_soon is soon
    assert not Picture().rights_end_soon


def test_the_credit_is_under_the_picture_of_a_story(client):
    story = factories.article(live=True, lead_picture=factories.picture(credit="© OCS"))
    body = client.get(story.get_absolute_url()).content.decode()
    assert "© OCS" in body
    assert 'alt="Un vaisseau devant Mars."' in body


def test_the_title_of_a_picture_is_never_its_alternative_text():
    assert factories.picture(title="IMG_2041").default_alt_text == "Un vaisseau devant Mars."
