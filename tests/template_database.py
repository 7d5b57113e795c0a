"""Template of the test database: migrated once, copied by every process of every run.

It is named after what it was made of (`template_name`) and kept: as a file in `var/tests`, or as a
database of the PostgreSQL server. Of processes that start at once, one makes it and the others
wait. Those that nobody copied for a week are removed; ``pytest --create-db`` makes it again.
"""

import ast
import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command

FOLDER = settings.VAR_DIR / "tests"
PREFIX = "generique_template_"
KEPT = timedelta(days=7)
LOCK = 8_421_973  # on PostgreSQL: any number that no other program of the server takes
LIBRARY = re.compile(r"^([\w.-]+)(?:\[.*\])?==", re.MULTILINE)


def copy_template(connection, target: str, keepdb: bool = False) -> None:
    """Make the database ``target`` by copying the template, which is made if it is not there.

    ``target`` is replaced if it exists, or left as it is with ``keepdb``.
    """
    store = STORES[connection.vendor](connection)
    with store.locked():
        if keepdb and store.exists(target):
            return
        name = template_name(connection, store.version())
        templates = store.templates()
        if name not in templates:
            store.build(name)
        store.copy(name, target)
        for other, last_used in templates.items():
            if other != name and date.today() - last_used > KEPT:
                store.remove(other)


def remove_template(connection) -> None:
    """Remove the present template, if there is one."""
    store = STORES[connection.vendor](connection)
    with store.locked():
        name = template_name(connection, store.version())
        if name in store.templates():
            store.remove(name)


# What a template is made of


def template_name(connection, version: str) -> str:
    """Hash of our migrations, of the libraries installed, and of the version of the database."""
    made_of = hashlib.sha256(f"{connection.vendor} {version}".encode())
    for library in LIBRARY.findall((settings.BASE_DIR / "requirements.txt").read_text()):
        made_of.update(f"{library}=={importlib.metadata.version(library)}".encode())
    for file in sorted(migration_files()):
        made_of.update(str(file.relative_to(settings.BASE_DIR)).encode() + file.read_bytes())
    return PREFIX + made_of.hexdigest()[:16]


def migration_files() -> set[Path]:
    """The migrations of our apps, and the files of ours that they import.

    Those of libraries are told by the versions of these.
    """
    ours = [Path(app.path) for app in apps.get_app_configs()]
    migrations = {
        file
        for folder in ours
        if folder.parent == settings.BASE_DIR
        for file in folder.glob("migrations/*.py")
    }
    return migrations | {used for file in migrations for used in imported_by(file)}


def imported_by(file: Path) -> Iterator[Path]:
    """The files of our modules that a file imports; of a package, all of its modules."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module]
        for name in names:
            if (settings.BASE_DIR / name.partition(".")[0]).is_dir():
                module = Path(importlib.util.find_spec(name).origin)
                yield from module.parent.rglob("*.py") if module.stem == "__init__" else [module]


# Where templates are kept


class Store:
    """The databases that a connection can reach. All but `locked` is called under the lock."""

    UNFINISHED = "generique_unfinished_template"

    def __init__(self, connection):
        self.connection = connection

    def migrate(self, name: str) -> None:
        """Migrate the empty database ``name``."""
        usual = self.connection.settings_dict["NAME"]
        self.connection.close()
        self.connection.settings_dict["NAME"] = name
        try:
            call_command(
                "migrate",
                verbosity=0,
                interactive=False,
                run_syncdb=True,
                database=self.connection.alias,
            )
        finally:
            self.connection.close()
            self.connection.settings_dict["NAME"] = usual


class SQLiteStore(Store):
    """Files. The last use of a template is the time of its file."""

    @contextmanager
    def locked(self):
        FOLDER.mkdir(parents=True, exist_ok=True)
        with (FOLDER / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def version(self) -> str:
        return self.connection.Database.sqlite_version

    def path(self, name: str) -> Path:
        return FOLDER / f"{name}.sqlite3"

    def exists(self, target: str) -> bool:
        return Path(target).exists()

    def templates(self) -> dict[str, date]:
        """{name: day of its last use}"""
        found = FOLDER.glob(f"{PREFIX}*.sqlite3")
        return {file.stem: date.fromtimestamp(file.stat().st_mtime) for file in found}

    def build(self, name: str) -> None:
        unfinished = FOLDER / self.UNFINISHED
        self.delete(unfinished)
        self.migrate(str(unfinished))
        unfinished.replace(self.path(name))

    def copy(self, name: str, target: str) -> None:
        self.delete(Path(target))
        shutil.copyfile(self.path(name), target)
        os.utime(self.path(name))

    def remove(self, name: str) -> None:
        self.delete(self.path(name))

    def delete(self, file: Path) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{file}{suffix}").unlink(missing_ok=True)


class PostgreSQLStore(Store):
    """Databases of the server. The last use of a template is in its comment."""

    @contextmanager
    def locked(self):
        with self.connection.creation._nodb_cursor() as self.cursor:
            self.cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            yield  # the server gives the lock back when the connection ends

    def version(self) -> str:
        self.cursor.execute("SHOW server_version")
        return self.cursor.fetchone()[0]

    def exists(self, target: str) -> bool:
        self.cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [target])
        return self.cursor.fetchone() is not None

    def templates(self) -> dict[str, date]:
        """{name: day of its last use}"""
        self.cursor.execute(
            "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database"
            " WHERE starts_with(datname, %s)",
            [PREFIX],
        )
        rows = self.cursor.fetchall()
        return {name: date.fromisoformat(day) if day else date.today() for name, day in rows}

    def build(self, name: str) -> None:
        self.remove(self.UNFINISHED)
        unfinished = self.quoted(self.UNFINISHED)
        self.cursor.execute(f"CREATE DATABASE {unfinished} TEMPLATE template0 ENCODING 'UTF8'")
        self.migrate(self.UNFINISHED)
        self.cursor.execute(f"ALTER DATABASE {unfinished} RENAME TO {self.quoted(name)}")

    def copy(self, name: str, target: str) -> None:
        self.remove(target)
        self.cursor.execute(f"CREATE DATABASE {self.quoted(target)} TEMPLATE {self.quoted(name)}")
        today = date.today().isoformat()
        self.cursor.execute(f"COMMENT ON DATABASE {self.quoted(name)} IS '{today}'")

    def remove(self, name: str) -> None:
        self.cursor.execute(f"DROP DATABASE IF EXISTS {self.quoted(name)} WITH (FORCE)")

    def quoted(self, name: str) -> str:
        return self.connection.ops.quote_name(name)


STORES = {"sqlite": SQLiteStore, "postgresql": PostgreSQLStore}
