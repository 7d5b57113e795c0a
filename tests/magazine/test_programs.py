"""What programs follow is what was asked: what is unknown is refused, and what moved leads on."""

import pytest

import magazine.urls  # noqa: F401  every feed is there
from articles.feeds.views import FeedMixin
from shows.listing.views import declared_lists
from shows.merge.merging import merge
from shows.models import Company
from tests import factories
from tests.fixture_magazine import publish_magazine, shared

from .test_budgets import address
from .test_leaks import public_names

pytestmark = pytest.mark.django_db

FEEDS = [view.url_name for view in declared_lists() if issubclass(view, FeedMixin)]
CALENDARS = [
    *("shows:agenda_calendar", "shows:series_calendar"),
    *("shows:person_calendar", "shows:company_calendar"),
]
PROGRAMS = [*FEEDS, *CALENDARS]
#: Something unknown, and what is said of it.
UNKNOWN = {
    "genre=zzz": "« zzz » n’est pas un genre.",
    "network=zzz": "« zzz » n’est pas une",
    "network=amc-0&network=zzz": "« zzz » n’est pas une",
    "genre[]=drame": "« genre[] » n’est pas un filtre ; écrivez « genre ».",
}


@pytest.fixture(scope="module")
def paths(django_db_setup, django_db_blocker):
    """{name: address} of every feed and calendar, in a magazine made once."""
    with shared(django_db_blocker):
        publish_magazine()
        yield {name: address(name) for name in PROGRAMS}


def said(response) -> str:
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ")


def test_every_feed_and_every_calendar_is_here():
    names = {name for name in public_names() if name.endswith(("feed", "_calendar"))}
    assert names - {"planning_calendar"} == set(PROGRAMS)


@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.parametrize("query", UNKNOWN)
def test_what_is_unknown_is_refused_with_a_sentence(client, paths, name, query):
    assert client.get(paths[name]).status_code == 200
    response = client.get(f"{paths[name]}?{query}")
    assert (response.status_code, response["Content-Type"]) == (404, "text/plain; charset=utf-8")
    sentence, where, *rest = said(response).split("\n")
    assert sentence.startswith(UNKNOWN[query])
    assert where.startswith("Choisissez ce que vous voulez suivre : http://testserver/")
    assert client.get(where.partition(" : ")[2]).status_code == 200
    assert rest == [""]


@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.parametrize("query", ["utm_source=x", "network=", "network=amc-0", "sort=zzz"])
def test_what_says_nothing_of_the_choice_is_passed_over(client, paths, name, query):
    assert client.get(f"{paths[name]}?{query}").status_code == 200


def test_a_period_that_is_none_is_refused_too(client, paths):
    response = client.get("/accords/flux.rss?from=2018-06&to=2017-01")
    assert response.status_code == 404
    assert "finit donc avant de commencer" in said(response)
    response = client.get("/accords/flux.rss?from=zzz")
    assert "« zzz » n’est pas un mois" in said(response)


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_was_renamed_or_merged_leads_on(client, paths, name):
    amc = Company.objects.get(slug="amc-0")
    double = factories.company("AMC bis", slug="amc-bis")
    merge(amc, double)
    amc.refresh_from_db()
    former, amc.slug = amc.slug, "amc-nouveau"
    amc.save()
    for slug in (former, "amc-bis"):
        response = client.get(f"{paths[name]}?network={slug}")
        assert response.status_code == 200
        assert response.content == client.get(f"{paths[name]}?network=amc-nouveau").content


@pytest.mark.parametrize("path", ["/series/", "/accords/", "/articles/", "/premieres/"])
def test_a_list_reads_former_values_too(client, paths, path):
    amc = Company.objects.get(slug="amc-0")
    amc.slug = "amc-nouveau"
    amc.save()
    filters = client.get(path, {"network": "amc-0"}).context["filters"]
    assert filters.notes == []
    assert list(filters.chosen["network"]) == ["amc-nouveau"]
    assert filters.canonical() == f"{path}?network=amc-nouveau"


def test_what_readers_do_not_see_is_unknown(client, paths):
    hidden = factories.company("Secrète", waits_for_story=True)
    assert client.get("/articles/flux.rss", {"network": hidden.slug}).status_code == 404
    hidden.waits_for_story = False
    hidden.save()
    hidden.slug = "autre"
    hidden.save()
    assert client.get("/articles/flux.rss", {"network": "secrete"}).status_code == 200
    hidden.waits_for_story = True
    hidden.save()
    assert client.get("/articles/flux.rss", {"network": "secrete"}).status_code == 404
