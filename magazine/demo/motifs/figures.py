"""Heads, crowds and eyes."""

from ..canvas import Canvas, Note, smooth

# A head in profile, looking right, in a square of 1: forehead, nose, mouth, chin, neck, skull.
PROFILE = [
    (0.30, 1.02), (0.31, 0.86), (0.24, 0.74), (0.17, 0.60), (0.14, 0.44), (0.17, 0.27),
    (0.27, 0.13), (0.42, 0.06), (0.57, 0.07), (0.68, 0.14), (0.735, 0.24), (0.745, 0.32),
    (0.735, 0.365), (0.755, 0.41), (0.805, 0.475), (0.815, 0.505), (0.785, 0.525), (0.76, 0.535),
    (0.765, 0.555), (0.785, 0.58), (0.765, 0.605), (0.775, 0.635), (0.755, 0.665), (0.755, 0.71),
    (0.715, 0.755), (0.64, 0.765), (0.575, 0.785), (0.555, 0.84), (0.565, 0.92), (0.60, 1.02),
]  # fmt: skip


def head(x, y, size, flip=False):
    """The outline of a head whose box is centred on ``x`` and begins at ``y``."""
    sign = -1 if flip else 1
    points = [(x + sign * (px - 0.48) * size, y + py * size) for px, py in PROFILE]
    return smooth(points)


def person(c: Canvas, x, foot, size, colour):
    """A standing figure in two shapes."""
    c.poly(
        [
            (x - size * 0.2, foot),
            (x - size * 0.15, foot - size * 0.78),
            (x + size * 0.15, foot - size * 0.78),
            (x + size * 0.2, foot),
        ],
        colour,
    )
    c.disc(x, foot - size * 0.9, size * 0.125, colour)


def profil(c: Canvas) -> Note:
    """A profile, its echoes behind it, a disc where the thought is."""
    flip = c.rng.random() < 0.5
    sign = -1 if flip else 1
    size = c.u * (0.86 if c.is_tall else 0.92)
    x, y = c.w * (0.5 - 0.04 * sign), c.h - size * 0.98
    if c.is_tall:
        c.disc(x + sign * c.u * 0.1, c.h * 0.4, c.u * 0.44, c.p.far)
    else:
        c.rect(0 if flip else c.w * 0.56, 0, c.w * 0.44 if flip else c.w, c.h, c.p.far)
    shift = sign * c.u * c.rng.uniform(0.15, 0.19)
    for k, colour in ((2, c.p.far if c.is_tall else c.p.soft), (1, c.p.hue)):
        c.poly(head(x - shift * k, y, size, flip), colour)
    c.poly(head(x, y, size, flip), c.p.ink)
    c.disc(
        x - sign * size * 0.06,
        y + size * 0.34,
        size * 0.15,
        c.p.pop if c.p.pop != c.p.ink else c.p.hue,
    )
    gap = size * 0.05
    for k in range(6):
        c.rect(
            x - size * 0.3,
            y + size * 0.37 + gap * k,
            x + size * 0.2,
            y + size * 0.37 + gap * (k + 0.14 + 0.07 * k),
            c.p.ink,
        )
    return Note(
        "Trois profils décalés l’un derrière l’autre, un disque strié à la place de la "
        f"pensée, sur fond {c.p.word}.",
        (x / c.w, 0.5),
    )


def duel(c: Canvas) -> Note:
    """Two profiles face to face, a blade of light between them."""
    size = c.u * c.rng.uniform(0.84, 0.94) * (0.8 if c.is_tall else 1)
    y = c.h - size * (0.99 if not c.is_tall else 1.3)
    lean = c.u * c.rng.uniform(0.03, 0.08) * c.rng.choice([-1, 1])
    c.rect(0, 0, c.w / 2, c.h, c.p.hue)
    c.rect(c.w / 2, 0, c.w, c.h, c.p.far)
    c.poly(
        [
            (c.w / 2 - lean, 0),
            (c.w / 2 + lean, 0),
            (c.w / 2 - lean * 0.3, c.h),
            (c.w / 2 - lean * 0.7, c.h),
        ],
        c.p.pop,
    )
    offset, other = size * 0.47, c.p.ground if c.p.is_light else c.p.soft
    for flip in (False, True):
        hx = c.w / 2 + (offset if flip else -offset)
        c.poly(head(hx, y, size, flip), c.p.ink if not flip else other)
        if c.is_tall:
            half = size * 0.3
            c.rect(hx - half, y + size * 0.99, hx + half, c.h, c.p.ink if not flip else other)
    return Note(
        "Deux profils face à face, l’un sombre et l’autre clair, séparés par une lame de lumière.",
        (0.5, 0.45),
    )


def horde(c: Canvas) -> Note:
    """Rows of walkers under a low sun; one goes the other way."""
    x, r = c.w * c.rng.uniform(0.35, 0.65), c.u * 0.3
    c.disc(x, c.h * 0.42, r, c.p.hue)
    c.disc(x, c.h * 0.42, r * 0.8, c.p.soft)
    colours = [c.p.soft if c.p.is_light else c.p.deep, c.p.hue, c.p.ink]
    lone = c.rng.uniform(0.36, 0.64)
    for row, (foot, size, step) in enumerate(
        ((0.66, 0.13, 0.055), (0.8, 0.22, 0.1), (1.04, 0.42, 0.2))
    ):
        c.rect(0, c.h * (foot - 0.02), c.w, c.h, colours[row])
        pos = -step * c.u
        while pos < c.w + step * c.u:
            tall = c.u * size * c.rng.uniform(0.85, 1.15)
            px = pos + c.u * step * c.rng.uniform(-0.25, 0.25)
            lean = tall * c.rng.uniform(0.02, 0.16)
            if row < 2 or abs(px / c.w - lone) > 0.07:
                base = c.h * foot
                c.poly(
                    [
                        (px - tall * 0.14, base),
                        (px - tall * 0.13 + lean, base - tall * 0.74),
                        (px + tall * 0.13 + lean, base - tall * 0.74),
                        (px + tall * 0.14, base),
                    ],
                    colours[row],
                )
                c.disc(px + lean * 1.4, base - tall * 0.87, tall * 0.12, colours[row])
                if c.rng.random() < 0.4:
                    c.line(
                        [
                            (px + lean, base - tall * 0.64),
                            (px + lean + tall * 0.34, base - tall * 0.6),
                        ],
                        tall * 0.06,
                        colours[row],
                    )
            pos += c.u * step
    person(c, c.w * lone, c.h * 1.02, c.u * 0.36, c.p.pop if c.p.pop != "#14110F" else c.p.ground)
    return Note(
        "Une foule de silhouettes chancelantes sous un soleil bas ; une seule, d’une autre "
        f"couleur, nous fait face, sur fond {c.p.word}.",
        (lone, 0.7),
    )


def oeil(c: Canvas) -> Note:
    """A wide open eye, rays for lashes, a small disc in the pupil."""
    x, y = c.w * 0.5, c.h * c.rng.uniform(0.5, 0.54)
    half, lift = c.w * 0.4 if not c.is_tall else c.w * 0.46, c.u * 0.32
    rays, turn = c.rng.choice([28, 32, 36]), c.rng.uniform(0, 10)
    for k in range(rays):
        a = turn + 360 / rays * k
        c.poly(
            [(x, y), c.polar(x, y, c.w + c.h, a), c.polar(x, y, c.w + c.h, a + 140 / rays)], c.p.far
        )
    lids = [
        (x - half + 2 * half * t / 40, y - lift * (1 - (2 * t / 40 - 1) ** 2)) for t in range(41)
    ]
    lids += [
        (x + half - 2 * half * t / 40, y + lift * 0.86 * (1 - (2 * t / 40 - 1) ** 2))
        for t in range(41)
    ]
    grown = [(x + (px - x) * 1.1, y + (py - y) * 1.16) for px, py in lids]
    c.poly(grown, c.p.ink)
    c.poly(lids, c.p.lit)
    r = c.u * 0.25
    c.disc(x, y - lift * 0.04, r, c.p.hue)
    for k in range(40):
        a = 9 * k
        c.line(
            [
                c.polar(x, y - lift * 0.04, r * 0.5, a),
                c.polar(x, y - lift * 0.04, r * c.rng.uniform(0.72, 0.96), a),
            ],
            c.u * 0.004,
            c.p.ink,
        )
    c.disc(x, y - lift * 0.04, r * 0.5, c.p.ink)
    c.disc(x + r * 0.16, y - r * 0.22, r * 0.13, c.p.pop if c.p.pop != c.p.ink else c.p.lit)
    return Note(
        "Un œil grand ouvert au centre de rayons, l’iris strié et un éclat dans la pupille, "
        f"sur fond {c.p.word}.",
        (0.5, y / c.h),
    )


def cerf(c: Canvas) -> Note:
    """A stag's head, front view, antlers like branches, a disc behind."""
    x, y = c.w * 0.5, c.h * (0.62 if not c.is_tall else 0.6)
    c.disc(x, y - c.u * 0.12, c.u * 0.4, c.p.hue)
    ink, wide = c.p.ink, c.u * 0.026
    spread, bend = c.rng.uniform(0.9, 1.1), c.rng.uniform(-0.02, 0.02)
    for s in (-1, 1):

        def at(px, py, s=s):
            return x + s * px * spread * c.u, y - py * c.u

        beam = [
            at(0.05, 0.06),
            at(0.1, 0.16),
            at(0.22, 0.24),
            at(0.3 + bend, 0.36),
            at(0.31, 0.5),
            at(0.25, 0.6),
        ]
        c.line(beam, wide, ink)
        for start, end in (
            ((0.13, 0.18), (0.07, 0.36)),
            ((0.23, 0.25), (0.17, 0.46)),
            ((0.28, 0.32), (0.42, 0.42)),
            ((0.31, 0.42), (0.43, 0.54)),
        ):
            c.poly([at(start[0] - 0.014, start[1]), at(*end), at(start[0] + 0.014, start[1])], ink)
        c.poly([at(0.06, 0.03), at(0.24, 0.1), at(0.2, 0.0), at(0.09, -0.04)], ink)
    c.poly(
        [
            (x - c.u * 0.1, y - c.u * 0.08),
            (x + c.u * 0.1, y - c.u * 0.08),
            (x + c.u * 0.085, y + c.u * 0.1),
            (x + c.u * 0.04, y + c.u * 0.25),
            (x - c.u * 0.04, y + c.u * 0.25),
            (x - c.u * 0.085, y + c.u * 0.1),
        ],
        ink,
    )
    c.poly(
        [
            (x - c.u * 0.13, c.h),
            (x - c.u * 0.09, y + c.u * 0.06),
            (x + c.u * 0.09, y + c.u * 0.06),
            (x + c.u * 0.13, c.h),
        ],
        ink,
    )
    for s in (-1, 1):
        c.disc(
            x + s * c.u * 0.062,
            y + c.u * 0.035,
            c.u * 0.012,
            c.p.pop if c.p.pop != ink and not c.p.is_light else c.p.ground,
        )
    return Note(
        f"Une tête de cerf aux bois ramifiés devant un grand disque, sur fond {c.p.word}.",
        (0.5, 0.5),
    )


MOTIFS = [profil, duel, horde, oeil, cerf]
