"""The full text of many stories as HTML, in a number of statements that does not grow with them.

Cards of records and lists of facts stay on the site: a feed holds what was written.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from wagtail.rich_text.rewriters import LinkRewriter

from media.models import Picture
from media.prefetching import prefetch_sizes
from media.rendition_specs import jpeg

from ..body import walk
from ..body.record_links import RecordLinkHandler, public_rows
from ..models import Article

#: What of each block of a text is rich text: the value itself (None) or a key of it.
RICH = {"text": None, "question": "answer"}
WRITTEN = ("text", "heading", "quote", "question", "picture", "gallery", "embed", "spoiler")


@dataclass(frozen=True)
class Text:
    """A story as a feed holds it: its HTML, and the address of its picture or ""."""

    html: str
    picture: str


def texts_of(stories: Any, site: str) -> dict[int, Text]:
    """Return {key: Text} of ``stories``; addresses begin with ``site``. Nine queries at most."""
    pictures = _pictures(stories)
    rewrite = partial(_with_links, found=_link_targets(stories))
    texts = {}
    for story in stories:
        blocks = [
            _shown(kind, value, pictures, rewrite)
            for kind, value, _block in walk.blocks(story.body)
        ]
        lead = pictures.get(story.safe_picture_id or story.lead_picture_id)
        html = render_to_string(
            "feeds/body.html",
            {"article": story, "blocks": [b for b in blocks if b], "lead": lead},
        )
        url = lead.shown.url if lead else ""
        texts[story.pk] = Text(
            html=with_site(html, site),
            picture=f"{site}{url}" if url.startswith("/") else url,
        )
    return texts


def with_site(html: str, site: str) -> str:
    """The HTML with whole addresses: a feed is read elsewhere."""
    return re.sub(r'(href|src)="/(?!/)', rf'\1="{site}/', html)


def _shown(kind: str, value: Any, pictures: dict, rewrite: Any) -> dict | None:
    """The block as the template shows it, or None for what stays on the site."""
    if kind not in WRITTEN:
        return None
    if kind in RICH:
        key = RICH[kind]
        value = rewrite(value) if key is None else {**value, key: rewrite(value[key])}
    elif kind == "picture":
        value = [_figure(value, pictures)]
    elif kind == "gallery":
        value = [_figure(item, pictures) for item in walk.gallery(value)]
    return {"kind": kind, "value": value}


def _figure(value: dict, pictures: dict) -> dict:
    return {"picture": pictures.get(value.get("picture")), "caption": value.get("caption", "")}


def _pictures(stories: Iterable[Article]) -> dict:
    """{key: picture} of the leads and of the texts, those that readers may see."""
    keys = {key for story in stories for key in (story.safe_picture_id, story.lead_picture_id)}
    keys |= {key for story in stories for _block, key in walk.pictures(story.body)}
    rows = Picture.objects.public().prefetch_related(prefetch_sizes(""))
    found = rows.in_bulk([key for key in keys if key])
    for picture in found.values():
        picture.shown = jpeg(picture)
    return {key: picture for key, picture in found.items() if picture.shown}


def _link_targets(stories: Iterable[Article]) -> dict:
    """{target: {key: row}} of what the texts link to: a query for each kind."""
    wanted = defaultdict(set)
    for story in stories:
        for _block, target, key, _words in walk.links(story.body):
            wanted[target].add(key)
    return {target: public_rows(target, keys) for target, keys in wanted.items()}


def _with_links(html: str, found: dict) -> str:
    def opening_tags(attrs_list: Any) -> list[Any]:
        return [RecordLinkHandler.opening_tag(attrs, found) for attrs in attrs_list]

    # Like Wagtail's RichText: the editor let only known tags into what is stored.
    return mark_safe(LinkRewriter(bulk_rules={"record": opening_tags})(html))  # noqa: S308
