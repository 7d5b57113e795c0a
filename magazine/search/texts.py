"""The words of rich texts and of stream fields, without what only shows on request."""

import html
import re
from collections.abc import Iterator
from typing import Any

from wagtail import blocks

from articles.body.blocks import SpoilerBlock

_TAG = re.compile(r"<[^>]*>")
#: Tags between which words stand together.
_INLINE = re.compile(r"</?(?:a|b|i|em|strong|sup|embed)\b[^>]*>")


def plain(rich: str) -> str:
    """A rich text as plain text: “<p>Un <b>mot</b>.</p><p>Deux.</p>” → “Un mot. Deux.”"""
    return " ".join(html.unescape(_TAG.sub(" ", _INLINE.sub("", rich))).split())


def passages(stream: Any) -> list[str]:
    """The texts of a stream field, in its order, read from what is stored: no query.

    What is hidden until a reader asks for it (`SpoilerBlock`) is left out.
    """
    return [text for text in _stream(stream.stream_block, stream.raw_data) if text]


def _stream(block: Any, value: Any) -> Iterator[Any]:
    for item in value:
        child = block.child_blocks.get(item["type"])
        if child is not None:  # of a kind that was taken out since
            yield from _texts(child, item["value"])


def _texts(block: Any, value: Any) -> Iterator[Any]:
    if value is None or isinstance(block, SpoilerBlock):
        return
    if isinstance(block, blocks.RichTextBlock):
        yield plain(value)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield " ".join(str(value).split())
    elif isinstance(block, blocks.StreamBlock):
        yield from _stream(block, value)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _texts(child, value.get(name))
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            bare = item["value"] if isinstance(item, dict) and "value" in item else item
            yield from _texts(block.child_block, bare)
