"""Merging duplicates: one record takes over whatever names another, which then disappears.

`Merge` says what would happen, for a preview; `merge` does exactly that, in one transaction, and
writes down in the history what the record was and what moved. Rows are found here. What this app
does not know of (drafts, old versions, texts) is rewritten by followers that other apps register.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex

from ..models import Series
from ..models.changes import projected
from ..redirects import lead_to, let_follow, public_address
from .fields import add_titles, differences, names_of, new_names, take_over
from .rows import Pair, Refusal, Rows

if TYPE_CHECKING:
    from ..admin.typed import AnyUser
    from ..models import Record
    from .fields import Difference

MERGED, ABSORBED = "desk.merge", "desk.absorbed"


class CannotMerge(ValidationError):
    """Two records cannot become one. The messages say what to mend first."""

    def __init__(self, refusals: Iterable[Refusal | str]) -> None:
        self.refusals = list(refusals)
        super().__init__([str(refusal) for refusal in self.refusals])

    def said_to(self, reader: AnyUser) -> list[str]:
        """The sentences, for someone who may not see every draft."""
        return [
            refusal.said_to(reader) if isinstance(refusal, Refusal) else str(refusal)
            for refusal in self.refusals
        ]


class Follower(Protocol):
    """What else names the records: found when it is made, rewritten by `follow`."""

    refusals: list[Refusal]

    def counts(self) -> dict[str, int]:
        """How many drafts, texts, ... will be rewritten, by their name."""

    def follow(self) -> dict:
        """Rewrite them; return what was, as plain data for the history."""


_followers: list[Callable[[list[Pair]], Follower]] = []


def register_follower(follower: Callable[[list[Pair]], Any]) -> None:
    """Let ``follower``, made with the pairs of a merge, say and do what its app has to."""
    _followers.append(follower)


@dataclass
class Merge:
    """What merging ``goes`` into ``stays`` would do."""

    stays: Record
    goes: Record

    def __post_init__(self) -> None:
        if type(self.stays) is not type(self.goes):
            raise CannotMerge([_("Two records of different kinds cannot become one.")])
        if self.stays.pk == self.goes.pk:
            raise CannotMerge([_("A record cannot be merged with itself: choose another one.")])

    @cached_property
    def rows(self) -> Rows:
        return Rows.of(self.stays, self.goes)

    @cached_property
    def followers(self) -> list[Follower]:
        return [make(self.rows.pairs) for make in _followers]

    @property
    def refusals(self) -> list[Refusal]:
        """Why it cannot be done, if it cannot."""
        found = [*self.rows.refusals, *(r for f in self.followers for r in f.refusals)]
        return list(dict.fromkeys(found))

    def differences(self) -> list[Difference]:
        return differences(self.stays, self.goes)

    def new_names(self) -> list[str]:
        return new_names(self.stays, self.goes)

    def counts(self) -> list[tuple[str, int]]:
        """What moves, as (name, number)."""
        return list(self.rows.counts().items())

    def rewritten(self) -> list[tuple[str, int]]:
        """The drafts, versions and texts that are rewritten, as (name, number)."""
        return [pair for follower in self.followers for pair in follower.counts().items()]

    def redundant(self) -> list[str]:
        """What is there twice and is kept once, as a sentence each."""
        return [
            f"{joined.goes._meta.verbose_name} – {joined.goes}"
            for joined in self.rows.joined
            if not joined.goes._meta.auto_created
        ]

    def old_addresses(self) -> list[tuple[str, Pair]]:
        """The addresses of what goes that readers have, and will lead on."""
        addressed = [pair for pair in self.rows.pairs if hasattr(pair.model, "get_absolute_url")]
        found = [(public_address(pair.goes), pair) for pair in addressed]
        return [(address, pair) for address, pair in found if address]

    def old_address(self) -> str:
        """The address of the record that goes, or "" if readers never had it."""
        return public_address(self.goes)


def merge(
    stays: Record,
    goes: Record,
    user: AnyUser | None = None,
    chosen: Iterable[str] = (),
) -> Record:
    """Merge ``goes`` into ``stays``, whole or not at all, and return the record that stays.

    ``chosen`` names the fields in which the value of ``goes`` is taken though ``stays`` has one.
    Raises `CannotMerge` or another ValidationError with sentences.
    """
    with projected():
        stays, goes = _locked(stays, goes)
        plan = Merge(stays, goes)
        if plan.refusals:
            raise CannotMerge(plan.refusals)
        # Before its links move: what waits is public only through those.
        addresses, address = plan.old_addresses(), plan.old_address()
        data = _written_down(plan)
        before = names_of(stays), names_of(goes)
        plan.rows.move()
        for follower in plan.followers:
            data |= follower.follow()
        _index(plan.rows.pairs)
        plan.rows.delete_doubles()
        stays, goes = _locked(stays, goes)  # the texts of both may have been rewritten
        take_over(stays, goes, chosen)
        log(instance=goes, action=ABSORBED, user=user, data=_pointer(stays), deleted=True)
        # Nothing names it any more: the guard of deletions, which finds nothing, is the proof.
        type(goes)._base_manager.get(pk=goes.pk).delete()
        _save(stays, user, *before)
        for pair in plan.rows.pairs:
            if hasattr(pair.model, "get_absolute_url"):
                let_follow(pair.goes, pair.stays)
        for path, pair in addresses:
            lead_to(path, pair.stays)
        log(
            instance=stays,
            action=MERGED,
            user=user,
            revision=stays.latest_revision,
            data={**data, "address": address},
            content_changed=True,
        )
    return stays


def _locked(*records: Any) -> list[Any]:
    """The two as they are in the database, where nobody else changes them meanwhile."""
    model = type(records[0])
    rows = model._base_manager.select_for_update().order_by("pk")
    found = rows.in_bulk([record.pk for record in records])
    if gone := [record for record in records if record.pk not in found]:
        sentence = _("“%(name)s” is no longer there: someone deleted or merged it.")
        raise CannotMerge([sentence % {"name": gone[0]}])
    return [found[record.pk] for record in records]


def _index(pairs: list[Pair]) -> None:
    """Tell Wagtail's index of references, which keeps the deletion of what is used in check."""
    for pair in pairs:
        kind = ContentType.objects.get_for_model(pair.model)
        ReferenceIndex.objects.filter(to_content_type=kind, to_object_id=str(pair.goes.pk)).update(
            to_object_id=str(pair.stays.pk)
        )


def _save(stays: Record, user: AnyUser | None, *names: Any) -> None:
    stays.full_clean()
    stays.save()
    if isinstance(stays, Series):
        add_titles(stays, *names)
    stays.save_revision(user=user, clean=False)


def _pointer(record: Record) -> dict:
    return {"pk": record.pk, "name": str(record), "model": record._meta.label}


def _written_down(plan: Merge) -> dict:
    """What the history keeps, so that a merge can be undone by hand."""
    rows = plan.rows
    return {
        "absorbed": _pointer(plan.goes),
        "counts": plan.counts(),
        "record": plan.goes.serializable_data(),
        "kept_before": plan.stays.serializable_data(),
        "moved": [
            {
                "model": move.model._meta.label,
                "field": move.name,
                "to": move.to.pk,
                "keys": move.keys,
            }
            for move in rows.moves
        ],
        "joined": [
            {
                "model": joined.goes._meta.label,
                "stays": joined.stays.pk,
                "goes": {
                    f.attname: f.value_to_string(joined.goes)
                    for f in joined.goes._meta.concrete_fields
                },
                "changes": sorted(joined.changes),
            }
            for joined in rows.joined
        ],
    }
