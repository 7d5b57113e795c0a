"""The sizes of a picture on the site, made when it is uploaded: no reader waits for an encoder.

AVIF is left out: at 1600 px it takes a second to encode, and WebP is within a few per cent.
"""

from django.db import transaction

#: What `templates/components/picture.html` asks for; a test holds the two together.
SITE_SPECS = (
    "fill-480x270|format-webp",
    "fill-960x540|format-webp",
    "fill-1440x810|format-webp",
    "fill-960x540|format-jpeg",
)


def make_site_renditions(sender, instance, raw=False, **kwargs):
    """Make the sizes once the picture is committed; received from ``post_save`` of a picture."""
    if not raw:
        transaction.on_commit(lambda: instance.get_renditions(*SITE_SPECS), robust=True)
