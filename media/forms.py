"""The form of a picture in the library."""

from django import forms
from wagtail.images.forms import BaseImageForm

from .models import Picture

# The browser's own picker: it cannot hold a day that does not exist.
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PictureForm(BaseImageForm):
    """Links are taken for https when their scheme is left out; days are picked, not typed."""

    rights_end = Picture._meta.get_field("rights_end").formfield(widget=DAY)
    source_url = Picture._meta.get_field("source_url").formfield(assume_scheme="https")
