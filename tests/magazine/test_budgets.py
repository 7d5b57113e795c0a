"""Every public address answers within its budget of queries, whatever the number of rows."""

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

#: Name of the address, most queries.
BUDGETS = {
    # Composition, candidates, most read, four for the cards, two for facts and records, the menu.
    "home": 10,
    "articles:author_list": 3,
    "articles:article": 8,
    "articles:info_page": 4,
    "shows:series_detail": 10,
    "shows:series_deals": 10,
    "shows:country": 1,
    "shows:person": 10,
    "shows:company": 11,
    "shows:genre_list": 2,
    "shows:award_list": 6,
    "shows:award": 6,
    "shows:award_edition": 10,
    # Names of what is chosen, counts, ways to other periods, keys, facts, records, the menu.
    "shows:agenda": 7,
    "shows:agenda_period": 7,
    # Names, keys, facts, records, chains of what replaced what; before them the record.
    "shows:agenda_calendar": 5,
    "shows:series_calendar": 6,
    "shows:person_calendar": 6,
    "shows:company_calendar": 6,
    "cookies": 1,
    "credits": 2,
    "robots": 0,
    # With something to find: `test_search`.
    "search": 2,
    "search_suggestions": 0,
    "opensearch": 0,
    "humans": 0,
    "manifest": 0,
    "favicon": 0,
    "share_image": 1,
    "planning_calendar": 12,
    "sitemap_index": 20,
    "sitemap": 5,
    "sitemap_news": 1,
    # Lists and their feeds say it themselves.
    **{view.url_name: view.queries for view in declared_lists()},
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


def queries(client, path) -> int | str:
    """How many queries an address takes, or what is wrong with it."""
    client.get(path)  # renditions are made once
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    return len(captured) if response.status_code == 200 else f"{path}: {response.status_code}"


@pytest.fixture(scope="module")
def counted(django_db_setup, django_db_blocker):
    """{name or filtered address: its queries with two stories, and with six}; the magazine is
    made, and grows, once for all."""
    client = Client(raise_request_exception=False)
    with shared(django_db_blocker):
        publish_magazine()
        paths = {name: address(name) for name in BUDGETS} | {path: path for path in FILTERED}
        few = {name: queries(client, path) for name, path in paths.items()}
        for n in range(2, 6):
            tell(n, live=True)
        yield {name: (few[name], queries(client, path)) for name, path in paths.items()}


def test_every_public_address_has_a_budget():
    assert set(BUDGETS) == public_names()


@pytest.mark.parametrize("name", BUDGETS)
def test_an_address_keeps_to_its_budget(counted, name):
    few, many = counted[name]
    assert few == many
    assert few <= BUDGETS[name]


@pytest.mark.parametrize("path", FILTERED)
def test_a_filtered_list_keeps_to_the_budget_of_lists(counted, path):
    few, many = counted[path]
    assert few == many
    assert few <= 11
