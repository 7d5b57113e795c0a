"""Territories and languages: the page carries what is chosen, the vocabulary comes once."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from articles.body.blocks import RecordBlock
from shows.admin.widgets import RecordPicker, RecordsPicker
from shows.models import Company, Deal
from tests import factories

pytestmark = pytest.mark.django_db


def field(model, name):
    return model._meta.get_field(name).formfield()


def test_only_what_is_chosen_is_in_the_page():
    territories = field(Deal, "territories")
    html = territories.widget.render("territories", territories.prepare_value("CA,US"))
    assert html.count("<option") == 2
    assert "Canada" in html
    assert "États-Unis" in html
    assert reverse("desk_vocabulary", args=["territories"]) in html


def test_codes_are_cleaned_to_text():
    territories = field(Deal, "territories")
    assert territories.clean(["US", "CA"]) == "CA,US"
    with pytest.raises(ValidationError):
        territories.clean(["XX"])


def test_a_single_country_is_one():
    country = field(Company, "country")
    assert country.clean(["FR"]) == "FR"
    with pytest.raises(ValidationError):
        country.clean(["FR", "US"])


def test_the_vocabulary_is_served_to_the_newsroom(desk, client):
    codes = dict(desk.get(reverse("desk_vocabulary", args=["territories"])).json()["codes"])
    assert codes["IE"] == "Irlande"
    assert desk.get(reverse("desk_vocabulary", args=["passwords"])).status_code == 404


def test_the_picker_shows_the_name_of_its_key():
    missions = factories.series("Missions")
    html = RecordPicker("shows.Series").render("series", missions.pk, {"id": "id_series"})
    assert f'<input type="hidden" name="series" value="{missions.pk}"' in html
    assert 'value="Missions"' in html
    assert 'role="combobox"' in html
    assert 'value="Missions"' not in RecordPicker("shows.Series").render("series", "x", {})


def test_several_records_are_those_chosen():
    person = factories.person("Hélène Viviès")
    html = RecordsPicker("shows.Person").render("people", [person.pk], {"id": "id_people"})
    assert "<select" in html
    assert 'multiple name="people"' in html
    assert f'<option value="{person.pk}" selected>Hélène Viviès</option>' in html
    assert html.count("<option") == 1


def test_a_block_takes_a_key_and_refuses_a_stranger():
    missions = factories.series("Missions")
    block = RecordBlock("shows.Series")
    assert block.clean(missions.pk) == missions.pk
    with pytest.raises(ValidationError):
        block.clean(999_999)
