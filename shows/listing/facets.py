"""Facets: what a list is filtered by, with a count for each choice, in one statement.

A `Facet` is a django-filter filter whose values join by OR; facets join by AND. Each gives its
`pairs`, querysets of (facet, value, label, item), and `count` counts them all at once, each facet
under the choices made in the others. Every row that it counts came through ``public()``, because
every branch is an ordinary queryset.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat

TEXT = CharField(max_length=1000)
#: More values than a reader can tick in one facet; the rest of an address made by hand is left.
MOST_VALUES = 30


def readable(text: str) -> str:
    """What a reader typed, short and printable, whatever it was."""
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return text if len(text) <= 60 else f"{text[:60]}…"


def quoted(text: str) -> str:
    """«\N{NO-BREAK SPACE}text\N{NO-BREAK SPACE}»"""
    return f"«\N{NO-BREAK SPACE}{readable(text)}\N{NO-BREAK SPACE}»"


class ValuesField(forms.Field):
    """All the values given for a name, without empty ones and repetitions: a list of texts."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[str]:
        texts = (str(v).strip() for v in value or [])
        return list(dict.fromkeys(text for text in texts if text))[:MOST_VALUES]


@dataclass(frozen=True)
class ValueSource:
    """A way in which an item has a value: rows of ``queryset``, with the paths from a row to the
    value, to its label (or "") and to the item."""

    queryset: QuerySet
    value: str
    label: str = ""
    item: str = "pk"


@dataclass(frozen=True)
class RangeEnd:
    """An end of a facet that is a range: its parameter, its label, what it is called when it is
    left open, the value asked for or "", and (value, label, count) of those it can have."""

    name: str
    label: str
    open_label: str
    asked: str
    values: list[tuple[str, str, int]]


class Facet(django_filters.Filter):
    """What the items of a list have in common: subclasses say where it is found (`ways`).

    ``unknown`` is the sentence for a value that is none: “« %s » n’est pas un genre”.
    """

    field_class = ValuesField
    #: Whether an item has one value at the most, so that it need not be told apart when counted.
    single = False
    #: What a page does with a value that is none.
    ignored = "ce filtre est ignoré"

    def __init__(self, label: str, unknown: str, order: str = "label", **kwargs: Any) -> None:
        self.unknown, self.order = unknown, order
        super().__init__(label=label, required=False, **kwargs)

    @property
    def is_common(self) -> bool:
        """Whether its labels are common nouns, small within a sentence: those of a vocabulary."""
        return self.order == "vocabulary"

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names that it has in an address."""
        return (self.field_name,)

    def parts(self, values: Iterable[str] | dict[str, str]) -> list[tuple[str, str]]:
        """(parameter, text) of these values in an address."""
        return [(self.field_name, value) for value in values]

    def wrong(self, value: str) -> str:
        """Why a value is none, in words: “« zzz » n’est pas un genre”."""
        return self.unknown % quoted(value)

    def complaint(self, value: str) -> str:
        """The sentence for a value that is none, and is left out."""
        return f"{self.wrong(value)} : {self.ignored}."

    def bounds(self, choices: list, asked: list[str]) -> list[RangeEnd]:
        """The two ends of a facet that is a range, from the choices counted and what is asked; a
        facet whose choices are ticked has none."""
        return []

    def ways(self) -> list[ValueSource]:
        """The ways in which an item has a value; a `ColumnFacet` has its expression instead."""
        raise NotImplementedError(f"{type(self).__name__} does not say where its values are")

    def moved(self, values: list[str]) -> dict[str, tuple[str, str]]:
        """{former value: (value, label)} of those that were values once."""
        return {}

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

    def filter(self, qs: QuerySet[Any], values: Collection[str]) -> QuerySet[Any]:
        if not values:
            return qs
        found = Q()
        for way in self.ways():
            rows = way.queryset.filter(**{f"{way.value}__in": list(values)})
            found |= Q(pk__in=rows.values(way.item))
        return qs.filter(found)

    def pairs(self, items: QuerySet[Any]) -> list[QuerySet[Any]]:
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

    single = True

    def __init__(
        self,
        *args: Any,
        expression: Callable[..., Any] | None = None,
        values: Callable[..., Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self._expression, self.values = expression, values
        super().__init__(*args, **kwargs)

    def expression(self) -> Any:
        return self._expression() if self._expression else None

    def known(self, values: list[str]) -> dict[str, str]:
        choices = self.values() if self.values else {}
        return {value: str(choices[value]) for value in values if value in choices}

    def filter(self, qs: QuerySet[Any], values: Collection[str]) -> QuerySet[Any]:
        if not values:
            return qs
        return qs.alias(facet_value=self.expression()).filter(facet_value__in=list(values))

    def pairs(self, items: QuerySet[Any]) -> list[QuerySet[Any]]:
        rows = items.annotate(facet_value=self.expression()).filter(facet_value__isnull=False)
        return [pair(self.field_name, rows, "facet_value", "", "pk")]


def known_years(values: list[str]) -> dict[str, str]:
    """The values that are years; a year without an item is an empty list, not nonsense."""
    return {v: v for v in values if re.fullmatch(r"(18|19|20|21)\d\d", v, re.ASCII)}


def pair(name: str, rows: QuerySet, value: str = "", label: str = "", item: str = "pk") -> QuerySet:
    """One branch of the statement: (facet, value, label, item), paths from ``rows``."""
    return rows.order_by().values_list(
        Cast(Value(name), TEXT),
        Cast(F(value) if value else Value(""), TEXT),
        Cast(F(label) if label else Value(""), TEXT),
        F(item),
    )


def with_item(value: F, item: str = "pk") -> Concat:
    """An expression that keeps a value apart for each item, for facets that `split`."""
    return Concat(Coalesce(value, Value("")), Value("|"), Cast(F(item), TEXT), output_field=TEXT)


@dataclass
class Counted:
    """How many items have a value."""

    label: str
    count: int


#: The key under which the number of items found is returned.
ALL = "all"
PAIR = "facet, value, label, item"
#: A count of a table of pairs: each item once, and those of the list only.
TALLY = """
    SELECT p.facet, p.value, MAX(p.label), COUNT(DISTINCT p.item) FROM several p
    WHERE p.item IN (SELECT item FROM everything) {chosen} GROUP BY 1, 2
"""
#: The same where each item stands once by construction.
TALLY_SINGLE = """
    SELECT p.facet, p.value, MAX(p.label), COUNT(*) FROM single p WHERE 1 = 1 {chosen} GROUP BY 1, 2
"""


class Statement:
    """One statement in the making: named tables, then what is selected from them.

    The tables are Django's own SQL; what a reader typed is in it as parameters only.
    """

    def __init__(self, items: QuerySet) -> None:
        self.connection = connections[items.db]
        self.tables: list[str] = []
        self.table_params: list[Any] = []
        self.selects: list[str] = []
        self.select_params: list[Any] = []

    def table(self, name: str, columns: str, querysets: list[QuerySet[Any]]) -> str:
        """Define a table of the rows of ``querysets``, empty when they are; return its name."""
        statements = []
        for queryset in querysets:
            try:
                compiler = queryset.query.get_compiler(connection=self.connection)
                sql, params = compiler.as_sql()
            except EmptyResultSet:
                continue
            statements.append(sql)
            self.table_params += params
        types = {"item": "bigint"}
        nulls = (f"CAST(NULL AS {types.get(name, 'text')})" for name in columns.split(", "))
        nothing = f"SELECT {', '.join(nulls)} WHERE 1 = 0"
        self.tables.append(f"{name} ({columns}) AS ({' UNION ALL '.join(statements) or nothing})")
        return name

    def select(self, sql: str, params: Iterable[str] = ()) -> None:
        self.selects.append(sql)
        self.select_params += params

    def run(self) -> dict[str, dict[str, "Counted"]]:
        """Return {facet: {value: Counted}}."""
        counted: dict[str, dict[str, Counted]] = {}
        with self.connection.cursor() as cursor:
            sql = f"WITH {', '.join(self.tables)} {' UNION ALL '.join(self.selects)}"
            cursor.execute(sql, [*self.table_params, *self.select_params])
            for facet, value, label, number in cursor.fetchall():
                if value:
                    found = counted.setdefault(facet, {}).setdefault(value, Counted(label, 0))
                    found.count += int(number)
        return counted


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

    def branches(self, single: bool | None = None) -> list[QuerySet]:
        """The pairs of every facet, or of those whose items have a single value each, or not."""
        return [
            branch
            for facet in self.facets
            if single is None or facet.single is single
            for branch in facet.pairs(self.items)
        ]

    def choices(self, statement: Statement, prefix: str) -> dict[str, str]:
        """Define a table of the items found by each facet in which something is chosen; return
        {facet: table}."""
        return {
            facet.field_name: statement.table(
                f"{prefix}{number}",
                "item",
                [facet.filter(self.items, list(values)).order_by().values_list("pk")],
            )
            for number, facet in enumerate(self.facets)
            if (values := self.chosen[facet.field_name])
        }


def _having(choices: dict[str, str], facet: str = "") -> tuple[str, list]:
    """SQL that holds for the rows whose item has what is chosen in every facet, but for the one
    that the column ``facet`` names."""
    sql, params = "", []
    for name, table in choices.items():
        matching = f"p.item IN (SELECT item FROM {table})"  # noqa: S608
        sql += f" AND ({facet} = %s OR {matching})" if facet else f" AND {matching}"
        params += [name] if facet else []
    return sql, params


def count(group: Group) -> dict[str, dict[str, Counted]]:
    """Return {facet: {value: Counted}}, and under `ALL` how many items are found; one statement."""
    statement = Statement(group.items)
    statement.table("everything", "item", [group.items.order_by().values_list("pk")])
    statement.table("several", PAIR, group.branches(single=False))
    statement.table("single", PAIR, group.branches(single=True))
    choices = group.choices(statement, "own")
    chosen, params = _having(choices, "p.facet")
    statement.select(TALLY.format(chosen=chosen), params)
    statement.select(TALLY_SINGLE.format(chosen=chosen), params)
    found, _none = _having(choices)
    statement.select(
        f"SELECT '{ALL}', '{ALL}', '', COUNT(*) FROM everything p WHERE 1 = 1{found}"  # noqa: S608
    )
    return statement.run()
