"""Filtered lists: a FilterSet that forgives, counts, and writes clean addresses.

Nonsense in an address never fails a page: what is not understood is left out, and
`FacetedFilterSet.notes` says so in a sentence that names the value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.generic import ListView

from media.dependencies import depends_on

from ..typography import french
from .facets import ALL, Counted, Facet, Group, RangeEnd, count, quoted, readable
from .titles import Naming


@dataclass
class Choice:
    """A value of a facet, as a list shows it; ``address`` is the list's without or with it."""

    value: str
    label: str
    count: int
    selected: bool
    address: str


@dataclass
class Facets:
    """A facet with the choices that lead somewhere; one that is a range has its ``bounds``."""

    name: str
    label: str
    choices: list[Choice]
    bounds: Sequence[RangeEnd] = ()

    @property
    def selected(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.selected]


class FacetedFilterSet(django_filters.FilterSet):
    """A FilterSet of facets over a queryset that is already public.

    ``SORTS`` are {value of ``sort``: (label, function that returns the ordering)}; the first is
    the default.
    """

    SORTS: dict[str, tuple[str, Callable[[], Sequence[Any]]]] = {}

    @property
    def facet_filters(self) -> dict[str, Facet]:
        return {name: f for name, f in self.filters.items() if isinstance(f, Facet)}

    # What is asked

    @cached_property
    def asked(self) -> dict[str, list[str]]:
        """The values in the address, by facet, in the form in which they are kept. A former value
        is read as the present one."""
        return {
            name: list(dict.fromkeys(self._former[name].get(v, v) for v in values))
            for name, values in self._typed.items()
        }

    @cached_property
    def chosen(self) -> dict[str, dict[str, str]]:
        """{facet: {value: label}} of what was asked and exists. One query, or none; more for what
        exists no longer."""
        # In the order of the address, so that chips stay where they were put.
        return {
            name: {v: self._known[name][v] for v in values if v in self._known[name]}
            for name, values in self.asked.items()
        }

    @cached_property
    def _typed(self) -> dict[str, list[str]]:
        data = self.form.cleaned_data if self.form.is_valid() else {}
        return {
            name: list(dict.fromkeys(facet.canonical(readable(v)) for v in data.get(name) or []))
            for name, facet in self.facet_filters.items()
        }

    @cached_property
    def _known(self) -> dict[str, dict[str, str]]:
        """{facet: {value: label}} of what was asked and exists, in any order."""
        known = {name: f.known(self._typed[name]) for name, f in self.facet_filters.items()}
        lookups = [
            rows.order_by()
            for name, facet in self.facet_filters.items()
            if self._typed[name] and (rows := facet.labels(self._typed[name])) is not None
        ]
        if lookups:
            first, *others = lookups
            for name, value, label in first.union(*others, all=True) if others else first:
                known[name][value] = label
        return known

    @cached_property
    def _former(self) -> dict[str, dict[str, str]]:
        """{facet: {former value: value}} of what was asked under a name that it has no longer."""
        former: dict[str, dict[str, str]] = {}
        for name, facet in self.facet_filters.items():
            unknown = [value for value in self._typed[name] if value not in self._known[name]]
            moved = facet.moved(unknown) if unknown else {}
            self._known[name].update(moved.values())
            former[name] = {old: value for old, (value, _label) in moved.items()}
        return former

    @cached_property
    def order(self) -> str:
        asked = self.data.get("sort", "") if self.data else ""
        return asked if asked in self.SORTS else next(iter(self.SORTS), "")

    @property
    def notes(self) -> list[str]:
        """A sentence for each thing in the address that was not understood, and is left out."""
        notes = [facet.complaint(value) for facet, value in self._strange]
        notes += [f"{sentence}." for sentence in self._misspelt]
        asked = readable(self.data.get("sort", "") if self.data else "")
        if asked and self.SORTS and asked not in self.SORTS:
            label = self.SORTS[self.order][0]
            notes.append(f"L’ordre {quoted(asked)} n’existe pas : voici {label.lower()}.")
        return notes

    @property
    def wrong(self) -> list[str]:
        """Why what is asked is not what would be found, for a program, which reads no notes."""
        return [f"{facet.wrong(value)}." for facet, value in self._strange] + [
            f"{sentence}." for sentence in self._misspelt
        ]

    @cached_property
    def _strange(self) -> list[tuple[Facet, str]]:
        """(facet, value) of each value that is none."""
        return [
            (facet, value)
            for name, facet in self.facet_filters.items()
            for value in self.asked[name]
            if value not in self.chosen[name]
        ]

    @cached_property
    def _misspelt(self) -> list[str]:
        """What is said of each parameter that is nearly one of a filter."""
        parameters = {name for f in self.facet_filters.values() for name in f.parameters}
        stems = {name: re.split(r"[^a-z]", name)[0] for name in self.data or {}}
        return [
            f"{quoted(name)} n’est pas un filtre ; écrivez {quoted(stem)}"
            for name, stem in stems.items()
            if name != stem and stem in parameters
        ]

    # What is found

    def filter_queryset(self, queryset: QuerySet[Model]) -> QuerySet[Model]:
        return self._group().filter(queryset)

    def ordered(self) -> QuerySet[Model]:
        """The items found, in the order asked for."""
        return self.qs.order_by(*self.SORTS[self.order][1]())

    @cached_property
    def _counted(self) -> dict[str, dict[str, Counted]]:
        return self.count()

    def count(self) -> dict[str, dict[str, Counted]]:
        """The numbers behind every choice, and the total."""
        return count(self._group())

    def _group(self) -> Group:
        return Group(list(self.facet_filters.values()), self.queryset, self.chosen)

    @property
    def total(self) -> int:
        """How many items are found."""
        found = self._counted.get(ALL)
        return found[ALL].count if found else 0

    @cached_property
    def facets(self) -> list[Facets]:
        """The facets with their choices: counted under the other facets, those without an item
        left out unless they are chosen."""
        facets = []
        for name, facet in self.facet_filters.items():
            counted = facet.split(self._counted.get(name, {}))
            for value, label in self.chosen[name].items():
                counted.setdefault(value, Counted(label, 0))
            choices = [
                Choice(
                    value,
                    facet.label_of(value, found.label),
                    found.count,
                    value in self.chosen[name],
                    self.toggled(name, value),
                )
                for value, found in counted.items()
            ]
            bounds = facet.bounds(choices, self.asked[name])
            facets.append(Facets(name, facet.label, _sorted(choices, facet), bounds))
        return facets

    @property
    def chips(self) -> list[tuple[str, Choice]]:
        """(facet's label, choice) for each value chosen; its address leaves it out."""
        return [
            (self.filters[name].label, Choice(value, label, 0, True, self.toggled(name, value)))
            for name, values in self.chosen.items()
            for value, label in values.items()
        ]

    # Addresses

    @cached_property
    def path(self) -> str:
        """The list's address without what is chosen."""
        return self.request.path

    def address(
        self,
        chosen: Mapping[str, Collection[str]] | None = None,
        order: str | None = None,
        page: int = 1,
        path: str = "",
    ) -> str:
        """The list's address: nothing empty, nothing by default, always in the same order. With
        ``path``, that of another list with the same filters."""
        values: Mapping[str, Collection[str]] = self.chosen if chosen is None else chosen
        order = self.order if order is None else order
        pairs = [
            part
            for name, facet in self.facet_filters.items()
            for part in facet.parts(values.get(name, ()))
        ]
        if order != next(iter(self.SORTS), ""):
            pairs.append(("sort", order))
        if page > 1:
            pairs.append(("page", str(page)))
        path = path or self.path
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def toggled(self, name: str, value: str) -> str:
        """The address with a value added, or taken out if it is chosen."""
        values = list(self.chosen[name])
        values = [v for v in values if v != value] if value in values else [*values, value]
        return self.address({**self.chosen, name: values})

    def canonical(self, page: int = 1) -> str:
        """The one address of what is found, whatever the order of values and items."""
        chosen = {name: sorted(values) for name, values in self.chosen.items()}
        return self.address(chosen, order=next(iter(self.SORTS), ""), page=page)

    @property
    def clear_address(self) -> str:
        return self.address(chosen={})

    @property
    def query(self) -> str:
        """What is chosen, as in an address, without the order and the page."""
        return self.address(order=next(iter(self.SORTS), "")).partition("?")[2]

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """(label, address, whether it is the present one) of each order."""
        return [
            (label, self.address(order=value), value == self.order)
            for value, (label, _ordering) in self.SORTS.items()
        ]

    @property
    def kept_order(self) -> str:
        """The order that the form must carry; empty for the default one."""
        return "" if self.order == next(iter(self.SORTS), "") else self.order


def refusal(filters: FacetedFilterSet, page: str) -> HttpResponse | None:
    """Return the answer to a program that asks for what there is not, or None.

    A page leaves out what it does not understand and says so; a program would have its subscriber
    follow everything. ``page`` is the whole address at which the filters are chosen.
    """
    if not filters.wrong:
        return None
    where = f"Choisissez ce que vous voulez suivre : {page}"
    text = french("\n".join([*filters.wrong, where, ""]))
    return HttpResponse(text, status=404, content_type="text/plain; charset=utf-8")


def _sorted(choices: list[Choice], facet: Facet) -> list[Choice]:
    if facet.order == "count":
        return sorted(choices, key=lambda c: (-c.count, c.label))
    if facet.order == "newest":
        return sorted(choices, key=lambda c: c.value, reverse=True)
    if facet.order == "vocabulary":
        places = {value: place for place, value in enumerate(facet.values())}
        return sorted(choices, key=lambda c: places.get(c.value, len(places)))
    return sorted(choices, key=lambda c: c.label)


class CountedPaginator(Paginator):
    """A paginator that is told how many items there are."""

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.__dict__["count"] = count


#: The last page of a list that can be asked for: a database counts its way to each page.
MOST_PAGES = 100


def read_page(text: str, last: int) -> tuple[int, str]:
    """Return the page to show and a sentence, empty unless another one was asked for."""
    if not text:
        return 1, ""
    if not re.fullmatch(r"0*[1-9]\d{0,8}", text, re.ASCII):
        return 1, f"La page {quoted(text)} n’existe pas : voici la première."
    if last > MOST_PAGES and int(text) > MOST_PAGES:
        return MOST_PAGES, (
            f"La liste se lit jusqu’à la page {MOST_PAGES}, que voici : "
            "pour aller plus loin, précisez les filtres."
        )
    if int(text) > last:
        return last, f"La page {int(text)} n’existe pas : voici la dernière, la page {last}."
    return int(text), ""


@dataclass(frozen=True)
class Feed:
    """Where a list can be followed: its feeds stand below ``path``, with ``query``."""

    title: str
    path: str
    query: str = ""
    #: What is chosen, where the feed is of stories and the list of something else.
    words: str = ""
    label: str = ""
    #: Whether the head of the page tells of it; not where it is the feed of the whole site.
    in_head: bool = True


class FilteredListView(ListView):
    """A public list with facets, an order and pages, declared once: what is found and by which
    filters, what it is called, how it looks, how it is followed, what it may cost. Sitemap and
    budgets are made from these (`declared_lists`). Its template extends ``list.html``.
    """

    #: The name of its address: “shows:deal_list”.
    url_name: str
    #: The most queries that it makes, whatever the number of rows.
    queries = 14
    #: Whether the sitemap has it among the lists; each section, tag or author stands there itself.
    in_sitemap = True

    filterset_class: type[FacetedFilterSet]
    naming: Naming
    #: The head of the page; without a title, that of ``naming``.
    kicker = title = text = ""
    #: What stands in place of the items when there are none.
    empty = "Rien ne répond à ces filtres."
    paginate_by = 24

    def get_naming(self) -> Naming:
        """What it is called, where that is known only once the base is."""
        return self.naming

    def get_feed(self) -> Feed | None:
        """Where what is found can be followed."""
        return None

    def stories_feed(self) -> Feed | None:
        """The feed of the stories about what is chosen, for a list of something else."""
        query, words = self.filters.stories_query, self.filters.stories_words
        return Feed(f"Articles : {words}", "/articles/", query, words) if query else None

    def get_base(self) -> Any:
        """The public items before any filter."""
        model: Any = self.model
        return model.objects.public()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filters = self.filterset_class(self.request.GET, self.get_base(), request=self.request)
        self.filters = filters
        paginator = CountedPaginator(
            self.load(filters.ordered()), self.paginate_by, count=filters.total
        )
        number, note = read_page(self.request.GET.get("page", ""), paginator.num_pages)
        last = min(paginator.num_pages, MOST_PAGES)
        page = paginator.page(number)
        self.object_list = list(page.object_list)
        if names := tuple(self.moves_with()):
            depends_on(*names)
        return {
            "view": self,
            "filters": filters,
            "notes": [*filters.notes, *filter(None, [note])],
            "items": self.object_list,
            "pages": Pages(filters, number, last),
            "total": filters.total,
            "heading": self.get_naming().heading(filters, number, last),
            "page_title": self.title or self.get_naming().title,
            "feed": self.get_feed(),
            **self.extra_context_for(self.object_list),
            **kwargs,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def moves_with(self) -> Iterable[str]:
        """The names of what the list shows besides its rows (`shows.projection.signals`); of a list
        that says none, a kept page is good until anything changes."""
        return ()

    def load(self, queryset: Any) -> Any:
        """The items with what a card shows."""
        return queryset.for_list()

    def extra_context_for(self, items: Any) -> dict[str, Any]:
        return {}


@dataclass(frozen=True)
class Pages:
    """The pages of a list, with their addresses."""

    filters: FacetedFilterSet
    number: int
    last: int

    @property
    def previous(self) -> str:
        return self._address(self.number - 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        return self._address(self.number + 1) if self.number < self.last else ""

    @property
    def links(self) -> list[tuple[int | None, str]]:
        """(number, address) of the first, the last and those around; (None, "") for a gap."""
        near = {1, self.last, *range(self.number - 1, self.number + 2)}
        links: list[tuple[int | None, str]] = []
        before = 0
        for number in sorted(n for n in near if 1 <= n <= self.last):
            if number > before + 1:
                links.append((None, ""))
            links.append((number, self._address(number)))
            before = number
        return links

    def _address(self, number: int) -> str:
        return self.filters.address(page=number)


def declared_lists(view: type[FilteredListView] = FilteredListView) -> list[type[FilteredListView]]:
    """The lists that have an address, and the feeds of lists: each view names its own."""
    found = [view] if "url_name" in vars(view) else []
    for kind in view.__subclasses__():
        found += [declared for declared in declared_lists(kind) if declared not in found]
    return found
