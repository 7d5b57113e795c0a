"""What a run of the publisher leaves behind, and what the newsroom is told of it."""

import datetime
import logging

import pytest
from django.core import mail
from django.db import OperationalError
from django.utils import timezone
from wagtail.models import Revision

from articles.models import PublisherRun
from articles.newsroom import notifications
from articles.publishing import runs
from articles.publishing.schedule import publish_due
from tests import factories

from .test_schedule import HOUR, later, rewrite, scheduled

pytestmark = [pytest.mark.django_db, pytest.mark.real]

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def neighbour():
    """Another story that is due."""
    return scheduled("Avant", after=HOUR / 2)


# What is recorded, and who is told


@pytest.fixture
def blocked(django_user_model):
    """A scheduled story that its embargo holds back, with its owner."""
    owner = django_user_model.objects.create_user("camille", email="camille@generique.example")
    story = scheduled("Sous embargo", owner=owner)
    rewrite(story, embargo_until=(timezone.now() + 10 * HOUR).isoformat())
    return story


def test_a_failure_is_kept_until_it_succeeds(blocked):
    with later(2):
        publish_due()
        first = runs.failure_of(blocked)
        assert first.attempts == 1
        assert first.since == first.last
        assert "embargo" in first.sentence
    with later(3):
        publish_due()
        (again,) = runs.failures()
        assert (again.attempts, again.since, again.sentence) == (2, first.since, first.sentence)
        assert again.last > first.last
        assert again.content_object == blocked
    with later(11):
        publish_due()
    assert runs.failures() == []


def test_a_failure_goes_when_nothing_is_scheduled_any_more(blocked):
    with later():
        publish_due()
        assert runs.failures()
        Revision.objects.update(approved_go_live_at=None)
        publish_due()
        assert runs.failures() == []


def test_a_run_that_was_stopped_forgets_no_failure(blocked):
    with later():
        publish_due()
        publish_due(stop=lambda: True)
        assert runs.failures()


def test_a_failure_is_of_the_story_that_failed_and_of_no_other(blocked, neighbour):
    with later():
        publish_due()
        assert runs.failure_of(blocked)
        assert runs.failure_of(neighbour) is None


def test_the_log_tells_of_a_failure_once(blocked, caplog):
    with later():
        for _attempt in range(2):
            publish_due()
            errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
            assert [record.args for record in errors] == [(blocked,)]


def test_the_author_is_told_once_for_each_new_reason(blocked, monkeypatch):
    told = []
    monkeypatch.setattr(
        notifications, "publication_failed", lambda subject, sentence: told.append(sentence)
    )
    with later():
        publish_due()
        publish_due()
        assert len(told) == 1
        rewrite(blocked, body=7)
        publish_due()
        publish_due()
    assert len(told) == 2
    assert "embargo" in told[0]
    assert "technique" in told[1]


def test_the_mail_goes_to_the_owner(blocked, django_capture_on_commit_callbacks):
    with later(), django_capture_on_commit_callbacks(execute=True):
        publish_due()
    assert "camille@generique.example" in [to for message in mail.outbox for to in message.to]


def test_a_mail_server_that_is_away_stops_nothing(blocked, neighbour, monkeypatch):
    def fail(subject, sentence):
        raise ConnectionRefusedError

    monkeypatch.setattr(notifications, "publication_failed", fail)
    with later():
        assert publish_due().published == [neighbour]
    assert runs.failures()


def test_each_run_leaves_its_moment_and_its_numbers(blocked, neighbour):
    with later():
        publish_due()
        publish_due()
        run = PublisherRun.objects.get()
        assert timezone.now() - run.ran_at < MINUTE
        assert (run.published, run.unpublished, run.failed) == (0, 0, 1)


def test_a_run_that_cannot_be_recorded_has_published(neighbour, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("disk full")

    monkeypatch.setattr(PublisherRun.objects, "update_or_create", fail)
    with later():
        assert publish_due().published == [neighbour]


# The warning of the dashboard


def ran(minutes_ago: float):
    PublisherRun.objects.create(pk=1, ran_at=timezone.now() - minutes_ago * MINUTE)


def test_a_publisher_is_asleep_after_five_minutes():
    assert runs.is_asleep()
    ran(4.9)
    assert not runs.is_asleep()
    PublisherRun.objects.update(ran_at=timezone.now() - 5.1 * MINUTE)
    assert runs.is_asleep()


def test_a_sleeping_publisher_is_worth_a_warning_if_something_waits():
    assert runs.asleep_warning() == ""
    scheduled()
    assert "n’a jamais tourné" in runs.asleep_warning()
    ran(10)
    sentence = runs.asleep_warning()
    assert "n’a pas tourné depuis" in sentence
    assert "retard" not in sentence
    with later():
        assert "1 parution a déjà pris du retard." in runs.asleep_warning()
    PublisherRun.objects.update(ran_at=timezone.now())
    assert runs.asleep_warning() == ""


def test_a_withdrawal_to_come_waits_for_the_publisher_too():
    factories.article(live=True, expire_at=timezone.now() + HOUR)
    assert runs.asleep_warning()


def test_what_has_no_moment_waits_for_no_publisher():
    factories.article("Brouillon")
    factories.article("Paru pour de bon", live=True)
    assert runs.asleep_warning() == ""


def test_the_warning_costs_one_query_while_the_publisher_is_awake(django_assert_num_queries):
    ran(1)
    with django_assert_num_queries(1):
        runs.asleep_warning()
