"""What every test relies on: the rows that migrations make are always there; and which tests
have to pass on each kind of database."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connections
from pytest_django.plugin import blocking_manager_key

from tests.chromium import browser  # noqa: F401  a fixture, one for all that look

TRANSACTIONAL = {"transactional_db", "live_server"}
MADE_BY_MIGRATIONS = {}  # alias of the database: its rows, as JSON


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Remember what migrations made (countries, the root of the picture library, ...)."""
    with django_db_blocker.unblock():
        for connection in connections.all():
            MADE_BY_MIGRATIONS[connection.alias] = connection.creation.serialize_db_to_string()


def pytest_collection_modifyitems(items):
    """Mark the tests that ask for the database: they are run on each kind of it, the others once.

    Those in a browser and the judges (`tests/judges`) ask the views for nothing that the others do
    not; they are run once too.
    """
    for item in items:
        asks = {"db", *TRANSACTIONAL} & set(item.fixturenames)
        looks = item.get_closest_marker("browser") or "site" in item.fixturenames
        if not looks and (asks or item.get_closest_marker("django_db")):
            item.add_marker("database")


def writes_for_good(item) -> bool:
    """Whether a test is not rolled back: at its end every table is emptied."""
    mark = item.get_closest_marker("django_db")
    in_transaction = mark is not None and mark.kwargs.get("transaction")
    return bool(in_transaction or TRANSACTIONAL & set(getattr(item, "fixturenames", ())))


def empty_tables() -> None:
    """Leave in the database what migrations made, and nothing else."""
    for alias, rows in MADE_BY_MIGRATIONS.items():
        call_command(
            "flush",
            database=alias,
            interactive=False,
            inhibit_post_migrate=True,
            reset_sequences=False,  # the rows come back with their keys: no new one may be theirs
            verbosity=0,
        )
        connections[alias].creation.deserialize_db_from_string(rows)
    ContentType.objects.clear_cache()  # the first emptying gave them other keys


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """Bring those rows back after a test that has emptied the tables.

    Django runs such tests last instead, which is of no use to tests on several processes, nor to
    those that open the database themselves. What the first emptying left (content types and
    rights, made anew after it) goes as well.
    """
    result = yield
    if nextitem is not None and writes_for_good(item):
        with item.config.stash[blocking_manager_key].unblock():
            empty_tables()
    return result
