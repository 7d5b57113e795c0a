"""Facets: what a list is filtered by, with a count for each choice, in one statement.

A `Facet` is a django-filter filter whose values join by OR; facets join by AND. Each gives its
`pairs`, querysets of (facet, value, label, item), and `count` counts them all at once: every row
that it counts came through ``public()``, because every branch is an ordinary queryset.
"""

import re
from dataclasses import dataclass, field

import django_filters
from django import forms
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat

TEXT = CharField(max_length=1000)
#: More values than a reader can tick in one facet; the rest of an address made by hand is left.
MOST_VALUES = 30


class ValuesField(forms.Field):
    """All the values given for a name, without empty ones and repetitions: a list of texts."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value):
        texts = (str(v).strip() for v in value or [])
        return list(dict.fromkeys(text for text in texts if text))[:MOST_VALUES]


@dataclass(frozen=True)
class Way:
    """A way in which an item has a value: rows of ``queryset``, with the paths from a row to the
    value, to its label (or "") and to the item."""

    queryset: QuerySet
    value: str
    label: str = ""
    item: str = "pk"


class Facet(django_filters.Filter):
    """What the items of a list have in common: subclasses say where it is found (`ways`).

    ``unknown`` is the sentence for a value that is none: “« %s » n’est pas un genre”.
    """

    field_class = ValuesField

    def __init__(self, label: str, unknown: str, order: str = "label", **kwargs):
        self.unknown, self.order = unknown, order
        super().__init__(label=label, required=False, **kwargs)

    def ways(self) -> list[Way]:
        raise NotImplementedError

    def canonical(self, text: str) -> str:
        """The form in which a value is kept: `?country=fr` is FR."""
        return text.lower()

    def known(self, values: list[str]) -> dict[str, str]:
        """{value: label} of those that are values, where no query is needed to tell."""
        return {}

    def labels(self, values: list[str]) -> QuerySet | None:
        """Rows (facet, value, label) of those that are values, where a query tells."""
        return None

    def label_of(self, value: str, label: str) -> str:
        return label or self.known([value]).get(value, value)

    def filter(self, qs, values):
        if not values:
            return qs
        found = Q()
        for way in self.ways():
            rows = way.queryset.filter(**{f"{way.value}__in": list(values)})
            found |= Q(pk__in=rows.values(way.item))
        return qs.filter(found)

    def pairs(self, items: QuerySet, links: "Links | None" = None) -> list[QuerySet]:
        """The branches to count, for these items; with ``links``, for what links to them."""
        branches = []
        for way in self.ways():
            rows = way.queryset.filter(**{f"{way.item}__in": items.values("pk")})
            branches.append(pair(self.field_name, rows, way.value, way.label, way.item, links))
        return branches

    def split(self, counted: dict[str, "Counted"]) -> dict[str, "Counted"]:
        """A chance to make several choices of one counted value."""
        return counted


class ColumnFacet(Facet):
    """A facet that is an expression on the item itself; ``expression`` is called when needed."""

    def __init__(self, *args, expression, values=None, **kwargs):
        self.expression, self.values = expression, values
        super().__init__(*args, **kwargs)

    def known(self, values):
        choices = self.values() if self.values else {}
        return {value: str(choices[value]) for value in values if value in choices}

    def filter(self, qs, values):
        if not values:
            return qs
        return qs.alias(facet_value=self.expression()).filter(facet_value__in=list(values))

    def pairs(self, items, links=None):
        rows = items.annotate(facet_value=self.expression()).filter(facet_value__isnull=False)
        return [pair(self.field_name, rows, "facet_value", "", "pk", links)]


def known_years(values: list[str]) -> dict[str, str]:
    """The values that are years; a year without an item is an empty list, not nonsense."""
    return {v: v for v in values if re.fullmatch(r"(18|19|20|21)\d\d", v, re.ASCII)}


@dataclass(frozen=True)
class Links:
    """From an item to what a list shows instead: the stories *about* a series.

    ``path`` is the relation from the item to its links, ``target`` the link's foreign key.
    """

    path: str
    target: str
    conditions: dict = field(default_factory=dict)

    def follow(self, rows: QuerySet, item: str) -> tuple[QuerySet, str]:
        start = self.path if item == "pk" else f"{item}__{self.path}"
        conditions = {f"{start}__{name}": value for name, value in self.conditions.items()}
        return rows.filter(**conditions), f"{start}__{self.target}"


def pair(name, rows, value, label, item, links=None) -> QuerySet:
    """One branch of the statement: (facet, value, label, item), the first three as text."""
    if links:
        rows, item = links.follow(rows, item)
    return rows.order_by().values_list(
        Cast(Value(name), TEXT),
        Cast(F(value), TEXT),
        Cast(F(label) if label else Value(""), TEXT),
        F(item),
    )


def with_item(value, item="pk"):
    """An expression that keeps a value apart for each item, for facets that `split`."""
    return Concat(Coalesce(value, Value("")), Value("|"), Cast(F(item), TEXT), output_field=TEXT)


@dataclass
class Counted:
    """How many items have a value."""

    label: str
    count: int


def count(branches: list[QuerySet]) -> dict[str, dict[str, Counted]]:
    """Return {facet: {value: Counted}} of all the branches, in one statement."""
    statements, params, connection = [], [], None
    for branch in branches:
        connection = connections[branch.db]
        try:
            sql, values = branch.query.get_compiler(branch.db).as_sql()
        except EmptyResultSet:
            continue
        statements.append(f"SELECT * FROM ({sql}) AS branch{len(statements)}")
        params.extend(values)
    counted: dict[str, dict[str, Counted]] = {}
    if not statements:
        return counted
    # The union is Django's own SQL; nothing of a reader's is in it but as parameters.
    rows = f"WITH pairs (facet, value, label, item) AS ({' UNION ALL '.join(statements)})"
    group = "SELECT facet, value, MAX(label), COUNT(DISTINCT item) FROM pairs GROUP BY facet, value"
    with connection.cursor() as cursor:
        cursor.execute(f"{rows} {group}", params)
        for facet, value, label, number in cursor.fetchall():
            if value:
                counted.setdefault(facet, {})[value] = Counted(label, number)
    return counted
