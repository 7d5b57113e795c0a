"""What readers may see is asked often, and built once; never from what a caller added."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from articles.models import Article
from shows.models import Release, Series
from shows.models.cached_conditions import is_fresh
from shows.models.querysets import NestedReleaseQuerySet
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def built(monkeypatch):
    """A list that grows each time the condition of a release is built."""
    calls, told = [], NestedReleaseQuerySet._told

    def count(*args, **kwargs):
        calls.append(args)
        return told(*args, **kwargs)

    monkeypatch.setattr(NestedReleaseQuerySet, "_told", count)
    return calls


def test_a_condition_is_built_once(built):
    Release.objects.public()
    first = len(built)
    assert [list(Release.objects.public()) for _time in range(3)] == [[], [], []]
    assert len(built) == first
    Release.objects.filter(exclusive=True).public()
    assert len(built) > first


def test_each_caller_has_rows_of_his_own():
    assert list(Series.objects.public()) == []
    missions = factories.series("Missions")
    assert list(Series.objects.public()) == [missions]
    assert list(Series.objects.public().filter(title="Lost")) == []
    assert list(Series.objects.public()) == [missions]


def test_what_was_asked_before_is_kept():
    missions, lost = factories.series("Missions"), factories.series("Lost")
    assert set(Series.objects.public()) == {missions, lost}
    assert list(Series.objects.filter(title="Lost").public()) == [lost]
    assert list(Series.objects.order_by("title").public()) == [lost, missions]
    assert list(Series.objects.all()[:0]) == []
    assert [series.title for series in Series.objects.order_by("-title").public()[:1]] == [
        "Missions"
    ]


@pytest.mark.parametrize(
    "asked",
    [
        lambda series: series.filter(title="Lost"),
        lambda series: series.order_by("title"),
        lambda series: series.using("default"),
        lambda series: series.select_related("poster"),
        lambda series: series.prefetch_related("genres"),
        lambda series: series.values("pk"),
        lambda series: series.none(),
        lambda series: series[:3],
    ],
)
def test_a_queryset_of_which_something_was_asked_is_not_fresh(asked):
    assert is_fresh(Series.objects.all())
    assert not is_fresh(asked(Series.objects.all()))


def test_an_embargo_is_lifted_at_its_hour_in_what_was_built_before():
    story = factories.article(live=True)
    hour = timezone.now() + datetime.timedelta(hours=2)
    Article.objects.filter(pk=story.pk).update(embargo_until=hour)
    assert list(Article.objects.public()) == []
    with time_machine.travel(hour + datetime.timedelta(minutes=1)):
        assert list(Article.objects.public()) == [story]
