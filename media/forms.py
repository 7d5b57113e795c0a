"""The forms of a picture in the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.images.forms import BaseImageForm

from .files import PictureFileField
from .metadata import FileMetadata
from .models import DESCRIBE, Picture

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# The browser's own picker: it cannot hold a day that does not exist.
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
FOCAL_POINT = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
#: The fields that the file's own data fills when the editor leaves them empty.
FROM_FILE = {
    "title": "title",
    "description": "alt_text",
    "credit": "credit",
    "copyright_notice": "copyright_notice",
}
#: What a picture is not kept without, and how the form asks for it.
MISSING = {
    "description": DESCRIBE,
    "credit": _("Say whom the picture is credited to, for example “© OCS”."),
}


class PictureForm(BaseImageForm):
    """A picture's form: what the editor left empty is taken from the file, what he typed stays.

    Only a text that was written as an alternative text becomes one unread; see `offered`.
    """

    rights_end = Picture._meta.get_field("rights_end").formfield(widget=DAY)
    source_url = Picture._meta.get_field("source_url").formfield(assume_scheme="https")

    #: False for one of several files, which waits for an editor whatever it tells of itself.
    fills_from_file = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.required_names: list[str] = []
        for name, sentence in MISSING.items():
            self.fields[name].error_messages["required"] = sentence
        self.fields["description"].widget = AdminAutoHeightTextInput()  # read as it is written
        if "file" not in self.fields:
            return
        self.fields["file"] = PictureFileField.in_place_of(self.fields["file"])
        self.fields["file"].widget.attrs |= reading_attrs()
        if self.is_bound and self.fills_from_file:
            # Whether they are missing is known once the file has been read: see `clean`.
            self.required_names = [
                name for name in FROM_FILE if name in self.fields and self.fields[name].required
            ]
            for name in self.required_names:
                self.fields[name].required = False

    def clean_description(self) -> str:
        return " ".join(self.cleaned_data["description"].split())

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        told = getattr(data.get("file"), "told", None) or FileMetadata()
        if self.fills_from_file:
            for name, source in FROM_FILE.items():
                if name in self.fields and name not in self.errors and not data.get(name):
                    data[name] = getattr(told, source)
        for name in self.required_names:
            if not data.get(name) and name not in self.errors:
                field = self.fields[name]
                self.add_error(
                    name, ValidationError(field.error_messages["required"], code="required")
                )
            self.fields[name].required = True  # the form that comes back says so
        if "file" in self.changed_data and self.instance.pk and "file" in data:
            self._forget_focal_point(data)
        return data

    def _forget_focal_point(self, data: dict[str, Any]) -> None:
        """A focal point is a place in the former file: of another shape, it means nothing."""
        pixels = getattr(data["file"], "pixels", None)
        if pixels == (self.instance.width, self.instance.height):
            return
        if not set(FOCAL_POINT) & set(self.changed_data):
            data.update(dict.fromkeys(FOCAL_POINT))

    def save(self, commit: bool = True) -> Picture:
        """Save the picture; a file that was replaced goes when the change is sure.

        The sizes are the model's affair: Wagtail's form would delete the new ones as well.
        """
        former = self.original_file
        self.original_file: Any = None
        picture = super().save(commit=commit)

        def erase() -> None:
            former.storage.delete(former.name)

        if commit and "file" in self.changed_data and former:
            transaction.on_commit(erase, robust=True)
        return picture


def reading_attrs() -> dict[str, StrOrPromise]:
    """What makes an input read the file as soon as it is chosen (static/js/admin)."""
    return {
        "data-controller": "w-sync picture-file",
        "data-picture-file-url-value": reverse("read_picture_file"),
        "data-picture-file-reading-text-value": _("Reading the file…"),
        "data-picture-file-filled-text-value": _("Read from the file, check it: {fields}."),
        "data-picture-file-failed-text-value": _("The file could not be read ahead."),
    }


def offered(told: FileMetadata) -> dict[str, str]:
    """Return what a form that an editor is about to read offers, by name of field.

    A caption often says what the picture shows: it is offered as alternative text.
    """
    found = {name: getattr(told, source) for name, source in FROM_FILE.items()}
    found["description"] = found["description"] or told.caption
    return {name: value for name, value in found.items() if value}
