"""Two exclusive releases that cannot both be right."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shows.knowledge.contradictions import Territory, contradictions, contradictions_of
from shows.models import Ownership, Release
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def missions():
    return factories.series("Missions")


@pytest.fixture
def ocs():
    return factories.company("OCS", access="pay_tv")


@pytest.fixture
def canal():
    return factories.company("Canal+", access="pay_tv")


def exclusive(platform, **kwargs):
    return factories.release(
        platform=platform,
        **{"exclusive": True, "territories": "FR", "starts": "septembre 2017", **kwargs},
    )


def pair(series, one, two):
    """Publish two releases, each in a story of its own; return the contradictions."""
    for number, release in enumerate((one, two)):
        release.series = series
        factories.article(f"Récit {number}", live=True, about=[series], releases=[release])
    return contradictions()


def test_two_platforms_cannot_both_be_the_only_one(missions, ocs, canal):
    (found,) = pair(missions, exclusive(ocs, ends="2019"), exclusive(canal, starts="2018"))
    assert {found.first.platform, found.second.platform} == {ocs, canal}
    assert found.series == missions
    assert found.territories == ["FR"]
    assert found.first.story.headline == "Récit 0"
    for said in ("Missions", "OCS", "Canal+", "France"):
        assert said in str(found)


def test_a_broadcast_without_an_end_contradicts_nothing_once_its_run_is_over(missions, ocs, canal):
    assert pair(missions, exclusive(ocs), exclusive(canal, starts="novembre 2017"))
    Release.objects.filter(platform=canal).update(
        starts="2018-03", starts_earliest="2018-03-01", starts_latest="2018-03-31"
    )
    assert contradictions() == []


@pytest.mark.parametrize(
    "other",
    [
        {"exclusive": False},
        {"territories": "US,CA"},
        {"territories": ""},
        {"territories": "", "worldwide": True, "territories_except": "BE,FR"},
        {"seasons": "2-3"},
        {"episodes": "3"},
        {"access": "svod"},
        {"certainty": "rumoured"},
        {"starts": "2020"},
        {"starts": "2012", "ends": "2013"},
    ],
    ids=str,
)
def test_what_does_not_meet_does_not_contradict(missions, ocs, canal, other):
    one = exclusive(ocs, seasons="1", episodes="1-2", ends="mars 2019")
    assert pair(missions, one, exclusive(canal, **other)) == []


@pytest.mark.parametrize(
    "other",
    [
        {"seasons": "1-2"},
        {"seasons": ""},
        {"territories": "", "worldwide": True},
        {"territories": "", "worldwide": True, "territories_except": "BE"},
        {"starts": "", "ends": "2018"},
        {"access": "pay_tv"},
    ],
    ids=str,
)
def test_what_meets_contradicts(missions, ocs, canal, other):
    one = exclusive(ocs, seasons="1", ends="mars 2019")
    (found,) = pair(missions, one, exclusive(canal, **other))
    assert found.territories == ["FR"]


def test_one_series_is_not_another(missions, ocs, canal):
    lost = factories.series("Lost")
    pair(missions, exclusive(ocs), factories.release(platform=canal, territories="FR"))
    assert pair(lost, exclusive(ocs, starts="2010", ends="2011"), exclusive(canal)) == []


def test_a_vague_date_counts_for_what_is_certain(missions, ocs, canal):
    ends = exclusive(ocs, ends="juin 2018")
    assert pair(missions, ends, exclusive(canal, starts="juin 2018")) == []


def test_a_vague_date_that_overlaps_however_it_is_read(missions, ocs, canal):
    ends = exclusive(ocs, ends="juin 2018")
    assert len(pair(missions, ends, exclusive(canal, starts="mai 2018"))) == 1


def test_a_channel_and_its_owner_are_one_house(missions, ocs, canal):
    group = factories.company("Groupe", kind="group")
    Ownership.objects.create(owned=ocs, owner=group, since="2010")
    Ownership.objects.create(owned=group, owner=canal, since="2015", until="2018")
    assert pair(missions, exclusive(ocs), exclusive(canal)) == []


def test_they_were_not_before_it_was_bought(missions, ocs, canal):
    Ownership.objects.create(owned=ocs, owner=canal, since="2021")
    assert len(pair(missions, exclusive(ocs), exclusive(canal))) == 1


def test_two_channels_of_one_owner_are_not_one(missions, ocs, canal):
    group = factories.company("Groupe", kind="group")
    for channel in (ocs, canal):
        Ownership.objects.create(owned=channel, owner=group)
    assert len(pair(missions, exclusive(ocs), exclusive(canal))) == 1


def test_a_release_in_a_deal_takes_over_its_series_seasons_and_places(missions, ocs, canal):
    nested = factories.release(platform=canal, exclusive=True, starts="2018")
    deal = factories.deal(
        series=missions, buyer=canal, seasons="2", territories="FR,BE", releases=[nested]
    )
    factories.article("Un accord", live=True, about=[missions], deals=[deal])
    one = exclusive(ocs, series=missions, seasons="1", ends="2019")
    story = factories.article("Saison 1", live=True, about=[missions], releases=[one])
    assert contradictions() == []
    story.releases.update(seasons="2")
    (found,) = contradictions()
    assert found.territories == ["FR"]
    assert {found.first.story.headline, found.second.story.headline} == {"Un accord", "Saison 1"}


def test_a_draft_and_what_a_later_fact_replaced_do_not_count(missions, ocs, canal):
    one = exclusive(ocs, series=missions)
    factories.article("Premier", live=True, about=[missions], releases=[one])
    two = exclusive(canal, series=missions)
    draft = factories.article("Brouillon", about=[missions], releases=[two])
    assert contradictions() == []
    draft.get_latest_revision().publish()
    assert len(contradictions()) == 1
    right = exclusive(
        ocs, series=missions, territories="BE", replaces=Release.objects.get(platform=ocs)
    )
    factories.article("Rectificatif", live=True, about=[missions], releases=[right])
    assert contradictions() == []


def test_a_story_s_own_facts_are_held_against_what_readers_see(missions, ocs, canal):
    public = exclusive(ocs, series=missions)
    factories.article("Premier", live=True, about=[missions], releases=[public])
    nested = factories.release(platform=canal, exclusive=True)
    deal = factories.deal(series=missions, buyer=canal, territories="FR", releases=[nested])
    draft = factories.article("Second", about=[missions], deals=[deal])
    (found,) = contradictions_of(draft.get_latest_revision_as_object())
    assert found.first.platform == canal
    assert found.second.story.headline == "Premier"


def test_a_story_that_replaces_the_other_fact_does_not_contradict_it(missions, ocs, canal):
    factories.article("Premier", live=True, releases=[exclusive(ocs, series=missions)])
    moved = exclusive(canal, series=missions, replaces=Release.objects.get())
    draft = factories.article("Second", about=[missions], releases=[moved])
    assert contradictions_of(draft.get_latest_revision_as_object()) == []


def test_a_live_story_does_not_contradict_itself_twice(missions, ocs, canal):
    both = [exclusive(ocs, series=missions), exclusive(canal, series=missions)]
    story = factories.article("Les deux", live=True, releases=both)
    assert len(contradictions_of(story.get_latest_revision_as_object())) == 1


def test_seasons_that_are_not_understood_yet_contradict_nothing(missions, ocs, canal):
    factories.article("Premier", live=True, releases=[exclusive(ocs, series=missions)])
    typed = exclusive(canal, series=missions, seasons="la suite")
    draft = factories.article("Second", about=[missions], releases=[typed])
    assert contradictions_of(draft.get_latest_revision_as_object()) == []


def test_the_report_takes_the_same_queries_however_much_there_is(missions, ocs, canal):
    pair(missions, exclusive(ocs), exclusive(canal))
    few = queries_of_the_report()
    for number in range(4):
        series = factories.series(f"Série {number}")
        pair(series, exclusive(ocs), exclusive(canal))
    assert len(contradictions()) == 5
    assert queries_of_the_report() == few == 2


def queries_of_the_report() -> int:
    with CaptureQueriesContext(connection) as queries:
        for found in contradictions():
            assert found.first.story, found.second.story
            assert str(found)
    return len(queries)


def test_territories_meet_and_are_named():
    def place(codes="", worldwide=False):
        return Territory(frozenset(filter(None, codes.split(","))), worldwide)

    assert place("FR,BE") & place("FR,CA") == place("FR")
    assert place("FR", True) & place("FR,CA") == place("CA")
    assert place("FR,CA") & place("FR", True) == place("CA")
    assert place("FR", True) & place("BE", True) == place("BE,FR", True)
    assert not place("FR") & place("CA")
    assert not place("FR") & place()
    assert str(place("FR", True)).endswith("France")
    assert str(place("BE,CA,CH,FR,LU")).endswith("+1")
