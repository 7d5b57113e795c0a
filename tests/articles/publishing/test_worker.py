"""The worker publishes on time, outlives a database that is away, and stops when it is told to."""

import datetime
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
import time_machine
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone

from articles.models import Article, PublisherRun
from articles.newsroom import audience
from articles.publishing import schedule
from articles.publishing.schedule import Report
from articles.publishing.worker import Worker, summary
from shows.models import Milestone
from tests import factories

pytestmark = pytest.mark.real

PATIENCE = 60  # seconds


def scheduled(headline="Le tournage", seconds=3600.0, **kwargs) -> Article:
    moment = timezone.now() + datetime.timedelta(seconds=seconds)
    story = factories.article(
        headline, go_live_at=moment, lead_picture=factories.picture(), **kwargs
    )
    story.latest_revision.publish()
    return story


def database_url() -> str:
    """The address of the tests' own database."""
    used = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{used['NAME']}"
    secret = f":{used['PASSWORD']}" if used["PASSWORD"] else ""
    return f"postgres://{used['USER']}{secret}@{used['HOST']}:{used['PORT']}/{used['NAME']}"


def start(*arguments) -> subprocess.Popen:
    """Run Python in a process of its own, on the tests' database and its pictures."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "magazine.settings.development",
            "DATABASE_URL": database_url(),
            "PYTHONUNBUFFERED": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def until(condition) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def no_reconnection(monkeypatch):
    """Inside a test's transaction the worker may not hang up."""
    monkeypatch.setattr("articles.publishing.worker.connections.close_all", lambda: None)


def an_hour_ago():
    return time_machine.travel(timezone.now() - datetime.timedelta(hours=1))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_publishes_until_it_is_told_to_stop(number):
    with an_hour_ago():
        overdue = scheduled("En retard", seconds=60)
    worker = start("manage.py", "publish_scheduled", "--every", "1")
    try:
        assert until(lambda: Article.objects.filter(pk=overdue.pk, live=True).exists())
        with an_hour_ago():
            another = scheduled("Une autre", seconds=60)
        assert until(lambda: Article.objects.filter(pk=another.pk, live=True).exists())
        worker.send_signal(number)
        output, _errors = worker.communicate(timeout=PATIENCE)
        assert worker.returncode == 0
    finally:
        worker.kill()
    assert "published: “En retard”" in output
    assert "published: “Une autre”" in output
    assert "The publisher stops" in output
    assert "Traceback" not in output


@pytest.mark.django_db(transaction=True)
def test_a_publisher_killed_in_the_middle_leaves_nothing_half_done():
    missions = factories.series("Missions")
    with an_hour_ago():
        filming = factories.milestone("filming", series=missions)
        story = scheduled(seconds=60, milestones=[filming])
        draft = story.latest_revision.as_object()
        draft.milestones.add(factories.milestone("ordered", series=missions))
        draft.save_revision().publish()
    row, facts = Article.objects.values().get(), list(Milestone.objects.values())
    killed = start(
        "-c",
        "import os, signal, django; django.setup()\n"
        "from wagtail.models import ModelLogEntry\n"
        "from articles.publishing.schedule import publish_due\n"
        "ModelLogEntry.save = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)\n"
        "publish_due()",
    )
    output, _errors = killed.communicate(timeout=PATIENCE)
    assert killed.returncode == -signal.SIGKILL, output
    assert Article.objects.values().get() == row
    assert not row["live"]
    assert list(Milestone.objects.values()) == facts
    assert schedule.run().published == [story]
    assert Milestone.objects.public().count() == 2


@pytest.mark.django_db
def test_it_outlives_a_database_that_is_away(no_reconnection, monkeypatch, caplog):
    story = scheduled()
    worker = Worker(every=30)

    def fail(*args, **kwargs):
        raise OperationalError("the server closed the connection")

    with time_machine.travel(timezone.now() + datetime.timedelta(hours=2)):
        with monkeypatch.context() as patch:
            patch.setattr(schedule, "publish_due", fail)
            worker.turn()
        assert "could not work" in caplog.text
        worker.turn()
    assert Article.objects.get(pk=story.pk).live


@pytest.mark.django_db
@pytest.mark.parametrize("step", [Worker.turn, Worker.use_pause])
def test_it_hangs_up_between_two_turns(monkeypatch, step):
    closed = []
    monkeypatch.setattr(
        "articles.publishing.worker.connections.close_all", lambda: closed.append(True)
    )
    step(Worker(every=30))
    assert closed


@pytest.mark.django_db
def test_it_sleeps_to_the_next_tick_or_until_something_is_due(no_reconnection):
    tick = datetime.datetime(2026, 11, 23, 10, 0, tzinfo=datetime.UTC)
    with time_machine.travel(tick + datetime.timedelta(seconds=7), tick=False):
        worker = Worker(every=30)
        worker.turn()
        assert worker.pause() == 23
        scheduled(seconds=5)
        factories.article(live=True, expire_at=timezone.now() + datetime.timedelta(seconds=9))
        worker.turn()
        assert worker.pause() == 5
    with time_machine.travel(tick + datetime.timedelta(seconds=13), tick=False):
        assert worker.pause() == 0
        worker.turn()
        assert worker.pause() == 3
    with time_machine.travel(tick + datetime.timedelta(seconds=20), tick=False):
        worker.turn()
        assert worker.pause() == 10


@pytest.mark.django_db
def test_what_is_due_during_a_turn_is_not_slept_over(no_reconnection, monkeypatch):
    start = timezone.now()
    scheduled(seconds=5)
    with time_machine.travel(start, tick=False) as traveller:
        worker = Worker(every=30)
        run = schedule.run

        def slow(**kwargs):
            report = run(**kwargs)
            traveller.shift(10)
            return report

        monkeypatch.setattr(schedule, "run", slow)
        worker.turn()
        assert worker.pause() == 0


@pytest.mark.django_db
def test_a_signal_ends_its_sleep(no_reconnection):
    worker = Worker(every=300)
    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGTERM)).start()
    before = {n: signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGINT)}
    started = time.monotonic()
    try:
        worker.work()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert time.monotonic() - started < PATIENCE


def test_it_says_in_a_line_what_it_did():
    assert summary(Report()) == ""
    assert summary(Report(failed=[("Sous embargo", "…")])) == ""
    report = Report(published=["Un", "Deux"], unpublished=["Trois"])
    assert summary(report) == "published: “Un”, “Deux”; unpublished: “Trois”"


@pytest.mark.parametrize("typed", ["0", "-5", "301", "dix"])
def test_a_number_of_seconds_that_is_none_is_refused(typed):
    with pytest.raises(CommandError, match=f"“{typed}” is not a number of seconds"):
        call_command("publish_scheduled", f"--every={typed}")


@pytest.mark.django_db
def test_the_first_run_of_a_day_forgets_old_readings(monkeypatch):
    days = []
    monkeypatch.setattr(audience, "forget_old_days", lambda: days.append(timezone.localdate()))
    today = datetime.datetime(2026, 11, 23, 10, tzinfo=datetime.UTC)
    for hours in (0, 1, 24, 25):
        with time_machine.travel(today + datetime.timedelta(hours=hours)):
            schedule.run()
    assert [str(day) for day in days] == ["2026-11-23", "2026-11-24"]
    assert PublisherRun.objects.count() == 1
