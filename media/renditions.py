"""The sizes of a picture: no reader waits for an encoder, and no editor waits for a slow one.

What pages need at least is made when a picture is uploaded or changed. AVIF and the largest sizes
take seconds: `make_missing` makes them in the background, and pages show them once they are there.
"""

from __future__ import annotations

import logging
import os.path
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, Q
from django.dispatch import Signal
from wagtail.images.models import Filter, SourceImageIOError

from .rendition_credit import fingerprint
from .rendition_specs import SHAPES, sizes_of

if TYPE_CHECKING:
    from .models import Picture, Rendition
    from .querysets import PictureQuerySet

logger = logging.getLogger("generique.media")

#: Sent when pages can show what was made in the background.
sizes_made = Signal()

#: What the library's lists show.
DESK_SPECS = ("max-165x165",)
#: Made at upload.
SPECS = (*(spec for shape in SHAPES.values() for spec in shape.at_once), *DESK_SPECS)
#: Made in the background.
LATER_SPECS = tuple(spec for shape in SHAPES.values() for spec in shape.later)
ALL_SPECS = (*SPECS, *LATER_SPECS)
#: In the background, what nearly every page shows comes first, for all pictures: after a large
#: import readers have pictures within seconds.
ROUNDS = (tuple(SHAPES["wide"].at_once), SPECS, ALL_SPECS)
#: Pictures after which pages are told.
BATCH = 20

#: Whether the sizes of new pictures are left to the background.
_later = ContextVar("sizes_later", default=False)


@contextmanager
def sizes_later() -> Iterator[None]:
    """Leave the sizes of pictures that are added inside to the background, where many are."""
    token = _later.set(True)
    try:
        yield
    finally:
        _later.reset(token)


def sizes_are_left() -> bool:
    """Whether they are left to the background now; so may be what else is drawn of pictures."""
    return _later.get()


def keep_sizes_right(
    sender: type[Picture],
    instance: Picture,
    raw: bool = False,
    created: bool = False,
    **kwargs: Any,
) -> None:
    """Make the sizes of a picture that was saved; received from its ``post_save``.

    A new picture's are made once it is committed: nobody shows it yet. When a picture changes,
    those that are no longer right are replaced in the same transaction, so that readers get the
    former ones until they get the new ones; the slow ones are taken away, and made again later.
    """
    if raw or (created and sizes_are_left()):
        return
    if not created:
        replace_outdated(instance)

    def make() -> None:
        instance.get_renditions(*SPECS)

    transaction.on_commit(make, robust=True)


def replace_outdated(picture: Picture) -> None:
    """Replace the sizes made of another file, around another focal point or for another credit."""
    outdated = [size for size in picture.renditions.all() if not is_right(size, picture)]
    if not outdated:
        return
    picture.__dict__.pop("prefetched_renditions", None)
    picture.__dict__.get("_prefetched_objects_cache", {}).pop("renditions", None)
    fresh = []
    try:
        fresh = _made(picture, {size.filter_spec for size in outdated} - set(LATER_SPECS))
    except Exception:
        # The change is kept all the same; `make_missing` makes what can be made.
        logger.exception("The sizes of picture %s could not be made", picture.pk)
    with transaction.atomic():
        for size in outdated:
            size.delete()
        picture.get_rendition_model().objects.bulk_create(fresh, ignore_conflicts=True)


def _made(picture: Picture, specs: set[str]) -> list[Rendition]:
    """Make the sizes in memory; the original is not one to keep at hand."""
    wanted = sorted(specs - {"original"})
    if not wanted:
        return []
    content = _original(picture)
    with ThreadPoolExecutor(max_workers=3) as pool:
        return list(pool.map(lambda spec: _size(picture, spec, content), wanted))


def _original(picture: Picture) -> bytes:
    with picture.open_file() as file:
        return file.read()


def _size(picture: Picture, spec: str, content: bytes) -> Rendition:
    return picture.generate_rendition_instance(Filter(spec), BytesIO(content))


def is_right(size: Rendition, picture: Picture) -> bool:
    """Whether a size shows this file, cut around this focal point, with this credit."""
    name = os.path.basename(size.file.name)
    return name.startswith(f"{fingerprint(picture)}.") and size.focal_point_key == Filter(
        size.filter_spec
    ).get_cache_key(picture)


def incomplete(pictures: PictureQuerySet, specs: tuple[str, ...] = ALL_SPECS) -> PictureQuerySet:
    """Those of ``pictures`` that lack one of these sizes, the newest first."""
    made = Count("renditions", filter=Q(renditions__filter_spec__in=specs))
    return pictures.alias(made=made).filter(made__lt=len(specs)).order_by("-created_at", "-pk")


class Maker:
    """Makes missing sizes, picture after picture, for as long as it is asked.

    A picture that cannot be read is said once, and left until the next start.
    """

    def __init__(self, pictures: Callable[[], PictureQuerySet]) -> None:
        self.pictures = pictures  # asked each time: rights end with the day
        self.unreadable: set[int] = set()

    def make_missing(self, go_on: Callable[[], bool] = lambda: True) -> int:
        """Make sizes while ``go_on()`` is true, asked before each. Return how many were made."""
        return sum(self.make_round(specs, go_on) for specs in ROUNDS)

    def make_round(self, specs: tuple[str, ...], go_on: Callable[[], bool] = lambda: True) -> int:
        """Make those of these sizes that are missing, as `make_missing` does."""
        found = incomplete(self.pictures(), specs).values_list("pk", flat=True)
        keys = [key for key in found if key not in self.unreadable]
        batches = [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]
        return sum(self._make_batch(batch, specs, go_on) for batch in batches)

    def _make_batch(
        self, keys: list[int], specs: tuple[str, ...], go_on: Callable[[], bool]
    ) -> int:
        count = 0
        for key in keys:
            if not go_on():
                break
            if picture := self.pictures().prefetch_related("renditions").filter(pk=key).first():
                count += self._complete(picture, specs, go_on)
        if count:
            sizes_made.send(Maker)
        return count

    def _complete(self, picture: Picture, specs: tuple[str, ...], go_on: Callable[[], bool]) -> int:
        there, fresh = sizes_of(picture), []
        try:
            content = _original(picture)
            for spec in specs:
                if spec not in there and go_on():
                    fresh.append(_size(picture, spec, content))
        except SourceImageIOError as error:
            logger.warning("The sizes of picture %s could not be made: %s", picture.pk, error)
            self.unreadable.add(picture.pk)
        except Exception:  # each format and each storage fails in ways of its own
            logger.exception("The sizes of picture %s could not be made", picture.pk)
            self.unreadable.add(picture.pk)
        return _keep(fresh, picture)


def _keep(fresh: list[Rendition], picture: Picture) -> int:
    """Keep the sizes that were made, unless the picture was changed or deleted meanwhile, or
    somebody else made them. Files are written here, not before."""
    with transaction.atomic():
        # The picture cannot be changed while its sizes are written.
        now = type(picture).objects.select_for_update().filter(pk=picture.pk).first()
        there = sizes_of(now) if now else {}
        kept = [s for s in fresh if now and s.filter_spec not in there and is_right(s, now)]
        picture.get_rendition_model().objects.bulk_create(kept, ignore_conflicts=True)
    return len(kept)
