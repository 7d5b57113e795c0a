"""Façades, doors and stairs."""

import math

from ..canvas import Canvas, Note


def ville(c: Canvas) -> Note:
    """Two rows of façades, a disc behind them, one window lit."""
    sky = c.u * c.rng.uniform(0.2, 0.28)
    sx, sy = c.w * c.rng.uniform(0.25, 0.75), c.h * c.rng.uniform(0.3, 0.42)
    c.disc(sx, sy, sky, c.p.hue)
    light = c.p.is_light
    for colour, low, high, width in (
        (c.p.far, 0.36, 0.66, 0.085),
        (c.p.deep if light else c.p.hue, 0.2, 0.5, 0.13),
    ):
        if not light and colour == c.p.hue:
            colour = c.p.ink
        x = -c.u * 0.04
        while x < c.w:
            wide, tall = c.u * width * c.rng.uniform(0.8, 1.7), c.h * c.rng.uniform(low, high)
            c.rect(x, c.h - tall, x + wide, c.h, colour)
            if c.rng.random() < 0.3:
                c.rect(
                    x + wide * 0.46, c.h - tall - c.u * 0.08, x + wide * 0.54, c.h - tall, colour
                )
            x += wide + c.u * c.rng.choice([0, 0, 0.012])
    step, size = c.u * 0.04, c.u * 0.016
    lit = []
    for i in range(int(c.w / step) + 1):
        for j in range(int(c.h * 0.34 / step)):
            if c.rng.random() < 0.2:
                lit.append((i * step + step * 0.3, c.h - (j + 1) * step))
    for x, y in lit:
        c.rect(x, y, x + size, y + size * 1.4, c.p.soft)
    x, y = c.w * (0.38 if sx > c.w / 2 else 0.62), c.h * 0.8
    c.rect(x, y, x + size * 2.2, y + size * 3, c.p.pop)
    return Note(
        "La silhouette d’une ville devant un grand disque ; parmi les fenêtres, une seule "
        f"d’une autre couleur, sur fond {c.p.word}.",
        (sx / c.w, 0.55),
    )


def portes(c: Canvas) -> Note:
    """A row of doors; one is ajar and throws its light."""
    light = c.p.is_light
    count = c.rng.choice([5, 7]) if not c.is_tall else 3
    opened = c.rng.randrange(1, count - 1)
    floor, top = c.h * 0.74, c.h * ((0.26 if c.is_tall else 0.19) + c.rng.uniform(-0.03, 0.03))
    c.rect(0, floor, c.w, c.h, c.p.deep)
    gap = c.w / count
    fx = gap * (opened + 0.5)
    c.poly(
        [
            (fx - gap * 0.3, floor),
            (fx + gap * 0.3, floor),
            (fx + gap * 0.75, c.h),
            (fx - gap * 1.1, c.h),
        ],
        c.p.soft if not light else c.p.hue,
    )
    for k in range(count):
        x0, x1 = gap * (k + 0.2), gap * (k + 0.8)
        if k == opened:
            c.rect(x0, top, x1, floor, c.p.soft if not light else c.p.hue)
            c.poly(
                [
                    (x1, top),
                    (x1 + gap * 0.3, top + c.h * 0.05),
                    (x1 + gap * 0.3, floor + c.h * 0.07),
                    (x1, floor),
                ],
                c.p.pop,
            )
            c.disc(x1 + gap * 0.25, (top + floor) / 2 + c.h * 0.04, c.u * 0.009, c.p.ground)
        else:
            c.rect(x0, top, x1, floor, c.p.hue if not light else c.p.deep)
            c.rect(
                x0 + gap * 0.09,
                top + c.h * 0.04,
                x1 - gap * 0.09,
                top + c.h * 0.24,
                c.p.deep if not light else c.p.ground,
            )
            c.rect(
                x0 + gap * 0.09,
                top + c.h * 0.28,
                x1 - gap * 0.09,
                floor - c.h * 0.04,
                c.p.deep if not light else c.p.ground,
            )
            c.disc(x0 + gap * 0.06, (top + floor) / 2, c.u * 0.008, c.p.soft)
    return Note(
        "Une rangée de portes closes ; une seule est ouverte et sa lumière coule jusqu’à "
        f"nous, sur fond {c.p.word}.",
        (fx / c.w, 0.5),
    )


def escalier(c: Canvas) -> Note:
    """Stairs that climb to a lit door."""
    light = c.p.is_light
    up = c.rng.choice([True, False])
    steps = c.rng.randint(8, 10)
    x0, x1, y0, y1 = -c.w * 0.02, c.w * 0.74, c.h, c.h * c.rng.uniform(0.41, 0.47)

    def place(x):
        return x if up else c.w - x

    tread, rise = (x1 - x0) / steps, (y0 - y1) / steps
    c.poly(
        [
            (place(0), 0),
            (place(c.w * 0.5), 0),
            (place(c.w), c.h * 0.7),
            (place(c.w), c.h),
            (place(0), c.h),
        ],
        c.p.far,
    )
    for k in range(steps):
        x, y = x0 + k * tread, y0 - (k + 1) * rise
        points = [(place(x), y), (place(c.w), y), (place(c.w), c.h), (place(x), c.h)]
        c.poly(points, c.p.hue if k % 2 else c.p.ink)
    c.poly([(place(x1), y1), (place(c.w), y1), (place(c.w), c.h), (place(x1), c.h)], c.p.ink)
    d0, d1 = c.w * 0.79, c.w * 0.92
    c.rect(min(place(d0), place(d1)), y1 - c.h * 0.3, max(place(d0), place(d1)), y1, c.p.pop)
    c.disc(place((d0 + d1) / 2), y1 - c.h * 0.3, abs(d1 - d0) / 2, c.p.pop)
    fx = place(x0 + tread * (steps * 0.55))
    fy = y0 - (int(steps * 0.55) + 1) * rise
    s = c.u * 0.09
    c.poly(
        [(fx - s * 0.2, fy), (fx - s * 0.14, fy - s), (fx + s * 0.14, fy - s), (fx + s * 0.2, fy)],
        c.p.soft if not light else c.p.ground,
    )
    c.disc(fx, fy - s * 1.2, s * 0.18, c.p.soft if not light else c.p.ground)
    return Note(
        "Un escalier en marches alternées, gravi par une petite silhouette vers une porte en "
        f"arc, sur fond {c.p.word}.",
        (place(c.w * 0.72) / c.w, 0.5),
    )


def reflet(c: Canvas) -> Note:
    """A half disc and a house, upright above the water and cut into strips below."""
    light = c.p.is_light
    line = c.h * 0.52
    x, r = c.w * c.rng.uniform(0.42, 0.58), c.u * c.rng.uniform(0.3, 0.36)
    hx = x + c.u * c.rng.choice([-0.5, 0.5]) * (0.6 if c.is_tall else 1)
    c.rect(0, line, c.w, c.h, c.p.deep)
    c.slice(x, line, r, 180, 360, c.p.hue)
    strips = 9
    for k in range(strips):
        t0, t1 = k / strips, (k + 0.62 - 0.03 * k) / strips
        half = r * math.sqrt(max(0, 1 - ((t0 + t1) / 2) ** 2))
        shift = c.u * c.rng.uniform(-0.03, 0.03)
        c.rect(x - half + shift, line + r * t0, x + half + shift, line + r * t1, c.p.hue)
    s = c.u * 0.13
    ink = c.p.ink if light else c.p.soft
    c.poly(
        [
            (hx - s, line),
            (hx - s, line - s * 0.9),
            (hx, line - s * 1.7),
            (hx + s, line - s * 0.9),
            (hx + s, line),
        ],
        ink,
    )
    c.rect(hx - s * 0.22, line - s * 0.8, hx + s * 0.22, line - s * 0.28, c.p.pop)
    for k in range(6):
        t = k / 6
        half = s * (1 if t < 0.53 else max(0.1, 1 - (t - 0.53) / 0.5))
        shift = c.u * c.rng.uniform(-0.015, 0.015)
        c.rect(
            hx - half + shift,
            line + s * 1.7 * t,
            hx + half + shift,
            line + s * 1.7 * (t + 0.09),
            c.p.soft,
        )
    c.rect(0, line - c.u * 0.003, c.w, line + c.u * 0.003, c.p.soft)
    return Note(
        "Un demi-disque et une maison se reflètent dans une eau qui les découpe en bandes, "
        f"sur fond {c.p.word}.",
        (x / c.w, 0.5),
    )


MOTIFS = [ville, portes, escalier, reflet]
