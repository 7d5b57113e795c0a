"""What every environment shares. Nothing here depends on the machine."""

from pathlib import Path
from typing import Any

import dj_database_url
from django.utils.translation import gettext_lazy as _

from ..security import READERS

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"  # the only folder written to at run time
VAR_DIR.mkdir(exist_ok=True)

INSTALLED_APPS = [
    # Ours first: `articles` replaces Wagtail's `publish_scheduled`, and our templates win.
    "magazine.apps.MagazineConfig",
    "articles.apps.ArticlesConfig",
    "shows.apps.ShowsConfig",
    "media.apps.MediaConfig",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.embeds",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    # First: a kept page costs nothing of what follows.
    "magazine.page_cache.middleware.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "magazine.middleware.CalendarMiddleware",
    "magazine.security.SecurityHeadersMiddleware",
    "magazine.middleware.RenamedParametersMiddleware",
    "magazine.consent.choice.ChoiceMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Last: what it renders needs the reader that the others have found.
    "magazine.middleware.RedirectMiddleware",
]

# Of readers' pages; `magazine.security` has the rest.
CONTENT_SECURITY_POLICY: dict[str, Any] = {"DIRECTIVES": READERS}
# Other sites learn which site their visitor comes from, not which page. Players want to know.
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

ROOT_URLCONF = "magazine.urls"
WSGI_APPLICATION = "magazine.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "magazine.User"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "magazine.context_processors.site",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{VAR_DIR / 'generique.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # Its compiler takes longer to compile a page's questions than they take to be answered.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c jit=off"
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for a writer (WAL), and a writer waits its turn instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;"
        ),
    }

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Under this name in CACHES, public pages are kept between readers; empty, each is made anew.
PAGE_CACHE = ""
# How often a process asks in which edition the site is, and for how long after a change the former
# page may be shown while the new one is made, in seconds.
PAGE_CACHE_ASKS, PAGE_CACHE_STALE = 0.0, 0.0

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French"))]
LOCALE_PATHS = [
    BASE_DIR / "magazine" / "locale",
    # Wagtail's own sentences, said better; apart, because makemessages would drop them.
    BASE_DIR / "magazine" / "locale_overrides",
]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/uploads/"
MEDIA_ROOT: Path | str = VAR_DIR / "uploads"

STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "media.storage.UploadStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    # Share images: apart from the uploads, for `magazine.seo.social_images` says who may see one.
    "drawn": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "partage"},
    },
}

TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = True

# An article with many facts posts many fields: about 30 for each deal with its releases.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# As a French newsroom types it; "2026-09-28 10:00" is read as well.
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_SITE_NAME = "Générique"
# Whoever acts on a story waits for the mails about it: not long, if the mail server is away.
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = "Générique <redaction@localhost>"
# Our own mail tells reviewers of what is submitted (articles.newsroom.notifications).
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILADMIN_BASE_URL = "http://localhost:8000"
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
# Each format at the quality at which eyes find them alike; they weigh from light to heavy.
WAGTAILIMAGES_AVIF_QUALITY = 55
WAGTAILIMAGES_WEBP_QUALITY = 76
WAGTAILIMAGES_JPEG_QUALITY = 78
# Decoded, four bytes each: the largest file that is taken needs 240 MB for a moment.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = [("fr", "Français")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "Français")]
WAGTAIL_USER_TIME_ZONES = ["Europe/Paris"]
# The admin calls no outside host.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILEMBEDS_FINDERS: list[
    dict[str, str]
] = []  # `media.embeds` knows videos and posts by their address
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# Wagtail's own index is empty and stays so: the admin searches as readers do (decision 30).
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"generique": {"level": "INFO"}},
}
