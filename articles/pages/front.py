"""What the front page (la une) shows: what an editor composed, and what fills the rest.

A composition is a list of slots. What it leaves empty fills itself, by these rules:

- **lead**: absent, empty, or naming a story that is not out, it is the newest story;
- **story**: the same; under the lead, the newest complete the stories to whole rows of three, two
  rows at least;
- **section**: its newest stories that are not shown elsewhere, hence older ones of that section
  where the newest are; hidden when it has none;
- **series**: with its newest stories; hidden when readers may not see the series;
- **agenda**, **deals**: hidden when there is nothing to tell;
- **most read**: the stories read most in seven days, then the newest; the slot has another name
  when nobody read any of them;
- at the end, the newest stories that the page does not show yet;
- above all that, the **wire**, which no slot asks for: the newest headlines with their hours, and a
  line of what starts next, which leads down to the agenda of the page, if it has one;
- with no composition, or an empty one, the slots are `DEFAULT`.

**A story appears once.** First come the stories that an editor named, then sections and series
from top to bottom, then what completes the stories under the lead, then the most read (a ranking
passes over what stands above it), then the rest. The wire alone repeats: whatever an editor
composed, it tells who comes back what is new. The lead, right below it, is not in it.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from shows.knowledge.upcoming import (
    Premiere,
    agenda,
    next_releases,
    premieres,
    upcoming_releases,
)
from shows.models import Deal, Milestone, Release, Series
from shows.models.batch import by_key, fetch_batch
from shows.pages.loader import SeriesCountry, SeriesGenre, facts_from
from shows.pages.person import newest_deals

from ..models import Article, FrontPage, LinkRelation, Section, SeriesLink
from ..newsroom import audience

#: Stories under the lead, at the end of the page, and beside a series in focus.
GRID, REST, FOCUS = 6, 8, 2
#: Premieres in an agenda, dated and vague, and the releases that are read for them: a premiere
#: may be a release on several platforms.
PREMIERES, RELEASES = 8, 60
#: Of the wire: headlines; premieres, of so many days, and the releases that are read for them.
HEADLINES, COMING, COMING_DAYS, COMING_RELEASES = 4, 3, 60, 12


@dataclass
class Slot:
    """A slot of a composition, and what the page shows in it."""

    kind: str
    key: int | None = None  # of the story, the series or the section
    count: int = 0  # of stories, deals or days
    keys: list[int] = field(default_factory=list)  # of the stories shown
    shown: dict = field(default_factory=dict)  # what the template reads

    @classmethod
    def of(cls, kind: str, value: int | dict[str, int] | None) -> "Slot":
        """Read a slot from what the database holds of it."""
        if not isinstance(value, dict):
            return cls(kind, value, FOCUS if kind == "series" else 0)
        count = value.get("days") or value.get("count") or COUNTS[kind]
        return cls(kind, value.get("section"), count)


COUNTS = {"section": 4, "agenda": 14, "deals": 5, "most_read": 5}
DEFAULT = ("lead", "agenda", "deals", "most_read")


def usual_slots() -> list[tuple]:
    """What a new composition starts from in the form: the default, with the first two sections."""
    sections = Section.objects.public()[:2]
    lists = [("section", {"section": s.pk, "count": COUNTS["section"]}) for s in sections]
    return [
        ("lead", None),
        *lists,
        ("agenda", {"days": COUNTS["agenda"]}),
        ("deals", {"count": COUNTS["deals"]}),
        ("most_read", {"count": COUNTS["most_read"]}),
    ]


def front_page(front: FrontPage | None = None) -> dict:
    """Return the context of the front page; ``front`` is a row, an unsaved draft or None."""
    return Composition(front).fill()


class Composition:
    """The slots of a front page, filled in nine statements, whatever they are (ten with a safe
    picture; the front page itself and the menu included)."""

    def __init__(self, front: FrontPage | None) -> None:
        self.front = front
        self.slots = [
            Slot.of(s["type"], s["value"]) for s in (front.slots.raw_data if front else ())
        ]
        if not self.slots:
            self.slots = [Slot(kind, count=COUNTS.get(kind, 0)) for kind in DEFAULT]
        self.named = [slot.key for slot in self.of("lead", "story") if slot.key]

    def fill(self) -> dict:
        """Fill the slots and return the context of the page."""
        self.load_candidates()
        self.place()
        self.load()
        return self.context()

    def of(self, *kinds: str) -> list[Slot]:
        return [slot for slot in self.slots if slot.kind in kinds]

    def most(self, kind: str) -> int:
        return max((slot.count for slot in self.of(kind)), default=0)

    # What may be shown: keys only

    def load_candidates(self) -> None:
        """Two statements: the stories among which to choose, with the facts, and the most read."""
        rows = self.of("section", "series")
        placed = len(self.of("lead", "story")) + sum(slot.count for slot in rows) + GRID + 3
        ranked = sum(slot.count for slot in self.of("most_read"))
        public = Article.objects.public()
        free = public.exclude(pk__in=self.named).newest_first()
        pools: dict[Any, QuerySet[Any]] = {
            "named": public.filter(pk__in=self.named),
            "newest": _first(free, placed + ranked + REST),
        }
        for slot in rows:
            own = (
                free.filter(section=slot.key)
                if slot.kind == "section"
                else free.about([slot.key or 0])
            )
            pools[slot.kind, slot.key] = _first(own, placed)
        stories = {name: pool.only("pk", "first_published_at") for name, pool in pools.items()}
        found = fetch_batch(stories | self._facts())
        self.pools: dict[Any, list[int]] = {
            name: [s.pk for s in sorted(found[name], key=_age, reverse=True)] for name in stories
        }
        recent = sorted([*found["named"], *found["newest"]], key=_age, reverse=True)
        self.newest = [story.pk for story in recent]
        self.upcoming, self.deals, self.around = found["agenda"], found["deals"], found["around"]
        self.coming = found["coming"]
        self.most_read = audience.most_read(placed + ranked) if ranked else []

    def _facts(self) -> dict:
        """The querysets of the releases and deals to be shown: their keys."""
        days, deals = self.most("agenda"), self.most("deals")
        focus = [slot.key for slot in self.of("series") if slot.key]
        return {
            "agenda": _first(upcoming_releases(days), RELEASES if days else 0).only("pk", "deal"),
            "coming": _first(next_releases(COMING_DAYS), COMING_RELEASES).only("pk", "deal"),
            "deals": _first(newest_deals(), deals).only("pk"),
            "around": Release.objects.public().about(focus).only("pk", "deal"),
        }

    # Where: each story once

    def place(self) -> None:
        known, newest = self.pools["named"], self.pools["newest"]
        self.taken = set(known)
        for slot in self.of("section", "series"):
            slot.keys = self.take(self.pools[slot.kind, slot.key], slot.count)
        leads = [slot.key for slot in self.of("lead") if slot.key in known]
        self.stories = leads[:1] or self.take(newest, 1)
        for slot in self.of("lead", "story"):
            if slot.key in known and slot.key not in self.stories:
                self.stories.append(slot.key)
            elif slot.kind == "story":
                self.stories += self.take(newest, 1)
        under = max(0, len(self.stories) - 1)
        self.stories += self.take(newest, max(GRID - under, -under % 3))
        for slot in self.of("most_read"):
            slot.keys = self.take([*self.most_read, *newest], slot.count)
        self.rest = self.take(newest, REST)
        self.headlines = [key for key in self.newest if key not in self.stories[:1]][:HEADLINES]

    def take(self, keys: list[int], count: int) -> list[int]:
        """Return the first ``count`` of ``keys`` that are not shown yet, and take them."""
        taken = [key for key in dict.fromkeys(keys) if key not in self.taken][:count]
        self.taken.update(taken)
        return taken

    # With all that the page shows of it

    def load(self) -> None:
        """The stories' cards, and the facts with the records that they name."""
        shown = self.taken.union(self.headlines)
        self.cards = by_key(Article.objects.public().for_list().filter(pk__in=shown))
        focus = [slot.key for slot in self.of("series") if slot.key]
        releases = [*self.upcoming, *self.coming, *self.around]
        deals = {deal.pk for deal in self.deals} | {r.deal_id for r in releases if r.deal_id}
        about = LinkRelation.ABOUT
        found = facts_from(
            {
                Deal: Deal.objects.public().filter(pk__in=deals),
                Release: Release.objects.public().filter(pk__in={r.pk for r in releases}),
                Milestone: Milestone.objects.public().filter(series__in=focus),
            },
            {
                SeriesLink: SeriesLink.objects.filter(article__in=self.taken, relation=about),
                SeriesGenre: SeriesGenre.objects.filter(series__in=focus),
                SeriesCountry: SeriesCountry.objects.filter(series__in=focus),
            },
            series_keys=focus,
        )
        links = sorted(found.children[SeriesLink], key=lambda link: link.sort_order or 0)
        self.page = found.with_records((Series, link.series_id) for link in links)
        self.facts = self.page.sheet
        for story in self.cards.values():
            keys = [link.series_id for link in links if link.article_id == story.pk]
            story.about_series = self.page.found(Series, keys)

    def context(self) -> dict:
        """The lead, the stories under it, the rows in the editor's order, and the rest."""
        stories: list[Any] = self.stories_of(self.stories)
        lead, *stories = stories or [None]
        for slot in self.slots:
            slot.shown = getattr(self, f"_{slot.kind}", lambda slot: {})(slot)
        filled = [slot for slot in self.slots if slot.shown]
        rows = [
            {"kind": slot.kind, "id": f"{slot.kind}-{n}", **slot.shown}
            for n, slot in enumerate(filled, 1)
        ]
        return {
            "front": self.front,
            "headlines": self.stories_of(self.headlines),
            "coming": self._coming(),
            "agenda": next((row["id"] for row in rows if row["kind"] == "agenda"), ""),
            "lead": lead,
            "stories": stories,
            "rows": rows,
            "rest": self.stories_of(self.rest),
        }

    def stories_of(self, keys: list[int]) -> list[Article]:
        return [self.cards[key] for key in keys if key in self.cards]

    def _coming(self) -> list[Premiere]:
        """What starts next, of what has a day."""
        return premieres(self._among(self.coming))[:COMING]

    def _among(self, rows: list[Release]) -> list[Release]:
        """The releases of ``rows`` as the page loaded them."""
        wanted = {release.pk for release in rows}
        return [release for release in self.facts.releases if release.pk in wanted]

    def _section(self, slot: Slot) -> dict:
        section = self.page.records[Section].get(slot.key)
        stories = self.stories_of(slot.keys)
        return {"section": section, "stories": stories} if section and stories else {}

    def _series(self, slot: Slot) -> dict:
        series = self.page.records[Series].get(slot.key)
        if series is None:
            return {}
        record = self.page.series_record(series)
        today = timezone.localdate()
        coming = [r for r in record.facts.releases if r.starts and r.starts.latest >= today]
        return {"record": record, "coming": coming[:1], "stories": self.stories_of(slot.keys)}

    def _agenda(self, slot: Slot) -> dict:
        found = agenda(self._among(self.upcoming), PREMIERES, within=slot.count)
        return {"agenda": found} if found else {}

    def _deals(self, slot: Slot) -> dict:
        wanted = {deal.pk for deal in self.deals}
        deals = [deal for deal in self.facts.deals if deal.pk in wanted][: slot.count]
        return {"deals": deals} if deals else {}

    def _most_read(self, slot: Slot) -> dict:
        stories = self.stories_of(slot.keys)
        ranked = bool(set(self.most_read) & set(slot.keys))
        return {"stories": stories, "ranked": ranked} if stories else {}


def _first(rows: QuerySet[Any], count: int) -> QuerySet[Any]:
    """The first rows, in a form that can be united with others."""
    if not count:
        return rows.none()
    return rows.model.objects.filter(pk__in=rows.values("pk")[:count])


def _age(story: Article) -> tuple[datetime.datetime, int]:
    return story.first_published_at, story.pk
