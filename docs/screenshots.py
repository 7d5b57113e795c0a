"""Makes the pictures of the editors' guide from the demonstration: `make screenshots`.

A database and uploads of its own, in a folder that is thrown away; Debian's Chromium (or the one
that CHROMIUM names). Each screen is taken at 1280 and at 768 pixels, into docs/images/.
"""

import io
import os
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
WIDTHS = {1280: 860, 768: 1000}  # width of the window: its height


@dataclass(frozen=True)
class Screen:
    """What is shown: who looks, where, what is clicked and scrolled to, what must be seen."""

    name: str
    user: str
    path: str
    clicks: tuple[str, ...] = ()
    scroll: str = ""
    shows: str = ""


def screens() -> list[Screen]:
    """The screens of the guide. Called when the demonstration is loaded: addresses have keys."""
    from django.urls import reverse

    from articles.models import Article, FrontPage

    def edit(instance):
        return reverse(instance.snippet_viewset.get_url_name("edit"), args=[instance.pk])

    agency = Article.objects.get(slug="the-agency-bureau-des-legendes")
    ocs = Article.objects.get(slug="ocs-quinze-ans-de-fiction")
    front = FrontPage.objects.first()
    stories = reverse(Article.snippet_viewset.get_url_name("list"))
    return [
        Screen("accueil", "hortense", "/admin/", shows="À relire"),
        Screen("articles", "maud", stories),
        Screen("article-texte", "hortense", edit(agency)),
        Screen("article-faits", "hortense", f"{edit(agency)}#tab-faits", scroll=".desk-facts"),
        Screen(
            "article-notes",
            "hortense",
            edit(agency),
            clicks=("[aria-label='Afficher ou masquer les notes']",),
        ),
        Screen(
            "article-controles",
            "idriss",
            edit(ocs),
            clicks=("[aria-label='Afficher ou masquer les vérifications avant parution']",),
        ),
        Screen("planning", "maud", "/admin/planning/"),
        Screen("photos", "basile", reverse("wagtailimages:index")),
        Screen("une", "maud", edit(front)),
    ]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        IMAGES.mkdir(exist_ok=True)
        photograph(serve())


def prepare(folder: Path) -> None:
    """Set Django up on a database and uploads in ``folder``, with the demonstration in it."""
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'screenshots.sqlite3'}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "magazine.settings.development"
    sys.path.insert(0, str(ROOT))
    import django
    from django.conf import settings

    settings.MEDIA_ROOT = folder / "uploads"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_demo")
    call_command("publish_scheduled")  # so that the dashboard does not say that nothing publishes


def serve() -> str:
    """Serve the site from a thread; return its address."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    class Quiet(WSGIRequestHandler):
        def log_message(self, *args):
            pass

    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def session_of(username: str) -> str:
    """Sign a member in; return the key of the session: accounts of the demo have no password."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    client.force_login(get_user_model().objects.get(username=username))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def photograph(site: str) -> None:
    """Take every screen at every width; fail at a broken picture or an error page."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop in this thread
    wanted = [screen for screen in screens() if not sys.argv[1:] or screen.name in sys.argv[1:]]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for screen in wanted:
            for width, height in WIDTHS.items():
                context = browser.new_context(
                    base_url=site,
                    viewport={"width": width, "height": height},
                    locale="fr-FR",
                    reduced_motion="reduce",
                )
                cookie = {"name": "sessionid", "value": session_of(screen.user), "url": site}
                context.add_cookies([cookie])
                shoot(context.new_page(), screen, IMAGES / f"{screen.name}-{width}.png")
                context.close()
        browser.close()


def shoot(page, screen: Screen, file: Path) -> None:
    response = page.goto(screen.path, wait_until="networkidle")
    if response.status != 200:
        sys.exit(f"{screen.name}: {screen.path} answers {response.status}")
    for selector in screen.clicks:
        page.click(selector)
    if screen.scroll:
        page.locator(screen.scroll).evaluate("place => place.scrollIntoView()")
    if screen.shows:
        page.get_by_text(screen.shows).first.wait_for()
    page.wait_for_timeout(500)
    broken = page.evaluate(
        "[...document.images].filter("
        "  i => i.getAttribute('src') && i.complete && !i.naturalWidth && i.checkVisibility()"
        ").map(i => i.src)"
    )
    if broken:
        sys.exit(f"{screen.name}: broken pictures {broken}")
    save(page.screenshot(), file)
    print(file.relative_to(ROOT))


def save(png: bytes, file: Path) -> None:
    """Write with 256 colours: a third of the weight, and text as legible."""
    from PIL import Image

    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(256, dither=Image.Dither.NONE).save(file, optimize=True)


if __name__ == "__main__":
    main()
