"""Makes the pictures of the README and the editors' guide from the demonstration.

`make screenshots`: a database and uploads of its own, in a folder that is thrown away; Debian's
Chromium (or the one that CHROMIUM names). Each screen of the guide is taken at 1280 and at 768
pixels, into docs/images/; a pair of pages, for the README, once and side by side.
"""

import io
import os
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
#: Widths and heights of the window: of a screen of the guide, and of one page of a pair.
SIZES = ((1280, 860), (768, 1000))
HALF = (800, 1000)
GAP, GAP_COLOUR = 16, "#d8d2c4"


@dataclass(frozen=True)
class Screen:
    """What is shown: who looks (nobody: a reader), where, what is clicked and scrolled to, what
    must be seen."""

    name: str
    user: str
    path: str
    clicks: tuple[str, ...] = ()
    scroll: str = ""
    shows: str = ""
    sizes: tuple[tuple[int, int], ...] = SIZES


@dataclass(frozen=True)
class Pair:
    """Two pages side by side."""

    name: str
    left: Screen
    right: Screen


def pairs() -> list[Pair]:
    """The pairs of the README: a story, and the record in which its facts stand."""
    story = Screen("article", "", "/industrie/missions-amc/")
    record = Screen("fiche", "", "/series/missions/", scroll="#accords")
    return [Pair("article-et-fiche", story, record)]


def screens() -> list[Screen]:
    """The screens of the guide. Called when the demonstration is loaded: addresses have keys."""
    from django.urls import reverse

    from articles.models import Article, FrontPage

    def edit(instance):
        return reverse(instance.snippet_viewset.get_url_name("edit"), args=[instance.pk])

    agency = Article.objects.get(slug="the-agency-bureau-des-legendes")
    ocs = Article.objects.get(slug="ocs-quinze-ans-de-fiction")
    missions = Article.objects.get(slug="missions-amc")
    front = FrontPage.objects.first()
    stories = reverse(Article.snippet_viewset.get_url_name("list"))
    return [
        Screen("accueil", "hortense", "/admin/", shows="À relire"),
        Screen("articles", "maud", stories),
        Screen("article-texte", "hortense", edit(agency)),
        Screen("article-faits", "hortense", f"{edit(agency)}#tab-faits", scroll=".desk-facts"),
        Screen(  # for the README
            "article-accord",
            "maud",
            f"{edit(missions)}#tab-faits",
            clicks=("#inline_child_deals-0 [data-panel-toggle]",),
            scroll=".desk-facts",
            sizes=((1280, 1000),),
        ),
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
    """Take the pictures from a site of its own, which is gone afterwards."""
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
    from media.models import Picture
    from media.renditions import SPECS, Maker

    call_command("load_demo")
    Maker(Picture.objects.public).make_round(SPECS)
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
    """Take every screen at every width, and every pair."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop in this thread
    chosen = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for screen in screens():
            if not chosen or screen.name in chosen:
                for width, height in screen.sizes:
                    picture = shoot(browser, site, screen, width, height)
                    save(picture, f"{screen.name}-{width}.png")
        for pair in pairs():
            if not chosen or pair.name in chosen:
                left, right = (shoot(browser, site, s, *HALF) for s in (pair.left, pair.right))
                save(side_by_side(left, right), f"{pair.name}.webp")
        browser.close()


def shoot(browser, site: str, screen: Screen, width: int, height: int) -> Image.Image:
    """Return the picture of a screen; end the program at a broken picture or an error page."""
    context = browser.new_context(
        base_url=site,
        viewport={"width": width, "height": height},
        locale="fr-FR",
        reduced_motion="reduce",
    )
    if screen.user:
        cookie = {"name": "sessionid", "value": session_of(screen.user), "url": site}
        context.add_cookies([cookie])
    page = context.new_page()
    response = page.goto(screen.path, wait_until="networkidle")
    if response.status != 200:
        sys.exit(f"{screen.name}: {screen.path} answers {response.status}")
    for selector in screen.clicks:
        page.locator(selector).first.click()
    page.mouse.move(0, 0)
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
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    return picture


def side_by_side(left: Image.Image, right: Image.Image) -> Image.Image:
    """Put two pictures next to each other, tops aligned, with `GAP` pixels between them."""
    width = left.width + GAP + right.width
    both = Image.new("RGB", (width, max(left.height, right.height)), GAP_COLOUR)
    both.paste(left, (0, 0))
    both.paste(right, (left.width + GAP, 0))
    return both


def save(picture: Image.Image, name: str) -> None:
    """Write a PNG with 256 colours, a third of the weight with text as legible; or a WebP."""
    file = IMAGES / name
    if file.suffix == ".png":
        picture.quantize(256, dither=Image.Dither.NONE).save(file, optimize=True)
    else:
        picture.save(file, quality=80, method=6)
    print(file.relative_to(ROOT))


if __name__ == "__main__":
    main()
