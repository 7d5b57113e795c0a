"""Whatever happens, what is stored is what the rules say: random histories of a magazine.

Each step is what an editor, a documentalist, the worker or the shell does; after the last one
everything is derived again and compared. ``HISTORIES=500`` plays more of them.
"""

import datetime
import os

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from articles.models import Article, Section, SeriesLink
from shows.merge.merging import merge
from shows.models import (
    AwardEdition,
    Casting,
    Company,
    Deal,
    Episode,
    Genre,
    Milestone,
    Nomination,
    Ownership,
    Person,
    Release,
    Season,
    Series,
)
from shows.projection.calendar import keep_up
from shows.projection.checking import check
from tests import factories as make

pytestmark = pytest.mark.django_db

START = datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC)
#: How many of each there are to choose from.
FEW = 3


class Magazine:
    """A small magazine, and what can happen to it. Numbers choose among what there is."""

    def __init__(self, clock):
        self.clock = clock
        self.section = make.section()
        for number in range(FEW):
            hidden = number == 2
            series = make.series(f"Série {number}", genres=["Drame"], waits_for_story=hidden)
            make.season(series, number=1)
            make.company(f"Chaîne {number}", waits_for_story=hidden)
            make.person(f"Personne {number}", waits_for_story=hidden)
            make.award_edition(f"Prix {number}", waits_for_story=hidden)

    def _one(self, model, number):
        rows = list(model._base_manager.order_by("pk"))
        return rows[number % len(rows)] if rows else None

    def _day(self, number):
        return (timezone.localdate() + datetime.timedelta(days=40 * (number % 40 - 25))).isoformat()

    def _facts(self, n):
        series, network = self._one(Series, n), self._one(Company, n // 3)
        window = ("original", "first")[n % 2]
        release = Release(platform=network, window=window, starts=self._day(n))
        kind = ("renewed", "cancelled", "ordered", "final_season", "ended", "filming")[n % 6]
        return {
            "deals": [make.deal([release], series=series, buyer=self._one(Company, n + 1))],
            "milestones": [
                make.milestone(kind, series=series, date=self._day(n), announced=self._day(n + 1))
            ],
            "castings": [make.casting(series=series, person=self._one(Person, n))],
            "nominations": [make.nomination(series=series, edition=self._one(AwardEdition, n))],
            "releases": [
                Release(series=series, platform=network, window=window, starts=self._day(n + 7))
            ],
        }

    def write(self, n):
        if self._one(Series, n) and self._one(Company, n):
            kinds = self._facts(n)
            some = {name: facts for i, (name, facts) in enumerate(kinds.items()) if n >> i & 1}
            make.article(live=n % 3 > 0, about=[self._one(Series, n)], real=n % 2 == 0, **some)

    def replace(self, n):
        """A story brings a fact up to date, or corrects it."""
        model = (Deal, Milestone, Release)[n % 3]
        fact = self._one(model, n)
        if fact is None or self._one(Company, n) is None:
            return
        new = {name: fact for name, (fact,) in self._facts(n).items()}
        names = {Deal: "deals", Milestone: "milestones", Release: "releases"}
        other = new[names[model]]
        other.replaces, other.correction = fact, n % 4 == 0
        make.article(live=n % 5 > 0, about=[], **{names[model]: [other]})

    def publish(self, n):
        """The draft of a story, which may have lost facts, goes out."""
        if story := self._one(Article, n):
            draft = story.latest_revision.as_object()
            if n % 3 == 0:
                draft.milestones = []
                draft.deals = []
            draft.save_revision().publish()

    def revert(self, n):
        """A former version goes out again."""
        if story := self._one(Article, n):
            story.revisions.order_by("pk").first().publish()

    def unpublish(self, n):
        if story := self._one(Article, n):
            story.unpublish()

    def delete_story(self, n):
        if story := self._one(Article, n):
            story.delete()

    def embargo(self, n):
        """A story is out, whatever forbade it, until a moment."""
        if story := self._one(Article, n):
            story.live = True
            story.first_published_at = story.first_published_at or timezone.now()
            story.embargo_until = timezone.now() + datetime.timedelta(days=n % 60 - 10)
            story.save()

    def catalogue(self, n):
        series, network = self._one(Series, n), self._one(Company, n)
        if series and network:
            fact = Release(
                series=series,
                platform=network,
                window="original",
                starts=self._day(n),
                **make.CITATION,
            )
            fact.save()

    def move_fact(self, n):
        """A fact turns out to be about another series."""
        if release := self._one(Release, n):
            release.series = self._one(Series, n + 1)
            release.certainty = ("confirmed", "rumoured", "denied")[n % 3]
            release.save()

    def delete_fact(self, n):
        if fact := self._one((Deal, Release, Milestone, Nomination, Casting)[n % 5], n):
            type(fact)._base_manager.filter(pk=fact.pk).delete()

    def wait(self, n):
        """A record waits for its story, or no longer does."""
        model = (Series, Company, Person)[n % 3]
        if record := self._one(model, n):
            record.waits_for_story = not record.waits_for_story
            record.save()

    def award_waits(self, n):
        if edition := self._one(AwardEdition, n):
            edition.award.waits_for_story = n % 2 == 0
            edition.award.save()

    def delete_record(self, n):
        if record := self._one((Series, Company, Person, Genre, AwardEdition)[n % 5], n):
            record.delete()

    def genres(self, n):
        if series := self._one(Series, n):
            series.genres = [make.genre(("Drame", "Policier", "Comédie")[n % 3])]
            series.kind = ("series", "miniseries")[n % 2]
            series.save()

    def seasons(self, n):
        if series := self._one(Series, n):
            season, _new = Season.objects.get_or_create(series=series, number=n % 4)
            Episode.objects.get_or_create(
                season=season, number=n % 7, defaults={"air_date": self._day(n)}
            )

    def ownership(self, n):
        owned, owner = self._one(Company, n), self._one(Company, n + 1)
        if owned and owner and owned != owner:
            made = Ownership.objects.filter(owned=owned, owner=owner).first()
            if made:
                made.until = "" if made.until else "2026"
                made.save()
            else:
                Ownership.objects.create(owned=owned, owner=owner)

    def company_kind(self, n):
        if company := self._one(Company, n):
            company.kind = ("channel", "group", "streaming_service")[n % 3]
            company.save()

    def link(self, n):
        """A link is added or deleted by itself."""
        story, series = self._one(Article, n), self._one(Series, n // 2)
        if story and series:
            link = SeriesLink.objects.filter(article=story, series=series).first()
            if link:
                link.delete()
            else:
                SeriesLink.objects.create(article=story, series=series)

    def section_goes(self, n):
        if n % 4 == 0:
            Section.objects.filter(pk=self.section.pk).delete()
            self.section = make.section(f"Rubrique {n}")

    def merge(self, n):
        model = (Series, Company, Person)[n % 3]
        stays, goes = self._one(model, n), self._one(model, n + 1)
        if stays and goes and stays != goes:
            merge(stays, goes)

    def time_passes(self, n):
        self.clock.shift(datetime.timedelta(days=(n * 7) % 400, hours=n % 24))
        keep_up()


STEPS = sorted(name for name in vars(Magazine) if not name.startswith("_"))
steps = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 500)), min_size=4, max_size=14)


class _Enough(Exception):
    """Ends an example, and takes back what it wrote."""


@settings(
    max_examples=int(os.environ.get("HISTORIES", "60")),
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # a history that fails is short enough to read
    suppress_health_check=list(HealthCheck),
)
@given(steps)
def test_what_is_stored_is_what_the_rules_say(steps):
    try:
        with transaction.atomic(), time_machine.travel(START, tick=False) as clock:
            magazine = Magazine(clock)
            for name, number in steps:
                note(f"{name}({number})")
                try:
                    with transaction.atomic():
                        getattr(magazine, name)(number)
                except ValidationError as refusal:  # something forbids it: a history goes on
                    note(str(refusal))
            assert list(check()) == []
            raise _Enough
    except _Enough:
        pass
