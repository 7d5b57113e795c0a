"""Facets: what a list is filtered by, with a count for each choice, in one statement.

A `Facet` is a django-filter filter whose values join by OR; facets join by AND. Each gives its
`pairs`, querysets of (facet, value, label, item), and `count` counts them all at once, each facet
under the choices made in the others. Every row that it counts came through ``public()``, because
every branch is an ordinary queryset.
"""

import re
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BigIntegerField, CharField, F, Q, QuerySet, Value
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

    def pairs(self, items: QuerySet) -> list[QuerySet]:
        """The branches to count; ``items`` are all the public ones."""
        return [
            pair(self.field_name, way.queryset, way.value, way.label, way.item)
            for way in self.ways()
        ]

    def split(self, counted: dict[str, "Counted"]) -> dict[str, "Counted"]:
        """A chance to make several choices of one counted value."""
        return counted


class ColumnFacet(Facet):
    """A facet that is an expression on the item itself; ``expression`` is called when needed.

    ``values`` returns {value: label} of a vocabulary.
    """

    def __init__(self, *args, expression=None, values=None, **kwargs):
        self._expression, self.values = expression, values
        super().__init__(*args, **kwargs)

    def expression(self):
        return self._expression()

    def known(self, values):
        choices = self.values() if self.values else {}
        return {value: str(choices[value]) for value in values if value in choices}

    def filter(self, qs, values):
        if not values:
            return qs
        return qs.alias(facet_value=self.expression()).filter(facet_value__in=list(values))

    def pairs(self, items):
        rows = items.annotate(facet_value=self.expression()).filter(facet_value__isnull=False)
        return [pair(self.field_name, rows, "facet_value", "", "pk")]


def known_years(values: list[str]) -> dict[str, str]:
    """The values that are years; a year without an item is an empty list, not nonsense."""
    return {v: v for v in values if re.fullmatch(r"(18|19|20|21)\d\d", v, re.ASCII)}


def pair(name: str, rows: QuerySet, value="", label="", item="pk", via="") -> QuerySet:
    """One branch of the statement: (facet, value, label, item, via), paths from ``rows``."""
    return rows.order_by().values_list(
        Cast(Value(name), TEXT),
        Cast(F(value) if value else Value(""), TEXT),
        Cast(F(label) if label else Value(""), TEXT),
        F(item),
        F(via) if via else Value(0, output_field=BigIntegerField()),
    )


def with_item(value, item="pk"):
    """An expression that keeps a value apart for each item, for facets that `split`."""
    return Concat(Coalesce(value, Value("")), Value("|"), Cast(F(item), TEXT), output_field=TEXT)


@dataclass
class Counted:
    """How many items have a value."""

    label: str
    count: int


#: The items under a facet.
HAVING = "(SELECT item FROM pairs WHERE facet = %s)"
#: The facet under which all the items are, and that under which they are linked to others.
ALL, LINKED = "all", "linked"


@dataclass
class Group:
    """Facets of the same items, with what is chosen in them: {facet: values}."""

    facets: list[Facet]
    items: QuerySet
    chosen: dict[str, Any]

    def filter(self, queryset: QuerySet) -> QuerySet:
        """The rows of ``queryset`` that have what is chosen in every facet."""
        for facet in self.facets:
            queryset = facet.filter(queryset, self.chosen[facet.field_name])
        return queryset

    def branches(self) -> list[QuerySet]:
        """Each facet's pairs; for those in which something is chosen, the items that have it."""
        found = []
        for facet in self.facets:
            found += facet.pairs(self.items)
            if values := self.chosen[facet.field_name]:
                matching = facet.filter(self.items, list(values))
                found.append(pair(f"={facet.field_name}", matching))
        return found

    def conditions(self, item: str, facet: str = "") -> tuple[str, list]:
        """SQL that holds for the rows whose ``item`` has what is chosen in every facet, but for
        the one that the column ``facet`` names."""
        sql, params = "", []
        for name in (f.field_name for f in self.facets if self.chosen[f.field_name]):
            matching = f"{item} IN {HAVING}"
            sql += f" AND ({facet} = %s OR {matching})" if facet else f" AND {matching}"
            params += [name, f"={name}"] if facet else [f"={name}"]
        return sql, params


def count(own: Group, other: Group | None = None, links: QuerySet | None = None):
    """Return {facet: {value: Counted}}, and under `ALL` the number of items found; one statement.

    ``other`` are facets of records that the items link to, counted in items; ``links`` are the
    rows (`LINKED`, "", "", item, record) that say which.
    """
    branches = [pair(ALL, own.items, value="pk"), *own.branches()]
    mine, mine_params = own.conditions("p.item", "p.facet")
    names = [ALL, *(facet.field_name for facet in own.facets)]
    if other:
        branches += [links, *other.branches()]
        theirs, theirs_params = other.conditions("via")
        if theirs:
            mine += f" AND p.item IN (SELECT item FROM pairs WHERE facet = %s{theirs})"  # noqa: S608
            mine_params += [LINKED, *theirs_params]
    value = "CASE WHEN p.facet = %s THEN %s ELSE p.value END"
    select = (
        f"SELECT p.facet, {value}, MAX(p.label), COUNT(DISTINCT p.item) FROM pairs p"  # noqa: S608
        f" WHERE p.facet IN ({_places(names)}) AND p.item IN {HAVING}{mine} GROUP BY 1, 2"
    )
    params = [ALL, ALL, *names, ALL, *mine_params]
    if other:
        names = [facet.field_name for facet in other.facets]
        here, here_params = other.conditions("p.item", "p.facet")
        stories, stories_params = own.conditions("l.item")
        select += (
            " UNION ALL SELECT p.facet, p.value, MAX(p.label), COUNT(DISTINCT l.item)"  # noqa: S608
            " FROM pairs p JOIN pairs l ON l.facet = %s AND l.via = p.item"
            f" WHERE p.facet IN ({_places(names)}) AND l.item IN {HAVING}{here}{stories}"
            " GROUP BY 1, 2"
        )
        params += [LINKED, *names, ALL, *here_params, *stories_params]
    return _run(branches, select, params)


def count_pairs(branches: list[QuerySet]) -> dict[str, dict[str, Counted]]:
    """Return {facet: {value: Counted}} of branches made by `pair`, with nothing chosen."""
    select = "SELECT facet, value, MAX(label), COUNT(DISTINCT item) FROM pairs GROUP BY 1, 2"
    return _run(branches, select, [])


def _places(values: list) -> str:
    return ", ".join(["%s"] * len(values))


def _run(branches, select: str, select_params: list) -> dict[str, dict[str, Counted]]:
    statements, params, connection = [], [], connections[branches[0].db]
    for branch in branches:
        try:
            sql, values = branch.query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            continue
        statements.append(sql)
        params.extend(values)
    counted: dict[str, dict[str, Counted]] = {}
    if not statements:
        return counted
    # The branches are Django's own SQL; what a reader typed is in it as parameters only.
    pairs = f"WITH pairs (facet, value, label, item, via) AS ({' UNION ALL '.join(statements)})"
    with connection.cursor() as cursor:
        cursor.execute(f"{pairs} {select}", [*params, *select_params])
        for facet, value, label, number in cursor.fetchall():
            if value:
                counted.setdefault(facet, {})[value] = Counted(label, number)
    return counted
