"""A list is read to its hundredth page; further on, one is told to choose."""

import pytest

from shows.listing import views
from shows.listing.views import MOST_PAGES, read_page
from tests import factories

BEYOND = (
    "La liste se lit jusqu’à la page 2, que voici : pour aller plus loin, précisez les filtres."
)


def test_a_page_far_away_leads_to_the_last_that_is_read():
    number, note = read_page("4000", last=4200)
    assert number == MOST_PAGES
    assert note.endswith("précisez les filtres.")


def test_the_last_page_that_is_read_comes_without_a_word():
    assert read_page(str(MOST_PAGES), last=4200) == (MOST_PAGES, "")


def test_in_a_shorter_list_the_last_page_is_its_own():
    assert read_page("4000", last=3) == (
        3,
        "La page 4000 n’existe pas : voici la dernière, la page 3.",
    )


@pytest.mark.django_db
def test_a_long_list_links_to_no_page_beyond(client, monkeypatch):
    monkeypatch.setattr(views, "MOST_PAGES", 2)
    monkeypatch.setattr(views.FilteredListView, "paginate_by", 1)
    for name in ("Missions", "Ad Vitam", "Fargo", "Lost"):
        factories.series(name)
    page = client.get("/series/?page=3")
    assert BEYOND in page.context["notes"]
    assert page.context["pages"].last == page.context["pages"].number == 2
    assert b"page=3" not in page.content
