"""From a TopoJSON file of the world's countries to the small shapes that the maps draw.

Borders are shared arcs, and each arc is simplified once, so that two neighbours keep one border.
Coordinates are those of the Equal Earth projection (Šavrič, Patterson, Jenny, 2018): a country
takes the room on the map that it takes on the globe. Antarctica, where no series is sold, is left
out.

    python -m bench.world_shapes node_modules/world-atlas/countries-50m.json
"""

import heapq
import json
import sys
from dataclasses import dataclass
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from babel.core import get_global

from shows.maps.shapes import FILE

#: The width of a map; its height follows from the latitudes that are kept.
WIDTH = 1000
#: The meridian in the middle: the map is cut through the Bering Strait, and through no country.
MIDDLE = 11.0
#: How far beyond its edge a map is drawn, so that the edge is no coast.
MARGIN = 10

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = sqrt(3) / 2

#: What the source counts as a country of its own, and ISO 3166 does not.
WITHIN = {"N. Cyprus": "CY", "Somaliland": "SO", "Kosovo": "XK"}
LEFT_OUT = {"AQ", "TF", "HM", "GS"}
#: Places with a code of their own that the source draws with another country, or not at all:
#: (longitude, latitude) of their dots.
PLACES = {
    "BQ": (-68.3, 12.2),
    "CC": (96.8, -12.2),
    "CX": (105.6, -10.5),
    "GF": (-53.1, 3.9),
    "GI": (-5.35, 36.1),
    "GP": (-61.5, 16.2),
    "MQ": (-61.0, 14.6),
    "RE": (55.5, -21.1),
    "SJ": (16.0, 78.6),
    "TK": (-171.8, -9.2),
    "TV": (179.2, -8.5),
    "YT": (45.2, -12.8),
}


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Return where a place is on a map of an Earth whose radius is 1; y grows to the north."""
    theta = asin(M * sin(radians(latitude)))
    two, six = theta**2, theta**6
    x = radians(longitude) * cos(theta) / (M * (A1 + 3 * A2 * two + six * (7 * A3 + 9 * A4 * two)))
    return x, theta * (A1 + A2 * two + six * (A3 + A4 * two))


@dataclass(frozen=True)
class Frame:
    """A part of the world, between two latitudes and two longitudes (on the wider latitude).

    ``corner`` and ``island`` are areas on the map, in square units: corners of a coast that may
    go, islands that may go.
    """

    north: float
    south: float
    west: float = MIDDLE - 180
    east: float = MIDDLE + 180
    corner: float = 2.0
    island: float = 5.0

    @property
    def widest(self) -> float:
        """The latitude kept that is nearest to the equator, where a map is widest."""
        return 0 if self.south < 0 < self.north else self.south

    @property
    def left(self) -> float:
        return equal_earth(self.west - MIDDLE, self.widest)[0]

    @property
    def scale(self) -> float:
        return WIDTH / (equal_earth(self.east - MIDDLE, self.widest)[0] - self.left)

    @property
    def height(self) -> int:
        return round((equal_earth(0, self.north)[1] - equal_earth(0, self.south)[1]) * self.scale)

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a place is on the map: x to the right and y down, from its upper left."""
        x, y = equal_earth((longitude - MIDDLE + 180) % 360 - 180, latitude)
        return (x - self.left) * self.scale, (equal_earth(0, self.north)[1] - y) * self.scale

    def clip(self, ring: list) -> list:
        """Return the part of a closed line that is on the map (Sutherland and Hodgman, 1974)."""
        low, high = -MARGIN, (WIDTH + MARGIN, self.height + MARGIN)
        for axis in (0, 1):
            ring = _beyond(ring, axis, low, 1)
            ring = _beyond(ring, axis, high[axis], -1)
        return ring


#: Europe is drawn larger besides: most rights are sold there, and its countries are small.
FRAMES = {
    "world": Frame(84, -56.5, corner=3.5),
    "europe": Frame(71.5, 34.3, -19.5, 40.0, corner=8.0, island=18.0),
}


def reduce(topology: dict, frame: Frame) -> dict:
    """Return {"size": [width, height], "land": path, "countries": {code: [path, x, y, size]}}.

    ``topology`` is `world-atlas`'s ``countries`` file: country borders and land from shared arcs.
    """
    arcs = [_simplified(arc, frame.corner) for arc in _projected_arcs(topology, frame)]
    countries: dict[str, list] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        code = country_code(shape)
        if code and code not in LEFT_OUT:
            countries.setdefault(code, []).extend(_rings(shape, arcs, frame))
    land = [r for s in topology["objects"]["land"]["geometries"] for r in _rings(s, arcs, frame)]
    found = {code: _country(rings, frame) for code, rings in countries.items() if rings}
    for code, place in PLACES.items():
        x, y = frame.place(*place)
        if code not in found and 0 < x < WIDTH and 0 < y < frame.height:
            found[code] = ["", round(x), round(y), 0]
    # Antarctica's shore is the only one whose ends are below the map.
    kept = [r for r in land if abs(area(r)) >= frame.island and not _below(r, frame)]
    return {
        "size": [WIDTH, frame.height],
        "land": "".join(path(ring) for ring in kept),
        "countries": dict(sorted(found.items())),
    }


def country_code(shape: dict) -> str:
    """The ISO 3166-1 alpha-2 code of a shape, whose id is the numeric one; "" for none."""
    if name := WITHIN.get(shape["properties"]["name"]):
        return name
    codes = get_global("territory_aliases").get(shape.get("id") or "", [])
    return codes[0] if codes else ""


def _country(rings, frame) -> list:
    largest = max(rings, key=lambda ring: abs(area(ring)))
    drawn = [r for r in rings if r is largest or abs(area(r)) >= frame.island]
    xs, ys = [x for x, _y in largest], [y for _x, y in largest]
    middle = [round((min(xs) + max(xs)) / 2), round((min(ys) + max(ys)) / 2)]
    size = round(min(max(xs) - min(xs), max(ys) - min(ys)))
    return ["".join(path(ring) for ring in drawn), *middle, size]


def _below(ring, frame) -> bool:
    return frame.south < 0 and max(y for _x, y in ring) > frame.height


def _projected_arcs(topology, frame):
    """The arcs, decoded (each point is the step from the one before) and projected."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append(frame.place(x * sx + tx, y * sy + ty))
        yield points


def _rings(shape: dict, arcs, frame) -> list[list]:
    """The outlines of a shape; holes are outlines too, drawn the other way round."""
    kinds = {"Polygon": lambda a: [a], "MultiPolygon": lambda a: a}
    polygons = kinds[shape["type"]](shape["arcs"]) if "arcs" in shape else []
    rings = []
    for polygon in polygons:
        for numbers in polygon:
            ring: list = []
            for number in numbers:
                # A negative number is an arc walked backwards.
                points = arcs[number] if number >= 0 else arcs[~number][::-1]
                ring += points[1:] if ring else points
            # A few islets lie on the cut; Antarctica goes round the Earth.
            half = WIDTH * frame.scale / FRAMES["world"].scale / 2
            if all(abs(x - w) < half for (w, _v), (x, _y) in pairwise(ring)):
                rings.append(frame.clip(ring))
    return [ring for ring in rings if len(ring) > 2]


def _beyond(ring, axis, limit, side) -> list:
    """The part of a closed line that is on one side of a horizontal or vertical line."""
    kept = []
    for before, point in zip([ring[-1], *ring[:-1]] if ring else [], ring, strict=True):
        inside, was = side * (point[axis] - limit) >= 0, side * (before[axis] - limit) >= 0
        if inside != was:
            share = (limit - before[axis]) / (point[axis] - before[axis])
            crossing = [b + share * (p - b) for b, p in zip(before, point, strict=True)]
            crossing[axis] = limit
            kept.append(tuple(crossing))
        if inside:
            kept.append(point)
    return kept


def _simplified(points: list, least_span: float) -> list:
    """Leave out, one by one, the corners that span least (Visvalingam and Whyatt, 1993); the two
    ends stay, and of a closed line enough to be a surface."""
    least = 4 if points[0] == points[-1] else 2
    before = list(range(-1, len(points) - 1))
    after = list(range(1, len(points) + 1))
    spans = [0.0] * len(points)
    heap: list[tuple[float, int]] = []

    def weigh(n):
        if 0 < n < len(points) - 1:
            spans[n] = abs(area([points[before[n]], points[n], points[after[n]]]))
            heapq.heappush(heap, (spans[n], n))

    for n in range(len(points)):
        weigh(n)
    gone: set[int] = set()
    while heap and len(points) - len(gone) > least:
        span, n = heapq.heappop(heap)
        if span > least_span:
            break
        if n in gone or span != spans[n]:
            continue
        gone.add(n)
        after[before[n]], before[after[n]] = after[n], before[n]
        weigh(before[n])
        weigh(after[n])
    return [point for n, point in enumerate(points) if n not in gone]


def area(ring) -> float:
    """The area within a closed line; its sign says which way round it goes."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


def path(ring) -> str:
    """A closed line as SVG, in whole units and steps: “M12,40l3-1 2,5z”."""
    points = [(round(x), round(y)) for x, y in ring]
    steps, (x, y) = [], points[0]
    for nx, ny in points[1:]:
        if (nx, ny) != (x, y):
            steps.append((nx - x, ny - y))
            x, y = nx, ny
    if steps and (x, y) == points[0]:
        steps.pop()  # z closes the line
    text = f"M{points[0][0]},{points[0][1]}l"
    for dx, dy in steps:
        text += f"{'' if text[-1] == 'l' or dx < 0 else ' '}{dx}{'' if dy < 0 else ','}{dy}"
    return f"{text}z" if len(steps) > 1 else ""


def main(source: str) -> None:
    """Write the shapes of npm's world-atlas to the small file that the maps draw."""
    try:
        topology = json.loads(Path(source).read_text())
        maps = {name: reduce(topology, frame) for name, frame in FRAMES.items()}
    except (OSError, ValueError, KeyError) as error:
        sys.exit(f"{source} is not a TopoJSON file of countries: {error}")
    text = json.dumps(maps, separators=(",", ":"))
    FILE.write_text(text.replace('],"', '],\n"') + "\n")
    print(len(maps["world"]["countries"]), "countries,", FILE.stat().st_size, "bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
