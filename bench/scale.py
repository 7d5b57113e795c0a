"""Fill an empty database with a magazine of many stories, to measure pages at scale.

    DATABASE_URL=sqlite:///var/scale.sqlite3 python -m bench.scale 100000

A hundred thousand stories come with 20,000 series, 200,000 persons, 2,000 companies, 50,000 deals
and 100,000 nominations, fewer in proportion. A few series have thousands of links and a few persons
hundreds of credits (a power law); some facts are replaced, some records wait, some stories are
drafts. The same number makes the same magazine. The rows are written in bulk, past the real
publication path: then the projection is derived, and the database counts its tables.
"""

import datetime
import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import django

BATCH = 2000
WORDS = [
    "saison",
    "chaîne",
    "plateforme",
    "tournage",
    "épisode",
    "scénario",
    "réalisation",
    "distribution",
    "audience",
    "intrigue",
    "personnage",
    "diffusion",
    "commande",
    "renouvellement",
    "festival",
    "jury",
    "accord",
    "droits",
    "territoire",
    "première",
]


class Scale:
    """The magazine in the making; ``stories`` is how many."""

    def __init__(self, stories: int) -> None:
        self.stories = stories
        self.dice = random.Random(1)  # noqa: S311  the same magazine every time
        self.former: dict[int, int] = {}  # the last release of each series that is written
        self.now = datetime.datetime.now(datetime.UTC).replace(minute=0, second=0, microsecond=0)

    def few(self, rows: list[Any]) -> Any:
        """One of ``rows``, the first ones far more often."""
        return rows[int(len(rows) * self.dice.random() ** 3)]

    def text(self, words: int) -> str:
        """A sentence of so many words."""
        return " ".join(self.dice.choice(WORDS) for _word in range(words)).capitalize() + "."

    def day(self, days: int = 4000) -> str:
        """A day of the last years, or of the next three months."""
        past = self.dice.randrange(-90, days)
        return (self.now - datetime.timedelta(days=past)).date().isoformat()

    def body(self, series: int) -> str:
        """The text of a story: paragraphs, a heading, the card of a series."""
        blocks = [("text", f"<p>{self.text(60)}</p><p>{self.text(50)}</p>")]
        blocks += [("heading", self.text(4)), ("text", f"<p>{self.text(70)}</p>")]
        if series % 3 == 0:
            blocks.append(("series_card", series))
        return json.dumps(
            [{"type": kind, "value": value, "id": f"{n}"} for n, (kind, value) in enumerate(blocks)]
        )

    # Rows, table after table

    def records(self) -> None:
        """Genres, sections, signatures, companies, persons, awards, series with what is theirs."""
        m, dice, n = models(), self.dice, self.stories
        self.genres = save(m.Genre(name=f"Genre {i}", slug=f"genre-{i}") for i in range(18))
        self.sections = save(
            m.Section(name=f"Rubrique {i}", slug=f"rubrique-{i}", order=i) for i in range(6)
        )
        self.authors = save(
            m.Author(name=f"Signature {i}", slug=f"signature-{i}") for i in range(20)
        )
        self.tags = save(m.Tag(name=f"sujet {i}", slug=f"sujet-{i}") for i in range(200))
        kinds = ["channel", "streaming_service", "production_company", "distributor"]
        self.companies = save(
            m.Company(name=f"Société {i}", slug=f"societe-{i}", kind=kinds[i % 4], country="FR")
            for i in range(max(40, n // 50))
        )
        save(
            m.Ownership(owned=owned, owner=self.companies[i // 10], since="2015")
            for i, owned in enumerate(self.companies)
            if i % 10 == 3
        )
        self.people = save(
            m.Person(name=f"Personne {i}", slug=f"personne-{i}", waits_for_story=i % 50 == 0)
            for i in range(n * 2)
        )
        awards = save(m.Award(name=f"Prix {i}", slug=f"prix-{i}") for i in range(30))
        self.editions = save(
            m.AwardEdition(award=award, year=year) for award in awards for year in range(2010, 2027)
        )
        self.series = save(
            m.Series(
                title=f"Série {i}",
                slug=f"serie-{i}",
                logline=self.text(12),
                kind="miniseries" if i % 7 == 0 else "series",
                waits_for_story=i % 40 == 0,
            )
            for i in range(max(50, n // 5))
        )
        countries = list(m.Country.objects.values_list("pk", flat=True)[:30])
        through = m.Series.genres.through
        save(
            through(series_id=s.pk, genre_id=g.pk)
            for s in self.series
            for g in dice.sample(self.genres, 2)
        )
        through = m.Series.countries.through
        save(through(series_id=s.pk, country_id=self.few(countries)) for s in self.series)
        save(
            m.Season(series=s, number=k, episode_count=8)
            for s in self.series
            for k in range(1, 1 + dice.randrange(1, 4))
        )
        roles = ["creator", "director", *["cast"] * 6]
        save(
            m.Credit(series=s, person=self.few(self.people), role=role, character=f"Rôle {k}")
            for s in self.series
            for k, role in enumerate(roles)
        )

    def texts(self) -> Iterator[int]:
        """Stories with their links, signatures, tags, sources and facts; yields how many are
        written."""
        m, dice = models(), self.dice
        done = 0
        while done < self.stories:
            numbers = range(done, min(done + BATCH, self.stories))
            about = {i: self.few(self.series) for i in numbers}
            made = save(self._story(i, about[i]) for i in numbers)
            save(
                m.SeriesLink(article=a, series=about[i], relation="about")
                for i, a in zip(numbers, made, strict=True)
            )
            save(
                m.PersonLink(article=a, person=self.few(self.people), relation="mentions")
                for a in made
            )
            through = m.Article.bylines.through
            save(through(article_id=a.pk, author_id=self.few(self.authors).pk) for a in made)
            save(m.ArticleTag(content_object=a, tag=self.few(self.tags)) for a in made)
            save(m.Source(article=a, outlet="Variety", url="https://variety.com/") for a in made)
            for i, a in zip(numbers, made, strict=True):
                self._facts(i, a, about[i])
            self._write_facts()
            done = numbers.stop
            dice.random()
            yield done

    def _story(self, number: int, series: Any) -> Any:
        moment = self.now - datetime.timedelta(minutes=31 * number)
        live = number % 50 != 1  # the others are drafts
        return models().Article(
            headline=f"Le titre de l’article {number} sur la série {series.pk}",
            slug=f"article-{number}",
            standfirst=self.text(25),
            section=self.few(self.sections),
            kind=self.dice.choice(["news", "news", "news", "review", "interview", "feature"]),
            body=self.body(series.pk),
            live=live,
            first_published_at=moment if live else None,
            last_published_at=moment if live else None,
        )

    def _facts(self, number: int, story: Any, series: Any) -> None:
        m, dice = models(), self.dice
        common = {"article": story, "series": series}
        facts = self.__dict__.setdefault("facts", {})
        if number % 2 == 0:
            deal = m.Deal(**common, buyer=self.few(self.companies), announced=self.day())
            facts.setdefault("deals", []).append(deal)
        if number % 3 == 0:
            release = m.Release(
                **common,
                platform=self.few(self.companies),
                window=dice.choice(["original", "first", "second"]),
                starts=self.day(),
                territories="FR",
            )
            if number % 20 == 0:
                release.replaces_id = self.former.get(series.pk)
            facts.setdefault("releases", []).append(release)
        if number % 4 == 0:
            kind = dice.choice(["ordered", "renewed", "filming", "cancelled", "ended"])
            row = m.Milestone(**common, kind=kind, announced=self.day(), date=self.day())
            facts.setdefault("milestones", []).append(row)
        row = m.Nomination(**common, edition=self.few(self.editions), category="Meilleure série")
        facts.setdefault("nominations", []).append(row)
        if number % 5 == 0:
            person = self.few(self.people)
            facts.setdefault("castings", []).append(m.Casting(**common, person=person))

    def _write_facts(self) -> None:
        m = models()
        facts, self.facts = self.facts, {}
        deals = save(facts.pop("deals", []))
        save(
            m.Release(deal=deal, platform=self.few(self.companies), starts=self.day())
            for deal in deals[::2]
        )
        for rows in facts.values():
            save(rows)
        self.former.update({row.series_id: row.pk for row in facts.get("releases", ())})


class _Models:
    """The models, once Django is set up."""

    def __init__(self) -> None:
        from taggit.models import Tag

        import articles.models
        import shows.models

        for module in (articles.models, shows.models):
            self.__dict__.update({name: getattr(module, name) for name in module.__all__})
        self.Tag = Tag
        self.ArticleTag = articles.models.article.ArticleTag
        self.Source = articles.models.sources.Source

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


_models: list[_Models] = []


def models() -> Any:
    """Return a namespace of all models."""
    if not _models:
        _models.append(_Models())
    return _models[0]


def save(rows: Iterable[Any]) -> list[Any]:
    """Write rows of one model, past the projection; return them with their keys."""
    rows = list(rows)
    if rows:
        type(rows[0])._base_manager.bulk_create(rows, BATCH)
    return rows


def fill(stories: int, tell: Callable[[str], None] = lambda line: None) -> None:
    """Write a magazine of so many stories into an empty database, and derive what is stored."""
    from django.db import connection, transaction

    from shows.projection.checking import check

    scale = Scale(stories)
    started = time.monotonic()
    with transaction.atomic():
        scale.records()
        tell(f"records: {time.monotonic() - started:.0f} s")
        for done in scale.texts():
            tell(f"{done} stories: {time.monotonic() - started:.0f} s")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for _difference in check(mend=True):
        pass
    tell(f"projection: {time.monotonic() - started:.0f} s")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def main() -> None:
    """Migrate, fill as many stories as the command line says, and write the search index."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "magazine.settings.development")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    fill(int(sys.argv[1]), lambda line: print(f"\r{line}", end="", flush=True))
    print()
    call_command("rebuild_search")


if __name__ == "__main__":
    main()
