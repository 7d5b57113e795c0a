"""A magazine on one's own machine: debug pages, console mail, SQLite in var/."""

from .base import *  # noqa: F403

DEBUG = True
SECRET_KEY = "development-only-never-in-production"  # noqa: S105
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
