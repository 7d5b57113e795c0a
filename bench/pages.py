"""What the public pages of the database in use cost, nothing kept: milliseconds of CPU (of the
application, and of PostgreSQL's process beside it), queries, bytes of SQL, the longest statement,
and the page compressed. The best of five.

    DATABASE_URL=sqlite:///var/scale.sqlite3 python -m bench.pages
"""

import gzip
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

LISTS = [
    "/",
    "/articles/",
    "/articles/?page=20",
    "/articles/?genre=genre-3&network=societe-4",
    "/rubrique-0/",
    "/series/",
    "/series/?network=societe-4",
    "/series/?genre=genre-3&status=airing",
    "/accords/",
    "/accords/?network=societe-4",
    "/chaines/",
    "/societes/",
    "/genres/",
    "/personnes/",
    "/personnes/?role=director&genre=genre-3&sort=name",
    "/agenda/",
    "/agenda/agenda.ics",
    "/premieres/",
    "/renouvellements/",
    "/renouvellements/?sort=network&genre=genre-3",
    "/recherche/?q=serie+12",
    "/articles/flux.rss",
    "/sitemap.xml",
]
TICK = os.sysconf("SC_CLK_TCK")


def addresses() -> list[str]:
    """Lists with and without filters, and one page of each kind of thing."""
    from articles.models import Article
    from shows.models import Company, Person, Series

    things: list[Any] = [
        Article.objects.public().newest_first().first(),
        Series.objects.public().order_by("pk").first(),
        Person.objects.public().order_by("pk").first(),
        Company.objects.public().order_by("pk").first(),
    ]
    return [*LISTS, *(thing.get_absolute_url() for thing in things if thing)]


def of_database(connection: Any) -> Callable[[], float]:
    """Return a function that tells the seconds of CPU that the connection's process has taken:
    nothing for SQLite, which works in ours."""
    if connection.vendor != "postgresql":
        return lambda: 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    return lambda: sum(map(int, stat.read_text().rsplit(")", 1)[1].split()[11:13])) / TICK


def time_addresses(addresses: Callable[[], list[str]], times: int = 5) -> None:
    """Print what each address costs; ``addresses`` may ask the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "magazine.settings.development")
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["*"]
    settings.DEBUG = False
    client = Client()
    connection.ensure_connection()
    beside = of_database(connection)
    print("| page | ms | ms of the database | queries | KB of SQL | longest | KB compressed |")
    print("|---|---|---|---|---|---|---|")
    for address in addresses():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        sizes = [len(query["sql"]) for query in queries.captured_queries]
        own: list[float] = []
        before = beside()
        for _ in range(times):
            start = time.process_time()
            client.get(address)
            own.append((time.process_time() - start) * 1000)
        other = (beside() - before) * 1000 / times
        content = gzip.compress(response.content) if not response.streaming else b""
        print(
            f"| {address} | {min(own):.0f} | {other:.0f} | {len(sizes)} | {sum(sizes) / 1000:.0f}"
            f" | {max(sizes, default=0) / 1000:.1f} | {len(content) / 1000:.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    time_addresses(addresses)
