"""What the keyboard does on a page, beyond reaching everything (`test_pages`)."""

import re

import pytest
from playwright.sync_api import expect

from .pages import PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


def test_the_first_stop_leads_past_the_menu(visit):
    page = visit(PAGES["article"])
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    expect(link).to_have_text("Aller au contenu")
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_id("contenu")
    page.keyboard.press("Tab")
    inside = page.evaluate("document.activeElement.closest('main') !== null")
    assert inside


def focus(page, locator):
    """Press Tab until the keyboard is there."""
    for _stop in range(200):
        page.keyboard.press("Tab")
        if locator.evaluate("element => element === document.activeElement"):
            return
    pytest.fail("Tab does not reach it")


def test_the_menu_of_phones_opens_and_closes(visit):
    page = visit(PAGES["article"], viewport={"width": 360, "height": 740})
    button = page.get_by_role("button", name="Menu")
    section = page.locator("#menu").get_by_role("link", name="Critiques")
    expect(section).to_be_hidden()
    focus(page, button)
    page.keyboard.press("Enter")
    expect(section).to_be_visible()
    page.keyboard.press("Escape")
    expect(section).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    focus(page, section)
    page.keyboard.press("Enter")
    page.wait_for_url("**/critiques/")


def test_a_filter_is_chosen_and_taken_away(visit):
    page = visit(PAGES["séries"])
    genre = page.locator("#genre-science-fiction")
    focus(page, page.locator("#facette-genre summary"))
    page.keyboard.press("Enter")
    focus(page, genre)
    page.keyboard.press("Space")
    page.wait_for_url("**/series/?*genre=science-fiction*")
    chip = page.locator(".chips").get_by_role("link", name=re.compile("Science-fiction"))
    expect(chip).to_be_visible()
    focus(page, chip)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "genre=" not in address)


def test_what_is_folded_opens(visit):
    page = visit(PAGES["article-long"])
    fold = page.locator("main details").first
    focus(page, fold.locator("summary"))
    page.keyboard.press("Enter")
    expect(fold).to_have_attribute("open", "")
