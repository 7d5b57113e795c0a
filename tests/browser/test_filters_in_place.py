"""A list filters in place: the page stays, the address follows, the way back is right."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def catalogue():
    """Thirty series in two genres and two countries: more than a page."""
    for n in range(30):
        genre, country = (("Drame", "FR"), ("Comédie", "US"))[n % 2]
        factories.series(f"Série {n:02}", genres=[genre], countries=[country])


@pytest.fixture
def documents(page):
    """The whole pages that the browser asks for."""
    asked = []
    page.on("request", lambda r: asked.append(r.url) if r.resource_type == "document" else None)
    return asked


@pytest.fixture
def complaints(page):
    """What the browser says of the Content-Security-Policy."""
    said = []
    page.on("console", lambda m: said.append(m.text) if "Security Policy" in m.text else None)
    return said


def total(page, text):
    expect(page.locator(".filters__total")).to_have_text(text)


def test_ticking_applies_at_once_and_keeps_panel_focus_and_place(
    page, catalogue, documents, complaints
):
    page.goto("/series/")
    total(page, "30 séries")
    page.locator("#facette-genre summary").click()
    page.locator("#genre-drame").check()
    total(page, "15 séries")
    expect(page).to_have_url(re.compile(r"/series/\?genre=drame$"))
    expect(page.locator("#facette-genre")).to_have_attribute("open", "")
    expect(page.locator("#genre-drame")).to_be_focused()
    # Said to those who do not see the number change.
    expect(page.locator("body > p[role=status]")).to_have_text("15 séries")
    page.locator("#genre-comedie").check()
    total(page, "30 séries")
    expect(page).to_have_url(re.compile(r"\?genre=comedie&genre=drame$"))
    page.keyboard.press("Escape")
    expect(page.locator(".facet[open]")).to_have_count(0)
    expect(page.locator("#facette-genre summary")).to_be_focused()
    assert len(documents) == 1
    assert complaints == []


def test_chips_orders_and_pages_are_in_place_too_and_focus_is_on_the_list(
    page, catalogue, documents
):
    page.goto("/series/?genre=drame&sort=title")
    total(page, "15 séries")
    page.locator(".chip").click()
    total(page, "30 séries")
    expect(page).to_have_url(re.compile(r"/series/\?sort=title$"))
    expect(page.locator("#liste")).to_be_focused()
    page.get_by_role("link", name="Suivante").click()
    expect(page).to_have_url(re.compile(r"\?sort=title&page=2$"))
    expect(page.locator(".card")).to_have_count(6)
    page.get_by_role("link", name="Les plus récentes").click()
    expect(page.locator(".filters__orders [aria-current]")).to_have_text("Les plus récentes")
    assert len(documents) == 1


def test_the_way_back_leads_through_what_was_chosen(page, catalogue):
    page.goto("/")
    page.goto("/series/")
    page.locator("#facette-genre summary").click()
    page.locator("#genre-drame").check()
    total(page, "15 séries")
    page.locator("#facette-genre summary").click()
    page.locator("#facette-country summary").click()
    page.locator("#country-FR").check()
    expect(page.locator(".chip")).to_have_count(2)
    page.go_back()
    expect(page.locator(".chip")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?genre=drame$"))
    page.go_back()
    total(page, "30 séries")
    page.go_forward()
    total(page, "15 séries")
    # A card is an ordinary link, and the list is there again after it.
    page.locator(".card__title a").first.click()
    expect(page.locator("h1")).to_contain_text("Série")
    page.go_back()
    total(page, "15 séries")
    # Sent to a friend, the address shows the same.
    address = page.url
    page.goto("/")
    page.goto(address)
    total(page, "15 séries")


#: What the head of the page says of the list: (its kind, its address or its words).
HEAD = """() => [...document.head.querySelectorAll(
    "title, link[rel=canonical], link[rel=prev], link[rel=next], link[rel=alternate],"
    + "meta[name=description], meta[property], script[type='application/ld+json']"
)].map((e) => [
    e.rel || e.name || e.getAttribute("property") || e.localName,
    e.getAttribute("href") || e.content || e.textContent,
]).sort()"""


def test_the_head_says_what_is_shown_through_filters_pages_and_the_way_back(
    page, catalogue, documents, complaints
):
    def same_as_the_whole_page() -> dict:
        """Hold the head against that of the whole page at this address; return what it says."""
        fresh = page.context.new_page()
        fresh.goto(page.url)
        whole = fresh.evaluate(HEAD)
        fresh.close()
        assert page.evaluate(HEAD) == whole
        return dict(map(tuple, whole))

    page.goto("/series/?sort=title")
    assert same_as_the_whole_page()["next"] == "/series/?sort=title&page=2"
    page.get_by_role("link", name="Suivante").click()
    expect(page).to_have_title("Séries – page\N{NO-BREAK SPACE}2 – Générique")
    said = same_as_the_whole_page()
    assert said["prev"] == "/series/?sort=title"
    assert "next" not in said
    page.locator("#facette-genre summary").click()
    page.locator("#genre-drame").check()
    expect(page).to_have_title("Séries\N{NO-BREAK SPACE}: drame – Générique")
    assert same_as_the_whole_page()["canonical"].endswith("/series/?genre=drame")
    page.go_back()
    expect(page).to_have_title("Séries – page\N{NO-BREAK SPACE}2 – Générique")
    assert same_as_the_whole_page()["canonical"].endswith("/series/?page=2")
    page.go_forward()
    expect(page).to_have_title("Séries\N{NO-BREAK SPACE}: drame – Générique")
    assert "prev" not in same_as_the_whole_page()
    assert len(documents) == 1
    assert complaints == []


WIDTHS = pytest.mark.parametrize("width", [360, 768, 1280])
#: How much of the list that is changed is covered by something else: the first title, at its place.
COVERED = """() => {
  const title = document.querySelector(".card__title a");
  title.scrollIntoView({block: "center"});
  const { left, top, height } = title.getBoundingClientRect();
  return !title.closest(".card").contains(document.elementFromPoint(left + 4, top + height / 2));
}"""


def unfold(page):
    """Open what holds the facets, where they are folded."""
    toggle = page.locator(".filters__toggle")
    if toggle.is_visible():
        toggle.click()


@WIDTHS
def test_what_is_open_hides_nothing_of_the_list_that_it_changes(page, catalogue, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/series/")
    unfold(page)
    page.locator("#facette-genre summary").click()
    page.locator("#genre-drame").check()
    total(page, "15 séries")
    expect(page.locator("#genre-drame")).to_be_visible()
    assert not page.evaluate(COVERED)
    panel = page.locator("#facette-genre .facet__panel").bounding_box()
    line = page.locator(".filters__line").bounding_box()
    assert panel["y"] + panel["height"] <= line["y"]
    # Every choice can be scrolled to: none is beside the window.
    wide = page.locator("#facette-genre .facet__panel").evaluate(
        "e => e.scrollWidth - e.clientWidth"
    )
    assert wide <= 0


@pytest.mark.parametrize("width", [360, 768])
def test_in_a_narrow_window_facets_are_folded_and_a_button_with_the_count_leads_to_the_list(
    page, catalogue, documents, width
):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/series/?country=FR")
    toggle, show = page.locator(".filters__toggle"), page.locator(".filters__show")
    expect(toggle).to_contain_text("Filtrer (1")
    expect(page.locator("#facette-genre")).to_be_hidden()
    toggle.click()
    page.locator("#facette-genre summary").click()
    expect(show).to_have_text("Voir les 15 séries")
    page.locator("#genre-drame").check()
    expect(toggle).to_contain_text("Filtrer (2")
    expect(show).to_have_text("Voir les 15 séries")
    expect(show).to_be_in_viewport()
    expect(page.get_by_role("button", name="Appliquer")).to_be_hidden()
    show.click()
    expect(page.locator("#facette-genre")).to_be_hidden()
    expect(page.locator(".filters__total")).to_be_in_viewport()
    expect(page.locator(".card").first).to_be_in_viewport()
    expect(page.locator("#liste")).to_be_focused()
    assert len(documents) == 1


@WIDTHS
def test_without_script_the_facets_are_a_form_in_every_window(
    browser, live_server, catalogue, width
):
    context = browser.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        viewport={"width": width, "height": 800},
    )
    page = context.new_page()
    page.goto("/series/")
    unfold(page)
    page.locator("#facette-country summary").click()
    page.locator("#country-FR").check()
    expect(page.locator(".filters__show")).to_be_hidden()
    page.get_by_role("button", name="Appliquer").click()
    total(page, "15 séries")
    assert page.url.endswith("/series/?country=FR")
    context.close()


def test_without_script_the_form_does_it(browser, live_server, catalogue):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/series/")
    page.locator("#facette-genre summary").click()
    page.locator("#genre-drame").check()
    page.get_by_role("button", name="Appliquer").locator("visible=true").click()
    total(page, "15 séries")
    assert page.url.endswith("/series/?genre=drame")
    page.locator(".chip").click()
    total(page, "30 séries")
    context.close()


@pytest.fixture
def deals():
    for month in ("mars 2017", "août 2017", "juin 2018"):
        series = factories.series(month)
        factories.catalogue(factories.deal(series=series, announced=month))


def test_a_period_is_chosen_in_place_and_its_address_says_no_open_end(page, deals, documents):
    page.goto("/accords/")
    total(page, "3 accords")
    page.locator("#facette-period summary").click()
    page.locator("#period-from").focus()
    page.get_by_label("De", exact=True).select_option("août 2017 (1)")
    total(page, "2 accords")
    expect(page).to_have_url(re.compile(r"/accords/\?from=2017-08$"))
    expect(page.locator("#period-from")).to_be_focused()
    page.get_by_label("À", exact=True).select_option("août 2017 (1)")
    total(page, "1 accord")
    expect(page).to_have_url(re.compile(r"/accords/\?from=2017-08&to=2017-08$"))
    expect(page.locator(".chip")).to_contain_text("août 2017")
    assert len(documents) == 1


def test_a_period_is_chosen_without_script(browser, live_server, deals):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/accords/")
    page.locator("#facette-period summary").click()
    page.get_by_label("À", exact=True).select_option("août 2017 (1)")
    page.get_by_role("button", name="Appliquer").locator("visible=true").click()
    total(page, "2 accords")
    expect(page.locator(".chip")).to_contain_text("jusqu’en août 2017")
    page.locator(".chip").click()
    total(page, "3 accords")
    context.close()


def test_when_the_network_fails_in_place_the_page_is_asked_for(page, catalogue):
    page.goto("/series/")
    page.route("**/series/?genre=*", lambda route: _only_documents(route))
    page.locator("#facette-genre summary").click()
    page.locator("#genre-drame").click()
    total(page, "15 séries")
    assert page.url.endswith("?genre=drame")


def _only_documents(route):
    if route.request.resource_type == "document":
        route.continue_()
    else:
        route.abort()
