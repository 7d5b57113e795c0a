"""A drawing surface in pixels of the final picture, whatever the size it is drawn at."""

import math
import random
from typing import NamedTuple

from PIL import Image, ImageDraw

from .palettes import Palette

Point = tuple[float, float]


class Note(NamedTuple):
    """What a motif says of the picture it drew."""

    alt: str
    focal: Point = (0.5, 0.5)


class Canvas:
    """Flat shapes on a ground. Lengths are pixels of the final picture; ``u`` is its short side.

    ``rng`` makes the variations: a motif draws from it in an order that does not depend on size.
    """

    def __init__(self, size: tuple[int, int], palette: Palette, rng: random.Random, scale: int):
        self.w, self.h = size
        self.u = min(size)
        self.p = palette
        self.rng = rng
        self._scale = scale
        self.image = Image.new("RGB", (self.w * scale, self.h * scale), palette.ground)
        self._draw = ImageDraw.Draw(self.image)

    @property
    def is_tall(self) -> bool:
        """Whether the picture is a poster."""
        return self.h > self.w

    def _scaled(self, points):
        return [(x * self._scale, y * self._scale) for x, y in points]

    def rect(self, x0, y0, x1, y1, colour):
        if x1 > x0 and y1 > y0:
            self._draw.rectangle(self._scaled([(x0, y0), (x1, y1)]), fill=colour)

    def poly(self, points, colour):
        self._draw.polygon(self._scaled(points), fill=colour)

    def line(self, points, width, colour):
        scaled = self._scaled(points)
        self._draw.line(scaled, fill=colour, width=self._width(width), joint="curve")

    def disc(self, x, y, r, colour, ry=None):
        ry = r if ry is None else ry
        self._draw.ellipse(self._scaled([(x - r, y - ry), (x + r, y + ry)]), fill=colour)

    def ring(self, x, y, r, width, colour, ry=None):
        ry = r if ry is None else ry
        box = self._scaled([(x - r, y - ry), (x + r, y + ry)])
        self._draw.ellipse(box, outline=colour, width=self._width(width))

    def slice(self, x, y, r, start, end, colour):
        """A sector of a disc; degrees, clockwise from three o'clock."""
        box = self._scaled([(x - r, y - r), (x + r, y + r)])
        self._draw.pieslice(box, start, end, fill=colour)

    def arc(self, x, y, r, start, end, width, colour):
        box = self._scaled([(x - r, y - r), (x + r, y + r)])
        self._draw.arc(box, start, end, fill=colour, width=self._width(width))

    def _width(self, width) -> int:
        return max(1, round(width * self._scale))

    def orbit(self, x, y, rx, ry, tilt, width, colour) -> None:
        """An ellipse drawn as a line and turned by ``tilt`` degrees."""
        points = [self.on_orbit(x, y, rx, ry, tilt, a) for a in range(0, 363, 3)]
        self.line(points, width, colour)

    def oval(self, x, y, rx, ry, tilt, colour) -> None:
        """A filled ellipse turned by ``tilt`` degrees."""
        self.poly([self.on_orbit(x, y, rx, ry, tilt, a) for a in range(0, 360, 2)], colour)

    @staticmethod
    def on_orbit(x, y, rx, ry, tilt, angle) -> Point:
        """The point of a tilted ellipse at an angle, in degrees."""
        a, t = math.radians(angle), math.radians(tilt)
        px, py = rx * math.cos(a), ry * math.sin(a)
        return x + px * math.cos(t) - py * math.sin(t), y + px * math.sin(t) + py * math.cos(t)

    @staticmethod
    def polar(x, y, r, angle) -> Point:
        """The point at a distance and an angle, in degrees, clockwise from three o'clock."""
        a = math.radians(angle)
        return x + r * math.cos(a), y + r * math.sin(a)


def smooth(points: list[Point], steps: int = 8) -> list[Point]:
    """A closed curve through the points (Catmull-Rom)."""
    count, curve = len(points), []
    for i in range(count):
        a, b, c, d = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            curve.append(tuple(_catmull(a[k], b[k], c[k], d[k], t) for k in (0, 1)))
    return curve


def _catmull(a, b, c, d, t):
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )
