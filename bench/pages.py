"""Time the public pages of the database in use: queries, and the best of three in milliseconds.

DATABASE_URL=sqlite:///var/scale.sqlite3 python -m bench.pages
"""

import os
import time
from collections.abc import Callable

import django

LISTS = [
    "/",
    "/articles/",
    "/articles/?page=2000",
    "/articles/?genre=genre-3&network=chaine-5",
    "/series/",
    "/series/?network=chaine-5",
    "/series/?genre=genre-3&status=airing",
    "/accords/",
    "/accords/?network=chaine-5",
    "/chaines/",
    "/societes/",
    "/genres/",
    "/personnes/",
    "/personnes/?role=director&genre=genre-3&sort=name",
    "/agenda/",
    "/premieres/",
    "/renouvellements/",
    "/renouvellements/?sort=network&genre=genre-3",
]


def addresses() -> list[str]:
    """Lists with and without filters, and one page of each kind of thing."""
    from articles.models import Article
    from shows.models import Company, Person, Series

    things = [
        Article.objects.public().newest_first().first(),
        Series.objects.public().order_by("pk").last(),
        Person.objects.public().first(),
        Company.objects.public().first(),
    ]
    return [*LISTS, *(thing.get_absolute_url() for thing in things if thing)]


def time_addresses(addresses: Callable[[], list[str]], best_of: int = 3) -> None:
    """Print the time and the queries of each address; ``addresses`` may ask the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "magazine.settings.development")
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["*"]
    settings.DEBUG = False
    client = Client()
    for address in addresses():
        times = []
        for _ in range(best_of):
            start = time.perf_counter()
            with CaptureQueriesContext(connection) as queries:
                response = client.get(address)
            times.append((time.perf_counter() - start) * 1000)
        print(f"{min(times):7.0f} ms {len(queries):3} queries  {response.status_code}  {address}")


if __name__ == "__main__":
    time_addresses(addresses)
