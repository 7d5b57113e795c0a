"""Drawing a share image: 1200 × 630, the headline on ink, the picture beside it.

Colours and face are those of the site in the dark (static/css/tokens.css).
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from anyascii import anyascii
from django.conf import settings
from PIL import Image, ImageDraw, ImageFont
from wagtail.images.models import Filter

from shows.typography import french

from .cards import SIZE, Card

if TYPE_CHECKING:
    from media.models import Picture

INK, PAPER, MUTED, SIGNAL = "#121110", "#efe9dc", "#aaa294", "#ff6c47"
#: The face of headlines; FreeType reads it as browsers do.
FACE = settings.BASE_DIR / "static" / "fonts" / "sofia-sans-extra-condensed-latin.woff2"
EDGE = 56  # around the words
AXIS = 640  # where the picture begins
#: Sizes of a headline, tried from the largest; the last is cut if it must be.
SIZES = range(180, 56, -6)
LEADING = 0.86
UNDER_CREDITS = 240  # where a headline may begin without a picture
CREDIT = 20


def draw(card: Card) -> Image.Image:
    """Draw a card. Its picture is read from the storage and cut around its focal point."""
    image = Image.new("RGB", SIZE, INK)
    pen = ImageDraw.Draw(image)
    right = SIZE[0] - EDGE
    if card.picture:
        right = AXIS - EDGE
        _place_picture(image, pen, card.picture)
    else:
        _place_credits(pen)
    pen.rectangle((0, 0, 14, SIZE[1]), fill=SIGNAL)
    left, top = EDGE + 8, EDGE + 36
    after = _brand(pen, left, top) + 22
    _line(pen, (after, top), card.kicker, 40, SIGNAL, right - after)
    if card.label:
        top += 48
        _line(pen, (left, top), card.label, 34, MUTED, right - left)
    top = top + 24 if card.picture else max(top + 24, UNDER_CREDITS)
    _headline(pen, card.title, (left, top, right, SIZE[1] - EDGE))
    return image


def _brand(pen: Any, left: int, foot: int) -> float:
    """The name of the magazine with its square full stop, as in the masthead; return its end."""
    font, square = face(54, 900), 9
    end = left + font.getlength("GÉNÉRIQUE") + 3
    pen.text((left, foot), "GÉNÉRIQUE", font=font, fill=PAPER, anchor="ls")
    pen.rectangle((end, foot - square, end + square - 1, foot - 1), fill=SIGNAL)
    return end + square


def _place_picture(image: Any, pen: Any, picture: Picture) -> None:
    """The picture from the axis to the edge, its credit on ink under it."""
    width, height = SIZE[0] - AXIS, SIZE[1] - 44
    made = Filter(f"fill-{width}x{height}|format-png").run(picture, BytesIO())
    with Image.open(made.f) as found:
        shown = found.convert("RGB")
    if shown.size != (width, height):  # Wagtail makes nothing larger than it was
        shown = shown.resize((width, height), Image.Resampling.LANCZOS)
    image.paste(shown, (AXIS, 0))
    credit = _fitted(readable(picture.credit), face(CREDIT, 500), width - 32)
    place = (SIZE[0] - 16, SIZE[1] - 22)
    pen.text(place, credit, font=face(CREDIT, 500), fill=MUTED, anchor="rm")


def _place_credits(pen: Any) -> None:
    """Without a picture: a credit roll, as on the site’s icon."""
    axis = SIZE[0] - 300
    for row, (before, after) in enumerate([(70, 190), (120, 130), (50, 220), (96, 160), (64, 100)]):
        y = EDGE + 4 + row * 34
        pen.rectangle((axis - 14 - before, y, axis - 14, y + 10), fill=MUTED)
        pen.rectangle((axis + 14, y, axis + 14 + after, y + 10), fill=SIGNAL)


def _headline(pen: Any, text: str, box: Any) -> None:
    """The headline in the largest size in which it fits the box, set on its foot."""
    left, top, right, bottom = box
    text = readable(text)
    for size in SIZES:
        lines = wrapped(text, face(size, 800), right - left)
        step = round(size * LEADING)
        if lines and len(lines) * step <= bottom - top:
            break
    else:
        most = (bottom - top) // step
        lines = wrapped(text, face(size, 800), right - left, cut=True)
        if len(lines) > most:
            lines = [*lines[: most - 1], f"{lines[most - 1].rstrip(' ,;:.')}…"]
    y = bottom - step * (len(lines) - 1)
    for line in lines:
        pen.text((left, y), line, font=face(size, 800), fill=PAPER, anchor="ls")
        y += step


def wrapped(text: str, font: Any, width: float, cut: bool = False) -> list[str]:
    """The lines of a text; no-break spaces hold. Empty if a word is too long, unless it is cut."""
    lines, line = [], ""
    for word in text.split(" "):
        if font.getlength(word) > width:
            if not cut:
                return []
            word = _fitted(word, font, width)
        longer = f"{line} {word}".strip(" ")
        if line and font.getlength(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def _line(pen: Any, place: Any, text: str, size: Any, colour: Any, width: float) -> None:
    font = face(size, 700)
    pen.text(place, _fitted(readable(text), font, width), font=font, fill=colour, anchor="ls")


def _fitted(text: str, font: Any, width: float) -> str:
    """The text, cut where it must be."""
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


@lru_cache(maxsize=64)
def face(size: int, weight: int) -> ImageFont.FreeTypeFont:
    """Return the font of headlines at a size in pixels and a weight; each is made once."""
    font = ImageFont.truetype(FACE, size)
    font.set_variation_by_axes([weight])
    return font


def readable(text: str) -> str:
    """The text in French typography, what the face lacks written with what it has."""
    text = french(" ".join(text.split())).replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")
    return "".join(c if c.isspace() or _has(c) else anyascii(c) for c in text)


@lru_cache(maxsize=2048)
def _has(character: str) -> bool:
    """Whether the face draws a character as something else than what it draws for none."""
    font = face(40, 700)
    nothing = font.getmask("\uffff")
    drawn = font.getmask(character)
    return (drawn.size, bytes(drawn)) != (nothing.size, bytes(nothing))
