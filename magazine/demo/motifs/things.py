"""Objects: film, curtains, bars, glasses, gears."""

import math

from ..canvas import Canvas, Note


def pellicule(c: Canvas) -> Note:
    """A strip of film across the frame; one picture of it shines."""
    tilt = c.rng.uniform(-22, -12) * c.rng.choice([-1, 1])
    x, y, wide = c.w / 2, c.h / 2, c.u * 0.52
    a = math.radians(tilt + (90 if c.is_tall else 0))

    def at(along, across):
        return x + along * math.cos(a) - across * math.sin(a), y + along * math.sin(
            a
        ) + across * math.cos(a)

    def block(a0, a1, b0, b1, colour):
        c.poly([at(a0, b0), at(a1, b0), at(a1, b1), at(a0, b1)], colour)

    far = c.w + c.h
    c.disc(x, y, c.u * 0.62, c.p.far)
    block(-far, far, -wide / 2, wide / 2, c.p.ink)
    step = wide * 0.72
    shown = c.rng.choice([-1, 0, 1])
    for k in range(-8, 9):
        colour = c.p.hue if k == shown else c.p.deep if not c.p.is_light else c.p.soft
        block(k * step - step * 0.44, k * step + step * 0.44, -wide * 0.33, wide * 0.33, colour)
        for j in range(3):
            for side in (-1, 1):
                mid = k * step + (j - 1) * step / 3
                block(
                    mid - step * 0.07,
                    mid + step * 0.07,
                    side * wide * 0.42 - wide * 0.035,
                    side * wide * 0.42 + wide * 0.035,
                    c.p.lit,
                )
    fx, fy = at(shown * step, 0)
    c.disc(fx, fy, wide * 0.22, c.p.pop if c.p.pop != c.p.ink else c.p.lit)
    return Note(
        "Une bande de film traverse l’image ; un seul de ses photogrammes porte un disque, "
        f"sur fond {c.p.word}.",
        (fx / c.w, fy / c.h),
    )


def rideau(c: Canvas) -> Note:
    """Curtains, a spot of light on a chevron floor, nobody yet."""
    floor = c.h * 0.74
    folds = c.rng.choice([13, 15, 17]) if not c.is_tall else 9
    step = c.w / folds
    dark, bright = (c.p.deep, c.p.hue)
    c.rect(0, 0, c.w, floor, dark)
    for k in range(folds + 1):
        x = (k - 0.25) * step
        bow = step * c.rng.uniform(0.02, 0.14)
        c.poly(
            [
                (x, 0),
                (x + step * 0.56, 0),
                (x + step * 0.5 + bow, floor * 0.6),
                (x + step * 0.62, floor),
                (x - step * 0.04, floor),
                (x + bow, floor * 0.6),
            ],
            bright,
        )
    c.rect(0, floor, c.w, c.h, c.p.ink)
    rows = 5
    for r in range(rows):
        y0, y1 = (
            floor + (c.h - floor) * (r / rows) ** 1.3,
            floor + (c.h - floor) * ((r + 0.5) / rows) ** 1.3,
        )
        amp, n = (c.h - floor) * 0.05 * (r + 1) / rows * 2, 9 if not c.is_tall else 5
        top = [(c.w * k / (2 * n), y0 + (amp if k % 2 else 0)) for k in range(2 * n + 1)]
        low = [(px, py + (y1 - y0)) for px, py in reversed(top)]
        c.poly(top + low, c.p.soft)
    x = c.w * c.rng.uniform(0.36, 0.64)
    pop = c.p.pop if c.p.pop not in (c.p.ink, "#14110F") else c.p.ground
    c.poly(
        [(x - c.u * 0.02, 0), (x + c.u * 0.02, 0), (x + c.u * 0.03, 0), (x - c.u * 0.03, 0)], pop
    )
    c.disc(x, floor + (c.h - floor) * 0.36, c.u * 0.24, pop, ry=c.u * 0.055)
    s = c.u * 0.15
    base = floor + (c.h - floor) * 0.38
    for leg in (-1, 1):
        c.line(
            [(x + leg * s * 0.3, base), (x + leg * s * 0.24, base - s * 0.55)], c.u * 0.012, c.p.ink
        )
    c.rect(x - s * 0.34, base - s * 0.62, x + s * 0.34, base - s * 0.5, c.p.ink)
    c.rect(x - s * 0.32, base - s * 1.35, x - s * 0.22, base - s * 0.5, c.p.ink)
    c.rect(x + s * 0.22, base - s * 1.35, x + s * 0.32, base - s * 0.5, c.p.ink)
    c.rect(x - s * 0.32, base - s * 1.38, x + s * 0.32, base - s * 1.0, c.p.ink)
    return Note(
        "Une chaise vide sous un rond de lumière, devant un rideau plissé et un sol à chevrons.",
        (x / c.w, 0.7),
    )


def barreaux(c: Canvas) -> Note:
    """Bars before a window; one is missing, and the light comes through."""
    light = c.p.is_light
    x, y, r = c.w * c.rng.uniform(0.38, 0.62), c.h * 0.42, c.u * 0.3
    c.rect(0, 0, c.w, c.h, c.p.far)
    c.rect(c.w * 0.08, c.h * 0.1, c.w * 0.92, c.h * 0.76, c.p.hue)
    c.disc(x, y, r, c.p.soft if not light else c.p.ground)
    step = c.u * 0.125
    count = int(c.w / step) + 1
    gap = round(x / step)
    for k in range(count):
        bx = (k + 0.5) * step
        if k == gap:
            continue
        c.rect(bx - step * 0.19, 0, bx + step * 0.19, c.h * 0.84, c.p.ink)
        c.poly(
            [
                (bx - step * 0.19, c.h * 0.84),
                (bx + step * 0.19, c.h * 0.84),
                (bx + step * 0.19 + (bx - x) * 0.5, c.h),
                (bx - step * 0.19 + (bx - x) * 0.5, c.h),
            ],
            c.p.ink,
        )
    for yy in (0.26, 0.6):
        c.rect(0, c.h * yy, (gap + 0.5) * step - step * 0.8, c.h * (yy + 0.025), c.p.ink)
        c.rect((gap + 0.5) * step + step * 0.8, c.h * yy, c.w, c.h * (yy + 0.025), c.p.ink)
    bx = (gap + 0.5) * step
    c.disc(
        bx, y + r * 0.2, c.u * 0.032, c.p.pop if c.p.pop not in (c.p.soft, c.p.ground) else c.p.hue
    )
    c.poly(
        [(bx, y + r * 0.2), (bx - c.u * 0.11, y + r * 0.02), (bx - c.u * 0.03, y + r * 0.22)],
        c.p.pop,
    )
    c.poly(
        [(bx, y + r * 0.2), (bx + c.u * 0.11, y - r * 0.02), (bx + c.u * 0.03, y + r * 0.22)],
        c.p.pop,
    )
    return Note(
        "Des barreaux devant une fenêtre ronde ; un oiseau passe là où l’un d’eux manque, "
        f"sur fond {c.p.word}.",
        (bx / c.w, 0.45),
    )


def vinyle(c: Canvas) -> Note:
    """A record cut by the frame, its arm laid down."""
    left = c.rng.random() < 0.5
    x, y, r = c.w * (0.4 if left else 0.6), c.h * 0.55, c.u * (0.5 if not c.is_tall else 0.56)
    for k in range(5):
        c.poly(
            [
                (c.w * k / 5, 0),
                (c.w * (k + 0.5) / 5, 0),
                (c.w * (k + 0.5) / 5 - c.u * 0.2, c.h),
                (c.w * k / 5 - c.u * 0.2, c.h),
            ],
            c.p.far,
        )
    c.disc(x, y, r, c.p.ink)
    for k in range(14):
        c.ring(x, y, r * (0.42 + 0.04 * k), c.u * 0.0022, c.p.deep if not c.p.is_light else c.p.hue)
    turn = c.rng.uniform(0, 360)
    for a in (turn, turn + 180):
        c.slice(x, y, r * 0.95, a, a + 18, c.p.hue)
    c.disc(x, y, r * 0.38, c.p.hue)
    c.disc(x, y, r * 0.3, c.p.soft)
    c.disc(x, y, r * 0.04, c.p.ink)
    sx = c.w * 0.9 if left else c.w * 0.1
    ex, ey = c.polar(x, y, r * 0.62, -24 if left else 204)
    c.line(
        [(sx, c.h * 0.1), (sx, c.h * 0.32), (ex, ey)],
        c.u * 0.02,
        c.p.lit if not c.p.is_light else c.p.deep,
    )
    c.disc(sx, c.h * 0.1, c.u * 0.05, c.p.deep if c.p.is_light else c.p.soft)
    c.disc(ex, ey, c.u * 0.026, c.p.pop if c.p.pop != "#14110F" else c.p.ground)
    return Note(
        f"Un disque vinyle et son bras de lecture, sur un fond rayé {c.p.word}.", (x / c.w, 0.55)
    )


def verre(c: Canvas) -> Note:
    """A wine glass, its level tilted, rows of vines behind."""
    x, top = c.w * c.rng.uniform(0.42, 0.58), c.h * 0.16
    horizon = c.h * 0.6
    c.disc(
        x + c.u * c.rng.choice([-0.42, 0.42]) * (0.7 if c.is_tall else 1),
        horizon,
        c.u * 0.2,
        c.p.soft,
    )
    c.rect(0, horizon, c.w, c.h, c.p.soft if c.p.is_light else c.p.deep)
    for k in range(-9, 10):
        c.line(
            [(x + k * c.u * 0.07, horizon), (x + k * c.u * 0.42, c.h)],
            c.u * 0.012,
            c.p.deep if c.p.is_light else c.p.hue,
        )
    half, deep = c.u * 0.2, c.u * 0.4
    bowl = [
        (
            x + half * math.cos(math.radians(t)) ** (1 if t < 90 else 1),
            top + deep * math.sin(math.radians(t)) ** 0.9,
        )
        for t in range(0, 91, 5)
    ]
    bowl += [(2 * x - px, py) for px, py in reversed(bowl)]
    c.poly(bowl, c.p.ground if c.p.is_light else c.p.lit)
    slope = c.u * c.rng.uniform(0.03, 0.06) * c.rng.choice([-1, 1])
    level = top + deep * 0.42
    wine = [(px, max(py, level + slope * (px - x) / half)) for px, py in bowl]
    c.poly(wine, c.p.hue)
    c.line([*bowl, bowl[0]], c.u * 0.006, c.p.ink)
    foot = c.h * 0.88
    c.rect(x - c.u * 0.011, top + deep, x + c.u * 0.011, foot, c.p.ink)
    c.disc(x, foot, c.u * 0.15, c.p.ink, ry=c.u * 0.022)
    c.disc(x + half * 0.35, level + deep * 0.22, c.u * 0.022, c.p.pop)
    return Note(
        f"Un verre de vin au niveau incliné devant des rangs de vigne, sur fond {c.p.word}.",
        (x / c.w, 0.4),
    )


def engrenage(c: Canvas) -> Note:
    """Three gears, the smallest in another colour."""

    def gear(x, y, r, teeth, turn, colour, hole):
        points = []
        for k in range(teeth * 4):
            radius = r if k % 4 in (0, 1) else r * 0.86
            points.append(
                c.polar(
                    x, y, radius, turn + 360 / teeth / 4 * (k + (0.25 if k % 4 in (1, 2) else 0))
                )
            )
        c.poly(points, colour)
        c.disc(x, y, r * 0.5, hole)
        c.disc(x, y, r * 0.3, colour)
        c.disc(x, y, r * 0.1, hole)

    side = c.rng.choice([-1, 1])
    x, y, r = c.w / 2 - side * c.u * 0.24, c.h * 0.62, c.u * 0.44
    c.rect(0, 0, c.w, c.h, c.p.ground)
    c.poly([(0, c.h * 0.2), (c.w, c.h * 0.55), (c.w, c.h), (0, c.h)], c.p.far)
    gear(x, y, r, 18, c.rng.uniform(0, 20), c.p.hue, c.p.far)
    a = -32 if side > 0 else 212
    x2, y2 = c.polar(x, y, r * 1.56, a)
    gear(
        x2,
        y2,
        r * 0.64,
        12,
        c.rng.uniform(0, 30),
        c.p.soft if not c.p.is_light else c.p.ink,
        c.p.ground,
    )
    x3, y3 = c.polar(x2, y2, r * 0.98, 62 if side > 0 else 118)
    gear(x3, y3, r * 0.38, 8, c.rng.uniform(0, 45), c.p.pop, c.p.far)
    return Note(
        "Trois roues dentées prises l’une dans l’autre, la plus petite d’une autre couleur, "
        f"sur fond {c.p.word}.",
        (0.5, 0.5),
    )


def horloge(c: Canvas) -> Note:
    """A clock face, a quarter of it filled."""
    x, y, r = c.w * c.rng.uniform(0.45, 0.55), c.h * 0.5, c.u * 0.41
    start = c.rng.choice([-90, -60, -30])
    c.rect(0, c.h * 0.5, c.w, c.h, c.p.far)
    c.disc(x, y, r, c.p.ink)
    c.disc(x, y, r * 0.94, c.p.lit)
    span = c.rng.choice([90, 120, 150])
    c.slice(x, y, r * 0.94, start, start + span, c.p.hue)
    for k in range(60):
        long = k % 5 == 0
        inner = 0.78 if k % 15 == 0 else 0.83 if long else 0.89
        c.line(
            [c.polar(x, y, r * inner, 6 * k), c.polar(x, y, r * 0.93, 6 * k)],
            c.u * (0.012 if long else 0.004),
            c.p.ink,
        )
    for angle, length, wide in ((start, 0.5, 0.026), (start + span, 0.74, 0.017)):
        c.line(
            [c.polar(x, y, r * 0.1, angle + 180), c.polar(x, y, r * length, angle)],
            c.u * wide,
            c.p.ink,
        )
    c.disc(x, y, r * 0.07, c.p.pop)
    return Note(
        "Un cadran d’horloge dont un secteur est rempli, les aiguilles ouvertes, sur fond "
        f"{c.p.word}.",
        (x / c.w, 0.5),
    )


def balance(c: Canvas) -> Note:
    """Scales out of true: a disc outweighs a square."""
    x, y = c.w * 0.5, c.h * 0.24
    half, dip = (
        c.u * (0.46 if not c.is_tall else 0.36),
        c.u * c.rng.uniform(0.07, 0.11) * c.rng.choice([-1, 1]),
    )
    c.poly([(0, c.h), (x, c.h * 0.1), (c.w, c.h)], c.p.far)
    c.rect(
        x - c.u * 0.016,
        y - c.u * 0.03,
        x + c.u * 0.016,
        c.h * 0.9,
        c.p.lit if not c.p.is_light else c.p.ink,
    )
    c.rect(
        x - c.u * 0.16,
        c.h * 0.88,
        x + c.u * 0.16,
        c.h * 0.92,
        c.p.lit if not c.p.is_light else c.p.ink,
    )
    c.line(
        [(x - half, y + dip), (x + half, y - dip)],
        c.u * 0.022,
        c.p.lit if not c.p.is_light else c.p.ink,
    )
    c.disc(x, y, c.u * 0.036, c.p.pop)
    for side in (-1, 1):
        bx, by = x + side * half, y - side * dip
        low, pan = by + c.u * 0.34, c.u * 0.17
        for s in (-1, 1):
            c.line(
                [(bx, by), (bx + s * pan, low)],
                c.u * 0.005,
                c.p.lit if not c.p.is_light else c.p.ink,
            )
        heavy = side * dip < 0
        if heavy:
            c.disc(bx, low - c.u * 0.1, c.u * 0.1, c.p.hue)
        else:
            c.rect(bx - c.u * 0.06, low - c.u * 0.12, bx + c.u * 0.06, low, c.p.soft)
        c.poly(
            [
                (bx - pan, low),
                (bx + pan, low),
                (bx + pan * 0.5, low + c.u * 0.07),
                (bx - pan * 0.5, low + c.u * 0.07),
            ],
            c.p.lit if not c.p.is_light else c.p.ink,
        )
    return Note(
        f"Une balance qui penche : un disque y pèse plus lourd qu’un carré, sur fond {c.p.word}.",
        (0.5, 0.5),
    )


def flamme(c: Canvas) -> Note:
    """A flame of nested drops, sparks around it."""
    x, base = c.w * c.rng.uniform(0.45, 0.55), c.h * 0.9
    c.rect(0, base, c.w, c.h, c.p.ink)
    sway = c.rng.uniform(0.05, 0.09) * c.rng.choice([-1, 1])
    tongues = [
        (0, 0.84, 0.3, c.p.deep),
        (0.13, 0.62, 0.2, c.p.deep),
        (-0.15, 0.55, 0.2, c.p.deep),
        (0, 0.66, 0.235, c.p.hue),
        (0.11, 0.46, 0.15, c.p.hue),
        (-0.12, 0.42, 0.15, c.p.hue),
        (0.0, 0.42, 0.15, c.p.soft),
        (0, 0.22, 0.085, c.p.ground if c.p.is_light else c.p.pop),
    ]
    for shift, tall, wide, colour in tongues:
        cx, height, half = (
            x + shift * c.u,
            tall * c.h * 0.98 if not c.is_tall else tall * c.u * 1.25,
            wide * c.u,
        )
        left, right = [], []
        for k in range(25):
            t = k / 24
            girth = half * math.sin(math.pi * min(1, t**0.62)) * (1 - t * 0.25) if t < 1 else 0
            girth = max(girth, half * 0.62 * (1 - t) ** 2)
            mid = cx + sway * c.u * math.sin(t * 3.4) * t * 1.6
            left.append((mid - girth, base - height * t))
            right.append((mid + girth, base - height * t))
        c.poly(left + right[::-1], colour)
    for _ in range(18):
        sx, sy = x + c.u * c.rng.uniform(-0.55, 0.55), c.h * c.rng.uniform(0.06, 0.6)
        s = c.u * c.rng.choice([0.004, 0.006, 0.011])
        c.poly([(sx, sy - s), (sx + s, sy), (sx, sy + s), (sx - s, sy)], c.p.hue)
    return Note(
        "Une grande flamme faite de gouttes emboîtées et quelques étincelles, sur fond "
        f"{c.p.word}.",
        (x / c.w, 0.6),
    )


MOTIFS = [pellicule, rideau, barreaux, vinyle, verre, engrenage, horloge, balance, flamme]
