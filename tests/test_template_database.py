"""The test database is copied from a template, which is made when it has to be, and once."""

import threading
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from tests import template_database
from tests.template_database import STORES, copy_template, remove_template, template_name

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(tmp_path, monkeypatch, settings):
    """A folder with one app, one migration and no library."""
    (tmp_path / "requirements.txt").touch()
    (tmp_path / "shows" / "migrations").mkdir(parents=True)
    (tmp_path / "shows" / "migrations" / "0001_series.py").write_text(
        "from django.db import models"
    )
    settings.BASE_DIR = tmp_path
    app = SimpleNamespace(path=str(tmp_path / "shows"))
    library = SimpleNamespace(path=str(tmp_path / "elsewhere" / "taggit"))
    monkeypatch.setattr(apps, "get_app_configs", lambda: [app, library])
    return tmp_path


def test_a_template_is_named_after_the_migrations(house):
    names = {template_name(connection, "15")}
    (house / "shows" / "migrations" / "0001_series.py").write_text(
        "from django.db import transaction"
    )
    names.add(template_name(connection, "15"))
    (house / "shows" / "migrations" / "0002_persons.py").touch()
    names.add(template_name(connection, "15"))
    assert len(names) == 3
    (house / "shows" / "models.py").touch()
    assert template_name(connection, "15") in names


def test_a_template_is_named_after_what_migrations_import(house, monkeypatch):
    monkeypatch.syspath_prepend(house)
    engines = house / "engines_of_a_test"
    engines.mkdir()
    (engines / "__init__.py").touch()
    (engines / "sqlite.py").write_text("CREATE = []")
    migration = house / "shows" / "migrations" / "0001_series.py"
    migration.write_text("from engines_of_a_test import sqlite")
    before = template_name(connection, "15")
    (engines / "sqlite.py").write_text("CREATE = ['']")
    assert template_name(connection, "15") != before


def test_a_template_is_named_after_libraries_and_the_database(house, monkeypatch):
    names = {template_name(connection, "15"), template_name(connection, "16")}
    (house / "requirements.txt").write_text("# The framework\nDjango==5.2.19   # LTS\n")
    names.add(template_name(connection, "15"))
    monkeypatch.setattr(template_database.importlib.metadata, "version", lambda name: f"{name} 6")
    names.add(template_name(connection, "15"))
    assert len(names) == 4


@pytest.fixture
def store(tmp_path, monkeypatch):
    """The databases of the connection, with templates of its own; ``store.migrated`` names what was
    migrated, to nothing."""
    kind = STORES[connection.vendor]
    migrated = []

    def migrate(store, name):
        migrated.append(name)
        if connection.vendor == "sqlite":
            Path(name).touch()

    monkeypatch.setattr(template_database, "FOLDER", tmp_path)
    monkeypatch.setattr(template_database, "PREFIX", "generique_of_a_test_")
    monkeypatch.setattr(kind, "UNFINISHED", "generique_unfinished_of_a_test")
    monkeypatch.setattr(template_database, "LOCK", 8_421_974)
    monkeypatch.setattr(kind, "migrate", migrate)
    store = kind(connection)
    store.migrated = migrated
    folder = f"{tmp_path}/" if connection.vendor == "sqlite" else ""
    store.target = lambda number: f"{folder}generique_copy_of_a_test_{number}"
    yield store
    with store.locked():
        for name in [*store.templates(), *map(store.target, "12")]:
            store.remove(name)


@pytest.fixture
def target(store):
    """``target(1)``: the name of a test database."""
    return store.target


def test_a_template_is_made_once_and_copied(store, target):
    copy_template(connection, target(1))
    copy_template(connection, target(2))
    assert len(store.migrated) == 1
    with store.locked():
        assert list(store.templates().values()) == [date.today()]
        assert store.exists(target(1))
        assert store.exists(target(2))


def test_a_changed_migration_makes_another_template(store, target, house):
    copy_template(connection, target(1))
    (house / "shows" / "migrations" / "0002_persons.py").touch()
    copy_template(connection, target(1))
    assert len(store.migrated) == 2
    with store.locked():
        assert len(store.templates()) == 2


def test_a_template_that_was_removed_is_made_again(store, target):
    copy_template(connection, target(1))
    remove_template(connection)
    remove_template(connection)
    with store.locked():
        assert not store.templates()
    copy_template(connection, target(1))
    assert len(store.migrated) == 2


def test_a_database_that_is_kept_is_not_copied_again(store, target):
    copy_template(connection, target(1), keepdb=True)
    remove_template(connection)
    copy_template(connection, target(1), keepdb=True)
    assert len(store.migrated) == 1


def test_a_template_that_nobody_uses_is_removed_after_a_week(store, target, house, monkeypatch):
    copy_template(connection, target(1))
    (house / "shows" / "migrations" / "0002_persons.py").touch()
    copy_template(connection, target(1))
    with store.locked():
        assert len(store.templates()) == 2

    class NextWeek(date):
        @classmethod
        def today(cls):
            return date.today() + timedelta(days=8)

    monkeypatch.setattr(template_database, "date", NextWeek)
    (house / "shows" / "migrations" / "0002_persons.py").unlink()
    copy_template(connection, target(1))
    with store.locked():
        assert len(store.templates()) == 1
    assert len(store.migrated) == 2


def test_who_starts_meanwhile_waits_for_the_template(store, target, monkeypatch):
    """The lock is held while another makes it: both copy the one."""
    migrate = type(store).migrate
    begun, go_on = threading.Event(), threading.Event()

    def slowly(store, name):
        begun.set()
        assert go_on.wait(30)
        migrate(store, name)

    monkeypatch.setattr(type(store), "migrate", slowly)
    threads = [
        threading.Thread(target=copy_template, args=(connection, target(number)))
        for number in (1, 2)
    ]
    threads[0].start()
    assert begun.wait(30)
    threads[1].start()
    threads[1].join(0.3)
    with_nothing_yet = threads[1].is_alive()
    go_on.set()
    for thread in threads:
        thread.join()
    assert with_nothing_yet
    assert len(store.migrated) == 1
