"""Days are typed in French; none is ever moved to another."""

import datetime
import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from articles.models import Article
from media.forms import PictureForm
from shows.partial_dates import DayFormField
from tests.articles.admin.test_article_form import ADD, errors_of, story

SEPTEMBER = datetime.date(2017, 9, 28)


@pytest.mark.parametrize(
    "typed",
    ["28 septembre 2017", "jeudi 28 septembre 2017", "28/09/2017", "2017-09-28", SEPTEMBER],
)
def test_a_day_is_read(typed):
    assert DayFormField().clean(typed) == SEPTEMBER


def test_no_day_is_none():
    assert DayFormField(required=False).clean("") is None


@pytest.mark.parametrize(
    "typed",
    ["31 février 2017", "31/02/2017", "septembre 2017", "hier", "lundi 28 septembre 2017"],
)
def test_what_is_no_day_gets_a_sentence(typed):
    with pytest.raises(ValidationError) as refusal:
        DayFormField().clean(typed)
    assert refusal.value.messages[0]


def test_a_day_is_shown_in_french():
    field = DayFormField()
    assert field.prepare_value(SEPTEMBER) == "28 septembre 2017"
    assert not field.has_changed(SEPTEMBER, "28 septembre 2017")
    assert field.has_changed(SEPTEMBER, "29 septembre 2017")


def test_the_day_of_a_source(desk):
    sources = [{"outlet": "Variety", "date": "28 septembre 2017"}]
    assert desk.post(reverse(ADD), story(sources=sources)).status_code == 302
    article = Article.objects.get().get_latest_revision_as_object()
    assert article.sources.get().date == SEPTEMBER
    sources[0]["date"] = "31 février 2017"
    refused = desk.post(reverse(ADD), story("Une autre", sources=sources))
    assert "31 février 2017" in errors_of(refused).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("field", ["embargo_until", "go_live_at"])
def test_a_moment_that_cannot_be_is_refused(desk, field):
    assert errors_of(desk.post(reverse(ADD), story(**{field: "31/02/2030 10:00"})))
    assert not Article.objects.exists()


@pytest.mark.parametrize("typed", ["28/02/2030 10:00", "2030-02-28 10:00"])
def test_a_moment_is_read_as_the_french_type_it(desk, typed):
    assert desk.post(reverse(ADD), story(embargo_until=typed)).status_code == 302
    until = Article.objects.get().get_latest_revision_as_object().embargo_until
    assert until == datetime.datetime(2030, 2, 28, 9, tzinfo=datetime.UTC)


def test_the_picker_leaves_what_is_typed_alone(desk):
    """By itself Wagtail’s replaces what it does not read by the present moment."""
    page = desk.get(reverse(ADD)).content.decode()
    pickers = re.findall(r"initDateTimeChooser\(.*", page)
    assert len(pickers) == 3
    assert all('"validateOnBlur": false' in picker for picker in pickers)
    assert "initDateChooser(" not in page


def test_the_end_of_rights_is_picked_in_the_browser_s_own_calendar():
    assert PictureForm.base_fields["rights_end"].widget.input_type == "date"
