"""What stands in the planning, and for whom it is asked.

A source is a function that takes a `Scope` and yields entries of its kinds, from one query or
none of its own, bounded by the scope's days. To add a kind, add a `Kind` and yield it from a
source, in `sources`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Revision

from articles.models import Article, Assignment
from shows.models.batch import fetch_batch
from shows.models.querysets import live_story
from shows.partial_dates import PartialDate

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise
    from wagtail.models.revisions import RevisionQuerySet

    from articles.models.querysets import ArticleQuerySet
    from articles.permissions import StoryPolicy

#: The most rows that one source reads; the page says so when it does.
LIMIT = 400


@dataclass(frozen=True)
class Kind:
    """A kind of entry: its name in addresses, its label and its icon."""

    key: str
    label: StrOrPromise  # translated when it is shown
    icon: str


@dataclass(frozen=True)
class Entry:
    """Something that happens on a day, at a time, or vaguely.

    ``when`` is a moment, a day or a PartialDate; ``until`` the last day of what lasts several.
    ``key`` tells it from others of its kind, for good.
    """

    kind: Kind
    key: int
    title: str
    when: Any
    until: datetime.date | None = None
    detail: str = ""
    url: str = ""
    is_late: bool = False
    is_tentative: bool = False

    @property
    def uid(self) -> str:
        """Stable: an agenda app knows the entry again when its day has changed."""
        return f"{self.kind.key}-{self.key}"

    @property
    def is_vague(self) -> bool:
        return isinstance(self.when, PartialDate)

    @property
    def moment(self) -> datetime.datetime | None:
        """The time of day, in Paris, or None for what has none."""
        return timezone.localtime(self.when) if isinstance(self.when, datetime.datetime) else None

    @property
    def day(self) -> datetime.date:
        """The first day it can mean."""
        if self.is_vague:
            return self.when.earliest
        return self.moment.date() if self.moment else self.when

    @property
    def last_day(self) -> datetime.date:
        """The last day it can mean, or on which it lasts."""
        return self.when.latest if self.is_vague else self.until or self.day

    @property
    def order(self) -> tuple:
        """By day; what has no time of day before what has one."""
        midnight = datetime.time()
        return (self.day, self.moment.time() if self.moment else midnight, self.uid)


def dated(date: PartialDate) -> dict:
    """Return the ``when`` and ``until`` of an entry: a day, the days of an interval, or vague."""
    if date.is_exact:
        return {"when": date.earliest}
    first, _slash, last = date.edtf.partition("/")
    if last and PartialDate(first).is_exact and PartialDate(last).is_exact:
        return {"when": date.earliest, "until": date.latest}
    return {"when": date}


@dataclass
class Scope:
    """Who asks for the entries of which days, and about what."""

    user: object
    first: datetime.date
    last: datetime.date
    kinds: frozenset[str] = frozenset()  # empty: all
    section: int | None = None
    person: int | None = None
    #: Models that had more rows than a source may read.
    cut: list = field(default_factory=list)
    #: The rows that the sources asked for.
    loaded: dict = field(default_factory=dict)

    @property
    def is_narrowed(self) -> bool:
        """Whether only what belongs to some stories is asked for."""
        return bool(self.section or self.person)

    @property
    def policy(self) -> StoryPolicy:
        return Article.snippet_viewset.permission_policy

    @cached_property
    def readable(self) -> ArticleQuerySet:
        """The stories whose drafts the user may read, of the section that is asked for."""
        rows = self.policy.instances_user_has_any_permission_for(self.user, ("read",))
        return rows.filter(section=self.section) if self.section else rows

    @cached_property
    def stories(self) -> ArticleQuerySet:
        """Those that belong to the person who is asked for, or are assigned to them."""
        if not self.person:
            return self.readable
        assigned = Assignment.objects.filter(user=self.person).values("article")
        return self.readable.filter(Q(owner=self.person) | Q(pk__in=assigned))

    @cached_property
    def pending(self) -> ArticleQuerySet:
        """Stories that the user may read and readers may not."""
        return self.stories.exclude(live_story(""))

    def days(self, name: str) -> Q:
        """A day, in the column ``name``, is asked for."""
        return Q(**{f"{name}__range": (self.first, self.last)})

    def moments(self, name: str) -> Q:
        """A moment, in the column ``name``, falls on the days that are asked for."""
        midnight = datetime.time()
        start = timezone.make_aware(datetime.datetime.combine(self.first, midnight))
        end = datetime.datetime.combine(self.last + datetime.timedelta(days=1), midnight)
        return Q(**{f"{name}__gte": start, f"{name}__lt": timezone.make_aware(end)})

    def meeting(self, name: str) -> Q:
        """A partial date can fall on the days that are asked for."""
        return Q(**{f"{name}_earliest__lte": self.last, f"{name}_latest__gte": self.first})

    def covers(self, when: PartialDate | None) -> bool:
        return when is not None and when.earliest <= self.last and when.latest >= self.first

    def rows(self, queryset: QuerySet[Any]) -> list:
        """The rows of a source, no more than it may read."""
        found = list(queryset[: LIMIT + 1])
        if len(found) > LIMIT:
            self.cut.append(queryset.model)
        return found[:LIMIT]

    def limited(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The same rows, no more than a source may read, for `Source.rows`."""
        return queryset.model._default_manager.filter(pk__in=queryset.values("pk")[:LIMIT])

    @property
    def schedules(self) -> dict:
        """{model: {key: the moment a version is to go out}}."""
        found: dict = {}
        for revision in self.loaded[Revision]:
            model = ContentType.objects.get_for_id(revision.content_type_id).model_class()
            found.setdefault(model, {})[int(revision.object_id)] = revision.approved_go_live_at
        return found

    def scheduled(self) -> RevisionQuerySet:
        """The versions that are to go out on these days: a queryset."""
        return Revision.objects.filter(self.moments("approved_go_live_at"))


@dataclass(frozen=True)
class Source:
    """``entries`` yields what stands in the planning. ``rows`` are querysets that it finds in
    `Scope.loaded`: those of all the sources are read in one statement (`shows.models.batch`)."""

    kinds: tuple[Kind, ...]
    entries: Callable[[Scope], Iterator[Entry]]
    rows: Callable[[Scope], dict]


SOURCES: list[Source] = []


def source(*kinds: Kind, rows: Callable[[Scope], dict] = lambda scope: {}) -> Callable[..., Any]:
    """Register a function that yields entries of ``kinds``, in the order they are listed in."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        SOURCES.append(Source(kinds, function, rows))
        return function

    return register


def all_kinds() -> list[Kind]:
    """Return the kinds that can be asked for, in the order of their sources."""
    return [kind for found in SOURCES for kind in found.kinds]


def gather(scope: Scope) -> list[Entry]:
    """Return what the user may see of what is asked for, in order."""
    wanted = {kind for kind in all_kinds() if not scope.kinds or kind.key in scope.kinds}
    asked = [found for found in SOURCES if wanted.intersection(found.kinds)]
    querysets: dict = {}
    for found in asked:
        querysets |= found.rows(scope)
    scope.loaded = fetch_batch(querysets)
    entries = [entry for found in asked for entry in found.entries(scope) if entry.kind in wanted]
    return sorted(
        (e for e in entries if e.day <= scope.last and e.last_day >= scope.first),
        key=lambda entry: entry.order,
    )
