"""The sizes of a picture are recognised as Wagtail does, without its reading each again."""

import pytest
from wagtail.images.models import Filter

from media import rendition_specs
from media.models import Picture, Rendition
from media.rendition_specs import FOCUS, focal_key, sizes_of
from media.renditions import ALL_SPECS

pytestmark = pytest.mark.django_db  # a picture is given its collection

FOCI = [(None, None, None, None), (300, 200, 120, 80)]


def pictured(focus) -> Picture:
    return Picture(**dict(zip(FOCUS, focus, strict=True)))


@pytest.mark.parametrize("spec", ALL_SPECS)
@pytest.mark.parametrize("focus", FOCI)
def test_the_key_is_wagtail_s(spec, focus):
    assert focal_key(spec, focus) == Filter(spec).get_cache_key(pictured(focus))


def test_a_size_around_a_former_focal_point_is_not_one_of_the_picture():
    spec = "fill-480x270|format-webp"
    size = Rendition(filter_spec=spec, focal_point_key=focal_key(spec, FOCI[0]))
    for focus, expected in zip(FOCI, ({spec: size}, {}), strict=True):
        picture = pictured(focus)
        picture.prefetched_renditions = [size]
        assert sizes_of(picture) == expected


def test_a_specification_is_read_once(monkeypatch):
    focal_key("fill-480x270|format-webp", FOCI[1])
    monkeypatch.setattr(rendition_specs, "Filter", None)
    assert focal_key("fill-480x270|format-webp", FOCI[1])
