"""What a story's page adds to its text: how long it takes, its entries, its days, what came before
on the same series and what came after."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import slugify

from shows.knowledge.upcoming import Agenda, agenda
from shows.models.fact import relation_name
from shows.pages.loader import STORY_COLUMNS
from shows.pages.profile import FactSheet

from ..body import walk
from ..models import Article, ArticleKind

if TYPE_CHECKING:
    from shows.models import Series

#: How many words a minute are read of a text in French.
WORDS_A_MINUTE = 230
#: A change in the minutes after publication mends a slip, and is no news to readers.
SETTLING = datetime.timedelta(minutes=15)
#: “3. Ad Vitam, la fatigue”: the number and the words of an entry of a list.
ENTRY = re.compile(r"\s*(\d{1,3})\s*[.):–-]\s+(\S.*)", re.DOTALL)


def reading_minutes(article: Article) -> int:
    """Return how many minutes the text takes, one at least."""
    words = [*strip_tags(article.standfirst).split(), *walk.words(article.body)]
    return max(1, round(len(words) / WORDS_A_MINUTE))


def updated_at(article: Article) -> datetime.datetime | None:
    """Return when the story changed after it was out, or None."""
    first, last = article.first_published_at, article.last_published_at
    return last if first and last and last - first > SETTLING else None


@dataclass(frozen=True)
class Entry:
    """A heading that begins with a number: the entry of a list, in the order of its author."""

    number: str
    title: str

    @property
    def id(self) -> str:
        """The anchor of the heading on the page."""
        return f"{self.number}-{slugify(self.title)}"

    @classmethod
    def read(cls, heading: str) -> Entry | None:
        found = ENTRY.fullmatch(heading)
        return cls(*found.groups()) if found else None


def entries(article: Article) -> list[Entry]:
    """Return the entries of a list, which its page sums up; no other story has any."""
    if article.kind != ArticleKind.LIST:
        return []
    return list(filter(None, map(Entry.read, walk.headings(article.body))))


def days(article: Article, facts: FactSheet) -> Agenda:
    """Return the days of a calendar, from the releases that the story itself reports."""
    dated = [release for release in facts.releases if release.starts]
    if article.kind != ArticleKind.CALENDAR or not dated:
        return Agenda()
    first = min(release.starts.earliest for release in dated if release.starts)
    last = max(release.starts.earliest for release in dated if release.starts)
    return agenda(dated, len(dated), (last - first).days, today=first)


def not_in_the_text(article: Article, facts: FactSheet) -> FactSheet:
    """Return the facts that no block of the text shows, for the end of the page."""
    told = walk.fact_kinds(article.body)
    return FactSheet(fact for fact in facts if relation_name(type(fact)) not in told)


@dataclass(frozen=True)
class Sequel:
    """The stories about a series that came out just before one and just after; or None."""

    series: object
    before: Article | None
    after: Article | None


def sequel(article: Article, series: Series | None) -> Sequel | None:
    """Return what came before and after on ``series`` (a record or None); one query, or none."""
    if series is None:
        return None
    moment = article.first_published_at or timezone.now()
    others = Article.objects.public().about([series.pk]).exclude(pk=article.pk)
    older = others.filter(first_published_at__lte=moment).newest_first()[:1]
    newer = others.filter(first_published_at__gt=moment).order_by("first_published_at", "pk")[:1]
    found = Article.objects.filter(
        Q(pk__in=older.values("pk")) | Q(pk__in=newer.values("pk"))
    ).select_related("section")
    by_side = {
        story.first_published_at > moment: story
        for story in found.only(*STORY_COLUMNS, "section__slug")
    }
    return Sequel(series, by_side.get(False), by_side.get(True)) if by_side else None
