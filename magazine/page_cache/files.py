"""Kept pages in files that the processes of a machine share."""

import random
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache

#: One page in so many that are kept looks whether there are too many: it lists the whole folder.
SELDOM = 100


class PageFiles(FileBasedCache):
    """Django's, which lists its folder at every page that it keeps: 8 ms with four thousand."""

    def _cull(self) -> Any:
        if random.randrange(SELDOM) == 0:  # noqa: S311  which one is no secret
            super()._cull()  # type: ignore[misc]
