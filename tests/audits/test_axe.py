"""axe-core finds no violation on any type of page: wide and narrow, light and dark."""

import pytest

from .conftest import of_node

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

VIEWS = [(width, scheme) for width in (1280, 360) for scheme in ("light", "dark")]
#: Returns what is wrong as sentences: the rule, where, and why.
RUN = """async () => {
  const {violations} = await axe.run(document, {resultTypes: ["violations"]});
  return violations.flatMap(rule => rule.nodes.map(
    node => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.split("\\n").pop().trim()}`
  ));
}"""


def test_a_page_has_no_violation(visit, page_type):
    axe = of_node("axe-core/axe.min.js").read_text(encoding="utf-8")
    page = visit(page_type)
    page.evaluate(axe)
    found = []
    for width, scheme in VIEWS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found += [f"{width} {scheme}: {sentence}" for sentence in page.evaluate(RUN)]
    assert not found, "\n".join(found)
