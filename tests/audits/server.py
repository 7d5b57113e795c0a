"""The fixture site on a server of its own, thrown away: `make looks`, `make lighthouse`."""

import os
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def prepare(folder: Path, settings: str) -> None:
    """Set Django up with these settings, its database and uploads in ``folder``; fill the site."""
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'site.sqlite3'}"
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    sys.path.insert(0, str(ROOT))
    import django
    from django.conf import settings as site

    site.MEDIA_ROOT = folder / "uploads"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from .fixture_site import fill_fixture_site

    fill_fixture_site()


def serve() -> str:
    """Serve the site and its uploads from a thread; return its address."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

    from .wsgi import application

    class Quiet(WSGIRequestHandler):
        def log_message(self, *args):
            pass

    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(StaticFilesHandler(application))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"
