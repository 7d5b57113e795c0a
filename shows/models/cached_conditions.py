"""Conditions that are built once for each model, because building them is what a page spends its
time on: that of a public release joins three others, and a list asks for it dozens of times.

What is built may depend on the model alone. The time of day is no part of it: `Present` asks when
the statement is written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import DateTimeField, Expression, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

if TYPE_CHECKING:
    from .story import Story


class Present(Expression):
    """The moment at which the statement is written, as a parameter of it."""

    output_field = DateTimeField()

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self.output_field.get_db_prep_value(timezone.now(), connection),)


def is_fresh(queryset: QuerySet[Model]) -> bool:
    """Whether nothing was asked of ``queryset`` yet: it is ``Model.objects.all()``."""
    mine, plain = dict(vars(queryset)), dict(vars(type(queryset)(queryset.model)))
    return vars(mine.pop("_query")) == vars(plain.pop("_query")) and mine == plain


Method = TypeVar("Method", bound=Callable[..., Any])


def cached_condition(method: Method) -> Method:
    """Decorate a queryset's ``method(self, story=None)``: without a story, on a fresh queryset, it
    runs once for each model, and answers with a copy of what it made ever after."""
    made: dict[tuple[type, type], QuerySet[Any]] = {}

    @wraps(method)
    def answer(self: QuerySet[Any], story: Story | None = None) -> Any:
        if story is not None or not is_fresh(self):
            return method(self, story)
        key = type(self), self.model
        if key not in made:
            made[key] = method(self)
        return made[key].all()

    return cast(Method, answer)
