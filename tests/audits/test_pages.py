"""Every type of page is opened once at each width and once without scripts, for all its audits.

They run in the order in which they stand here: first what happens while a page comes, last what
leaves another page behind.
"""

import gzip
import re
from difflib import unified_diff
from functools import cache, cached_property

import pytest
from playwright.sync_api import expect

from .conftest import Visits
from .html_checker import check
from .node import of_node
from .pages import PAGES, Page

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

WIDTHS = (1280, 360)
KB = 1024
#: Measures every shift of the layout from the start of the page, from a thousandth on: less is a
#: letter that a face which came late sets a hair's breadth elsewhere.
SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => {
  for (const shift of list.getEntries().filter(shift => shift.value >= 0.001))
    window.shifts.push(`${shift.value.toFixed(4)} ${(shift.sources || []).map(
      s => s.node && (s.node.className || s.node.nodeName))}`);
}).observe({type: "layout-shift", buffered: true});
"""
#: Returns what is wrong as sentences: the rule, where, and why.
RUN = """async () => {
  const {violations} = await axe.run(document, {resultTypes: ["violations"]});
  return violations.flatMap(rule => rule.nodes.map(
    node => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.split("\\n").pop().trim()}`
  ));
}"""
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
#: What a reader of paper cannot use.
FURNITURE = "nav, button, dialog, .skip, .share, .masthead form, .theme, .colophon__roll"


@pytest.fixture(scope="module", params=PAGES)
def name(request):
    """The name of each page of the table in turn."""
    return request.param


@pytest.fixture(scope="module")
def opened(browser, site, name):
    """The page, open for all its audits."""
    with Visits(browser, site) as visits:
        yield Opened(visits, PAGES[name])


class Opened:
    """A type of page in its windows, each opened when it is asked for."""

    def __init__(self, visits: Visits, page_type: Page):
        self.visits, self.page_type = visits, page_type
        self.weights = {}
        self.at = cache(self._at)

    def _at(self, width: int):
        """The page in a window of this width, for the first time."""
        return self.visits.visit(
            self.page_type,
            answered=self._weigh if width == WIDTHS[0] else None,
            script=SHIFTS,
            viewport={"width": width, "height": 800},
        )

    @cached_property
    def without_script(self):
        return self.visits.visit(self.page_type, java_script_enabled=False)

    def _weigh(self, response):
        """Note {address: (kind of file, bytes)}, compressed as in production; no pictures."""
        kind = response.request.resource_type
        if response.status == 200 and kind in ("document", "stylesheet", "script", "font", "fetch"):
            body = response.body()
            size = len(body if kind == "font" else gzip.compress(body, 6))
            self.weights[response.url] = (kind, size)


# While the page comes


def scroll_through(page) -> list[str]:
    """Read the page to its end; return what moved on it."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    for _screen in range(12):
        page.mouse.wheel(0, 800)
        page.wait_for_timeout(30)
    page.wait_for_timeout(200)
    return page.evaluate("shifts")


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_moves_on_a_page(opened, width):
    """A busy machine may send the fonts, or half the page, late: what moves does so three times."""
    page = opened.at(width)
    for _again in range(2):
        if not (moved := scroll_through(page)):
            return
        page.reload()
    assert scroll_through(page) == [], moved


def test_a_page_weighs_150_kb_at_most_and_30_of_script(opened, name):
    page = opened.at(WIDTHS[0])
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    total = {}
    for kind, size in opened.weights.values():
        total[kind] = total.get(kind, 0) + size
    assert {"document", "stylesheet", "font"} <= set(total) or opened.page_type.status != 200
    assert sum(total.values()) <= 150 * KB, total
    assert total.get("script", 0) <= 30 * KB, total


# The page as it is


def test_the_html_checker_finds_no_error(checker, fetch, name):
    wrong = [
        f"{message.get('lastLine')}: {message['message']} {message.get('extract', '').strip()}"
        for message in check(checker, fetch(PAGES[name]))
        if message["type"] != "info"
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_no_violation(opened, width):
    axe = of_node("axe-core/axe.min.js").read_text(encoding="utf-8")
    page = opened.at(width)
    page.evaluate(axe)
    found = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {sentence}" for sentence in page.evaluate(RUN)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", WIDTHS)
def test_tab_reaches_everything_in_order_and_shows_where_it_is(opened, width):
    page = opened.at(width)
    page.evaluate("scrollTo(0, 0)")
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


def test_a_page_shows_its_content_and_leads_on_without_scripts(opened):
    page = opened.without_script
    expect(page.locator("h1")).to_be_visible()
    assert len(page.locator("main").inner_text()) > 60
    assert page.locator("a:visible").count() > 8
    for form in page.locator("form:visible").all():
        ways = form.locator("button:not([type=button]), input[type=submit]")
        assert ways.count(), "only a script could send it"
    for picture in page.locator("img").all():
        assert re.match(r"/(uploads|static)/", picture.get_attribute("src"))


def test_a_page_prints_its_content_alone(opened):
    page = opened.at(WIDTHS[0])
    page.emulate_media(media="print")
    expect(page.locator("h1").first).to_be_visible()
    shown = [
        e.evaluate("e => e.outerHTML.slice(0, 80)")
        for e in page.locator(FURNITURE).all()
        if e.is_visible()
    ]
    assert shown == []
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide <= 0
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_no_script_of_a_page_failed(opened):
    for width in WIDTHS:
        opened.at(width)
    assert opened.visits.errors == []
