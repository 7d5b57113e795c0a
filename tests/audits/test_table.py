"""The table of page types is whole, and its pages are what it says."""

import pytest
from django.urls import resolve

from tests.magazine.test_leaks import public_names

from .pages import FOR_PROGRAMS, PAGES


def test_every_public_address_is_in_the_table():
    shown = {page.view for page in PAGES.values() if page.view}
    assert shown | FOR_PROGRAMS == public_names()
    assert not shown & FOR_PROGRAMS


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if page.view])
def test_an_address_of_the_table_is_of_the_view_it_says(name):
    page = PAGES[name]
    assert resolve(page.path.partition("?")[0]).view_name == page.view
