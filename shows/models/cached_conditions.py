"""Conditions that are built once for each model, because building them is what a page spends its
time on: that of a public release joins three others, and a list asks for it dozens of times.

What is built may depend on the model alone. The time of day is no part of it: `Present` asks when
the statement is written.
"""

from functools import wraps

from django.db.models import DateTimeField, Expression
from django.utils import timezone


class Present(Expression):
    """The moment at which the statement is written, as a parameter of it."""

    output_field = DateTimeField()

    def as_sql(self, compiler, connection):
        return "%s", [self.output_field.get_db_prep_value(timezone.now(), connection)]


def is_fresh(queryset) -> bool:
    """Whether nothing was asked of ``queryset`` yet: it is ``Model.objects.all()``."""
    mine, plain = dict(vars(queryset)), dict(vars(type(queryset)(queryset.model)))
    return vars(mine.pop("_query")) == vars(plain.pop("_query")) and mine == plain


def cached_condition(method):
    """Decorate a queryset's ``method(self, story=None)``: without a story, on a fresh queryset, it
    runs once for each model, and answers with a copy of what it made ever after."""
    made = {}

    @wraps(method)
    def answer(self, story=None):
        if story is not None or not is_fresh(self):
            return method(self, story)
        key = type(self), self.model
        if key not in made:
            made[key] = method(self)
        return made[key].all()

    return answer
