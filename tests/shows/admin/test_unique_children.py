"""Two rows that exchange what must be unique are saved in one go."""

import pytest
from django.urls import reverse

from articles.models import Article
from shows.models import DealParty, Episode, Series
from tests import factories

from .test_records_forms import sentences, series_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def missions():
    series = factories.series("Missions")
    for number in (1, 2):
        season = factories.season(series, number, title=f"Saison {number}")
        Episode.objects.create(season=season, number=1, title=f"Épisode de la saison {number}")
    return series


def numbers(series) -> dict:
    return {
        season.title: (season.pk, season.number, season.episodes.get().title)
        for season in Series.objects.get(pk=series.pk).seasons.all()
    }


def test_two_seasons_exchange_their_numbers(missions):
    before = numbers(missions)
    series = Series.objects.get(pk=missions.pk)
    seasons = list(series.seasons.all())
    seasons[0].number, seasons[1].number = 2, 1
    series.seasons = seasons
    series.save()
    after = numbers(missions)
    assert {title: number for title, (_pk, number, _episode) in after.items()} == {
        "Saison 1": 2,
        "Saison 2": 1,
    }
    for title, (key, _number, episode) in before.items():
        assert (after[title][0], after[title][2]) == (key, episode)


def test_the_series_form_takes_the_exchange(desk, missions):
    data = series_form(seasons=[{"number": "2"}, {"number": "1"}])
    data |= {"slug": missions.slug, "seasons-INITIAL_FORMS": "2"}
    first, second = missions.seasons.all()
    data |= {"seasons-0-id": str(first.pk), "seasons-1-id": str(second.pk)}
    url = reverse("wagtailsnippets_shows_series:edit", args=[missions.pk])
    response = desk.post(url, data)
    assert response.status_code == 302, sentences(response)
    assert {s.pk: s.number for s in missions.seasons.all()} == {first.pk: 2, second.pk: 1}


def test_a_new_season_takes_the_number_of_one_that_moves(missions):
    series = Series.objects.get(pk=missions.pk)
    first, second = series.seasons.all()
    second.number = 3
    series.seasons = [first, type(first)(number=2, title="Entre les deux"), second]
    series.save()
    assert [s.title for s in missions.seasons.all()] == ["Saison 1", "Entre les deux", "Saison 2"]


def test_two_credits_exchange_their_persons(missions):
    anne, bea = factories.person("Anne"), factories.person("Béa")
    for person in (anne, bea):
        factories.credit(missions, person=person)
    series = Series.objects.get(pk=missions.pk)
    one, two = series.credits.order_by("pk")
    one.person, two.person = two.person, one.person
    series.credits = [one, two]
    series.save()
    assert {c.pk: c.person for c in missions.credits.all()} == {one.pk: bea, two.pk: anne}


def test_a_story_publishes_links_and_parties_that_changed_places(missions):
    lost = factories.series("Lost")
    amc, ocs = factories.company("AMC"), factories.company("OCS")
    parties = [DealParty(company=company) for company in (amc, ocs)]
    story = factories.article(
        live=True,
        about=[missions, lost],
        deals=[factories.deal(series=missions, kind="coproduction", parties=parties)],
    )
    draft = story.get_latest_revision_as_object()
    swap(draft, "series_links", "series")
    draft.deals = deals = list(draft.deals.all())
    swap(deals[0], "parties", "company")
    draft.save_revision().publish()
    story = Article.objects.get()
    assert [link.series for link in story.series_links.order_by("pk")] == [lost, missions]
    assert [party.company for party in story.deals.get().parties.order_by("pk")] == [ocs, amc]


def swap(parent, relation, name):
    one, two = rows = list(getattr(parent, relation).all())
    first, second = getattr(one, name), getattr(two, name)
    setattr(one, name, second)
    setattr(two, name, first)
    setattr(parent, relation, rows)
