"""Settings of the test suite: fast hashing, uploads in a folder of its own."""

import tempfile

from .base import *  # noqa: F403

DEBUG = False
SECRET_KEY = "tests-only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = tempfile.mkdtemp(prefix="generique-tests-")
STORAGES["drawn"]["OPTIONS"]["location"] = f"{MEDIA_ROOT}-partage"  # noqa: F405

# The live server's threads leave no connection behind that would keep the database from going.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    # A file, like in real life: a database in memory locks whole tables between the threads of
    # the live server. What it holds need not survive a power cut.
    DATABASES["default"]["TEST"] = {"NAME": f"{MEDIA_ROOT}/tests.sqlite3"}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] = (  # noqa: F405
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY;"
    )
