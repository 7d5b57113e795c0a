"""The rules of records and facts: what is refused, and the sentence it is refused with."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from shows.fields.model_fields import format_ranges, parse_ranges
from shows.models import (
    AwardEdition,
    Credit,
    Ownership,
    Person,
    Relation,
    Release,
    Season,
    Series,
    SeriesFacet,
)
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def missions():
    return factories.series("Missions")


@pytest.fixture
def ocs():
    return factories.company("OCS")


def refused(instance) -> str:
    """The sentences with which an instance is refused."""
    with pytest.raises(ValidationError) as caught:
        instance.full_clean()
    return " ".join(caught.value.messages)


def test_an_address_is_made_from_the_name():
    person = Person(name="Étienne Forget")
    person.full_clean()
    assert person.slug == "etienne-forget"
    person.save()
    namesake = Person(name="Étienne Forget")
    namesake.full_clean()
    assert namesake.slug == "etienne-forget-2"


def test_an_address_is_taken_once(missions):
    assert "adresse" in refused(Series(title="Autre", slug="missions"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Series.objects.create(title="Autre", slug="missions")


CREDITS = [
    ({}, "personne ou une société"),
    ({"person": "p", "company": "c"}, "personne ou une société"),
    ({"company": "c", "role": "production", "character": "Mars"}, "personnage"),
    ({"person": "p", "role": "production"}, "société"),
]


@pytest.mark.parametrize(("fields", "sentence"), CREDITS)
def test_a_credit_that_makes_no_sense_is_refused(missions, ocs, fields, sentence):
    records = {"p": factories.person("Hélène Viviès"), "c": ocs}
    credit = Credit(series=missions, **{k: records.get(v, v) for k, v in fields.items()})
    assert sentence in refused(credit)


def test_a_person_is_credited_once_in_a_role_for_a_character(missions):
    star = factories.person("Hélène Viviès")
    factories.credit(missions, star, character="Jeanne Renoir")
    assert "déjà" in refused(Credit(series=missions, person=star, character="Jeanne Renoir"))
    Credit(series=missions, person=star, character="Une autre").full_clean()


def test_seasons_have_a_number_each_from_0_to_500(missions):
    factories.season(missions, 1)
    assert "déjà" in refused(Season(series=missions, number=1))
    assert "500" in refused(Season(series=missions, number=501))
    Season(series=missions, number=0).full_clean()


def test_a_relation_names_a_series_or_a_work(missions):
    lost = factories.series("Lost")
    assert "l’une des deux" in refused(Relation(series=missions, kind="reference"))
    both = Relation(series=missions, kind="reference", to_series=lost, work_title="Lost")
    assert "l’une des deux" in refused(both)
    assert "elle-même" in refused(Relation(series=missions, kind="sequel", to_series=missions))
    Relation(series=missions, kind="adaptation", work_title="One Kick").full_clean()


def test_an_ownership_runs_forward_and_up_to_the_whole(ocs):
    orange = factories.company("Orange", kind="group")
    assert "avant" in refused(Ownership(owned=ocs, owner=orange, since="2018", until="2016"))
    assert "100" in refused(Ownership(owned=ocs, owner=orange, share=101))
    assert "elle-même" in refused(Ownership(owned=ocs, owner=ocs))
    Ownership(owned=ocs, owner=orange, since="2008", until="2023").full_clean()


def test_an_award_has_one_edition_a_year():
    edition = factories.award_edition()
    assert "déjà" in refused(AwardEdition(award=edition.award, year=2017))


def test_an_identifier_belongs_to_one_record(missions):
    from shows.models import SeriesExternalId

    SeriesExternalId.objects.create(series=missions, scheme="tvmaze", value="28152")
    other = factories.series("Lost")
    again = SeriesExternalId(series=other, scheme="tvmaze", value="28152")
    assert "déjà" in refused(again)


def catalogue(**fields):
    return {**factories.CITATION, **fields}


def test_a_release_says_what_where_and_in_order(missions, ocs):
    assert "série" in refused(Release(**catalogue(platform=ocs)))
    assert "chaîne" in refused(Release(**catalogue(series=missions)))
    backwards = Release(
        **catalogue(series=missions, platform=ocs, starts="juin 2017", ends="mai 2017")
    )
    assert "avant" in refused(backwards)
    with pytest.raises(IntegrityError), transaction.atomic():
        backwards.save()


def test_a_release_is_worldwide_or_in_countries(missions, ocs):
    fields = catalogue(series=missions, platform=ocs)
    assert "monde" in refused(Release(**fields, worldwide=True, territories="FR"))
    assert "monde" in refused(Release(**fields, territories_except="CN"))
    assert "pays" in refused(Release(**fields, territories="XX"))
    Release(**fields, worldwide=True, territories_except="CN").full_clean()


def test_a_catalogue_fact_has_a_source_and_names_nothing_that_waits(missions, ocs):
    assert "source" in refused(Release(series=missions, platform=ocs))
    secret = factories.company("Secret", waits_for_story=True)
    assert "Secret" in refused(Release(**catalogue(series=missions, platform=secret)))


def test_a_deal_is_between_two_companies(ocs, missions):
    from shows.models import Deal

    deal = Deal(**catalogue(series=missions, buyer=ocs, seller=ocs))
    assert "deux" in refused(deal)
    with pytest.raises(IntegrityError), transaction.atomic():
        deal.save()


def test_a_milestone_is_about_something(ocs):
    from shows.models import Milestone

    assert "série" in refused(Milestone(**catalogue(kind="launched")))
    Milestone(**catalogue(kind="launched", company=ocs)).full_clean()


def test_a_correction_replaces_something_and_nothing_replaces_itself(missions, ocs):
    fields = catalogue(series=missions, platform=ocs)
    assert "remplace" in refused(Release(**fields, correction=True))
    first = factories.catalogue(factories.release(series=missions, platform=ocs))
    second = factories.catalogue(factories.release(series=missions, platform=ocs, replaces=first))
    first.replaces = second
    assert "elle-même" in refused(first) or "lui-même" in refused(first)


def test_a_release_takes_over_from_its_deal(missions):
    shudder = factories.company("Shudder", kind="streaming_service", access="svod")
    release = factories.release(platform=shudder)
    factories.article(
        live=True,
        deals=[
            factories.deal(series=missions, seasons="1", territories="CA,US", releases=[release])
        ],
    )
    release = Release.objects.get()
    assert release.subject == missions
    assert release.season_text == "1"
    assert release.place.territory_list == ["Canada", "États-Unis"]
    assert release.access_label == "Abonnement (SVOD)"


def test_something_is_watchable_after_the_latest_day_of_its_start(missions, ocs):
    import datetime

    release = Release(series=missions, platform=ocs, starts="juin 2017", ends="2018")
    assert not release.is_watchable(datetime.date(2017, 6, 15))
    assert release.is_watchable(datetime.date(2017, 6, 30))
    assert release.is_watchable(datetime.date(2018, 12, 31))
    assert not release.is_watchable(datetime.date(2019, 1, 1))


RANGES = [
    ("1", [1]),
    ("1-2", [1, 2]),
    ("29–30", [29, 30]),
    ("1, 3", [1, 3]),
    ("2 et 4", [2, 4]),
    ("3 à 5", [3, 4, 5]),
    ("", []),
]


@pytest.mark.parametrize(("text", "numbers"), RANGES)
def test_seasons_are_typed_as_numbers(text, numbers):
    assert parse_ranges(text) == numbers


@pytest.mark.parametrize("text", ["deux", "2-1", "1-2-3", "-1", "12345"])
def test_what_is_no_range_is_refused_with_its_value(text):
    with pytest.raises(ValidationError) as caught:
        parse_ranges(text)
    assert f"«\u00a0{text}\u00a0»" in caught.value.messages[0]


def test_ranges_are_written_short():
    assert format_ranges([4, 1, 2]) == "1-2, 4"


def shown_by(company):
    """The series that a company has."""
    facets = SeriesFacet.objects.filter(facet="network", value=str(company.pk))
    return [row.series for row in facets.select_related("series")]


def test_a_series_counts_its_network_through_releases_and_deals(missions, ocs):
    amc = factories.company("AMC")
    partner = factories.company("TF1")
    shudder = factories.company("Shudder")
    rumoured = factories.company("Netflix")
    from shows.models import DealParty

    factories.catalogue(factories.release(series=missions, platform=ocs, window="original"))
    factories.article(
        live=True,
        deals=[
            factories.deal(
                series=missions,
                buyer=amc,
                releases=[factories.release(platform=shudder)],
                parties=[DealParty(company=partner)],
            )
        ],
        releases=[factories.release(series=missions, platform=rumoured, certainty="rumoured")],
    )
    for company in (ocs, amc, shudder, partner):
        assert shown_by(company) == [missions], company
    assert shown_by(rumoured) == []


def test_a_network_has_what_its_networks_of_today_show_not_what_those_it_sold_do(missions, ocs):
    canal = factories.company("Canal+", kind="channel")
    orange = factories.company("Orange TV", kind="channel")
    Ownership.objects.create(owned=ocs, owner=orange, since="2008", until="2024")
    Ownership.objects.create(owned=ocs, owner=canal, since="2024")
    factories.catalogue(factories.release(series=missions, platform=ocs, window="original"))
    assert shown_by(canal) == [missions]
    assert shown_by(orange) == []
