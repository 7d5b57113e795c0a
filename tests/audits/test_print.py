"""On paper: the text and where its links lead, without what only a screen can do."""

import pytest

from .pages import PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


def test_paper_says_where_a_source_is_found(visit):
    page = visit(PAGES["article-long"])
    page.emulate_media(media="print")
    source = page.locator('main a[href="https://www.example.org/source"]').first
    after = source.evaluate("link => getComputedStyle(link, '::after').content")
    assert "https://www.example.org/source" in after


def test_paper_is_white_and_ink_is_black_in_the_dark_too(visit):
    page = visit(PAGES["article"], color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    colors = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    assert colors[0] in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert max(int(part) for part in colors[1].strip("rgba()").split(",")[:3]) < 80
