"""A mistake in the demonstration's data is told in a sentence, and nothing is loaded."""

import shutil

import pytest
from django.core.management import CommandError, call_command

from magazine.demo.loader import DemoError, load_demo
from magazine.demo.reading import DATA
from shows.models import Series

pytestmark = pytest.mark.django_db


def test_a_mistake_is_told_with_its_file_and_its_entry_and_loads_nothing(
    tmp_path, monkeypatch, settings
):
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    story = data / "stories" / "2016-09-27-dix-pour-cent-emmy.yaml"
    text = story.read_text(encoding="utf-8")
    story.write_text(text.replace("date: septembre", "date: 31 septembre"), encoding="utf-8")
    monkeypatch.setattr("magazine.demo.reading.DATA", data)
    settings.MEDIA_ROOT = tmp_path / "uploads"
    with pytest.raises(DemoError, match=r"^stories/2016-09-27-dix-pour-cent-emmy\.yaml, dix"):
        load_demo()
    assert not Series.objects.exists()
    assert (tmp_path / "uploads").is_dir()  # pictures were saved, and were taken back
    assert not list((tmp_path / "uploads").rglob("*.avif"))


def test_an_unknown_name_is_told_by_the_command(monkeypatch, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    companies = data / "companies.yaml"
    text = companies.read_text(encoding="utf-8")
    companies.write_text(text.replace("owner: amc-networks", "owner: amcnet", 1), encoding="utf-8")
    monkeypatch.setattr("magazine.demo.reading.DATA", data)
    with pytest.raises(CommandError, match=r"companies\.yaml, amc : « amcnet » n’est décrit"):
        call_command("load_demo")
