"""The sizes of a picture, made when it is uploaded or changed: no reader waits for an encoder.

AVIF is left out: at 1600 px it takes a second to encode, and WebP is within a few per cent.
"""

import logging
import os.path
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from django.db import transaction
from wagtail.images.models import Filter

from .credited import fingerprint

logger = logging.getLogger("generique.media")

#: What the site's templates ask for; a test holds them together.
SITE_SPECS = (
    "fill-480x270|format-webp",
    "fill-960x540|format-webp",
    "fill-1440x810|format-webp",
    "fill-960x540|format-jpeg",
    "fill-480x600|format-webp",  # a portrait
    "max-320x160|format-webp",  # a logo
)
#: What the library's lists show.
DESK_SPECS = ("max-165x165",)
SPECS = (*SITE_SPECS, *DESK_SPECS)


def keep_sizes_right(sender, instance, raw=False, created=False, **kwargs):
    """Make the sizes of a picture that was saved; received from its ``post_save``.

    A new picture's are made once it is committed: nobody shows it yet. When a picture changes,
    those that are no longer right are replaced in the same transaction, so that readers get the
    former ones until they get the new ones.
    """
    if raw:
        return
    if not created:
        replace_outdated(instance)

    def make():
        instance.get_renditions(*SPECS)

    transaction.on_commit(make, robust=True)


def replace_outdated(picture) -> None:
    """Replace the sizes made of another file, around another focal point or for another credit."""
    outdated = [size for size in picture.renditions.all() if not is_right(size, picture)]
    if not outdated:
        return
    vars(picture).pop("prefetched_renditions", None)
    vars(picture).get("_prefetched_objects_cache", {}).pop("renditions", None)
    fresh = []
    try:
        fresh = _made(picture, {size.filter_spec for size in outdated})
    except Exception:
        # The change is kept all the same; a size that is missing is made when it is asked for.
        logger.exception("The sizes of picture %s could not be made", picture.pk)
    with transaction.atomic():
        for size in outdated:
            size.delete()
        picture.get_rendition_model().objects.bulk_create(fresh, ignore_conflicts=True)


def _made(picture, specs: set[str]) -> list:
    """Make the sizes in memory; the original is not one to keep at hand."""
    with picture.open_file() as file:
        content = file.read()

    def size(spec):
        return picture.generate_rendition_instance(Filter(spec), BytesIO(content))

    with ThreadPoolExecutor(max_workers=3) as pool:
        return list(pool.map(size, sorted(specs - {"original"})))


def is_right(size, picture) -> bool:
    """Whether a size shows this file, cut around this focal point, with this credit."""
    name = os.path.basename(size.file.name)
    return name.startswith(f"{fingerprint(picture)}.") and size.focal_point_key == Filter(
        size.filter_spec
    ).get_cache_key(picture)
