"""One way through for a page: facts, then records; what was not loaded raises."""

from dataclasses import FrozenInstanceError

import pytest

from media.models import Picture
from shows.models import Credit, Deal, Episode, Release, Series
from shows.pages.loader import facts_around, facts_from
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def missions():
    series = factories.series("Missions")
    factories.catalogue(
        factories.release(series=series, platform=factories.company("OCS"), window="original")
    )
    return series


def test_facts_come_with_their_records(missions):
    page = facts_around([missions.pk]).with_records()
    (release,) = page.sheet.releases
    assert release.platform.name == "OCS"
    assert page.series_record(missions).facts.releases == [release]


def test_the_record_of_a_series_whose_facts_were_not_loaded_is_refused(missions):
    other = factories.series("Lost")
    page = facts_around([missions.pk]).with_records([(Series, other.pk)])
    with pytest.raises(LookupError, match="Lost"):
        page.series_record(other)


def test_a_series_that_is_not_saved_has_no_facts_to_load():
    record = facts_around([]).with_records().series_record(Series(title="Missions"))
    assert not record.facts


def test_records_and_children_that_were_not_loaded_raise(missions):
    found = facts_from({Release: Release.objects.public()})
    with pytest.raises(KeyError, match="Credit is not among"):
        found.children[Credit]
    page = found.with_records()
    assert page.records[Picture] == {}
    with pytest.raises(KeyError, match="Episode is not among"):
        page.records[Episode]


def test_what_is_loaded_is_frozen(missions):
    found = facts_around([missions.pk])
    page = found.with_records()
    for answer in (found, page):
        with pytest.raises(FrozenInstanceError):
            answer.facts = ()
    with pytest.raises(TypeError):
        page.records[Deal] = {}


def test_a_hidden_record_is_left_out_and_so_is_the_fact_that_needs_it(missions):
    hidden = factories.company("Canal+", waits_for_story=True)
    factories.catalogue(factories.release(series=missions, platform=factories.company("AMC")))
    shown = factories.release(series=missions, platform=hidden)
    for name, value in factories.CITATION.items():
        setattr(shown, name, value)
    shown.save()
    page = facts_around([missions.pk]).with_records()
    assert {release.platform.name for release in page.sheet.releases} == {"OCS", "AMC"}


def test_records_are_found_in_the_order_of_their_keys(missions):
    lost = factories.series("Lost")
    page = facts_around([]).with_records([(Series, missions.pk), (Series, lost.pk), (Series, None)])
    assert page.found(Series, [lost.pk, 0, missions.pk]) == [lost, missions]
