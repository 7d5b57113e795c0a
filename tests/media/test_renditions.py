"""The sizes of a picture are made before anyone asks, carry its credit, and change with it."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.images import ImageFile
from django.template.loader import render_to_string
from PIL import ExifTags, Image

from media.metadata import read
from media.models import Picture
from media.rendition_specs import SHAPES
from media.renditions import SPECS

from . import samples

pytestmark = pytest.mark.django_db

#: One size of each cut and each format.
KINDS = [
    *("fill-480x270|format-webp", "fill-480x270|format-avif", "fill-960x540|format-jpeg"),
    *("max-720x900|format-avif", "max-320x160|format-png", "max-165x165"),
]


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What is done inside is followed by what waits for the commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def stored(content: bytes, name="missions.jpg", **fields) -> Picture:
    fields = {"description": "Un vaisseau.", "credit": "© OCS", "title": "Missions"} | fields
    return Picture.objects.create(file=ImageFile(BytesIO(content), name), **fields)


def specs(picture) -> set[str]:
    return set(picture.renditions.values_list("filter_spec", flat=True))


def addresses(picture) -> dict[str, str]:
    return {size.filter_spec: size.file.name for size in picture.renditions.all()}


def opened(picture, spec) -> Image.Image:
    image = Image.open(picture.get_rendition(spec).file.path)
    image.load()
    return image


def test_what_pages_need_at_least_is_made_at_upload(committed):
    with committed():
        picture = stored(samples.picture())
    assert specs(picture) == set(SPECS)
    for shape in SHAPES:
        html = render_to_string("components/picture.html", {"picture": picture, "shape": shape})
        assert "<img " in html
        assert "image/webp" in html
        assert "avif" not in html, "it is made in the background"


@pytest.mark.parametrize("spec", [*KINDS, "max-800x600", "original"])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_every_size_carries_the_credit(spec, form):
    picture = stored(
        samples.picture(form),
        f"missions.{form.lower()}",
        credit="Élodie <Frégé> & © OCS",
        copyright_notice="© 2017 OCS, tous droits réservés",
    )
    told = read(opened(picture, spec))
    assert told.credit == "Élodie <Frégé> & © OCS"
    assert told.copyright_notice == "© 2017 OCS, tous droits réservés"


def test_the_credit_stands_for_the_copyright_that_nobody_gave():
    assert (
        read(opened(stored(samples.picture()), "fill-960x540|format-jpeg")).copyright_notice
        == "© OCS"
    )


def test_a_credit_with_what_xml_cannot_hold_is_written_all_the_same():
    assert read(opened(stored(samples.picture(), credit="© \x0bOCS"), SPECS[0])).credit == "© OCS"


@pytest.mark.parametrize("spec", [*KINDS, "max-800x600", "original"])
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_no_size_tells_where_it_was_taken(spec, form):
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "Telephone"
    exif[ExifTags.Base.Artist] = "Secret"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (48.0, 51.0, 24.0)
    comment = {"comment": "Secret"} if form == "JPEG" else {}
    content = samples.picture(form, exif=exif, **comment)
    picture = stored(content, f"missions.{form.lower()}")
    with Image.open(picture.file.path) as original:
        assert original.getexif().get_ifd(ExifTags.IFD.GPSInfo), "the file of the test tells"
    image = opened(picture, spec)
    assert not dict(image.getexif())
    assert "comment" not in image.info
    written = Path(picture.get_rendition(spec).file.path).read_bytes()
    assert b"Secret" not in written
    assert b"Telephone" not in written


def test_a_picture_lying_on_its_side_is_turned_up():
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    image = opened(stored(samples.picture(size=(400, 200), exif=exif)), "max-800x600")
    assert image.size == (200, 400)


@pytest.mark.parametrize(
    ("mode", "form"),
    [
        *(("1", "PNG"), ("L", "PNG"), ("LA", "PNG"), ("P", "PNG"), ("RGBA", "PNG")),
        *(("I;16", "PNG"), ("CMYK", "JPEG"), ("L", "JPEG"), ("P", "GIF"), ("RGBA", "AVIF")),
    ],
)
def test_every_kind_of_pixels_becomes_every_size(mode, form):
    buffer = BytesIO()
    Image.new(mode, (640, 360)).save(buffer, form)
    picture = stored(buffer.getvalue(), f"missions.{form.lower()}")
    for spec, size in picture.get_renditions(*KINDS).items():
        with Image.open(size.file.path) as image:
            image.load()
            assert image.mode != "CMYK"
            assert image.format == ("JPEG" if "jpeg" in spec else image.format)


def halves() -> bytes:
    """A square, red on the left and blue on the right."""
    image = Image.new("RGB", (1600, 400), "#ff0000")
    image.paste("#0000ff", (800, 0, 1600, 400))
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def colour(picture) -> str:
    red, _green, blue = opened(picture, "fill-480x270|format-webp").convert("RGB").getpixel((9, 9))
    return "red" if red > blue else "blue"


def test_the_sizes_are_cut_around_the_focal_point():
    focal = {"focal_point_y": 200, "focal_point_width": 50, "focal_point_height": 50}
    assert colour(stored(halves(), "a.png", focal_point_x=60, **focal)) == "red"
    assert colour(stored(halves(), "b.png", focal_point_x=1500, **focal)) == "blue"


def change(picture, **fields):
    for name, value in fields.items():
        setattr(picture, name, value)
    picture.save()


FOCAL = {
    "focal_point_x": 1500,
    "focal_point_y": 200,
    "focal_point_width": 50,
    "focal_point_height": 50,
}


@pytest.mark.parametrize("fields", [FOCAL, {"credit": "© Canal+"}, {"copyright_notice": "© 2018"}])
def test_a_change_remakes_the_sizes_in_the_same_transaction(committed, fields):
    with committed():
        picture = stored(halves(), "missions.png")
    former = addresses(picture)
    files = [picture.file.storage.path(name) for name in former.values()]
    with committed():
        change(Picture.objects.get(pk=picture.pk), **fields)
        made = addresses(picture)
        assert set(made) == set(former)
        assert all(Path(name).exists() for name in files), "readers have them until the commit"
    # What is cut to a shape depends on the focal point; what is only made smaller does not.
    same = {name for name, address in made.items() if former[name] == address}
    unchanged = {s for s in former if s.startswith("max-")} if fields is FOCAL else set()
    assert same == unchanged
    kept = {picture.file.storage.path(former[name]) for name in same}
    assert {name for name in files if Path(name).exists()} == kept
    assert all(Path(picture.file.storage.path(name)).exists() for name in made.values())


def test_what_changes_nothing_to_see_makes_nothing(committed, monkeypatch):
    with committed():
        picture = stored(halves(), "missions.png")
    former = addresses(picture)
    monkeypatch.setattr(Picture, "generate_rendition_file", lambda *a, **k: pytest.fail("made"))
    with committed():
        change(Picture.objects.get(pk=picture.pk), title="Autre", licence="own")
    assert addresses(picture) == former


def test_a_file_that_cannot_be_read_keeps_no_change_from_being_saved(committed, caplog):
    with committed():
        picture = stored(halves(), "missions.png")
    Path(picture.file.path).unlink()
    with committed():
        change(Picture.objects.get(pk=picture.pk), credit="© Canal+")
    assert Picture.objects.get().credit == "© Canal+"
    assert "could not be made" in caplog.text


def test_no_process_remembers_a_size_that_was_replaced(committed):
    with committed():
        picture = stored(halves(), "missions.png")
    picture.get_rendition(SPECS[0])  # remembered in the cache
    other = Picture.objects.get(pk=picture.pk)
    Picture.objects.filter(pk=picture.pk).update(credit="© Canal+")
    other.refresh_from_db()
    other.renditions.all()._raw_delete("default")  # by another process, with a cache of its own
    assert other.get_rendition(SPECS[0]).pk in other.renditions.values_list("pk", flat=True)
