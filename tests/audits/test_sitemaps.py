"""The sitemaps have the form that the protocol's schema, and those of its extensions, ask for."""

from pathlib import Path
from urllib.request import urlopen

import pytest
from lxml import etree

from magazine.seo.sitemaps import SITEMAPS

from .node import of_node

pytestmark = pytest.mark.django_db

SCHEMAS = Path(__file__).parent / "schemas"
SM = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
#: Files by their addresses, and what each must hold for the test to say anything.
FILES = {f"/sitemap-{name}.xml": f"{SM}url" for name in SITEMAPS} | {
    "/sitemap-articles.xml": f"{IMAGE}image",
    "/sitemap-series.xml": f"{IMAGE}image",
    "/sitemap-nouvelles.xml": f"{NEWS}news",
}


def schema(name: str) -> etree.XMLSchema:
    of_node("sitemap/schema/sitemap.xsd")
    return etree.XMLSchema(file=SCHEMAS / name)


def tree(address: str):
    with urlopen(address, timeout=60) as answer:  # noqa: S310
        return etree.fromstring(answer.read())


@pytest.mark.parametrize("path", FILES)
def test_a_file_of_addresses_is_valid(site, path):
    root = tree(site + path)
    assert root.find(f".//{FILES[path]}") is not None
    schema("urlset.xsd").assertValid(root)


def test_the_index_is_valid(site):
    root = tree(f"{site}/sitemap.xml")
    assert len(root) == len(SITEMAPS)
    schema("siteindex.xsd").assertValid(root)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "<url/>",
        "<url><loc>https://g.fr/a/</loc><lastmod>hier</lastmod></url>",
        "<url><loc>https://g.fr/a/</loc><image:image/></url>",
        "<url><loc>https://g.fr/a/</loc><image:image><image:loc>/a.jpg</image:loc></image:image></url>",
        "<url><loc>https://g.fr/a/</loc><news:news><news:title>A</news:title></news:news></url>",
    ],
)
def test_the_schemas_refuse_what_is_wrong(address):
    spaces = " ".join(
        f'xmlns{prefix}="{space[1:-1]}"'
        for prefix, space in {"": SM, ":image": IMAGE, ":news": NEWS}.items()
    )
    assert not schema("urlset.xsd").validate(
        etree.fromstring(f"<urlset {spaces}>{address}</urlset>")
    )
