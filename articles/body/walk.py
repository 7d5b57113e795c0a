"""The one walk through a text: its words, pictures, links, videos, and the records it shows.

A text is read from its raw blocks, so that nothing is queried for the pictures and records in it.
The functions that a check asks yield the id of the block together with what they found there.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from wagtail.rich_text.rewriters import extract_attrs

from media.embeds import Embed, recognise

from .blocks import BodyBlock, RecordBlock
from .record_links import link_target

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue

#: The blocks of a story's text that name a record or a story, by their name.
RECORD_BLOCKS = {
    name: block
    for name, block in BodyBlock().child_blocks.items()
    if isinstance(block, RecordBlock)
}

#: The blocks whose words are read.
WRITTEN = ("text", "heading", "quote", "question", "spoiler")
LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.S)
TAG = re.compile(r"<[^>]+>")
#: Tags at which a sentence ends, whether or not it has a full stop.
BREAK = re.compile(r"</(?:p|li|h\d)>|<br/?>|<hr/?>")


def pictures(body: StreamValue) -> Iterator[tuple[str, int | None]]:
    """The keys of the pictures in the text and its galleries; None for a block left empty."""
    for kind, value, block in blocks(body):
        if kind == "picture":
            yield block, value.get("picture")
        elif kind == "embed":
            # Without one, it is a card without a picture.
            if key := value.get("picture"):
                yield block, key
        elif kind == "gallery":
            for item in gallery(value):
                yield block, item.get("picture")


def gallery(value: dict) -> list[dict]:
    """The pictures of a gallery, each with its caption. The raw form of an item is {"type",
    "value", "id"}; in the first stories it is the value alone."""
    return [item.get("value", item) for item in value.get("pictures") or ()]


def embeds(body: StreamValue) -> dict[str, Embed]:
    """{key: video or post}, in their order; of those that are there twice, the first."""
    found: dict[str, Embed] = {}
    for kind, value, _block in blocks(body):
        url = value.get("url") if kind == "embed" else ""
        if url and (media := recognise(url)):
            title, picture = value.get("title") or "", value.get("picture")
            found.setdefault(media.key, Embed(media, title, url, picture))
    return found


def captioned(body: StreamValue) -> dict[int, str]:
    """{key: caption} of the pictures that the text shows by themselves, in their order."""
    found: dict[int, str] = {}
    for kind, value, _block in blocks(body):
        for item in gallery(value) if kind == "gallery" else [value] if kind == "picture" else ():
            if key := item.get("picture"):
                found.setdefault(key, item.get("caption") or "")
    return found


def headings(body: StreamValue) -> list[str]:
    """The words of the headings."""
    return [value for kind, value, _block in blocks(body) if kind == "heading" and value]


def fact_kinds(body: StreamValue) -> set[str]:
    """The kinds of the story's own facts that the text shows: {“deals”}."""
    return {value for kind, value, _block in blocks(body) if kind == "story_facts"}


def words(body: StreamValue) -> list[str]:
    """Every word that is read, captions left out."""
    found = [
        text for kind, value, _block in blocks(body) if kind in WRITTEN for text in _strings(value)
    ]
    return plain(" ".join(found).replace("<", " <")).split()


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for part in value.values() for text in _strings(part)]
    return [value] if isinstance(value, str) else []


def records(body: StreamValue) -> Iterator[tuple[str, type, int]]:
    """The (model, key) of the records and the stories that blocks show."""
    for kind, value, block in blocks(body):
        if kind in RECORD_BLOCKS and value:
            yield block, RECORD_BLOCKS[kind].model_class, value


def links(body: StreamValue) -> Iterator[tuple[str, str, int, str]]:
    """The links to something of ours: (“shows.series”, its key, the words that are the link)."""
    for block, text in rich_texts(body):
        for attrs, words in LINK.findall(text):
            if target := link_target(extract_attrs(attrs)):
                yield block, *target, plain(words)


def texts(body: StreamValue) -> Iterator[tuple[str, str]]:
    """What is written, without markup; a paragraph's end is a line's end."""
    for kind, value, block in blocks(body):
        if kind == "heading":
            yield block, value or ""
        elif kind == "question":
            yield block, value.get("question") or ""
        # Quotations are left out: they are true for the day on which they were said.
    for block, text in rich_texts(body):
        yield block, plain(text)


def quotes(body: StreamValue) -> Iterator[tuple[str, str]]:
    """Who said each quotation: the empty text if nobody is named."""
    for kind, value, block in blocks(body):
        if kind == "quote":
            yield block, (value.get("attribution") or "").strip()


def plain(text: str) -> str:
    """The words of a rich text."""
    return html.unescape(TAG.sub("", BREAK.sub("\n", text)))


def rich_texts(body: StreamValue) -> Iterator[tuple[str, str]]:
    """The HTML of the paragraphs, of the answers of an interview and of what a spoiler hides."""
    for kind, value, block in blocks(body):
        if kind == "text":
            yield block, value or ""
        elif kind == "question":
            yield block, value.get("answer") or ""
        elif kind == "spoiler":
            yield block, value.get("text") or ""


def blocks(body: StreamValue) -> Iterator[tuple[str, Any, str]]:
    """(kind, value as stored, id) of each block."""
    for block in body.raw_data:
        value = block["value"]
        yield block["type"], value, str(block.get("id") or "")
