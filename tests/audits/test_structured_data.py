"""What pages say to machines is said in schema.org's words.

The whole vocabulary, as types of TypeScript (the npm package "schema-dts"): the compiler refuses a
property that a type does not have, and a value that a property does not take. What each type
should have besides is in `tests/magazine/seo/test_structured_data.py`.
"""

import json
import shutil
import subprocess

import pytest
from bs4 import BeautifulSoup

from .node import of_node
from .pages import PAGES

pytestmark = pytest.mark.django_db

#: A description of two types at once (a rated review is a story too), and of the site, whose
#: search says what one types.
TYPES = """import type * as S from "schema-dts";
type Both<A, B, N> = Omit<A, "@type"> & Omit<B, "@type"> & { "@type": N };
type Searched = Omit<S.WebSiteLeaf, "potentialAction"> & {
  "potentialAction": S.WithActionConstraints<S.SearchActionLeaf> };
"""
OPTIONS = ["--noEmit", "--strict", "--pretty", "false", "--target", "es2022"]
OPTIONS += ["--module", "esnext", "--moduleResolution", "bundler"]


def typed(name: str, data: dict) -> str:
    """A line of TypeScript that holds the description to its type."""
    kind = data["@type"]
    leaf = "Searched" if kind == "WebSite" else f"S.{kind}Leaf"
    if isinstance(kind, list):
        first, second = kind
        leaf = f"Both<S.{first}Leaf, S.{second}Leaf, {json.dumps(kind)}>"
    text = json.dumps(data, ensure_ascii=False)
    return f"/* {name} */ {{ const said: S.WithContext<{leaf}> = {text}; void said; }}\n"


@pytest.fixture
def refused(tmp_path):
    """``refused(lines)``: what the compiler says of lines of TypeScript, one a line."""
    compiler = of_node("typescript/lib/tsc.js")
    types = of_node("schema-dts/dist/schema.d.ts")
    node = shutil.which("node")
    if not node:
        pytest.skip("the TypeScript compiler needs node")
    (tmp_path / "node_modules").symlink_to(types.parents[2])

    def refused(lines: str) -> list[str]:
        (tmp_path / "said.ts").write_text(TYPES + lines)
        command = [node, compiler, *OPTIONS, "said.ts"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        errors = done.stdout.splitlines()
        assert bool(errors) == bool(done.returncode), done.stderr
        return errors

    return refused


def test_every_page_speaks_schema_org(fetch, refused):
    lines, kinds = "", set()
    for name, page_type in PAGES.items():
        page = BeautifulSoup(fetch(page_type), "html.parser")
        for element in page.find_all("script", type="application/ld+json"):
            data = json.loads(element.string)
            kinds.add(str(data["@type"]))
            lines += typed(name, data)
    assert {"TVSeries", "Person", "Organization", "BreadcrumbList", "NewsArticle"} <= kinds
    assert refused(lines) == []


#: Descriptions with a word that its type does not have, or a value that its property does not take.
WRONG = [
    {"@type": "NewsArticle", "characterName": "Jeanne Renoir"},
    {"@type": "TVSeries", "actor": [{"@type": "Person", "nom": "Hélène Viviès"}]},
    {"@type": ["Review", "NewsArticle"], "reviewRating": {"@type": "Person", "name": "4"}},
]


def test_other_words_are_refused(refused):
    context = {"@context": "https://schema.org", "name": "Missions"}
    lines = "".join(typed("essai", context | data) for data in WRONG)
    errors = [error for error in refused(lines) if not error.startswith(" ")]
    after = TYPES.count("\n")
    assert [error.split(",")[0] for error in errors] == [
        f"said.ts({after + line}" for line in range(1, len(WRONG) + 1)
    ]
