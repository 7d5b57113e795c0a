"""Draw the site's icons and its own share image into static/: `make icons`.

The icon is a credit roll: roles on paper to the left of the axis, names in the signal colour to
its right. What is drawn here is committed, so that the site needs no drawing to start.
"""

import os
import sys
from pathlib import Path

import django
from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "magazine.settings.development")
django.setup()

from magazine.seo.social_images.cards import Card  # noqa: E402  Django first
from magazine.seo.social_images.drawing import draw  # noqa: E402

STATIC = ROOT / "static"
GRID = 32
INK, PAPER, SIGNAL = "#16130f", "#f5f1e8", "#ff5a36"
#: (x, y, width, height, colour) on the grid.
BARS = (
    (4, 9, 10, 3, PAPER),
    (8, 16, 6, 3, PAPER),
    (6, 23, 8, 3, PAPER),
    (18, 9, 7, 3, SIGNAL),
    (18, 16, 10, 3, SIGNAL),
    (18, 23, 5, 3, SIGNAL),
)
#: What a launcher may cut off a maskable icon, on each side.
MASK = 0.12


def svg() -> str:
    """The icon as a drawing, on its grid."""
    bars = "".join(
        f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="{colour}"/>'
        for x, y, w, h, colour in BARS
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {GRID} {GRID}">'
        f'<rect width="{GRID}" height="{GRID}" fill="{INK}"/>{bars}</svg>\n'
    )


def icon(size: int, margin: float = 0) -> Image.Image:
    """The icon in ``size`` pixels, drawn larger and reduced: the bars keep clean edges."""
    scale = 8
    image = Image.new("RGB", (size * scale, size * scale), INK)
    pen = ImageDraw.Draw(image)
    unit = size * scale * (1 - 2 * margin) / GRID
    start = size * scale * margin
    # The bars are a little low on the grid, under the rule of the favicon's first line.
    for x, y, w, h, colour in BARS:
        left, top = start + x * unit, start + (y - 1.5) * unit
        pen.rectangle((left, top, left + w * unit - 1, top + h * unit - 1), fill=colour)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def main() -> None:
    """Write the icons that browsers, telephones and launchers ask for, and the share image."""
    folder = STATIC / "icons"
    folder.mkdir(exist_ok=True)
    (STATIC / "favicon.svg").write_text(svg(), encoding="utf-8")
    icon(180).save(folder / "generique-180.png", optimize=True)
    icon(192).save(folder / "generique-192.png", optimize=True)
    icon(512).save(folder / "generique-512.png", optimize=True)
    icon(512, MASK).save(folder / "generique-512-masque.png", optimize=True)
    icon(48).save(folder / "favicon.ico", sizes=[(16, 16), (32, 32), (48, 48)])
    card = draw(Card("site", 0, "Le magazine des séries, avec ses sources", ""))
    card.quantize(64, dither=Image.Dither.NONE).save(folder / "partage.png", optimize=True)


if __name__ == "__main__":
    main()
