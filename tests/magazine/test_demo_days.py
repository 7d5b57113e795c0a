"""The days of the current issue are counted from that of loading, whatever it is."""

import datetime
from unittest import mock

import pytest
import yaml
from django.core.management import call_command
from django.utils import timezone

from articles.models import Article, FrontPage, InfoPage
from magazine.demo.days import KEYS, dated
from magazine.demo.loader import load_demo
from magazine.demo.reading import DATA, DemoError, read
from magazine.demo.stories import moment
from shows.models import Company, Person, Release, Series
from shows.partial_dates import PartialDate

DAY = datetime.date(2026, 11, 28)


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("+12", "2026-12-10"),
        ("+0", "2026-11-28"),
        ("-3 07:30", "2026-11-25 07:30"),
        ("-18/-16", "2026-11-10/2026-11-12"),
        ("-45 mois", "2026-10"),
        ("+45 début de mois", "début janvier 2027"),
        ("+45 mi-mois", "mi-janvier 2027"),
        ("+45 fin de mois", "fin janvier 2027"),
        ("-382 an", "2025"),
        ("28 septembre 2017", "28 septembre 2017"),
    ],
)
def test_a_day_is_the_value_of_its_key(told, read):
    assert dated({"facts": [{"starts": told}]}, DAY) == {"facts": [{"starts": read}]}
    assert dated({"seasons": told}, DAY) == {"seasons": told}  # not a key that holds days


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("le {+3}", "le 1er décembre"),
        ("{+12 jour}", "jeudi 10 décembre"),
        ("{+12 Jour}.", "Jeudi 10 décembre."),
        ("{+0 semaine}", "samedi"),
        ("en {+34 mois}", "en janvier"),
        ("fin {+34 de mois}", "fin de janvier"),
        ("fin {+130 de mois}", "fin d’avril"),
        ("les-lanternes/{-16 an}", "les-lanternes/2026"),
    ],
)
def test_a_day_in_a_text_becomes_words(told, read):
    assert dated({"headline": told}, DAY) == {"headline": read}


@pytest.mark.parametrize("told", ["+3 semaines", "+3 7:30", "+3/+4/+5", "-"])
def test_a_day_that_cannot_be_read_is_told(told):
    with pytest.raises(ValueError, match="n’est pas un jour compté"):
        dated({"starts": told}, DAY)
    with pytest.raises(ValueError, match="« +12 jour »".replace("+", r"\+")):
        dated({"headline": "le {+3 jours}"}, DAY)


def test_a_mistake_says_where_it_is(tmp_path, monkeypatch):
    (tmp_path / "stories.yaml").write_text("slug: un-article\npublished: demain\nends: '+3 soirs'")
    monkeypatch.setattr("magazine.demo.reading.DATA", tmp_path)
    with pytest.raises(DemoError, match=r"^stories\.yaml, un-article : « \+3 soirs »"):
        read("stories.yaml")
    assert read("personne.yaml") == []


def days_in(value, key=""):
    """The (key, text) of all days in what was read."""
    if isinstance(value, dict):
        return [found for name, item in value.items() for found in days_in(item, name)]
    if isinstance(value, list):
        return [found for item in value for found in days_in(item)]
    return [(key, value)] if key in KEYS and isinstance(value, str) else []


def test_its_days_can_be_read_whatever_the_day_of_loading():
    files = [yaml.safe_load(path.read_text("utf-8")) for path in (DATA / "current").rglob("*.yaml")]
    a_year = [datetime.date(2028, 1, 1) + datetime.timedelta(n) for n in range(0, 366, 15)]
    for day in (*a_year, datetime.date(2028, 2, 29), datetime.date(2027, 1, 31)):
        told = days_in(dated(files, day))
        assert len(told) > 150
        for key, text in told:
            if key == "published":
                assert moment(text)
            else:
                assert PartialDate.parse(text)


@pytest.mark.django_db
def test_it_loads_on_the_29th_of_february(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    day = datetime.date(2028, 2, 29)
    noon = datetime.datetime.combine(day, datetime.time(11), datetime.UTC)
    with mock.patch.object(timezone, "now", return_value=noon):
        load_demo(lambda name: (DATA / "pictures" / "series" / "lost.avif").read_bytes())
    newest = Article.objects.filter(live=True).latest("first_published_at")
    assert timezone.localdate(newest.first_published_at) == datetime.date(2028, 2, 28)
    starts = Release.objects.filter(starts_earliest__gt=day)
    assert max(r.starts.earliest for r in starts if r.starts.is_exact) <= datetime.date(2028, 4, 29)


@pytest.mark.django_db
def test_the_archive_alone_has_nothing_invented(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    call_command("load_demo", "--archive")
    assert Series.objects.public().count() == 71
    assert Article.objects.public().count() == 18
    for model in (Series, Company, Person, Article):
        assert not model.objects.exclude(editor_note=""), model
    assert not InfoPage.objects.filter(slug="numero-invente").exists()
    assert FrontPage.objects.get().slots[0].value
    assert Article.objects.get(pk=FrontPage.objects.get().slots[0].value).slug == (
        "science-fiction-francaise"
    )
