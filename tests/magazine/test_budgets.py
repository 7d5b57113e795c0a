"""Every public address answers within its budget of queries, whatever the number of rows."""

from typing import NamedTuple

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import magazine.urls  # noqa: F401  every list is there
from articles.models import Article
from magazine.seo.social_images.cards import card_of
from shows.listing.views import declared_lists
from tests.fixture_magazine import publish_magazine, shared, tell

from .test_leaks import private_calendar, public_names

pytestmark = pytest.mark.django_db

#: Name of the address, most queries: one plain question for each table.
BUDGETS = {
    "home": 24,
    "articles:author_list": 3,
    "articles:article": 59,
    "articles:info_page": 3,
    "shows:series_detail": 50,
    "shows:series_deals": 33,
    "shows:country": 2,
    "shows:person": 23,
    "shows:company": 23,
    "shows:genre_list": 3,
    "shows:award_list": 4,
    "shows:award": 15,
    "shows:award_edition": 18,
    "shows:agenda": 11,
    "shows:agenda_period": 18,
    "shows:agenda_calendar": 10,
    "shows:series_calendar": 18,
    "shows:person_calendar": 18,
    "shows:company_calendar": 11,
    "cookies": 2,
    "credits": 3,
    "robots": 0,
    "search": 2,
    "search_suggestions": 0,
    "opensearch": 0,
    "humans": 0,
    "manifest": 0,
    "favicon": 0,
    "share_image": 1,
    "planning_calendar": 13,
    "sitemap_index": 20,
    "sitemap": 3,
    "sitemap_news": 1,
    # Lists and their feeds say it themselves.
    **{view.url_name: view.queries for view in declared_lists()},
}
FILTERED = [
    "/series/?network=shudder-0&genre=science-fiction&country=FR&status=airing&year=2017",
    "/series/?award=series-mania-0&sort=premiere",
    "/articles/?network=amc-0&genre=science-fiction&country=FR&status=airing&kind=news",
    "/articles/?section=actualites&year=2026&page=1",
    "/personnes/?role=cast&genre=science-fiction&country=FR&sort=name",
    "/chaines/?kind=channel&country=FR",
    "/societes/?kind=group&country=FR",
    "/accords/?network=amc-0&year=2017",
    "/accords/?network=amc-0&from=2017-01&to=2030-12&sort=oldest",
    "/accords/flux.rss?network=amc-0&from=2017-01&to=2030-12",
    "/agenda/2017/09/?network=shudder-0&genre=science-fiction&country=FR&window=first",
    "/premieres/?network=amc-0&genre=science-fiction&country=FR&year=2017",
    "/renouvellements/?network=amc-0&genre=science-fiction&decision=waiting&year=2017&sort=network",
    "/agenda/2017/06/?network=amc-0&genre=science-fiction&country=FR&window=original",
    "/agenda/agenda.ics?network=amc-0&genre=science-fiction&territory=FR",
]
#: Most bytes of SQL: of a page, and of a statement.
SQL, STATEMENT = 20_000, 4_000
#: What takes more, and how much, in thousands of bytes: the columns of fifty tables, and facets of
#: deals and releases, which are counted in one statement.
MORE_SQL = {
    "articles:article": 40,
    "shows:series_detail": 33,
    "shows:company": 21,
    "shows:agenda_period": 21,
    "shows:deal_list": 23,
    "/accords/?network=amc-0&from=2017-01&to=2030-12&sort=oldest": 28,
    "/agenda/2017/09/?network=shudder-0&genre=science-fiction&country=FR&window=first": 30,
    "/premieres/?network=amc-0&genre=science-fiction&country=FR&year=2017": 24,
    "/agenda/2017/06/?network=amc-0&genre=science-fiction&country=FR&window=original": 30,
}
LONGER = {
    "shows:agenda": 10,
    "shows:agenda_period": 10,
    "planning_calendar": 8,
    "shows:deal_list": 10,
    "shows:premiere_list": 7,
    "/series/?network=shudder-0&genre=science-fiction&country=FR&status=airing&year=2017": 5,
    "/articles/?section=actualites&year=2026&page=1": 5,
    "/accords/?network=amc-0&year=2017": 13,
    "/accords/?network=amc-0&from=2017-01&to=2030-12&sort=oldest": 13,
    "/agenda/2017/09/?network=shudder-0&genre=science-fiction&country=FR&window=first": 15,
    "/premieres/?network=amc-0&genre=science-fiction&country=FR&year=2017": 11,
    FILTERED[12]: 5,
    "/agenda/2017/06/?network=amc-0&genre=science-fiction&country=FR&window=original": 15,
}


def address(name) -> str:
    story = Article.objects.public().order_by("pk").first()
    if name == "articles:article":
        return story.get_absolute_url()
    if name == "articles:section":
        return story.section.get_absolute_url()
    if name == "planning_calendar":
        return private_calendar()
    if name == "share_image":
        return card_of(story).address
    records = {link.RECORD: link.record for link in story.links()}
    records["series"] = story.series_links.get(relation="about").series
    arguments = {
        "sitemap": ["articles"],
        "articles:tag": ["mars"],
        "articles:info_page": ["mentions-legales"],
        "articles:feed": ["rss"],
        "articles:section_feed": [story.section.slug, "rss"],
        "articles:tag_feed": ["mars", "atom"],
        "articles:author": ["camille-arnoux"],
        "articles:author_feed": ["camille-arnoux", "rss"],
        "articles:series_feed": [records["series"].slug, "json"],
        "articles:person_feed": [records["person"].slug, "rss"],
        "articles:company_feed": [records["company"].slug, "rss"],
        "articles:deal_feed": ["rss"],
        "shows:agenda_period": ["2017/s39"],
        "shows:series_calendar": [records["series"].slug],
        "shows:person_calendar": [records["person"].slug],
        "shows:company_calendar": [records["company"].slug],
        "shows:series_detail": [records["series"].slug],
        "shows:series_deals": [records["series"].slug],
        "shows:person": [records["person"].slug],
        "shows:company": [records["company"].slug],
        "shows:award": [records["edition"].award.slug],
        "shows:award_edition": [records["edition"].award.slug, 2017],
    }
    return reverse(name, args=arguments.get(name))


class Cost(NamedTuple):
    """What an address asks of the database: how often, how much text, the longest statement."""

    queries: int
    sql: int
    longest: int


def cost(client, path) -> Cost | str:
    """What an address costs, or what is wrong with it."""
    client.get(path)  # renditions are made once
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    if response.status_code != 200:
        return f"{path}: {response.status_code}"
    sizes = [len(query["sql"]) for query in captured]
    return Cost(len(sizes), sum(sizes), max(sizes, default=0))


@pytest.fixture(scope="module")
def counted(django_db_setup, django_db_blocker):
    """{name or filtered address: its cost with two stories, and with six}; the magazine is
    made, and grows, once for all."""
    client = Client(raise_request_exception=False)
    with shared(django_db_blocker):
        publish_magazine()
        paths = {name: address(name) for name in BUDGETS} | {path: path for path in FILTERED}
        few = {name: cost(client, path) for name, path in paths.items()}
        for n in range(2, 6):
            tell(n, live=True)
        yield {name: (few[name], cost(client, path)) for name, path in paths.items()}


def test_every_public_address_has_a_budget():
    assert set(BUDGETS) == public_names()


@pytest.mark.parametrize("name", BUDGETS)
def test_an_address_keeps_to_its_budget(counted, name):
    few, many = counted[name]
    # Two more where a chain of what replaced what has to be followed.
    assert abs(many.queries - few.queries) <= 2
    assert many.queries <= BUDGETS[name]


@pytest.mark.parametrize("path", FILTERED)
def test_a_filtered_list_keeps_to_the_budget_of_lists(counted, path):
    few, many = counted[path]
    assert few.queries == many.queries
    assert few.queries <= 25


@pytest.mark.parametrize("name", [*BUDGETS, *FILTERED])
def test_an_address_asks_plain_questions(counted, name):
    _few, many = counted[name]
    assert many.sql <= MORE_SQL.get(name, SQL / 1000) * 1000
    assert many.longest <= LONGER.get(name, STATEMENT / 1000) * 1000
