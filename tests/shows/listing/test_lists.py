"""Lists have clean addresses, pages and orders."""

import re

import pytest

from tests import factories
from tests.markup import markup

pytestmark = pytest.mark.django_db


@pytest.fixture
def many():
    """Fifty series, two pages and two rows; every other one French."""
    return [
        factories.series(f"Série {n:02}", ["Drame"], ["FR"] if n % 2 else ["US"]) for n in range(50)
    ]


def titles(response) -> list[str]:
    return [series.title for series in response.context["items"]]


def test_pages_follow_each_other_without_repetition(client, many):
    pages = [client.get(f"/series/?page={n}") for n in (1, 2, 3)]
    assert [len(titles(page)) for page in pages] == [24, 24, 2]
    assert len({title for page in pages for title in titles(page)}) == 50
    first, second, third = (markup(page) for page in pages)
    assert '<link rel="next" href="/series/?page=2">' in first
    assert 'rel="prev"' not in first
    assert '<link rel="prev" href="/series/">' in second  # page 1 has one address
    assert '<link rel="next" href="/series/?page=3">' in second
    assert 'rel="next"' not in third
    assert re.search(r'<a href="/series/\?page=2" aria-current="page"', second)


def test_filters_and_order_go_from_page_to_page(client, many):
    page = markup(client.get("/series/?country=fr&sort=title&genre=drame"))
    assert 'href="/series/?genre=drame&amp;country=FR&amp;sort=title&amp;page=2"' in page
    assert '<input type="hidden" name="sort" value="title">' in page


def test_the_form_sends_nothing_empty(client, many):
    page = markup(client.get("/series/?genre=drame"))
    (form,) = re.findall(r'<form class="filters__bar".*?</form>', page, re.S)
    names = re.findall(r'<input[^>]* name="([^"]+)" value="([^"]*)"', form)
    assert all(value for _name, value in names)
    assert "<select" not in form
    assert 'name="sort"' not in form  # the default order is not said
    assert re.search(r'name="genre" value="drame" checked', form)
    assert 'action="/series/"' in form


def test_an_order_is_a_link(client, many):
    titled = client.get("/series/?sort=title")
    assert titles(titled) == sorted(titles(titled))
    page = markup(titled)
    assert '<a href="/series/?sort=title" aria-current="true">Par titre</a>' in page
    assert '<a href="/series/">Les plus récentes</a>' in page


def test_the_newest_original_release_comes_first(client):
    ocs = factories.company("OCS")
    for title, start in (("Ancienne", "2001"), ("Récente", "2020")):
        made = factories.series(title)
        factories.catalogue(
            factories.release(series=made, platform=ocs, window="original", starts=start)
        )
    factories.series("Sans date")
    assert titles(client.get("/series/")) == ["Récente", "Ancienne", "Sans date"]


def test_safe_pictures_cost_no_query_each(client, django_assert_max_num_queries):
    safe = factories.picture()
    for n in range(4):
        factories.article(
            f"Fin {n}", live=True, lead_picture=factories.picture(), safe_picture=safe
        )
    client.get("/articles/")  # makes the renditions
    with django_assert_max_num_queries(12):
        client.get("/articles/")


def test_a_reserved_word_is_no_section():
    from django.core.exceptions import ValidationError

    from articles.models import Section

    for slug in ("articles", "series", "prix", "robots"):
        with pytest.raises(ValidationError, match=slug):
            Section(name=slug, slug=slug).full_clean()
