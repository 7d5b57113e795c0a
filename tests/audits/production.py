"""The settings of production, on one's own machine: what Lighthouse is shown.

`THEATRE` names the folder that everything is in; it is thrown away.
"""

import os
from pathlib import Path

FOLDER = Path(os.environ["THEATRE"])
os.environ["DATABASE_URL"] = f"sqlite:///{FOLDER / 'site.sqlite3'}"
os.environ["SECRET_KEY"] = "only-for-a-site-that-is-thrown-away"
os.environ["ALLOWED_HOSTS"] = "localhost"
os.environ["SECURE_SSL_REDIRECT"] = "0"

from magazine.settings.production import *  # noqa: E402, F403

STATIC_ROOT, MEDIA_ROOT = FOLDER / "static", FOLDER / "uploads"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
