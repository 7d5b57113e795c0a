"""A file is judged before it is decoded, and refused with a sentence."""

import pytest
from django import forms
from PIL import Image

from media.files import PictureFileField

from .samples import REFUSED, enormous_png, picture, upload


def judged(content: bytes, name: str):
    return PictureFileField().clean(upload(content, name))


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_sound_picture_is_refused_with_a_sentence(name):
    content, words = REFUSED[name]
    with pytest.raises(forms.ValidationError, match=words):
        judged(content, name)


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("JPEG", "a.jpg"),
        ("JPEG", "a.JPEG"),
        ("PNG", "a.png"),
        ("GIF", "a.gif"),
        ("WEBP", "a.webp"),
        ("AVIF", "a.avif"),
    ],
)
def test_the_formats_of_the_library_are_taken(form, name):
    file = judged(picture(form), name)
    assert file.pixels == (640, 360)
    assert file.read() == picture(form), "the file is stored from its beginning"


def test_a_telephone_s_double_picture_is_a_jpeg():
    image = Image.new("RGB", (64, 36))
    content = picture("MPO", save_all=True, append_images=[image])
    assert judged(content, "telephone.jpg").content_type


def test_nothing_is_decoded_that_promises_to_be_enormous(monkeypatch):
    def decode(self):
        pytest.fail("decoded")

    monkeypatch.setattr("PIL.PngImagePlugin.PngImageFile.load", decode)
    for size in ((10_000, 10_000), (30_000, 30_000), (12_000, 8_000)):
        with pytest.raises(forms.ValidationError, match="60 millions"):
            judged(enormous_png(*size), "bombe.png")


def test_a_heavy_file_is_refused_before_it_is_read(settings, monkeypatch):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1000
    monkeypatch.setattr(Image, "open", lambda *args, **kwargs: pytest.fail("read"))
    with pytest.raises(forms.ValidationError, match="pèse"):
        judged(picture(), "lourde.jpg")
