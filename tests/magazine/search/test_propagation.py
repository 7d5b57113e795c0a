"""Stories and series are found by the new name of what was renamed or merged."""

import pytest
from django.core.management import call_command
from taggit.models import Tag

from articles.models import Article, Author
from articles.publishing import schedule
from articles.publishing.schedule import Report
from articles.publishing.worker import Worker, spare_time
from magazine.models import SearchRenewal
from magazine.search import indexing, propagation
from shows.merge.merging import merge
from shows.models import AwardEdition, Company, Genre, Person, Series
from tests import factories

from .test_index import found

pytestmark = [pytest.mark.django_db, pytest.mark.real]


def stories(typed) -> list[int]:
    return [key for model, key in found(typed) if model is Article]


def series(typed) -> list[int]:
    return [key for model, key in found(typed) if model is Series]


@pytest.fixture
def magazine(commit):
    """A story that names one of everything, and about a series with one of everything."""
    with commit():
        ocs = factories.company("Orange Cinéma")
        jeanne = factories.person("Hélène Viviès")
        missions = factories.series("Missions", ["Anticipation"], tags=["Mars"])
        factories.credit(missions, jeanne)
        shown = factories.release(series=missions, platform=ocs, starts="2017-06-01")
        edition = factories.award_edition("Séries Mania", 2017)
        story = factories.article(
            "Une saison de plus",
            about=[missions],
            mentions=[jeanne, ocs, edition],
            releases=[shown],
            tags=["Espace"],
            bylines=[factories.author("Solène Marvault")],
        )
        story.latest_revision.publish()
    return story


def rename(record, name):
    setattr(record, propagation.NAMES[type(record)], name)
    record.save()


@pytest.mark.parametrize(
    ("record", "before", "in_stories", "in_series"),
    [
        (lambda: Series.objects.get(), "Missions", True, False),
        (lambda: Person.objects.get(), "Hélène Viviès", True, True),
        (lambda: Company.objects.get(), "Orange Cinéma", True, True),
        (lambda: AwardEdition.objects.get().award, "Séries Mania", True, False),
        (lambda: Author.objects.get(), "Solène Marvault", True, False),
        (lambda: Genre.objects.get(), "Anticipation", False, True),
        (lambda: Tag.objects.get(name="Mars"), "Mars", False, True),
        (lambda: Tag.objects.get(name="Espace"), "Espace", True, False),
    ],
)
@pytest.mark.parametrize("many", [False, True])
def test_what_bears_a_name_is_found_by_the_new_one(
    magazine,
    commit,
    monkeypatch,
    record,
    before,
    in_stories,
    in_series,
    many,
):
    if many:
        monkeypatch.setattr(propagation, "FEW", 0)
    assert bool(stories(before)) == in_stories
    with commit():
        rename(record(), "Zanzibar")
    if many:
        assert stories("zanzibar") == []
        assert SearchRenewal.objects.count() == in_stories + in_series
        monkeypatch.setattr(propagation, "FEW", 1)
        with commit():
            spare_time.send(Worker, go_on=lambda: True)
    assert not SearchRenewal.objects.exists()
    assert stories("zanzibar") == ([magazine.pk] if in_stories else [])
    assert stories(before) == []
    if in_series:
        assert series("zanzibar") == [Series.objects.get().pk]
        assert series(before) == []


def test_a_merge_lets_stories_be_found_by_the_name_that_stays(magazine, commit):
    with commit():
        stays = factories.series("Les Colons de Mars")
    with commit():
        merge(stays, Series.objects.get(title="Missions"))
    assert stories("colons de mars") == [magazine.pk]


def test_what_is_written_otherwise_but_read_the_same_is_no_new_name(
    magazine,
    commit,
    monkeypatch,
):
    asked = []
    monkeypatch.setattr(propagation, "bearers", lambda *args: asked.append(args) or {})
    with commit():
        person = Person.objects.get()
        person.biography = "<p>Actrice.</p>"
        person.save()
        rename(person, "Helene VIVIES")
        rename(person, "Ariane")
        person.name = "Une autre"
        person.save(update_fields=["biography"])
        factories.person("Une nouvelle")
    assert asked == [(Person, {person.pk})]


def test_a_change_that_is_rolled_back_leaves_what_is_read_as_it_is(magazine, commit):
    person = Person.objects.get()
    indexing.rename_later(Person, person.pk)
    with commit():
        factories.person("Ariane")
    assert stories("helene vivies") == [magazine.pk]


def many_left(monkeypatch, commit) -> None:
    monkeypatch.setattr(propagation, "FEW", 2)
    missions = factories.series("Missions")
    with commit():
        for n in range(5):
            factories.article(f"Article {n}", live=True, about=[missions])
    with commit():
        rename(missions, "Zanzibar")
        rename(missions, "Zanzibar 2")
    assert SearchRenewal.objects.count() == 5


def test_the_worker_writes_until_its_time_is_up_and_goes_on_from_there(
    monkeypatch,
    commit,
):
    many_left(monkeypatch, commit)
    turns = iter([True, False])
    assert indexing.renew(lambda: next(turns)) == 2
    assert len(stories("zanzibar")) == 2
    assert indexing.renew(lambda: False) == 0
    assert indexing.renew() == 3
    assert len(stories("zanzibar 2")) == 5


def test_what_fails_stays_and_is_tried_again(monkeypatch, commit, caplog):
    many_left(monkeypatch, commit)
    with monkeypatch.context() as away:
        away.setattr(indexing, "refresh", lambda *args: 1 / 0)
        spare_time.send_robust(Worker, go_on=lambda: True)
    assert "division by zero" in caplog.text
    assert SearchRenewal.objects.count() == 5
    assert indexing.renew() == 5


def test_a_rebuild_leaves_nothing_to_do(monkeypatch, commit):
    many_left(monkeypatch, commit)
    list(indexing.rebuild())
    assert not SearchRenewal.objects.exists()
    assert len(stories("zanzibar")) == 5


def test_the_worker_and_a_single_run_both_do_it(monkeypatch, commit):
    monkeypatch.setattr("articles.publishing.worker.connections.close_all", lambda: None)
    monkeypatch.setattr(schedule, "run", lambda: Report())
    worker = Worker(every=30)
    worker.maker.make_missing = lambda go_on: 0
    for pause, left in ((2, 5), (20, 0)):
        monkeypatch.setattr(worker, "pause", lambda pause=pause: pause)
        if pause == 2:
            many_left(monkeypatch, commit)
        worker.use_pause()
        assert SearchRenewal.objects.count() == left
    propagation.leave(1, [Article.objects.first().pk])
    call_command("publish_scheduled")
    assert not SearchRenewal.objects.exists()
