"""The index of readers' search follows what is public, and rebuilds what it missed."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from articles.models import Article
from magazine.models import SearchDocument
from magazine.search import indexing
from magazine.search.analysis import Question
from magazine.search.indexing import KIND_OF, rebuild
from magazine.search.models import key_at, place, places_of
from magazine.search.results import search
from magazine.search.signals import _migrated
from shows.merge.merging import merge
from shows.models import Person, Series
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.real]


def written(model) -> set[int]:
    """The keys of a model that the index holds."""
    rows = SearchDocument.objects.filter(kind=KIND_OF[model].number)
    return set(rows.values_list("key", flat=True))


def found(typed) -> list:
    """What readers find, of every kind: (model, key)."""
    return [(one.kind.model, key) for one in search(Question.read(typed)) for key in one.keys]


def test_a_place_sorts_by_kind_then_by_rank():
    assert place(1, 99, 5) < place(1, 100, 1) < place(2, 0, 1)
    assert key_at(place(6, 1 << 40, 12_345)) == 12_345
    first, last = places_of(3)
    assert first <= place(3, 0, 1) <= place(3, 1 << 40, 1) <= last < places_of(4)[0]
    assert place(7, 1 << 40, 1) < 1 << 63


def test_a_story_is_found_from_its_publication_to_its_withdrawal(commit):
    with commit():
        story = factories.article("AMC achète Missions")
    assert found("amc") == []
    with commit():
        story.latest_revision.publish()
    assert found("amc") == [(Article, story.pk)]
    with commit():
        Article.objects.get(pk=story.pk).unpublish()
    assert found("amc") == []
    assert written(Article) == set()


def test_a_draft_over_a_live_story_is_not_read(commit):
    with commit():
        story = factories.article("AMC achète Missions", live=True)
        story.headline = "Shudder achète Missions"
        story.save_revision()
    assert found("shudder") == []
    assert found("amc")


def test_a_record_that_waits_comes_out_with_its_story_and_goes_with_it(commit):
    with commit():
        series = factories.series("Missions", waits_for_story=True)
        story = factories.article("AMC achète une série", about=[series])
    assert found("missions") == []
    with commit():
        story.latest_revision.publish()
    assert set(found("missions")) == {(Series, series.pk), (Article, story.pk)}
    with commit():
        Article.objects.get(pk=story.pk).unpublish()
    assert written(Series) == set()


def test_names_follow_at_once(commit):
    with commit():
        person = factories.person("Emilie Dequenne")
    with commit():
        person.name = "Émilie Dequenne"
        person.other_names = "La Rosetta"
        person.save()
    assert found("emilie deq") == [(Person, person.pk)] == found("rosetta")
    with commit():
        person.delete()
    assert written(Person) == set()


def test_a_merge_leaves_one_record_with_both_names(commit):
    with commit():
        stays, goes = factories.series("Missions"), factories.series("Les Missions de Mars")
    with commit():
        merge(stays, goes)
    assert found("missions de mars") == [(Series, stays.pk)]


def test_editions_bear_the_name_of_their_award(commit):
    with commit():
        edition = factories.award_edition("Séries Mania", 2017)
    assert len(found("series mania")) == 2
    with commit():
        edition.award.name = "Festival de Lille"
        edition.award.save()
    assert len(found("festival de lille 2017")) == 1


def test_a_transaction_writes_each_thing_once(commit, django_assert_max_num_queries):
    with commit() as callbacks:
        series = factories.series("Missions")
        for _time in range(5):
            series.save()
    indexing.refresh_later(Series, series.pk)
    assert len(callbacks) > 5
    assert SearchDocument.objects.count() == 1


def test_what_was_rolled_back_is_read_as_it_is(commit):
    indexing.refresh_later(Series, 99_999)  # a series that never was
    with commit():
        factories.series("Missions")
    assert found("missions")


def test_a_story_goes_out_even_if_search_fails(commit, monkeypatch, caplog):
    def fail(*args):
        raise RuntimeError("the index is away")

    monkeypatch.setattr(indexing, "refresh", fail)
    with commit():
        story = factories.article("AMC achète Missions", live=True)
    assert Article.objects.public().filter(pk=story.pk).exists()
    assert "the index is away" in caplog.text


def test_a_draft_that_saves_itself_writes_nothing(commit):
    with commit():
        story = factories.article("AMC achète Missions", live=True)
    SearchDocument.objects.all().delete()
    with commit():
        story.save_revision()
    assert SearchDocument.objects.count() == 0


def test_a_rebuild_finds_what_was_missed_and_forgets_what_is_gone():
    shown = factories.article("AMC achète Missions", live=True)
    hidden = factories.article("Shudder achète Missions", live=True)
    SearchDocument.objects.create(id=place(2, 0, 4), kind=2, key=4, words=["=fantome", "fantome"])
    list(rebuild())
    assert written(Article) == {shown.pk, hidden.pk}
    assert written(Series) == set()
    Article.objects.filter(pk=shown.pk).update(live=False)
    list(rebuild())
    assert written(Article) == {hidden.pk}
    Article.objects.filter(pk=hidden.pk).update(live=False)
    list(rebuild())
    assert written(Article) == set()


def test_the_command_rebuilds_in_batches(monkeypatch):
    monkeypatch.setattr(indexing, "BATCH", 2)
    people = [factories.person(f"Personne {n}") for n in range(5)]
    out = StringIO()
    call_command("rebuild_search", stdout=out)
    assert written(Person) == {person.pk for person in people}
    assert "5 shows.Person" in out.getvalue()


def test_the_newest_story_and_the_most_told_record_come_first():
    old = factories.article("Missions, saison 1", live=True, first_published_at=timezone.now())
    day = timezone.now().replace(year=2017)
    Article.objects.filter(pk=old.pk).update(first_published_at=day)
    new = factories.article("Missions, saison 2", live=True)
    little, much = factories.series("Missions Mars", slug="a"), factories.series("Missions Lune")
    factories.article("Un article", live=True, about=[much])
    list(rebuild())
    stories, series, *_rest = search(Question.read("missions"))
    assert stories.keys[:2] == [new.pk, old.pk]
    assert series.keys == [much.pk, little.pk]


def test_the_very_name_comes_before_what_counts_more():
    lost, room = factories.series("Lost"), factories.series("The Lost Room")
    factories.article("Un article", live=True, about=[room])
    list(rebuild())
    (found_series,) = [one for one in search(Question.read("lost")) if one.kind.model is Series]
    assert found_series.keys == [lost.pk, room.pk]
    assert found_series.exact == {lost.pk}


@pytest.mark.django_db(transaction=True)
def test_the_migration_can_be_reversed_and_made_again():
    MigrationExecutor(connection).migrate([("magazine", "0002_edition")])
    assert "magazine_searchdocument" not in connection.introspection.table_names()
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    factories.series("Missions")
    assert found("missions")


def test_a_magazine_without_an_index_gets_it_with_migrate():
    factories.series("Missions")
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    told = StringIO()
    _migrated(last, plan=[("shows", False)], stdout=told)
    assert found("missions")
    assert "Writing the index" in told.getvalue()
    SearchDocument.objects.all().delete()
    _migrated(last, plan=[])  # nothing was migrated
    _migrated(apps.get_app_config("magazine"), plan=[("shows", False)])  # not the last app
    assert SearchDocument.objects.count() == 0
