"""Pictures of every type of page, to be looked at after a change: `make looks`.

Each page of the table at three widths, in light and in the dark, whole, into var/looks, with an
index.html that shows them beside each other. A few of them: make looks ONLY="une article".
"""

import os
import sys
import tempfile
from html import escape
from pathlib import Path

from .pages import PAGES
from .server import ROOT, prepare, serve

WIDTHS, SCHEMES = (360, 768, 1280), ("light", "dark")
LOOKS = ROOT / "var" / "looks"
#: A picture of the whole page wants the photos that a reader has not scrolled to yet.
ALL_PHOTOS = """() => Promise.all([...document.images].map((image) => {
  image.loading = "eager";
  return image.decode().catch(() => {});
}))"""
INDEX = """<!doctype html>
<html lang="fr"><meta charset="utf-8"><title>Générique, toutes les pages</title>
<style>
body {{ font: 14px/1.4 system-ui; margin: 2rem; background: #888; }}
div {{ display: flex; gap: 1rem; align-items: start; overflow-x: auto; }}
img {{ max-height: 40rem; object-fit: cover; object-position: top; }}
</style>
{rows}</html>
"""


def main() -> None:
    names = sys.argv[1:] or list(PAGES)
    if unknown := set(names) - set(PAGES):
        sys.exit(f"No such page: {', '.join(sorted(unknown))}. There are: {', '.join(PAGES)}.")
    LOOKS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder), "magazine.settings.test")
        photograph(serve(), names)
    index = LOOKS / "index.html"
    index.write_text(INDEX.format(rows="".join(map(row, PAGES))), encoding="utf-8")
    print(index)


def files(name: str) -> list[str]:
    """The names of the pictures of a page."""
    return [f"{name}-{width}-{scheme}.png" for scheme in SCHEMES for width in WIDTHS]


def row(name: str) -> str:
    """A page in the index: its address and its pictures, as far as they were ever taken."""
    shown = "".join(
        f'<a href="{file}"><img src="{file}" alt="{file}" loading="lazy"></a>'
        for file in files(name)
        if (LOOKS / file).exists()
    )
    return f"<h2>{name} <small>{escape(PAGES[name].path)}</small></h2><div>{shown}</div>\n"


def photograph(site: str, names: list[str]) -> None:
    """Take the pictures; say which page is wider than its window."""
    from playwright.sync_api import sync_playwright

    from tests.chromium import CHROMIUM, FLAGS

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for scheme in SCHEMES:
            for width in WIDTHS:
                context = browser.new_context(
                    base_url=site,
                    viewport={"width": width, "height": 900},
                    color_scheme=scheme,
                    reduced_motion="reduce",
                    locale="fr-FR",
                )
                page = context.new_page()
                for name in names:
                    page.goto(PAGES[name].path, wait_until="networkidle")
                    page.evaluate(ALL_PHOTOS)
                    page.screenshot(path=LOOKS / f"{name}-{width}-{scheme}.png", full_page=True)
                    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                        print(f"{name} is wider than {width} pixels")
                context.close()
                print(f"{width} pixels, {scheme}: {len(names)} pages")
        browser.close()


if __name__ == "__main__":
    main()
