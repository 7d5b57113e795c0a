"""What a page weighs, compressed, pictures left out: 150 KB at most, 30 of them script."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.fixture_magazine import publish_magazine

from .test_budgets import address

CSS = Path(finders.find("css/tokens.css"))
FONTS = Path(finders.find("fonts"))
#: Without the files for rare characters, which a browser asks for only where one stands.
MOST = 75 * 1024
FACE = re.compile(r"@font-face \{([^}]*)\}")


def faces() -> list[str]:
    return FACE.findall(CSS.read_text(encoding="utf-8"))


def test_the_fonts_of_a_page_of_french_weigh_little():
    asked = [face for face in faces() if "url(" in face and "unicode-range" not in face]
    files = [FONTS / re.search(r"fonts/([^\"]+)", face)[1] for face in asked]
    assert len(files) == 3
    assert sum(file.stat().st_size for file in files) <= MOST


def test_every_font_is_used_and_has_its_licence_beside():
    named = {Path(name).name for name in re.findall(r"fonts/([^\"]+woff2)", CSS.read_text("utf-8"))}
    assert named == {file.name for file in FONTS.glob("*.woff2")}
    assert len(list(FONTS.glob("LICENSE-*"))) == 2


def test_what_stands_in_for_a_font_is_as_wide_so_that_nothing_moves():
    ours, stand_ins = faces()[:6], faces()[6:]
    assert all("url(" in face and "font-display: swap" in face for face in ours)
    assert stand_ins
    for face in stand_ins:
        assert "local(" in face
        assert "url(" not in face
        for rule in ("size-adjust", "ascent-override", "descent-override", "line-gap-override"):
            assert rule in face
        family = re.search(r'font-family: "([^"]+)"', face)[1]
        assert CSS.read_text("utf-8").count(f'"{family}"') >= 2, "declared and in a list of fonts"


@pytest.mark.django_db
def test_the_two_fonts_above_the_fold_are_preloaded(client):
    body = client.get("/").content.decode()
    preloaded = re.findall(
        r'<link rel="preload" href="/static/fonts/([^".]+)[^>]*crossorigin>', body
    )
    assert preloaded == ["sofia-sans-extra-condensed-latin", "newsreader-latin"]


def compressed(name: str) -> int:
    return len(gzip.compress(Path(finders.find(name)).read_bytes(), 6))


@pytest.mark.django_db
def test_a_page_weighs_little(client):
    publish_magazine()
    fonts = sum(file.stat().st_size for file in FONTS.glob("*-latin.woff2"))
    for name in ("home", "articles:article", "shows:series_detail", "shows:series_list"):
        body = client.get(address(name)).content
        html = body.decode()
        styles = re.findall(r'<link rel="stylesheet" href="/static/([^"?]+)', html)
        scripts = re.findall(r'<script[^>]* src="/static/([^"?]+)', html)
        script = sum(map(compressed, scripts))
        assert styles
        assert script <= 30 * 1024, name
        page = len(gzip.compress(body, 6))
        assert page + sum(map(compressed, styles)) + script + fonts <= 150 * 1024, name
