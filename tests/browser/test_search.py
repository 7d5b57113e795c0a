"""The search box: names while one types, by keyboard and by mouse, and a form without script."""

import json
import re
from contextlib import suppress

import pytest
from django.conf import settings
from playwright.sync_api import Error, expect

from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

BOX = ".search--masthead"
#: `make audits` installs it.
AXE = settings.BASE_DIR / "tests/audits/node_modules/axe-core/axe.min.js"


@pytest.fixture
def fichier():
    """Written in the index as they are saved: nothing else is to be done."""
    missions = factories.series("Missions", logline="Un équipage européen part vers Mars.")
    factories.series("Missing")
    factories.person("Hélène Viviès")
    factories.article("AMC achète Missions", live=True, about=[missions])


@pytest.fixture
def field(page, fichier):
    page.goto("/series/")
    return page.get_by_role("combobox", name=re.compile("Rechercher"))


def options(page):
    return page.get_by_role("option")


def test_names_come_while_one_types_and_arrows_choose(page, field):
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("miss")
    expect(options(page)).to_have_count(3)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator(f"{BOX} [role=status]")).to_have_text("3 suggestions, flèches pour choisir")
    expect(options(page).filter(has_text="Missions").first).to_contain_text("Série")

    # The field keeps the focus; what is pointed at is said by aria-activedescendant.
    field.press("ArrowDown")
    first = options(page).first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id"))
    expect(field).to_be_focused()
    field.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "false")
    field.press("ArrowUp")
    field.press("ArrowUp")  # back in the field
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowUp")  # the last one
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    page.wait_for_url("**/actualites/amc-achete-missions-*/")


def test_escape_closes_and_enter_searches(page, field):
    field.press_sequentially("miss")
    expect(options(page)).to_have_count(3)
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("miss")
    field.press("ArrowDown")  # opens again, on the first
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    field.press("Enter")
    page.wait_for_url("**/recherche/?q=miss")
    expect(page.locator("main mark").first).to_be_visible()
    expect(page.get_by_role("searchbox").or_(page.get_by_role("combobox"))).to_have_count(1)


def test_a_click_leads_there_and_leaving_closes(page, field):
    field.press_sequentially("viv")
    expect(options(page)).to_have_count(1)
    expect(page.locator(f"{BOX} [role=status]")).to_contain_text("1 suggestion,")
    field.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.focus()
    options(page).first.click()
    page.wait_for_url("**/personnes/helene-vivies-*/")


def test_an_answer_that_comes_late_is_not_shown(page, field):
    """The answer to the first letters is held back until that to the next ones is there."""
    held = []

    def answer(route):
        typed = route.request.url.partition("q=")[2]
        if typed == "mi":
            held.append(route)
            return
        body = json.dumps([typed, ["Missions"], ["Série"], ["/series/missions/"]])
        route.fulfill(body=body, content_type="application/x-suggestions+json")

    page.route("**/recherche/suggestions/*", answer)
    field.press_sequentially("mi")
    page.wait_for_timeout(400)
    assert len(held) == 1
    field.press_sequentially("ss")
    expect(options(page)).to_have_text([re.compile("Missions")])
    late = json.dumps(["mi", ["Trop tard"], ["Série"], ["/series/"]])
    with suppress(Error):  # the browser does not wait for it any more: what is hoped for
        held[0].fulfill(body=late, content_type="application/x-suggestions+json")
    page.wait_for_timeout(200)
    expect(options(page)).to_have_text([re.compile("Missions")])


LETTERS = """field => [..."missions"].forEach((_letter, place, all) => {
    field.value = all.slice(0, place + 1).join("");
    field.dispatchEvent(new Event("input", { bubbles: true }));
})"""


def test_letters_in_quick_succession_ask_once(page, field):
    asked = []
    page.on("request", lambda r: asked.append(r.url) if "suggestions" in r.url else None)
    field.focus()
    field.evaluate(LETTERS)
    expect(options(page)).to_have_count(2)
    assert [address.partition("q=")[2] for address in asked] == ["missions"]
    field.fill("")
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.fill("zzzzzz")
    expect(page.locator(f"{BOX} [role=status]")).to_have_text("Aucune suggestion")


def test_an_empty_box_stays_where_it_is(page, field):
    field.press("Enter")
    expect(field).to_be_focused()
    assert page.url.endswith("/series/")


def test_without_script_it_is_a_form(browser, live_server, fichier):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.fill(f"{BOX} [name=q]", "missions")
    page.press(f"{BOX} [name=q]", "Enter")
    page.wait_for_url("**/recherche/?q=missions")
    assert page.locator("main mark").count() >= 2
    context.close()


def test_axe_finds_nothing(page, field):
    if not AXE.exists():
        pytest.skip("axe-core is not there: make audits installs it, with npm")
    axe = AXE.read_text()
    for address in ("/recherche/", "/recherche/?q=missions", "/recherche/?q=misions"):
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            if "misions" not in address:
                page.get_by_role("combobox").press_sequentially("s")
                page.wait_for_timeout(600)
            page.evaluate(axe)
            found = page.evaluate("axe.run().then(r => r.violations)")
            assert not found, [(v["id"], [n["html"] for n in v["nodes"]]) for v in found]
