"""With scripts off every page says the same, and its forms answer."""

import pytest
from playwright.sync_api import expect

from .pages import PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


def test_a_list_is_filtered(visit):
    page = visit(PAGES["séries"], java_script_enabled=False)
    page.locator("#facette-genre summary").click()
    page.locator("#genre-science-fiction").check()
    page.get_by_role("button", name="Appliquer").click()
    page.wait_for_url("**/series/?*genre=science-fiction*")
    expect(page.locator(".chips")).to_contain_text("Science-fiction")
    expect(page.get_by_role("link", name="Missions").first).to_be_visible()


def test_a_search_answers(visit):
    page = visit(PAGES["une"], java_script_enabled=False)
    page.locator("#recherche-rapide").fill("missions")
    page.locator("#recherche-rapide").press("Enter")
    page.wait_for_url("**/recherche/?q=missions")
    expect(page.locator("main").get_by_role("link", name="Missions").first).to_be_visible()


def test_the_menu_of_phones_opens(visit):
    page = visit(
        PAGES["article"], java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page.get_by_role("button", name="Menu").click()
    page.locator("#menu").get_by_role("link", name="Critiques").click()
    page.wait_for_url("**/critiques/")


def test_what_is_revealed_opens(visit):
    page = visit(PAGES["article-long"], java_script_enabled=False)
    spoiler = page.get_by_text("Le vaisseau repart.")
    expect(spoiler).to_be_hidden()
    page.locator("details", has=spoiler).locator("summary").click()
    expect(spoiler).to_be_visible()
