"""Scheduling never loses a story: what goes wrong with one, and when the others go out."""

import datetime
import threading

import pytest
import time_machine
from django.db import OperationalError, connections
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from articles.models import Article, FrontPage, PublicationFailure, Section
from articles.publishing.schedule import publish_due
from media.models import Picture, Rendition
from shows.models import Milestone
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.real]

HOUR = datetime.timedelta(hours=1)
MINUTE = datetime.timedelta(minutes=1)


def scheduled(headline="Le tournage", after=HOUR, **kwargs) -> Article:
    kwargs.setdefault("lead_picture", factories.picture())
    story = factories.article(headline, go_live_at=timezone.now() + after, **kwargs)
    story.latest_revision.publish()
    return Article.objects.get(pk=story.pk)


def later(hours=2):
    return time_machine.travel(timezone.now() + hours * HOUR)


def rewrite(story, **content) -> None:
    """Change what a scheduled revision holds behind everybody's back."""
    revision = story.latest_revision
    Revision.objects.filter(pk=revision.pk).update(content=revision.content | content)


@pytest.fixture
def missions():
    return factories.series("Missions")


@pytest.fixture
def neighbours(missions):
    """Two other stories that are due, before and after the one in trouble."""
    return [scheduled("Avant", after=HOUR / 2), scheduled("Après", after=HOUR * 3 / 2)]


def row_of(story) -> dict:
    return Article.objects.filter(pk=story.pk).values().get()


def assert_it_waits_and_the_others_are_out(story, row, neighbours, report):
    """What every accident has in common. ``row`` is the story's from before it."""
    assert report.published == neighbours
    assert [subject for subject, _sentence in report.failed] == [story]
    assert row_of(story) == row
    assert Article.objects.get(pk=story.pk).approved_schedule
    assert not Article.objects.public().filter(pk=story.pk).exists()
    assert PublicationFailure.objects.get().content_object == story


# What goes wrong with one story


def test_of_two_drafts_with_one_address_the_first_goes_out(neighbours):
    first, second = scheduled("Première"), scheduled("Seconde", after=HOUR * 1.1)
    rewrite(second, slug=first.slug)
    with later():
        report = publish_due()
    assert report.published == [neighbours[0], first, neighbours[1]]
    ((subject, sentence),) = report.failed
    assert subject == second
    assert "adresse" in sentence
    assert Article.objects.get(pk=second.pk).approved_schedule


def test_a_database_error_in_the_middle_leaves_the_row_and_its_facts_as_they_were(
    neighbours, missions, monkeypatch
):
    story = scheduled(milestones=[factories.milestone("filming", series=missions)])
    draft = story.latest_revision.as_object()
    draft.headline = "Un nouveau titre"
    draft.milestones.add(factories.milestone("ordered", series=missions))
    draft.save_revision().publish()
    row, facts = row_of(story), list(Milestone.objects.values())
    save = Article.save

    def save_and_fail(self, *args, **kwargs):
        save(self, *args, **kwargs)
        if self.pk == story.pk and self.live:
            raise OperationalError("disk full")

    monkeypatch.setattr(Article, "save", save_and_fail)
    with later():
        report = publish_due()
        assert_it_waits_and_the_others_are_out(story, row, neighbours, report)
    assert "OperationalError" in report.failed[0][1]
    assert list(Milestone.objects.values()) == facts
    assert not Milestone.objects.public().exists()
    monkeypatch.undo()
    with later():
        assert publish_due().published == [story]
        assert Milestone.objects.public().count() == 2


def test_a_story_whose_picture_was_deleted_waits(neighbours):
    picture = factories.picture()
    story = scheduled(body=[("picture", {"picture": picture, "caption": ""})])
    row = row_of(story)
    Rendition.objects.filter(image=picture)._raw_delete("default")
    Picture.objects.filter(pk=picture.pk)._raw_delete("default")
    with later():
        report = publish_due()
        assert_it_waits_and_the_others_are_out(story, row, neighbours, report)
    assert "supprimée" in report.failed[0][1]


def test_a_story_under_embargo_waits(neighbours):
    story = scheduled()
    rewrite(story, embargo_until=(timezone.now() + 10 * HOUR).isoformat())
    row = row_of(story)
    with later():
        assert_it_waits_and_the_others_are_out(story, row, neighbours, publish_due())
    with later(11):
        assert publish_due().published == [story]


def test_a_story_whose_section_was_deleted_waits(neighbours):
    story = scheduled(section=factories.section("Éphémère"))
    Article.objects.filter(pk=story.pk).update(section=None)
    Section.objects.filter(pk=story.section_id)._raw_delete("default")
    row = row_of(story)
    with later():
        assert_it_waits_and_the_others_are_out(story, row, neighbours, publish_due())


@pytest.mark.parametrize(
    "broken",
    [{"milestones": [{"pk": None, "date": "pas une date"}]}, {"body": 7}, {"embargo_until": "?"}],
)
def test_a_draft_that_cannot_be_read_waits(neighbours, broken):
    story = scheduled()
    rewrite(story, **broken)
    row = row_of(story)
    with later():
        assert_it_waits_and_the_others_are_out(story, row, neighbours, publish_due())


def test_a_scheduled_change_to_a_live_story_that_fails_leaves_what_is_live(missions, monkeypatch):
    story = factories.article("Avant", live=True, lead_picture=factories.picture())
    draft = story.latest_revision.as_object()
    draft.headline, draft.go_live_at = "Après", timezone.now() + HOUR
    draft.milestones.add(factories.milestone("filming", series=missions))
    draft.save_revision().publish()

    def fail(self, *args, **kwargs):
        raise OperationalError("disk full")

    with monkeypatch.context() as patch, later():
        patch.setattr(Milestone, "save", fail)
        assert publish_due().published == []
        assert Article.objects.public().get().headline == "Avant"
    with later():
        assert publish_due().published == [story]
        assert Article.objects.public().get().headline == "Après"
        assert Milestone.objects.public().exists()


def test_a_withdrawal_that_fails_is_tried_again(monkeypatch):
    story = factories.article(
        live=True, expire_at=timezone.now() + HOUR, lead_picture=factories.picture()
    )

    def fail(self, *args, **kwargs):
        raise OperationalError("disk full")

    with later():
        with monkeypatch.context() as patch:
            patch.setattr(Article, "save", fail)
            report = publish_due()
        assert (report.unpublished, [subject for subject, _ in report.failed]) == ([], [story])
        assert Article.objects.get().live
        assert publish_due().unpublished == [story]
        assert not PublicationFailure.objects.exists()


def test_a_withdrawal_keeps_the_schedule_of_the_next_version():
    story = factories.article(
        "Avant", live=True, expire_at=timezone.now() + HOUR, lead_picture=factories.picture()
    )
    draft = story.latest_revision.as_object()
    draft.headline, draft.go_live_at, draft.expire_at = "Après", timezone.now() + 3 * HOUR, None
    draft.save_revision().publish()
    with later(2):
        assert publish_due().unpublished == [story]
    with later(4):
        assert publish_due().published == [story]
        assert Article.objects.public().get().headline == "Après"


def test_what_is_withdrawn_on_time_has_expired():
    factories.article(live=True, expire_at=timezone.now() + HOUR)
    with later():
        publish_due()
    story = Article.objects.get()
    assert (story.live, story.expired) == (False, True)


def test_a_story_is_deleted_with_its_schedule():
    scheduled().delete()
    with later():
        report = publish_due()
    assert (report.published, report.failed) == ([], [])


def test_a_front_page_is_scheduled_too():
    front = FrontPage.objects.create(title="Lundi", go_live_at=timezone.now() + HOUR)
    front.save_revision().publish()
    with later():
        assert publish_due().published == [front]
        assert FrontPage.objects.public().get() == front


# When


def test_what_was_due_while_nothing_ran_goes_out_oldest_first():
    stories = [scheduled(f"Article {n}", after=n * HOUR) for n in (3, 1, 2)]
    with later(48):
        assert publish_due().published == [stories[1], stories[2], stories[0]]


def test_a_publisher_told_to_stop_does_so_between_two_stories():
    stories = [scheduled(f"Article {n}", after=n * HOUR) for n in (1, 2, 3)]
    answers = iter([False, True, True])
    with later(4):
        assert publish_due(stop=lambda: next(answers)).published == stories[:1]
        assert publish_due().published == stories[1:]


def test_a_schedule_cancelled_meanwhile_is_not_published(monkeypatch):
    first, second = scheduled("Première"), scheduled("Seconde", after=HOUR * 1.1)
    publish = Revision.publish

    def publish_and_cancel(self, **kwargs):
        Revision.objects.filter(pk=second.latest_revision_id).update(approved_go_live_at=None)
        publish(self, **kwargs)

    monkeypatch.setattr(Revision, "publish", publish_and_cancel)
    with later():
        report = publish_due()
    assert (report.published, report.failed) == ([first], [])
    assert not Article.objects.get(pk=second.pk).live


def test_what_an_editor_withdraws_meanwhile_is_not_withdrawn_again(monkeypatch):
    first, second = (
        factories.article(headline, live=True, expire_at=timezone.now() + after)
        for headline, after in (("Première", HOUR), ("Seconde", HOUR * 1.1))
    )
    unpublish = Article.unpublish

    def unpublish_both(self, **kwargs):
        Article.objects.filter(pk=second.pk).update(live=False)
        unpublish(self, **kwargs)

    monkeypatch.setattr(Article, "unpublish", unpublish_both)
    with later():
        report = publish_due()
    assert (report.unpublished, report.failed) == ([first], [])


@pytest.mark.django_db(transaction=True)
def test_two_publishers_at_once_publish_a_story_once(monkeypatch):
    stories = [scheduled(f"Article {n}", after=HOUR + n * MINUTE) for n in range(3)]
    publish, other_is_done, begun = Revision.publish, threading.Event(), threading.Event()
    reports = []

    def slow(self, **kwargs):
        publish(self, **kwargs)
        if not begun.is_set():  # the first one, before it commits
            begun.set()
            other_is_done.wait(2)

    def other():
        try:
            begun.wait(20)
            reports.append(publish_due())
        finally:
            other_is_done.set()
            connections.close_all()

    monkeypatch.setattr(Revision, "publish", slow)
    thread = threading.Thread(target=other)
    with later():
        thread.start()
        reports.append(publish_due())
        thread.join()
    published = [story for report in reports for story in report.published]
    assert sorted(story.pk for story in published) == sorted(story.pk for story in stories)
    assert [failure for report in reports for failure in report.failed] == []
    entries = ModelLogEntry.objects.filter(action="wagtail.publish.scheduled")
    assert entries.count() == len(stories)
