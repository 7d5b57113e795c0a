"""The colours of the tokens can be read, in both themes: reckoned from the file itself."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css"
#: What is written on what.
PAIRS = [
    *((ink, paper) for ink in ("ink", "muted", "signal") for paper in ("paper", "paper-2")),
    ("on-signal", "signal"),
    *((ink, "stage") for ink in ("on-stage", "on-stage-muted", "stage-signal")),
]


def colours(theme: int) -> dict[str, str]:
    """{token: colour} of the light theme (0) or the dark one (1)."""
    text = TOKENS.read_text(encoding="utf-8")
    two = {n: v for n, *v in re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", text)}
    one = dict(re.findall(r"--([\w-]+): (#\w+);", text))
    return one | {name: values[theme] for name, values in two.items()}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), PAIRS)
def test_what_is_written_has_the_contrast_that_readers_need(theme, ink, paper):
    found = colours(theme)
    dark, light = sorted(luminance(found[name]) for name in (ink, paper))
    assert (light + 0.05) / (dark + 0.05) >= 4.5
