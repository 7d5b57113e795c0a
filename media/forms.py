"""The form of a picture in the library."""

from wagtail.images.forms import BaseImageForm

from .models import Picture


class PictureForm(BaseImageForm):
    """Adds nothing but a link that is taken for https when its scheme is left out."""

    source_url = Picture._meta.get_field("source_url").formfield(assume_scheme="https")
