"""What is looked at before a story goes out: blocking checks forbid it, advisory ones advise.

A check is a function in `blocking`, `wording` or `advisory`, under `@blocking_check` or
`@advisory_check` with the sentence that says what it looks at. It takes a `CheckContext` and
yields an `at(field, sentence)` for whatever is wrong. `run` calls them all.
"""

from . import advisory, blocking, wording  # noqa: F401  register their checks
from .registry import Check, Finding, checks, run

__all__ = ["Check", "Finding", "checks", "run"]
