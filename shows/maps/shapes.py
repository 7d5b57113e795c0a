"""The shapes of the maps, read once: `bench/world_shapes.py` makes them, LICENCE.md for whose."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

#: In units of the maps, which are a thousand units wide.
TINY, ROOMY = 6, 26
FILE = Path(__file__).parent / "world.json"


@dataclass(frozen=True)
class Shape:
    """A country on a map: an SVG path (empty for what is too small to be drawn), the middle of its
    largest part, and how wide or high that is, whichever is less."""

    code: str
    path: str
    x: int
    y: int
    size: int

    @property
    def is_tiny(self) -> bool:
        """Whether it needs a dot to be seen."""
        return self.size <= TINY

    @property
    def has_room(self) -> bool:
        """Whether its code can be written on it."""
        return self.size >= ROOMY


@dataclass(frozen=True)
class Outline:
    """A part of the world: its size, its land in one path, its countries by ISO 3166-1 code."""

    name: str
    width: int
    height: int
    land: str
    countries: dict[str, Shape]


@cache
def outlines() -> dict[str, Outline]:
    """{"world": …, "europe": …}."""
    found = json.loads(FILE.read_text())
    return {
        name: Outline(
            name,
            part["size"][0],
            part["size"][1],
            part["land"],
            {code: Shape(code, *rest) for code, rest in part["countries"].items()},
        )
        for name, part in found.items()
    }
