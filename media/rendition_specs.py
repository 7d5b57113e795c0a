"""The shapes in which the site shows a picture, and the sizes of each.

The widths were measured in a browser, at 360 to 1920 px and one to three dots a pixel: a work in a
list is shown 112 px wide, a card 306 to 883, a lead up to 1344, a picture of a text up to 624.
A page uses the sizes that exist and makes none: `shown` reads what was prefetched.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING

from wagtail.images.models import Filter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .models import Picture, Rendition

#: The formats besides the fallback, the lightest first: (name, type).
FORMATS = (("avif", "image/avif"), ("webp", "image/webp"))
#: What Wagtail's key of a size is made of, besides the size.
FOCUS = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")


@dataclass(frozen=True)
class Shape:
    """How a picture is cut, and in which sizes.

    ``cuts`` are Wagtail's operations, the smallest first; those in ``late`` are heavy. The
    ``fallback`` is one size in a format that everything shows.
    """

    cuts: tuple[str, ...]
    fallback: str
    late: tuple[str, ...] = ()

    def specs(self, form: str) -> list[str]:
        return [f"{cut}|format-{form}" for cut in self.cuts]

    @cached_property
    def at_once(self) -> list[str]:
        """What is made at upload: a reader always finds it."""
        webp = [f"{cut}|format-webp" for cut in self.cuts if cut not in self.late]
        return [self.fallback, *webp]

    @property
    def all_specs(self) -> list[str]:
        return [*self.at_once, *self.later]

    @cached_property
    def later(self) -> list[str]:
        """What takes an encoder long, and is made in the background."""
        return [f"{cut}|format-webp" for cut in self.late] + self.specs("avif")


SHAPES = {
    # A lead, a card, a poster: the same everywhere, cut around the focal point.
    "wide": Shape(
        ("fill-240x135", "fill-480x270", "fill-720x405", "fill-1080x608", "fill-1600x900"),
        "fill-960x540|format-jpeg",
        late=("fill-1600x900",),
    ),
    # In a text: whole, as the photographer framed it.
    "whole": Shape(
        ("max-720x900", "max-1280x1600"), "max-720x900|format-jpeg", late=("max-1280x1600",)
    ),
    "portrait": Shape(("fill-320x400", "fill-640x800"), "fill-640x800|format-jpeg"),
    # PNG: a logo is seldom on a ground of its own.
    "logo": Shape(("max-320x160", "max-640x320"), "max-320x160|format-png"),
}


@dataclass(frozen=True)
class Shown:
    """A picture as a page shows it: ``sources`` are (type, srcset), ``image`` is for <img>."""

    sources: list[tuple[str, str]]
    image: Rendition


def shown(picture: Picture, shape: str) -> Shown | None:
    """Return how to show a picture, or None while no size of it is made. One query at most; none
    for what was prefetched (`prefetch_sizes`, or ``prefetched_renditions``).

    A format is offered once all its sizes are there: a browser would take its largest, however
    small. Until one is, the sizes of WebP that are there stand in.
    """
    cut = SHAPES[shape]
    found = sizes_of(picture)
    sources: list[tuple[str, str]] = []
    for form, kind in FORMATS:
        sizes = [found[spec] for spec in cut.specs(form) if spec in found]
        if len(sizes) == len(cut.cuts) or (form == "webp" and sizes and not sources):
            sources.append((kind, srcset(sizes)))
    image = found.get(cut.fallback)
    if image is None:
        image = next((found[s] for s in reversed(cut.specs("webp")) if s in found), None)
    return Shown(sources, image) if image else None


def jpeg(picture: Picture) -> Rendition | None:
    """Return the size in which machines are told of a picture: 960 × 540, or None."""
    return sizes_of(picture).get(SHAPES["wide"].fallback)


def sizes_of(picture: Picture) -> dict[str, Rendition]:
    """{spec: size} of a picture, those around its present focal point."""
    sizes = getattr(picture, "prefetched_renditions", None)
    if sizes is None:
        sizes = picture.renditions.all()
    focus = tuple(getattr(picture, name) for name in FOCUS)
    return {
        size.filter_spec: size
        for size in sizes
        if size.focal_point_key == focal_key(size.filter_spec, focus)
    }


@lru_cache(maxsize=8192)
def focal_key(spec: str, focus: tuple[int | None, ...]) -> str:
    """Return Wagtail's key of a size around a focal point, the values of `FOCUS`. Wagtail reads the
    whole specification for each; a page has a hundred of them."""
    return Filter(spec).get_cache_key(SimpleNamespace(**dict(zip(FOCUS, focus, strict=True))))


def srcset(sizes: Iterable[Rendition]) -> str:
    """The addresses with their widths; a small original gives the same one several times."""
    widths = {size.width: size.url for size in sizes}
    return ", ".join(f"{url} {width}w" for width, url in widths.items())
