"""Which files the library takes: pictures that are what their name says, whole and of a sane size.

A file is judged on its header first, so that nothing is decoded that a few bytes promise to be
enormous; then it is decoded once, which tells whether it is whole. SVG is a program as much as a
picture: it is not taken at all.
"""

import os.path
import warnings
from io import BytesIO
from typing import Any, BinaryIO, Self

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.fields import FileField
from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.images.fields import WagtailImageField

from .metadata import read

#: Pillow's name of each format, with the endings its files have.
ENDINGS = {
    "JPEG": ("jpg", "jpeg"),
    "MPO": ("jpg", "jpeg"),  # a telephone's JPEG with a second picture behind the first
    "PNG": ("png",),
    "GIF": ("gif",),
    "WEBP": ("webp",),
    "AVIF": ("avif",),
}
#: The least width and height, in pixels: below, no size of the site can be cut from it.
LEAST = 16


class PictureFileField(WagtailImageField):
    """The file of a picture. What comes out has ``told``, the `FileMetadata` of its metadata, and
    ``pixels``, its (width, height)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The page of several pictures says these before it sends anything.
        self.error_messages["invalid_image_extension"] = _(
            "This is not a picture that the library takes. It takes: %(formats)s."
        ) % {"formats": self.supported_formats_text}
        self.error_messages["file_too_large_unknown_size"] = _(
            "This file is too heavy; the library takes up to %(most)s. Export it smaller."
        ) % {"most": self.max_upload_size_text}

    @classmethod
    def in_place_of(cls, field: WagtailImageField) -> Self:
        """Return a field with the label, the widget and the rules of Wagtail's own."""
        return cls(label=field.label, widget=field.widget, required=field.required)

    def to_python(self, data: Any) -> UploadedFile | None:
        f: Any = FileField.to_python(self, data)
        if f is None:
            return None
        self._check_name(f.name)
        self.check_image_file_size(f)
        source = data if hasattr(data, "temporary_file_path") else BytesIO(data.read())
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of cameras that write odd Exif
                warnings.simplefilter("error", Image.DecompressionBombWarning)
                image = self._opened(source, f.name)
                self._check_pixels(*image.size)
                self._decode(image)
                f.told, f.pixels = read(image), image.size
                f.content_type = Image.MIME[image.format or ""]
        finally:
            f.seek(0)
        return f

    def _check_name(self, name: str) -> None:
        ending = _ending(name)
        if ending in ("svg", "svgz"):
            raise ValidationError(
                _(
                    "SVG drawings are not accepted: they can carry programs. Export the drawing as"
                    " PNG and send that file."
                ),
                code="svg",
            )
        if ending not in self.allowed_image_extensions:
            raise ValidationError(
                self.error_messages["invalid_image_extension"], code="invalid_image_extension"
            )

    def check_image_file_size(self, f: UploadedFile) -> None:
        size = f.size or 0
        if self.max_upload_size is not None and size > self.max_upload_size:
            raise ValidationError(
                _("This file weighs %(size)s; the library takes up to %(most)s. Export it smaller.")
                % {"size": filesizeformat(size), "most": self.max_upload_size_text},
                code="file_too_large",
            )

    def _opened(self, source: BinaryIO, name: str) -> Image.Image:
        """Read the header. The formats are a closed list: no other reader sees the bytes."""
        source.seek(0)
        try:
            image = Image.open(source, formats=[form for form in ENDINGS if form != "MPO"])
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise self._too_many_pixels() from None
        except Exception:  # whatever a reader stumbles over, the file is not a picture
            raise ValidationError(
                _(
                    "“%(name)s” is not a picture, whatever its name says, or it is damaged. Open it"
                    " in a picture editor and export it again."
                )
                % {"name": name},
                code="invalid_image",
            ) from None
        format = image.format or ""
        if _ending(name) not in ENDINGS[format]:
            raise ValidationError(
                _(
                    "“%(name)s” is really a %(format)s picture. Name it “.%(ending)s”, or ask for"
                    " the right file."
                )
                % {"name": name, "format": format, "ending": ENDINGS[format][0]},
                code="invalid_image_known_format",
            )
        return image

    def _check_pixels(self, width: int, height: int) -> None:
        if self.max_image_pixels is not None and width * height > self.max_image_pixels:
            raise self._too_many_pixels(width, height)
        if min(width, height) < LEAST:
            raise ValidationError(
                _(
                    "This picture measures %(width)d × %(height)d pixels: that is too small to"
                    " show. Ask for a larger one."
                )
                % {"width": width, "height": height},
                code="too_small",
            )

    def _too_many_pixels(
        self, width: int | None = None, height: int | None = None
    ) -> ValidationError:
        most = number_format((self.max_image_pixels or 0) // 1_000_000)
        if width is None:
            sentence = _(
                "This picture has too many pixels; the library takes up to %(most)s million."
                " Export it smaller."
            ) % {"most": most}
        else:
            sentence = _(
                "This picture measures %(width)d × %(height)d pixels; the library takes up to"
                " %(most)s million. Export it smaller."
            ) % {"width": width, "height": height, "most": most}
        return ValidationError(sentence, code="file_too_many_pixels")

    def _decode(self, image: Image.Image) -> None:
        try:
            image.load()
        except Exception:  # each format fails in ways of its own
            raise ValidationError(
                _(
                    "This picture is cut short or damaged. Send it again, or ask for it anew from"
                    " whom it came."
                ),
                code="invalid_image",
            ) from None


def _ending(name: str) -> str:
    return os.path.splitext(name)[1].lower().removeprefix(".")
