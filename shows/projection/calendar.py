"""What the calendar alone changes: a series that begins, ends or is no longer news, an embargo that
is lifted. The worker applies it at its moment, and a page that is asked for before does."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from ..models import Series
from ..models.changes import Changes, projected

#: What else the calendar changes, further up: each returns a function that notes it, or None.
due: list[Callable[[], Callable[[Changes], None] | None]] = []
#: So many series are looked at together.
MOST = 500


def keep_up() -> bool:
    """Store what the calendar has changed since; return whether it had. A statement where it has
    not, and one for each of `due`."""
    changed = False
    while True:
        rows = Series.objects.filter(next_change__lte=timezone.localdate()).order_by("pk")
        keys = list(rows.values_list("pk", flat=True)[:MOST])
        notes = [note for ask in due if (note := ask())]
        if not keys and not notes:
            return changed
        with projected() as changes:
            changes.add_series(*keys)
            for note in notes:
                note(changes)
        changed = True
