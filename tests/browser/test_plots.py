"""On a phone the years of a plot slide under the hand; its names stay, and so does the page."""

import pytest

from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def deals():
    """Deals of two networks over ten years, with names as long as they get."""
    for name in ("OCS", "Une chaîne au nom très long, et plus encore"):
        network = factories.company(name)
        for year in range(2010, 2020):
            factories.catalogue(factories.deal(buyer=network, announced=str(year)))


@pytest.mark.parametrize("path", ["/accords/", "/chaines/ocs/"])
def test_the_names_stay_when_the_years_slide(page, deals, path):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(path)
    page.locator(".plot summary").click()
    for drawing, name in ((".plot__frame", ".plot__name"), (".plot details", "th[scope=row]")):
        slides = page.locator(f"{drawing} .plot__scroll")
        room = slides.evaluate("element => element.scrollWidth - element.clientWidth")
        assert room > 50, drawing
        slides.evaluate("element => element.scrollLeft = 10000")
        assert slides.evaluate("element => element.scrollLeft") > 50
        for box in (found.bounding_box() for found in page.locator(f"{drawing} {name}").all()):
            assert 0 <= box["x"] < 60
            assert box["width"] > 10
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_names_and_years_are_drawn_to_one_scale(page, deals, width):
    page.set_viewport_size({"width": width, "height": 740})
    page.goto("/accords/")
    names, years = (
        page.locator(f"svg.plot__{part}").bounding_box()["height"] for part in ("names", "years")
    )
    assert names == pytest.approx(years, abs=1)
