"""The HTML of a page as browsers read it, for tests that look at it."""

import re

BLOCKS = (
    "article|aside|button|caption|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]"
    "|header|legend|li|main|nav|ol|option|p|section|select|summary|table|tbody|td|th|thead|tr|ul"
)
AFTER = re.compile(rf"(</?(?:{BLOCKS})\b[^<>]*>) ")
BEFORE = re.compile(rf" (</?(?:{BLOCKS})\b)")


def markup(response) -> str:
    """Return the page with one space where there are several or a new line, and none at the edge
    of a block: how a template is laid out is nothing that a reader sees."""
    text = re.sub(r"[ \n]+", " ", response.content.decode())
    return BEFORE.sub(r"\1", AFTER.sub(r"\1", text))
