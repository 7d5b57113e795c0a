"""The illustrations of the demonstration issue, drawn rather than borrowed.

Each is an abstract title card: a few flat shapes, ink, paper and one colour, a little grain. The
same slug, motif and palette always give the same picture; another slug gives a variation of it.
"""

import random
from functools import cache

from PIL import Image, ImageChops, ImageFilter

from .canvas import Canvas
from .motifs import MOTIFS
from .palettes import PALETTES

SUPERSAMPLE = 2  # shapes are drawn at twice the size: Pillow does not smooth their edges
GRAIN_TILE = 256


def draw(slug: str, motif: str, palette: str, size: tuple[int, int]) -> Image.Image:
    """Return the illustration as an RGB image of ``size`` pixels, in less than half a second.

    Raises KeyError with the known names for an unknown motif or palette.
    """
    canvas, _note = _compose(slug, motif, palette, size, SUPERSAMPLE)
    return _grain(canvas.image.reduce(SUPERSAMPLE))


def describe(slug: str, motif: str, palette: str) -> tuple[str, tuple[float, float]]:
    """Return the alternative text (French) and the focal point, as fractions of the size."""
    _canvas, note = _compose(slug, motif, palette, (96, 54), 1)
    return note.alt, note.focal


def _compose(slug, motif, palette, size, scale):
    for name, known in ((motif, MOTIFS), (palette, PALETTES)):
        if name not in known:
            raise KeyError(f"“{name}” is not one of: {', '.join(sorted(known))}.")
    rng = random.Random(f"{slug}/{motif}")
    canvas = Canvas(size, PALETTES[palette], rng, scale)
    return canvas, MOTIFS[motif](canvas)


def _grain(image: Image.Image) -> Image.Image:
    """Return the image with the grain of a film print."""
    width, height = image.size
    tile, layer = _grain_tile(), Image.new("L", image.size)
    for x in range(0, width, GRAIN_TILE):
        for y in range(0, height, GRAIN_TILE):
            layer.paste(tile, (x, y))
    return ImageChops.soft_light(image, Image.merge("RGB", (layer,) * 3))


@cache
def _grain_tile() -> Image.Image:
    noise = random.Random("grain").randbytes(GRAIN_TILE**2)
    tile = Image.frombytes("L", (GRAIN_TILE, GRAIN_TILE), noise)
    tile = tile.filter(ImageFilter.GaussianBlur(0.7))
    return tile.point(lambda value: 128 + (value - 128) * 0.45)
