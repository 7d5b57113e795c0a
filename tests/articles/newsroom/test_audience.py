"""Readings are counted by day and story: no robots, nobody of the newsroom, nothing personal."""

import datetime
import threading

import pytest
import time_machine
from django.db import OperationalError, connections
from django.utils import timezone

from articles.models import Article, DailyReads
from articles.newsroom import audience
from tests import factories

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"


@pytest.fixture(autouse=True)
def counts(monkeypatch):
    """Counts of the test's own, that nothing else fills or writes."""
    fresh = audience.Counts()
    monkeypatch.setattr(audience, "_counts", fresh)
    return fresh


@pytest.fixture
def story():
    return factories.article(live=True, lead_picture=factories.picture())


def reads() -> dict:
    return {(row.article_id, str(row.day)): row.reads for row in DailyReads.objects.all()}


def counted(counts) -> int:
    return counts.take().total()


def test_a_reading_is_counted(client, story, counts):
    for _time in range(3):
        client.get(story.get_absolute_url(), headers={"User-Agent": FIREFOX})
    assert counted(counts) == 3


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0)",
        "Mozilla/5.0 (compatible; Yahoo! Slurp)",
        "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/140.0.0.0",
        "facebookexternalhit/1.1",
        "Mozilla/5.0 (compatible; Baiduspider/2.0)",
        "ia_archiver",
        "SkypeUriPreview",
        "Better Uptime Bot",
        "curl/8.5.0",
        "Wget/1.21",
        "python-requests/2.32",
        "CCBot/2.0",
        "Screaming Frog SEO Spider/20.0",
        "Feedly/1.0",
        "Go-http-client/2.0",
        "Apache-HttpClient/4.5",
        "A-Bot-Of-Tomorrow/1.0",
    ],
)
def test_a_robot_is_no_reader(client, story, counts, agent):
    client.get(story.get_absolute_url(), headers={"User-Agent": agent})
    assert counted(counts) == 0


@pytest.mark.parametrize(
    "agent",
    [
        FIREFOX,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36 Edg/140.0",
        "Mozilla/5.0 (Linux; Android 13; CUBOT P80) AppleWebKit/537.36 Chrome/139.0 Mobile",
        "Opera/9.80 (Android; Opera Mini/36.2) Presto/2.12.423",
    ],
)
def test_a_browser_is_a_reader(agent):
    assert not audience.is_robot(agent)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X-Moz": "prefetch"},
        {"X-Purpose": "preview"},
    ],
)
def test_a_page_loaded_ahead_is_not_read_yet(client, story, counts, headers):
    client.get(story.get_absolute_url(), headers={"User-Agent": FIREFOX, **headers})
    assert counted(counts) == 0


def test_what_is_no_page_is_not_counted(client, story, counts):
    agent = {"User-Agent": FIREFOX}
    client.head(story.get_absolute_url(), headers=agent)
    client.get("/ailleurs/" + story.slug + "/", headers=agent)  # redirects to the right address
    hidden = factories.article("Secret", section=story.section)
    assert client.get(hidden.get_absolute_url(), headers=agent).status_code == 404
    assert counted(counts) == 0


def test_the_newsroom_does_not_count(client, story, counts, admin_user):
    client.force_login(admin_user)
    client.get(story.get_absolute_url(), headers={"User-Agent": FIREFOX})
    assert counted(counts) == 0


def test_no_cookie_is_set_and_the_page_may_be_kept_by_caches(client, story):
    response = client.get(story.get_absolute_url(), headers={"User-Agent": FIREFOX})
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


# Writing


def test_a_reading_costs_no_query_and_the_counts_are_written_later(
    story, counts, django_assert_num_queries, monkeypatch
):
    with django_assert_num_queries(0):
        audience.count(story.pk)
        audience.count(story.pk)
    assert reads() == {}
    monkeypatch.setattr(counts, "_flushed", counts._flushed - audience.FLUSH_EVERY)
    audience.count(story.pk)
    assert reads() == {(story.pk, str(timezone.localdate())): 3}
    with django_assert_num_queries(0):
        audience.count(story.pk)


def test_a_day_begins_at_midnight_in_paris(story):
    with time_machine.travel(datetime.datetime(2026, 7, 1, 21, 59, tzinfo=datetime.UTC)):
        audience.count(story.pk)
    with time_machine.travel(datetime.datetime(2026, 7, 1, 22, 1, tzinfo=datetime.UTC)):
        audience.count(story.pk)
        audience.count(story.pk)
    audience.flush()
    assert reads() == {(story.pk, "2026-07-01"): 1, (story.pk, "2026-07-02"): 2}


def test_counts_are_added_to_what_is_there_whatever_the_number_of_stories(
    story, django_assert_num_queries
):
    other = factories.article("Une autre", live=True, lead_picture=factories.picture())
    for article, times in ((story, 2), (other, 3)):
        for _time in range(times):
            audience.count(article.pk)
    with django_assert_num_queries(4):  # the stories that are there, and one statement in a
        audience.flush()  # transaction
    audience.count(other.pk)
    audience.flush()
    assert sorted(reads().values()) == [2, 4]


def test_nothing_counted_writes_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        audience.flush()


def test_a_story_deleted_meanwhile_keeps_no_other_from_being_written(story):
    gone = factories.article("Supprimé", live=True, lead_picture=factories.picture())
    audience.count(gone.pk)
    audience.count(story.pk)
    Article.objects.filter(pk=gone.pk).delete()
    audience.flush()
    assert list(reads().values()) == [1]


def test_a_database_that_is_away_gets_the_counts_the_next_time(story, monkeypatch):
    audience.count(story.pk)

    def fail(taken):
        raise OperationalError("away")

    with monkeypatch.context() as patch:
        patch.setattr(audience, "_write", fail)
        audience.flush()
    audience.count(story.pk)
    audience.flush()
    assert list(reads().values()) == [2]


@pytest.mark.django_db(transaction=True)
def test_threads_and_processes_count_together(story, monkeypatch):
    """One thread has counts of its own, as another process would."""
    other = audience.Counts()

    def work(counts):
        try:
            for _time in range(50):
                counts.add(story.pk)
                audience._write(counts.take())
        finally:
            connections.close_all()

    shared = audience.Counts()
    threads = [threading.Thread(target=work, args=(c,)) for c in (shared, shared, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(reads().values()) == [150]


def test_counting_is_safe_between_threads(counts):
    def work():
        for _time in range(2000):
            counts.add(1)

    threads = [threading.Thread(target=work) for _thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counted(counts) == 8000


def test_what_is_left_is_written_at_the_end(story):
    audience.count(story.pk)
    audience._flush_at_exit()
    assert list(reads().values()) == [1]


# Reading the counts


def test_the_most_read_of_seven_days(story):
    today = timezone.localdate()
    stories = [factories.article(f"Article {n}", live=True) for n in range(3)]
    for article, days_ago, number in (
        (stories[0], 0, 3),
        (stories[1], 6, 4),
        (stories[2], 7, 9),
        (stories[2], -1, 9),
        (story, 0, 1),
    ):
        day = today - datetime.timedelta(days=days_ago)
        DailyReads.objects.create(article=article, day=day, reads=number)
    found = [stories[1].pk, stories[0].pk, story.pk]
    assert audience.most_read(10) == found
    assert audience.most_read(2) == found[:2]
    stories[1].unpublish()
    assert audience.most_read(2) == found[1:]


def test_readings_are_kept_for_thirteen_months(story):
    today = datetime.date(2026, 11, 23)
    for day in ("2025-10-23", "2025-10-22"):
        DailyReads.objects.create(article=story, day=day, reads=1)
    audience.forget_old_days(today)
    assert list(reads()) == [(story.pk, "2025-10-23")]


def test_the_counts_hold_nothing_but_a_story_a_day_and_a_number():
    assert {field.name for field in DailyReads._meta.fields} == {"id", "article", "day", "reads"}
