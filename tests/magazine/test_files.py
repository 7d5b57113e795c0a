"""The files that programs ask for by name."""

import json
from io import BytesIO

import pytest
from django.conf import settings
from PIL import Image

pytestmark = pytest.mark.django_db


def test_robots_are_led_to_the_sitemaps_and_kept_from_the_newsroom(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_humans_are_told_who_makes_it(client):
    response = client.get("/humans.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "http://testserver/auteurs/" in response.content.decode()


def test_the_manifest_names_icons_that_are_there(client):
    response = client.get("/manifest.webmanifest")
    assert response["Content-Type"].startswith("application/manifest+json")
    manifest = json.loads(response.content)
    assert (manifest["start_url"], manifest["lang"]) == ("/", "fr")
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        with Image.open(settings.BASE_DIR / icon["src"].lstrip("/")) as image:
            assert f"{image.width}x{image.height}" == icon["sizes"]
    for shortcut in manifest["shortcuts"]:
        assert client.get(shortcut["url"]).status_code == 200


def test_pages_lead_to_manifest_and_icons(client):
    page = client.get("/articles/").content.decode()
    for part in ('rel="manifest"', 'rel="apple-touch-icon"', "favicon.ico", "favicon.svg"):
        assert part in page


def test_a_program_that_reads_no_page_finds_the_icon(client):
    response = client.get("/favicon.ico")
    assert response["Content-Type"] == "image/x-icon"
    assert Image.open(BytesIO(response.content)).format == "ICO"
