"""Whatever editors write, no page scrolls sideways, on the narrowest phone or a wide screen."""

import pytest

from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways_for_a_long_word(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    series = factories.series(WORD, genres=["Drame"])
    story = factories.article(
        f"{WORD} : la série que personne n’attendait plus revient, repart, hésite et s’arrête",
        slug="long",
        live=True,
        kind="list",
        about=[series],
        sponsor=WORD,
        bylines=[factories.author(f"{WORD} {n}") for n in range(12)],
        tags=[f"{WORD} {n}" for n in range(30)],
        body=[
            ("text", f"<p>{WORD}</p>"),
            ("heading", f"1. {WORD}"),
            ("quote", {"text": WORD, "attribution": WORD}),
            ("question", {"question": WORD, "speaker": WORD, "answer": f"<p>{WORD}</p>"}),
            ("spoiler", {"scope": WORD, "text": f"<p>{WORD}</p>"}),
            ("series_card", series.pk),
        ],
    )
    for n in range(3):
        factories.article(f"{WORD} {n}", live=True, about=[series])
    addresses = [story.get_absolute_url(), "/", "/actualites/", "/series/"]
    wide = [path for path in addresses if _scrolls(page, path)]
    assert wide == []


def _scrolls(page, path) -> bool:
    page.goto(path)
    return page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
