"""The list of the checks, and what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .context import CheckContext

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from shows.admin.typed import AnyUser

    from ...models import Article


@dataclass(frozen=True)
class Problem:
    """Something wrong at a field of the form, or at a block of a field: a sentence that says
    what, where, and what to do."""

    field: str
    sentence: StrOrPromise
    block: str = ""


@dataclass(frozen=True)
class Check:
    """A function that looks at a story, with its name and what it looks at in a sentence."""

    name: str
    sentence: StrOrPromise
    blocking: bool
    look: Callable[[CheckContext], Iterator[Problem]]


@dataclass(frozen=True)
class Finding:
    """What a check found. ``field`` is the name of a field or of a relation of the story's form,
    ``block`` the id of a block of its text or the empty text."""

    check: str
    blocking: bool
    field: str
    sentence: StrOrPromise
    block: str = ""

    def __str__(self) -> str:
        return str(self.sentence)


_checks: dict[str, Check] = {}


def at(field: str, sentence: StrOrPromise, block: str = "") -> Problem:
    """Return what a check yields: a sentence about a field of the story's form."""
    return Problem(field, str(sentence), block or "")


def blocking_check(sentence: StrOrPromise) -> Callable[..., Any]:
    """Register a check that forbids publication."""
    return _register(sentence, blocking=True)


def advisory_check(sentence: StrOrPromise) -> Callable[..., Any]:
    """Register a check that only advises."""
    return _register(sentence, blocking=False)


def _register(sentence: StrOrPromise, *, blocking: bool) -> Callable[..., Any]:
    def decorator(look: Callable[..., Any]) -> Callable[..., Any]:
        _checks[look.__name__] = Check(look.__name__, sentence, blocking, look)
        return look

    return decorator


def checks() -> list[Check]:
    """Return every check, blocking ones first."""
    return sorted(_checks.values(), key=lambda check: not check.blocking)


def run(
    article: Article,
    reader: AnyUser | None = None,
    *,
    only_blocking: bool = False,
    typed: bool = False,
) -> list[Finding]:
    """Return what is wrong with a story, blocking findings first.

    ``article`` is a draft in memory or a row; it is not changed. Publication is meant now, or at
    its ``go_live_at``. Other people's stories are named only to a ``reader`` who may see them.
    ``typed``: see `CheckContext`.
    """
    story = CheckContext(article, reader, typed)
    return [
        Finding(check.name, check.blocking, remark.field, remark.sentence, remark.block)
        for check in checks()
        if check.blocking or not only_blocking
        for remark in check.look(story)
    ]
