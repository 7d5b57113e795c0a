"""What a version of an object names, read from its content alone: no row is asked for.

A version is the JSON that Wagtail keeps of a draft. Building the object of each of three hundred
drafts to see what it names takes a query for every many-to-many relation and every picture;
reading their JSON takes none. The result is the same, and a test compares the two.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Model
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail import blocks
from wagtail.fields import StreamField

Reference = tuple[type[models.Model], str]


def named_in(model: type[models.Model], content: dict) -> Iterator[Reference]:
    """Yield (model, key as text) for all that a version of ``model`` names: in its fields, its
    many-to-many relations, its children and their children, its blocks and its rich text."""
    for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
        value = content.get(field.name)
        if value not in (None, "", []):
            yield from _in_field(field, value)
    if issubclass(model, ClusterableModel):
        for relation in get_all_child_relations(model):
            for child in content.get(relation.get_accessor_name(), ()):
                yield from named_in(relation.related_model, child)


def named_in_texts(instance: Model) -> Iterator[Reference]:
    """Yield what the stream fields and the rich texts of an object name; the rest is in rows."""
    for field in instance._meta.concrete_fields:
        if not field.is_relation and hasattr(field, "extract_references"):
            value = field.value_from_object(instance)
            if value:
                raw = value.raw_data if isinstance(field, StreamField) else value
                yield from _in_field(field, raw)


def _in_field(field: Any, value: Any) -> Iterator[Reference]:
    related = field.related_model
    if isinstance(field, ParentalKey) or getattr(related, "wagtail_reference_index_ignore", False):
        return  # a part names what it is a part of, a story its own versions
    if field.many_to_many:
        for key in value:
            yield related, str(key)
    elif field.is_relation:
        yield related, str(value)
    elif isinstance(field, StreamField):
        stream = json.loads(value) if isinstance(value, str) else value
        yield from _in_block(field.stream_block, stream)
    elif hasattr(field, "extract_references"):
        for model, key, *_path in field.extract_references(value):
            yield model, str(key)


def _in_block(block: Any, value: Any) -> Iterator[Reference]:
    if value is None:
        return
    if isinstance(block, blocks.BaseStreamBlock | blocks.BaseStructBlock | blocks.ListBlock):
        for child, part in _parts(block, value):
            yield from _in_block(child, part)
    elif isinstance(block, blocks.ChooserBlock):
        yield block.model_class, str(value)
    else:
        for model, key, *_path in block.extract_references(block.to_python(value)):
            yield model, str(key)


def _parts(block: Any, value: Any) -> Iterator[tuple[Any, Any]]:
    """The blocks that are in a block, with the raw value of each."""
    if isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield child, value.get(name)
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            # An item is {"type": "item", "value", "id"}; it was its value alone once.
            is_item = isinstance(item, dict) and item.get("type") == "item" and "value" in item
            yield block.child_block, item["value"] if is_item else item
    else:
        for item in value:
            if known := block.child_blocks.get(item["type"]):
                yield known, item["value"]
