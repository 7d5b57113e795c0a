"""The keyboard alone reaches everything, in the order of the page, and shows where it is."""

import re
from difflib import unified_diff

import pytest
from playwright.sync_api import expect

from .pages import PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

#: Gathers in ``window.wanted`` what Tab has to reach, in the order of the page, and in
#: ``window.reached`` what it reaches and whether one sees it there.
WATCH = """() => {
  const name = e => `${e.tagName.toLowerCase()}#${e.id} ${e.getAttribute("href") || ""}`
    + ` ${(e.getAttribute("aria-label") || e.textContent || e.name || "").trim().slice(0, 40)}`;
  const all = document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex]");
  // Of the buttons of a group, Tab reaches one: the chosen, or else the first; arrows do the rest.
  const spokesman = e => {
    if (e.type !== "radio") return true;
    const group = [...all].filter(
      o => o.type === "radio" && o.name === e.name && o.form === e.form);
    return e === (group.find(o => o.checked) || group[0]);
  };
  window.wanted = [...all].filter(
    e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true})
      && spokesman(e)).map(name);
  window.reached = [];
  const looks = [], outside = [];
  const look = e => {
    const parts = [e, e.nextElementSibling];
    for (let o = e.parentElement, n = 0; o && n < 4; o = o.parentElement, n++) parts.push(o);
    return parts.filter(Boolean).map(o => getComputedStyle(o)).map(
      s => [s.outlineStyle, s.outlineWidth, s.boxShadow, s.borderColor, s.backgroundColor].join()
    ).join(";");
  };
  addEventListener("focusin", event => {
    const e = event.target, box = e.getBoundingClientRect();
    window.reached.push(name(e));
    looks.push([e, look(e)]);
    const there = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth;
    if (!there) outside.push("outside of the window: " + name(e));
  });
  // Once the keyboard is gone, what it was on looks otherwise, or its label, or what it stands in.
  window.unseen = async () => {
    document.activeElement.blur();
    await new Promise(done => setTimeout(done, 100));
    const same = looks.filter(([e, focused]) => look(e) === focused);
    return [...outside, ...same.map(([e]) => "no sign of the keyboard on it: " + name(e))];
  };
}"""


@pytest.mark.parametrize("width", [1280, 360])
def test_tab_reaches_everything_in_order_and_shows_where_it_is(visit, page_type, width):
    page = visit(page_type, viewport={"width": width, "height": 900})
    page.evaluate(WATCH)
    wanted = page.evaluate("wanted")
    assert len(wanted) > 3
    for _stop in wanted:
        page.keyboard.press("Tab")
    reached = page.evaluate("reached")
    assert reached == wanted, "\n".join(unified_diff(wanted, reached, lineterm="", n=0))
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("reached.at(-1)") == wanted[-2], "nothing holds the keyboard"
    unseen = page.evaluate("unseen()")
    assert not unseen, "\n".join(unseen)


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
