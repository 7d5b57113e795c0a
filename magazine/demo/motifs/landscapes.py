"""Skies, seas, roads and forests."""

import math

from ..canvas import Canvas, Note
from ..palettes import INK


def orbite(c: Canvas) -> Note:
    """A planet cut by the frame, its night side, thin orbits, one small moon."""
    side = c.rng.choice([-1, 1])  # where the planet is; the orbits open the other way
    r = c.u * c.rng.uniform(0.4, 0.47)
    x, y = c.w * (0.5 + side * 0.2), c.h * c.rng.uniform(0.56, 0.62)
    tilt, turn = side * c.rng.uniform(14, 26), c.rng.uniform(-30, 10)
    for _ in range(70):
        size = c.u * c.rng.choice([0.0014, 0.0014, 0.0022, 0.0034])
        c.disc(
            c.rng.random() * c.w,
            c.rng.random() * c.h,
            size,
            c.p.soft if not c.p.is_light else c.p.hue,
        )
    orbits = [r * k for k in (1.42, 1.72, 2.15)[: c.rng.randint(2, 3)]]
    for rx in orbits:
        c.orbit(x, y, rx, rx * 0.3, tilt, c.u * 0.003, c.p.soft if not c.p.is_light else c.p.deep)
    c.disc(x, y, r, c.p.hue)
    _night(c, x, y, r, 90 - side * 62 + turn, 0.35, c.p.deep)
    _night(c, x, y, r, 90 - side * 62 + turn, -0.28, c.p.ink)
    for rx in orbits:  # the half of each orbit that passes in front
        near = [c.on_orbit(x, y, rx, rx * 0.3, tilt, t) for t in range(0, 181, 3)]
        c.line(near, c.u * 0.003, c.p.soft if not c.p.is_light else c.p.deep)
    moon = c.on_orbit(
        x,
        y,
        orbits[-1],
        orbits[-1] * 0.3,
        tilt,
        c.rng.uniform(105, 140) if side > 0 else c.rng.uniform(40, 75),
    )
    c.disc(*moon, c.u * 0.05, c.p.pop)
    return Note(
        "Une grande planète à demi plongée dans la nuit, cernée d’orbites fines où passe une "
        f"petite lune, sur fond {c.p.word}.",
        (x / c.w, 0.5),
    )


def _night(c: Canvas, x, y, r, turn, depth, colour):
    """The side of a disc that the light does not reach, up to an ellipse of ``depth``."""
    edge = [
        (math.cos(math.radians(t)) * r, math.sin(math.radians(t)) * r) for t in range(-90, 91, 3)
    ]
    edge += [
        (-math.cos(math.radians(t)) * r * depth, math.sin(math.radians(t)) * r)
        for t in range(90, -91, -3)
    ]
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    c.poly([(x + px * cos - py * sin, y + px * sin + py * cos) for px, py in edge], colour)


def route(c: Canvas) -> Note:
    """A straight road, a low sun, poles that shrink."""
    vx, vy = c.w * c.rng.uniform(0.4, 0.6), c.h * c.rng.uniform(0.44, 0.54)
    c.rect(0, 0, c.w, c.h, c.p.hue)
    bands = 5
    for k in range(bands):
        top = vy * (1 - (1 - k / bands) ** 1.6)
        if k % 2 == 0:
            c.rect(0, top, c.w, vy * (1 - (1 - (k + 1) / bands) ** 1.6), c.p.soft if k else c.p.hue)
    sun = c.u * c.rng.uniform(0.17, 0.23)
    c.disc(vx, vy, sun, c.p.pop)
    c.rect(0, vy, c.w, c.h, c.p.deep)
    half = c.w * (0.34 if not c.is_tall else 0.5)
    c.poly(
        [(vx - c.u * 0.006, vy), (vx + c.u * 0.006, vy), (vx + half, c.h), (vx - half, c.h)], INK
    )
    for edge in (-1, 1):
        c.poly([(vx, vy), (vx + edge * half * 0.9, c.h), (vx + edge * half * 0.94, c.h)], c.p.hue)
    reach, depth = c.h - vy, [0.03, 0.06, 0.11, 0.18, 0.29, 0.45, 0.68, 1.0]
    for near, far in zip(depth[1::2], depth[::2], strict=True):
        w0, w1 = half * 0.035 * far, half * 0.035 * near
        c.poly(
            [
                (vx - w0, vy + reach * far),
                (vx + w0, vy + reach * far),
                (vx + w1, vy + reach * near),
                (vx - w1, vy + reach * near),
            ],
            c.p.soft,
        )
    side = c.rng.choice([-1, 1])
    tops = []
    for t in (1.05, 0.62, 0.37, 0.22, 0.13, 0.078, 0.046):
        px, foot = vx + side * c.w * 0.62 * t, vy + reach * 0.55 * t
        height, width = c.h * 0.85 * t, c.u * 0.017 * t
        c.rect(px - width / 2, foot - height, px + width / 2, foot, c.p.ink)
        arm = c.u * 0.075 * t
        c.rect(px - arm, foot - height * 0.93, px + arm, foot - height * 0.93 + width, c.p.ink)
        tops.append((px, foot - height * 0.93))
    c.line(tops, c.u * 0.0025, c.p.ink)
    return Note(
        "Une route droite file vers un soleil bas, bordée de poteaux qui rapetissent.",
        (vx / c.w, vy / c.h),
    )


def vagues(c: Canvas) -> Note:
    """Stacked waves, an islet, a disc on the horizon."""
    horizon = c.h * c.rng.uniform(0.4, 0.48)
    sx, r = c.w * c.rng.uniform(0.3, 0.7), c.u * c.rng.uniform(0.16, 0.22)
    c.disc(sx, horizon - r * 0.15, r, c.p.pop)
    ix = c.w * (0.26 if sx > c.w / 2 else 0.74)
    c.poly(
        [
            (ix - c.u * 0.3, horizon + c.u * 0.02),
            (ix - c.u * 0.08, horizon - c.u * 0.1),
            (ix + c.u * 0.02, horizon - c.u * 0.07),
            (ix + c.u * 0.1, horizon - c.u * 0.13),
            (ix + c.u * 0.34, horizon + c.u * 0.02),
        ],
        c.p.deep,
    )
    rows, phase = 9, c.rng.random() * 6
    colours = [c.p.soft, c.p.hue, c.p.deep]
    for k in range(rows):
        t = k / (rows - 1)
        base = horizon + (c.h - horizon) * t**1.35 * 0.95
        swell, length = c.u * (0.006 + 0.035 * t), c.u * (0.16 + 0.5 * t)
        points = [
            (x, base + swell * math.sin(x / length * math.tau + phase + k * 1.9))
            for x in range(-8, c.w + 17, 8)
        ]
        c.poly([*points, (c.w + 20, c.h + 20), (-20, c.h + 20)], colours[k % 3])
    return Note(
        "Des vagues superposées sous un disque posé sur l’horizon, avec un îlot au loin, sur "
        f"fond {c.p.word}.",
        (sx / c.w, horizon / c.h),
    )


def montagne(c: Canvas) -> Note:
    """Peaks in three planes, a cable across the sky."""
    sx, r = c.w * c.rng.uniform(0.2, 0.8), c.u * c.rng.uniform(0.14, 0.2)
    c.disc(sx, c.h * 0.28, r, c.p.pop)
    light = c.p.is_light
    planes = [(c.p.far, 0.30, 0.5), (c.p.hue, 0.36, 0.66), (c.p.ink, 0.6, 0.86)]
    summit = None
    for colour, high, low in planes:
        x = -c.u * 0.3
        while x < c.w + c.u * 0.2:
            wide, top = c.u * c.rng.uniform(0.6, 0.95), c.h * c.rng.uniform(high, (high + low) / 2)
            peak = x + wide * c.rng.uniform(0.42, 0.58)
            c.poly([(x - wide * 0.22, c.h), (peak, top), (x + wide * 1.22, c.h)], colour)
            slope = (c.h - top) / (peak - x + wide * 0.22)
            if colour == c.p.hue:
                cap = (c.h - top) * 0.2
                left, right = (
                    peak - cap / slope,
                    peak + cap * (x + wide * 1.22 - peak) / (c.h - top),
                )
                c.poly(
                    [
                        (peak, top),
                        (right, top + cap),
                        (peak + (right - peak) * 0.4, top + cap * 0.72),
                        (peak + (right - peak) * 0.05, top + cap * 1.06),
                        (peak - (peak - left) * 0.45, top + cap * 0.74),
                        (left, top + cap),
                    ],
                    c.p.ground if light else c.p.soft,
                )
                summit = summit or (peak, top)
            x += wide * 0.85
    c.line([(0, c.h * 0.2), (c.w, c.h * 0.46)], c.u * 0.003, c.p.deep if light else c.p.soft)
    kx, ky = c.w * 0.42, c.h * (0.2 + 0.26 * 0.42)
    c.line([(kx, ky), (kx, ky + c.u * 0.05)], c.u * 0.004, c.p.deep if light else c.p.soft)
    c.rect(
        kx - c.u * 0.028,
        ky + c.u * 0.045,
        kx + c.u * 0.028,
        ky + c.u * 0.085,
        c.p.deep if light else c.p.soft,
    )
    return Note(
        "Trois rangs de montagnes enneigées, une cabine suspendue à son câble et un disque "
        f"dans le ciel, sur fond {c.p.word}.",
        (0.5, 0.45),
    )


def foret(c: Canvas) -> Note:
    """Trunks in depth, a disc of light, a small figure."""
    light = c.p.is_light
    cx, cy, r = c.w * c.rng.uniform(0.4, 0.6), c.h * 0.42, c.u * c.rng.uniform(0.27, 0.33)
    c.disc(cx, cy, r * 1.35, c.p.far)
    c.disc(cx, cy, r, c.p.hue)
    floor = c.h * 0.8
    for colour, count, thin, thick in (
        (c.p.far, 15, 0.008, 0.02),
        (c.p.hue if light else c.p.ground, 10, 0.02, 0.045),
        (c.p.ink, 6, 0.05, 0.12),
    ):
        for k in range(count):
            x, wide = c.w * (k + c.rng.uniform(0.1, 0.9)) / count, c.u * c.rng.uniform(thin, thick)
            if thick > 0.1 and abs(x - cx) < c.u * 0.2:
                x += c.u * 0.34 * (1 if x > cx else -1)
            lean = c.u * c.rng.uniform(-0.03, 0.03)
            c.poly(
                [
                    (x - wide / 2, c.h),
                    (x - wide * 0.36 + lean, 0),
                    (x + wide * 0.36 + lean, 0),
                    (x + wide / 2, c.h),
                ],
                colour,
            )
    c.rect(0, floor, c.w, c.h, c.p.ink)
    s = c.u * 0.14
    c.poly(
        [
            (cx - s * 0.22, floor + 2),
            (cx - s * 0.16, floor - s * 0.95),
            (cx + s * 0.16, floor - s * 0.95),
            (cx + s * 0.22, floor + 2),
        ],
        c.p.pop,
    )
    c.disc(cx, floor - s * 1.14, s * 0.19, c.p.pop)
    return Note(
        "Une silhouette minuscule entre de hauts troncs, devant un disque de lumière, sur "
        f"fond {c.p.word}.",
        (cx / c.w, 0.6),
    )


def soleil(c: Canvas) -> Note:
    """A striped big top under the rays of a great sun."""
    x, y = c.w * c.rng.uniform(0.4, 0.6), c.h * 0.6
    rays, turn, far = c.rng.choice([16, 20, 24]), c.rng.uniform(0, 20), max(c.w, c.h) * 1.3
    for k in range(rays):
        a = turn + 360 / rays * k
        c.poly([(x, y), c.polar(x, y, far, a), c.polar(x, y, far, a + 180 / rays)], c.p.far)
    c.disc(x, y, c.u * 0.33, c.p.hue)
    c.disc(x, y, c.u * 0.25, c.p.pop)
    base, half, top = c.h * 0.86, c.u * 0.5, c.h * 0.52
    ink = c.p.ink
    c.rect(0, base, c.w, c.h, ink)
    c.poly(
        [
            (x - half, base),
            (x - half * 0.78, c.h * 0.7),
            (x, top),
            (x + half * 0.78, c.h * 0.7),
            (x + half, base),
        ],
        ink,
    )
    for k in (-0.75, -0.35, 0.05, 0.45):
        c.poly(
            [
                (x + half * k, base),
                (x + half * k * 0.78, c.h * 0.7),
                (x, top + c.h * 0.01),
                (x + half * (k + 0.2) * 0.78, c.h * 0.7),
                (x + half * (k + 0.2), base),
            ],
            c.p.lit,
        )
    c.line([(x, top), (x, top - c.u * 0.08)], c.u * 0.005, ink)
    c.poly([(x, top - c.u * 0.08), (x + c.u * 0.06, top - c.u * 0.06), (x, top - c.u * 0.04)], ink)
    return Note(
        f"Un chapiteau rayé devant un grand soleil à rayons, sur fond {c.p.word}.", (x / c.w, 0.62)
    )


def soucoupe(c: Canvas) -> Note:
    """A saucer and its beam over a ploughed field."""
    light = c.p.is_light
    x, y, r = c.w * c.rng.uniform(0.38, 0.62), c.h * c.rng.uniform(0.24, 0.3), c.u * 0.2
    ground = c.h * 0.74
    for _ in range(40):
        c.disc(
            c.rng.random() * c.w,
            c.rng.random() * ground,
            c.u * c.rng.choice([0.0015, 0.0025, 0.0035]),
            c.p.soft,
        )
    spread = c.u * c.rng.uniform(0.3, 0.4)
    c.poly(
        [(x - r * 0.4, y), (x + r * 0.4, y), (x + spread, ground), (x - spread, ground)], c.p.hue
    )
    c.rect(0, ground, c.w, c.h, c.p.deep)
    for k in range(-12, 13):
        c.line([(x + k * c.u * 0.05, ground), (x + k * c.u * 0.34, c.h)], c.u * 0.003, c.p.hue)
    c.disc(x, ground, spread, c.p.soft, ry=c.u * 0.05)
    c.disc(x, y - r * 0.2, r * 0.46, c.p.pop, ry=r * 0.42)
    ink = c.p.ink
    c.disc(x, y, r, c.p.soft if not light else ink, ry=r * 0.26)
    c.disc(x, y + r * 0.06, r * 0.7, ink if not light else c.p.hue, ry=r * 0.12)
    tx = x + c.u * 0.06
    s = c.u * 0.07
    c.poly(
        [
            (tx - s * 0.2, ground + s * 0.3),
            (tx - s * 0.14, ground - s * 0.7),
            (tx + s * 0.14, ground - s * 0.7),
            (tx + s * 0.2, ground + s * 0.3),
        ],
        ink,
    )
    c.disc(tx, ground - s * 0.9, s * 0.18, ink)
    return Note(
        "Une soucoupe projette son faisceau sur un champ où se tient une silhouette, sur "
        f"fond {c.p.word}.",
        (x / c.w, 0.5),
    )


def lune(c: Canvas) -> Note:
    """A crescent over a fence of pointed stakes."""
    light = c.p.is_light
    x, y, r = c.w * c.rng.uniform(0.38, 0.62), c.h * 0.38, c.u * 0.29
    for _ in range(26):
        c.disc(
            c.rng.random() * c.w,
            c.rng.random() * c.h * 0.7,
            c.u * c.rng.choice([0.002, 0.003]),
            c.p.soft,
        )
    c.disc(x, y, r * 1.28, c.p.far)
    c.disc(x, y, r, c.p.soft if not light else c.p.hue)
    c.disc(x + r * 0.42, y - r * 0.14, r * 0.86, c.p.far)
    wide = c.u * 0.085
    k, red = 0, c.rng.randint(3, 5)
    while k * wide * 1.25 < c.w + wide:
        left, top = k * wide * 1.25 - wide * 0.3, c.h * c.rng.uniform(0.62, 0.74)
        colour = c.p.pop if k == red else c.p.hue if not light else c.p.deep
        c.poly(
            [
                (left, c.h),
                (left, top + wide * 0.8),
                (left + wide / 2, top),
                (left + wide, top + wide * 0.8),
                (left + wide, c.h),
            ],
            colour,
        )
        k += 1
    c.rect(0, c.h * 0.88, c.w, c.h * 0.905, c.p.deep)
    return Note(
        "Un croissant de lune au-dessus d’une palissade de pieux, dont un d’une autre "
        f"couleur, sur fond {c.p.word}.",
        (x / c.w, 0.45),
    )


MOTIFS = [orbite, route, vagues, montagne, foret, soleil, soucoupe, lune]
