"""What every test relies on: a database that is migrated once, the rows that migrations make,
which are always there; and which tests have to pass on each kind of database."""

import gc
from pathlib import Path

import pytest
from django.core.management.color import no_style
from django.core.management.sql import sql_flush
from django.db import connections, transaction
from django.test import TransactionTestCase
from django.utils import timezone

from magazine.middleware import CalendarMiddleware
from magazine.search import newsroom
from shows import name_search
from tests import factories, template_database
from tests.chromium import browser  # noqa: F401  a fixture, one for all that look
from tests.fixture_magazine import magazine, secrets, shared_secrets  # noqa: F401  fixtures
from tests.members import contributor, desk, editor  # noqa: F401  fixtures
from tests.scheduling import Scheduling, schedule
from tests.sql import ON_EACH_DATABASE

TESTS = Path(__file__).parent
TRANSACTIONAL = {"transactional_db", "live_server"}
MADE_BY_MIGRATIONS = {}  # alias of the database: {table: (its columns, its rows)}


def pytest_sessionstart(session):
    """With ``--create-db`` migrate from nothing, once for all processes."""
    if session.config.getoption("create_db") and not hasattr(session.config, "workerinput"):
        template_database.remove_template(connections["default"])


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Make test databases by copying the template.

    Django migrates the copy again, which finds nothing to do but what follows every migration.
    """
    for connection in connections.all():
        creation = connection.creation

        def copy(verbosity, autoclobber, keepdb=False, creation=creation):
            target = creation._get_test_db_name()
            template_database.copy_template(creation.connection, target, keepdb)

        creation._create_test_db = copy


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Remember what migrations made (countries, the root of the picture library, ...), and leave
    it after each test that writes for good.

    Django empties the tables and makes content types and rights anew, with other keys.
    """
    with django_db_blocker.unblock():
        for alias in connections:
            MADE_BY_MIGRATIONS[alias] = dict(rows_of_tables(connections[alias]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: empty_tables())
        yield


@pytest.fixture(autouse=True)
def newsroom_finds_what_was_saved(monkeypatch):
    """Most tests never commit, and search is written after a commit: write it when it is asked."""

    def keys(model, text):
        newsroom.refresh_waiting()
        return newsroom.keys(model, text)

    monkeypatch.setattr(name_search, "_index", keys)


@pytest.fixture(autouse=True)
def calendar_was_kept(monkeypatch):
    """The first page of a minute asks what the calendar has changed; each test begins after that,
    so that the queries of its pages are always the same."""
    monkeypatch.setattr(CalendarMiddleware, "looked", f"{timezone.now():%Y-%m-%d %H:%M}")


@pytest.fixture(autouse=True)
def _real_way(request):
    """With the mark `real`, the factories of a test take the real way (`factories.real`)."""
    if request.node.get_closest_marker("real"):
        with factories.real():
            yield
    else:
        yield


def pytest_xdist_make_scheduler(config, log):
    """Say which process runs what."""
    return Scheduling(config, log)


def pytest_collection_finish():
    """What is imported by now stays to the end: the garbage collector need not walk through it
    again and again, which took a seventh of the time of the suite."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_collection_modifyitems(items):
    """Put the tests in the order of the schedule, and mark those that are run on each kind of
    database, of those that ask for it."""
    schedule(items)
    for item in items:
        asks = {"db", *TRANSACTIONAL} & set(item.fixturenames)
        listed = item.path.relative_to(TESTS).as_posix().startswith(ON_EACH_DATABASE)
        if listed and (asks or item.get_closest_marker("django_db")):
            item.add_marker("database")


def rows_of_tables(connection):
    """Pairs (table, (columns, rows)) for the tables of models that hold anything, as stored."""
    for table in connection.introspection.django_table_names(only_existing=True):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            if rows := cursor.fetchall():
                yield table, ([column[0] for column in cursor.description], rows)


def empty_tables() -> None:
    """Leave in each database what migrations made, and nothing else.

    The rows are put back as they were stored: saving them as objects would call what listens to
    a save. Sequences go on from where they are, so no new row takes the key of one put back.
    """
    for alias, tables in MADE_BY_MIGRATIONS.items():
        connection = connections[alias]
        with connection.constraint_checks_disabled(), transaction.atomic(using=alias):
            emptying = sql_flush(no_style(), connection, reset_sequences=False)
            connection.ops.execute_sql_flush(emptying)
            with connection.cursor() as cursor:
                for table, (columns, rows) in tables.items():
                    names = ", ".join(map(connection.ops.quote_name, columns))
                    holes = ", ".join(["%s"] * len(columns))
                    into = connection.ops.quote_name(table)
                    insert = f"INSERT INTO {into} ({names}) VALUES ({holes})"  # noqa: S608
                    cursor.executemany(insert, rows)
