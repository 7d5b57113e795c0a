"""What a page weighs on its way to a reader, and that nothing on it moves once it is shown."""

import gzip

import pytest

from .pages import PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

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


def weights(visit, page_type, **options) -> dict[str, int]:
    """{kind of file: bytes} of what Chromium asks for to show a page, compressed as in production;
    pictures left out."""
    found = {}

    def weigh(response):
        kind = response.request.resource_type
        if response.status == 200 and kind in ("document", "stylesheet", "script", "font", "fetch"):
            body = response.body()
            found[response.url] = (kind, len(body if kind == "font" else gzip.compress(body, 6)))

    page = visit(page_type, answered=weigh, **options)
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    total = {}
    for kind, size in found.values():
        total[kind] = total.get(kind, 0) + size
    return total


@pytest.mark.parametrize("name", ["article", "article-long", "une", "série", "séries"])
def test_a_page_weighs_150_kb_at_most_and_30_of_script(visit, name):
    found = weights(visit, PAGES[name])
    assert {"document", "stylesheet", "font"} <= set(found)
    assert sum(found.values()) <= 150 * KB, found
    assert found.get("script", 0) <= 30 * KB, found


def scroll_through(page) -> list[str]:
    """Read the page to its end; return what moved on it."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    for _screen in range(12):
        page.mouse.wheel(0, 800)
        page.wait_for_timeout(30)
    page.wait_for_timeout(200)
    return page.evaluate("shifts")


@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_moves_on_a_page(visit, page_type, width):
    """Nor the second time, should a busy machine have sent the fonts, or half the page, late."""
    page = visit(page_type, viewport={"width": width, "height": 800}, script=SHIFTS)
    if scroll_through(page):
        page.reload()
        assert scroll_through(page) == []
