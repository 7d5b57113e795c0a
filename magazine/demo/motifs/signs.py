"""Signs and patterns: test card, target, chessboard, maze, pulse."""

import math

from ..canvas import Canvas, Note


def mire(c: Canvas) -> Note:
    """A test card in five colours, with a line of static."""
    x, y, r = c.w / 2, c.h / 2, c.u * 0.42
    c.rect(0, 0, c.w, c.h, c.p.deep)
    step = c.u / 8
    for k in range(-20, 21):
        c.line([(x + k * step, 0), (x + k * step, c.h)], c.u * 0.0025, c.p.hue)
        c.line([(0, y + k * step), (c.w, y + k * step)], c.u * 0.0025, c.p.hue)
    c.disc(x, y, r, c.p.lit if not c.p.is_light else c.p.ground)
    colours = [c.p.soft, c.p.hue, c.p.deep, c.p.pop, c.p.ink]
    c.rng.shuffle(colours)

    def half(dy):
        return math.sqrt(max(0, r * r - dy * dy))

    for dy0, dy1, kind in (
        (-0.62, -0.2, "bars"),
        (-0.2, 0.06, "steps"),
        (0.06, 0.34, "fine"),
        (0.34, 0.62, "block"),
    ):
        top, low = dy0 * r, dy1 * r
        wide = min(half(top), half(low)) * 0.97
        n = {"bars": 5, "steps": 8, "fine": 40, "block": 3}[kind]
        for k in range(n):
            x0, x1 = x - wide + 2 * wide * k / n, x - wide + 2 * wide * (k + 1) / n
            if kind == "bars":
                colour = colours[k]
            elif kind == "steps":
                colour = c.p.ink if k % 2 else c.p.soft
            elif kind == "fine":
                if k % 2:
                    continue
                colour = c.p.ink
                x1 = x0 + (x1 - x0) * (0.3 + 1.2 * k / n)
            else:
                colour = [c.p.hue, c.p.ink, c.p.hue][k]
            c.rect(x0, y + top, x1, y + low, colour)
    c.ring(x, y, r, c.u * 0.012, c.p.lit if not c.p.is_light else c.p.ground)
    c.disc(x, y - 0.07 * r, r * 0.09, c.p.pop)
    band = c.h * c.rng.uniform(0.7, 0.85)
    for _ in range(90):
        sx = c.rng.random() * c.w
        c.rect(
            sx,
            band + c.u * c.rng.uniform(-0.012, 0.012),
            sx + c.u * c.rng.uniform(0.01, 0.08),
            band + c.u * c.rng.uniform(0.012, 0.02),
            c.p.soft,
        )
    return Note(
        "Une mire de télévision aux bandes de couleur, traversée d’un trait de neige, sur "
        f"fond {c.p.word}.",
        (0.5, 0.5),
    )


def cible(c: Canvas) -> Note:
    """A target whose colours swap across a line of sight."""
    x, y = c.w * c.rng.uniform(0.4, 0.6), c.h * c.rng.uniform(0.44, 0.54)
    c.rect(0, 0, c.w, c.h, c.p.ground)
    rings, r = 7, c.u * 0.56
    turn, back = c.rng.choice([0, 45, 90]), c.p.ground if c.p.is_light else c.p.deep
    for k in range(rings):
        radius = r * (1 - k / rings)
        first, second = (c.p.hue, back) if k % 2 else (c.p.deep, c.p.soft)
        c.slice(x, y, radius, turn, turn + 180, first)
        c.slice(x, y, radius, turn + 180, turn + 360, second)
    c.disc(x, y, r / rings * 0.9, c.p.pop)
    ink = c.p.lit if not c.p.is_light else c.p.ink
    for dx, dy in ((1, 0), (0, 1)):
        c.rect(
            x - dx * c.w - c.u * 0.003,
            y - dy * c.h - c.u * 0.003,
            x + dx * c.w + c.u * 0.003,
            y + dy * c.h + c.u * 0.003,
            ink,
        )
    c.ring(x, y, c.u * 0.3, c.u * 0.006, ink)
    return Note(
        "Une cible dont les anneaux changent de couleur de part et d’autre d’une ligne de "
        f"mire, sur fond {c.p.word}.",
        (x / c.w, y / c.h),
    )


def damier(c: Canvas) -> Note:
    """A chessboard that runs to the horizon, one piece upright and its long shadow."""
    horizon = c.h * c.rng.uniform(0.38, 0.44)
    vx = c.w * c.rng.uniform(0.4, 0.6)
    c.disc(vx, horizon, c.u * 0.3, c.p.hue)
    c.rect(0, horizon, c.w, c.h, c.p.lit)
    rows, cols = 9, 22
    for r in range(rows):
        y0, y1 = (
            horizon + (c.h - horizon) * (r / rows) ** 2.1,
            horizon + (c.h - horizon) * ((r + 1) / rows) ** 2.1,
        )
        for k in range(-cols, cols):
            if (r + k) % 2:
                continue

            def at(col, yy):
                t = (yy - horizon) / (c.h - horizon)
                return vx + col * c.u * (0.03 + 0.26 * t), yy

            c.poly(
                [at(k, y0), at(k + 1, y0), at(k + 1, y1), at(k, y1)],
                c.p.ink if r % 1 == 0 else c.p.deep,
            )
    x, foot, s = vx + c.u * c.rng.uniform(-0.2, 0.2), c.h * 0.86, c.u * 0.62
    pop = c.p.pop if c.p.pop != c.p.ink and not (c.p.is_light and c.p.pop == "#14110F") else c.p.hue
    side = c.rng.choice([-1, 1])
    c.poly(
        [
            (x - s * 0.14, foot),
            (x + s * 0.14, foot),
            (x + side * s * 1.1, foot - s * 0.16),
            (x + side * s * 1.0, foot - s * 0.2),
        ],
        c.p.deep,
    )
    outline = [
        (0.19, 0),
        (0.19, 0.06),
        (0.12, 0.1),
        (0.075, 0.3),
        (0.06, 0.52),
        (0.12, 0.56),
        (0.07, 0.6),
        (0.13, 0.8),
        (0.0, 0.83),
    ]
    right = [(x + px * s, foot - py * s) for px, py in outline]
    c.poly(right + [(2 * x - px, py) for px, py in reversed(right)], pop)
    c.rect(x - s * 0.02, foot - s * 0.98, x + s * 0.02, foot - s * 0.8, pop)
    c.rect(x - s * 0.07, foot - s * 0.93, x + s * 0.07, foot - s * 0.89, pop)
    return Note(
        f"Un roi d’échecs et son ombre sur un damier qui fuit vers l’horizon, sur fond {c.p.word}.",
        (x / c.w, 0.6),
    )


def labyrinthe(c: Canvas) -> Note:
    """A round maze and the one who stands in it."""
    x, y, r = c.w * 0.5, c.h * 0.5, c.u * 0.46
    c.disc(x, y, r * 1.04, c.p.far)
    rings = 8
    width = r / rings * 0.42
    for k in range(1, rings + 1):
        radius = r * k / rings
        gap = math.degrees(r / rings * 0.85 / radius)
        a = c.rng.uniform(0, 360)
        b = a + c.rng.uniform(120, 240)
        colour = c.p.hue if k % 2 else (c.p.deep if c.p.is_light else c.p.soft)
        c.arc(x, y, radius, a + gap, b, width, colour)
        c.arc(x, y, radius, b + gap * (k % 2), a + 360, width, colour)
        if k < rings:
            for _ in range(c.rng.randint(1, 3)):
                t = c.rng.uniform(0, 360)
                c.line(
                    [
                        c.polar(x, y, radius - width * 0.5, t),
                        c.polar(x, y, radius + r / rings - width * 0.5, t),
                    ],
                    width,
                    colour,
                )
    c.disc(x, y, r * 0.075, c.p.pop)
    t = c.rng.uniform(20, 160)
    c.disc(*c.polar(x, y, r * 0.69, t), r * 0.04, c.p.pop)
    return Note(
        "Un labyrinthe circulaire ; un point attend au centre, un autre cherche son chemin, "
        f"sur fond {c.p.word}.",
        (0.5, 0.5),
    )


def spirale(c: Canvas) -> Note:
    """Nested ellipses, each a little more turned: the whirl of a title sequence of 1958."""
    x, y = c.w * c.rng.uniform(0.42, 0.58), c.h * 0.5
    count, twist = c.rng.choice([22, 26, 30]), c.rng.choice([-1, 1]) * c.rng.uniform(7, 10)
    colours = [c.p.hue, c.p.ground, c.p.far] if c.p.is_light else [c.p.hue, c.p.ground, c.p.deep]
    far = math.hypot(c.w, c.h) * 0.62
    for k in range(count):
        rx = far * (1 - k / count) ** 1.45
        c.oval(x, y, rx, rx * 0.62, k * twist, colours[k % 3])
    r = c.u * 0.062
    c.disc(x, y, r, c.p.ink)
    c.disc(x, y, r * 0.55, c.p.pop if c.p.pop != c.p.ink else c.p.lit)
    return Note(
        f"Des ellipses emboîtées tournent en tourbillon autour d’un point, sur fond {c.p.word}.",
        (x / c.w, 0.5),
    )


def pulsation(c: Canvas) -> Note:
    """A heartbeat across a cross."""
    x, y = c.w * c.rng.uniform(0.42, 0.58), c.h * 0.5
    arm, wide = c.u * 0.4, c.u * 0.15
    c.rect(0, c.h * 0.5, c.w, c.h, c.p.far)
    c.rect(x - wide, y - arm, x + wide, y + arm, c.p.hue)
    c.rect(x - arm, y - wide, x + arm, y + wide, c.p.hue)
    ink = c.p.ink if c.p.is_light else c.p.soft
    beat = [
        (0, 0),
        (0.07, 0),
        (0.1, -0.06),
        (0.13, 0),
        (0.17, 0),
        (0.19, 0.06),
        (0.23, -0.3),
        (0.28, 0.2),
        (0.31, 0),
        (0.37, 0),
        (0.42, -0.09),
        (0.47, 0),
    ]
    points, pos, span = [(0, y)], x - c.u * 0.235, c.u
    for start in (pos - span * 0.62, pos, pos + span * 0.62):
        size = 1 if start == pos else c.rng.uniform(0.35, 0.6)
        points += [(start + px * span, y + py * span * size) for px, py in beat]
    points.append((c.w, y))
    c.line(points, c.u * 0.016, ink)
    px, py = pos + 0.23 * span, y - 0.3 * span
    c.disc(px, py, c.u * 0.028, c.p.pop)
    return Note(
        f"La courbe d’un battement de cœur traverse une grande croix, sur fond {c.p.word}.",
        (x / c.w, 0.5),
    )


def pluie(c: Canvas) -> Note:
    """Slanted rain, an umbrella, its puddle."""
    slant = c.rng.uniform(0.18, 0.3) * c.rng.choice([-1, 1])
    for _ in range(150):
        sx, sy = c.rng.uniform(-0.2, 1.2) * c.w, c.rng.uniform(-0.1, 0.9) * c.h
        long = c.u * c.rng.uniform(0.05, 0.16)
        c.line(
            [(sx, sy), (sx + slant * long, sy + long)],
            c.u * 0.004,
            c.rng.choice([c.p.hue, c.p.far]),
        )
    x, y, r = c.w * c.rng.uniform(0.36, 0.64), c.h * 0.48, c.u * 0.27
    floor = c.h * 0.84
    c.rect(0, floor, c.w, c.h, c.p.far)
    c.disc(x, floor + c.u * 0.05, r * 1.1, c.p.hue, ry=c.u * 0.035)
    c.slice(x, y, r, 180, 360, c.p.pop)
    for k in range(4):
        c.disc(x - r * 0.75 + r * 0.5 * k, y, r * 0.25, c.p.ground, ry=r * 0.1)
    c.rect(
        x - c.u * 0.007,
        y - r * 1.1,
        x + c.u * 0.007,
        floor - c.u * 0.06,
        c.p.ink if c.p.is_light else c.p.soft,
    )
    s = c.u * 0.3
    ink = c.p.ink if c.p.is_light else c.p.soft
    c.poly(
        [
            (x - s * 0.2, floor + c.u * 0.05),
            (x - s * 0.15, floor - s * 0.7),
            (x + s * 0.15, floor - s * 0.7),
            (x + s * 0.2, floor + c.u * 0.05),
        ],
        ink,
    )
    c.disc(x, floor - s * 0.83, s * 0.12, ink)
    return Note(
        f"Une silhouette sous un parapluie, dans une pluie oblique, sur fond {c.p.word}.",
        (x / c.w, 0.6),
    )


MOTIFS = [mire, cible, damier, labyrinthe, spirale, pulsation, pluie]
