"""Fill an empty database with a magazine of many stories, to measure pages at scale.

    DATABASE_URL=sqlite:///var/scale.sqlite3 python -m bench.scale 100000

The rows are written in bulk, past the real publication path: they are for measuring only.
"""

import os
import random
import sys
from datetime import UTC, datetime, timedelta

import django

NETWORKS = 150
STORIES_PER_SERIES = 20


def fill(stories: int) -> dict[str, int]:
    """Write ``stories`` stories with their series, links and facts; return the counts."""
    from django.db import transaction

    from articles.models import Article, Section, SeriesLink
    from shows.models import (
        Company,
        Country,
        Credit,
        Deal,
        Genre,
        Milestone,
        Person,
        Release,
        Season,
        Series,
    )

    dice = random.Random(1)  # noqa: S311  the same magazine every time
    now = datetime.now(UTC)
    with transaction.atomic():
        genres = [Genre(name=f"Genre {n}", slug=f"genre-{n}") for n in range(18)]
        Genre.objects.bulk_create(genres)
        sections = [Section(name=f"Rubrique {n}", slug=f"rubrique-{n}") for n in range(6)]
        Section.objects.bulk_create(sections)
        networks = Company.objects.bulk_create(
            Company(name=f"Chaîne {n}", slug=f"chaine-{n}", kind="channel", country="FR")
            for n in range(NETWORKS)
        )
        series = Series.objects.bulk_create(
            Series(title=f"Série {n}", slug=f"serie-{n}", logline="Une série parmi d’autres.")
            for n in range(max(50, stories // STORIES_PER_SERIES))
        )
        people = Person.objects.bulk_create(
            (Person(name=f"Personne {n}", slug=f"personne-{n}") for n in range(len(series))), 5000
        )
        countries = list(Country.objects.values_list("pk", flat=True)[:30])
        Series.genres.through.objects.bulk_create(
            (
                Series.genres.through(series_id=s.pk, genre_id=g.pk)
                for s in series
                for g in dice.sample(genres, 2)
            ),
            5000,
        )
        Series.countries.through.objects.bulk_create(
            Series.countries.through(series_id=s.pk, country_id=dice.choice(countries))
            for s in series
        )
        Season.objects.bulk_create(
            (Season(series=s, number=n, episode_count=8) for s in series for n in (1, 2, 3)), 5000
        )
        Credit.objects.bulk_create(
            (
                Credit(series=s, person=dice.choice(people), role=role, character=f"Rôle {n}")
                for s in series
                for n, role in enumerate(["creator", "director", *["cast"] * 8])
            ),
            5000,
        )
        articles = []
        for n in range(stories):
            moment = now - timedelta(minutes=31 * n)
            articles.append(
                Article(
                    headline=f"Le titre de l’article {n} sur une série",
                    slug=f"article-{n}",
                    standfirst="Le chapô de l’article, en une phrase ou deux.",
                    section=dice.choice(sections),
                    kind=dice.choice(["news", "review", "interview"]),
                    live=True,
                    first_published_at=moment,
                    last_published_at=moment,
                )
            )
        Article.objects.bulk_create(articles, 2000)
        links, facts = [], {Release: [], Deal: [], Milestone: []}
        for n, article in enumerate(articles):
            about = dice.choice(series)
            links.append(SeriesLink(article=article, series=about, relation="about"))
            if n % 3 == 0:
                other = dice.choice(series)
                if other != about:
                    links.append(SeriesLink(article=article, series=other, relation="mentions"))
            start = (now - timedelta(days=dice.randrange(4000))).date().isoformat()
            common = {"article": article, "series": about}
            if n % 4 == 0:
                window = "original" if n % 8 == 0 else "first"
                facts[Release].append(
                    Release(**common, platform=dice.choice(networks), window=window, starts=start)
                )
            if n % 7 == 0:
                facts[Deal].append(Deal(**common, buyer=dice.choice(networks), announced=start))
            if n % 5 == 0:
                kind = dice.choice(["ordered", "renewed", "filming", "cancelled", "ended"])
                facts[Milestone].append(Milestone(**common, kind=kind, announced=start, date=start))
        SeriesLink.objects.bulk_create(links, 5000)
        for model, rows in facts.items():
            model.objects.bulk_create(rows, 2000)
    return {
        model._meta.label: model.objects.count()
        for model in (Article, Series, SeriesLink, Release, Deal, Milestone, Credit)
    }


def main() -> None:
    """Migrate, fill as many stories as the command line says, and count them for the planner."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "magazine.settings.development")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    for label, count in fill(int(sys.argv[1])).items():
        print(f"{label}: {count}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main()
