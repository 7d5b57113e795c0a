"""Production reads its environment; docs/deployment.md explains each variable."""

import os
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from ..security import READERS
from .base import *  # noqa: F403


def required(name: str) -> str:
    """Return an environment variable, or fail at start with a sentence that names it."""
    try:
        return os.environ[name]
    except KeyError:
        raise ImproperlyConfigured(
            f"The environment variable {name} is missing; docs/deployment.md explains it."
        ) from None


DEBUG = False
SECRET_KEY = required("SECRET_KEY")
ALLOWED_HOSTS = required("ALLOWED_HOSTS").split(",")
WAGTAILADMIN_BASE_URL = os.environ.get("BASE_URL", f"https://{ALLOWED_HOSTS[0]}")
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]

SECURE_SSL_REDIRECT = os.environ.get("SECURE_SSL_REDIRECT", "1") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# A year; a smaller number while HTTPS is new on the domain, since browsers hold to it.
SECURE_HSTS_SECONDS = int(os.environ.get("SECURE_HSTS_SECONDS", 365 * 24 * 3600))
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**READERS, "upgrade-insecure-requests": True}}
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

MIDDLEWARE = [
    *MIDDLEWARE[:2],  # noqa: F405
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # What is not kept, on its way out. Each answer gets random bytes more, so that its length tells
    # nothing of a secret in it (BREACH); tokens of forms are masked anew as well. A kept page is
    # compressed once for all, and holds no secret.
    "django.middleware.gzip.GZipMiddleware",
    *MIDDLEWARE[2:],  # noqa: F405
]
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
}
PAGE_CACHE = os.environ.get("PAGE_CACHE", "pages")
PAGE_CACHE_ASKS, PAGE_CACHE_STALE = 0.5, 1.0
if redis_url := os.environ.get("REDIS_URL"):
    REDIS = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url}
    CACHES: dict[str, dict[str, Any]] = {
        "default": REDIS,
        "pages": {**REDIS, "KEY_PREFIX": "pages"},
    }
else:
    # In files that the processes of the machine share: 4,000 pages of some 30 KB.
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
        "pages": {
            "BACKEND": "magazine.page_cache.files.PageFiles",
            "LOCATION": VAR_DIR / "pages",  # noqa: F405
            "OPTIONS": {"MAX_ENTRIES": 4000},
        },
    }
if email_url := os.environ.get("EMAIL_HOST"):
    EMAIL_HOST = email_url
    EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
    EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
    EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
    EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "1") == "1"
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", f"redaction@{ALLOWED_HOSTS[0]}")
