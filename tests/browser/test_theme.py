"""Light or dark: as the system says, or as the reader chose, from the first paint on."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

LIGHT, DARK = "rgb(245, 241, 232)", "rgb(18, 17, 16)"


@pytest.fixture
def reader(browser, live_server):
    """Open a reader's browser: ``reader(scheme, script)`` returns a page."""
    contexts = []

    def open_page(scheme, script=True):
        context = browser.new_context(
            base_url=live_server.url, color_scheme=scheme, java_script_enabled=script
        )
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def paper(page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def bar(page) -> list[str]:
    """The colour of the browser's bar: that of the metas whose media hold."""
    return page.evaluate(
        "[...document.querySelectorAll('meta[name=theme-color]')]"
        ".filter((m) => matchMedia(m.media).matches).map((m) => m.content)"
    )


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(("scheme", "colour"), [("light", LIGHT), ("dark", DARK)])
def test_the_system_rules_until_the_reader_chooses(reader, scheme, colour, script):
    page = reader(scheme, script)
    page.goto("/articles/")
    expect(page.locator("body")).to_have_css("background-color", colour)
    # The choice does nothing without its script, so it is not there.
    expect(page.locator(".theme")).to_be_visible(visible=script)


def test_a_choice_lasts_and_the_bar_follows(reader):
    page = reader("light")
    page.goto("/articles/")
    page.get_by_label("Sombre").check(force=True)
    assert paper(page) == DARK
    assert bar(page) == ["#121110"]
    # On the next page it is there before anything is painted: when the head ends.
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => window.early = document.documentElement"
        ".dataset.theme, { once: true, capture: true })"
    )
    page.goto("/series/")
    assert paper(page) == DARK
    assert page.evaluate("window.early") == "dark"
    expect(page.get_by_label("Sombre")).to_be_checked()
    page.get_by_label("Auto").check(force=True)
    assert paper(page) == LIGHT
    assert bar(page) == ["#f5f1e8"]
    page.reload()
    assert paper(page) == LIGHT
    expect(page.get_by_label("Auto")).to_be_checked()


def test_the_choice_can_be_made_with_the_keyboard(reader):
    page = reader("light")
    page.goto("/articles/")
    page.get_by_label("Auto").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Sombre")).to_be_checked()
    assert paper(page) == DARK


def test_the_menu_of_a_phone_needs_no_script(browser, live_server):
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 360, "height": 700},
        java_script_enabled=False,
    )
    page = context.new_page()
    page.goto("/articles/")
    link = page.locator("#menu").get_by_role("link", name="Séries")
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    link.click()
    assert page.url.endswith("/series/")
    context.close()
