"""What a merge of two records rewrites in stories: drafts, schedules, old versions, texts.

A draft names records in its content, a text names them in its cards and its links. Every version
is rewritten, not only those that can be opened as a draft: an editor may revert to any of them.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.fields import Field
from django.db.models.fields.reverse_related import ManyToOneRel
from django.db.models.functions import Cast
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Revision, RevisionMixin

from shows.merge.rows import DISTINCT, SAME, Refusal, taken_over, unique_keys
from shows.projection.footprints import touched

from .body.record_links import link_target
from .deletion_guard import APPS, open_revisions

if TYPE_CHECKING:
    from shows.merge.rows import Pair


LINK = re.compile(r'<a\b[^>]*\blinktype="record"[^>]*>')
ATTRIBUTE = re.compile(r'\b(\w+)="([^"]*)"')
#: Versions are read and written so many at a time.
CHUNK = 100

DRAFTS, SCHEDULES = _("Drafts"), _("Scheduled versions")
VERSIONS, TEXTS = _("Older versions"), _("Published texts")


class Renaming:
    """Puts keys in the place of others: in the content of a version, in the value of a field."""

    def __init__(self, pairs: list[Pair]) -> None:
        self.keys: defaultdict[Any, dict[Any, Any]] = defaultdict(dict)
        for pair in pairs:
            self.keys[pair.model][pair.goes.pk] = pair.stays.pk
        #: The rows of which two keys have become the same, though they may not: (model, data).
        self.clashes: list[Any] = []

    def content(self, model: type[models.Model], data: dict) -> bool:
        """Rewrite the content of a version in place; return whether it named a record that goes."""
        changed = False
        for f in model._meta.get_fields():
            if f.name in data and f.concrete:
                value = self.value(f, data[f.name])
                changed |= value != data[f.name]
                data[f.name] = value
        if changed and model in DISTINCT:
            first, second = (data.get(name) for name in DISTINCT[model][0])
            if first is not None and first == second:
                self.clashes.append((model, data))
        if issubclass(model, ClusterableModel):
            for relation in get_all_child_relations(model):
                changed |= self._children(relation, data)
        return changed

    def _children(self, relation: ManyToOneRel, data: dict) -> bool:
        model, children = relation.related_model, data.get(relation.get_accessor_name()) or []
        changed = [child for child in children if self.content(model, child)]
        for child in changed:
            twin = self._twin(relation, child, children)
            if twin is not None:
                twin.update(taken_over(model, twin, child))
                children.remove(child)
        return bool(changed)

    @staticmethod
    def _twin(
        relation: ManyToOneRel,
        child: dict[str, int | str | None],
        children: list[dict[str, int | str | None]],
    ) -> dict | None:
        model = relation.related_model
        for names in unique_keys(model, relation.field.name):
            values = [child.get(name) for name in names]
            if None in values and model not in SAME:
                continue  # as in the database, what is empty is like no other
            for other in children:
                if other is not child and values == [other.get(name) for name in names]:
                    return other
        return None

    def value(self, f: Field, value: Any) -> Any:
        """Return the value of a field, as a version holds it."""
        if isinstance(f, StreamField) and value:
            stream = json.loads(value) if isinstance(value, str) else value
            new = self._block(f.stream_block, stream)
            return json.dumps(new, cls=DjangoJSONEncoder) if isinstance(value, str) else new
        if isinstance(f, RichTextField):
            return self.text(value)
        keys = self.keys.get(f.related_model) if f.is_relation else None
        if not keys:
            return value
        if f.many_to_many:
            return list(dict.fromkeys(keys.get(key, key) for key in value))
        return keys.get(value, value)

    def text(self, html: Any) -> Any:
        """Let the links of a rich text lead to the records that stay."""
        return LINK.sub(self._link, html) if html else html

    def _link(self, match: Any) -> str:
        attributes = dict(ATTRIBUTE.findall(match[0]))
        link = link_target(attributes)
        key = self.keys.get(apps.get_model(link[0]), {}).get(link[1]) if link else None
        return re.sub(r'\bid="\d+"', f'id="{key}"', match[0]) if key else match[0]

    def _block(self, block: Any, value: Any) -> Any:
        if isinstance(block, blocks.StreamBlock):
            return [self._item(block.child_blocks.get(item["type"]), item) for item in value]
        if isinstance(block, blocks.ListBlock):
            return [self._item(block.child_block, item) for item in value]
        if isinstance(block, blocks.StructBlock):
            return {
                name: self._block(block.child_blocks.get(name), part)
                for name, part in value.items()
            }
        if isinstance(block, blocks.RichTextBlock):
            return self.text(value)
        keys = self.keys.get(getattr(block, "model_class", None), {})
        return keys.get(value, value) if isinstance(value, int) else value

    def _item(self, block: Any, item: Any) -> Any:
        if block is None:  # of a kind that was taken out since
            return item
        if not (isinstance(item, dict) and "value" in item):  # an old form of a list's entry
            return self._block(block, item)
        return {**item, "value": self._block(block, item["value"])}


class StoryFollower:
    """Finds and rewrites the versions and the texts that name what goes."""

    def __init__(self, pairs: list[Pair]) -> None:
        # Parts such as seasons are named by nothing but what they are parts of.
        self.pairs = [pair for pair in pairs if hasattr(pair.model, "get_absolute_url")]

    # Before: what there is to do

    @cached_property
    def found(self) -> tuple[Counter, list[Refusal]]:
        counts: Counter[Any] = Counter()
        refusals: list[Any] = []
        opened = set(open_revisions().values_list("pk", flat=True))
        for revision, renaming in self._versions():
            scheduled = revision.approved_go_live_at is not None
            drafted = DRAFTS if revision.pk in opened else VERSIONS
            counts[SCHEDULES if scheduled else drafted] += 1
            if revision.pk in opened:
                model: Any = ContentType.objects.get_for_id(revision.content_type_id).model_class()
                place = model._base_manager.filter(pk=revision.object_id).first()
                refusals += [Refusal(DISTINCT[m][1], place) for m, _data in renaming.clashes]
        counts[TEXTS] += sum(1 for _text in self._texts())
        return counts, refusals

    @property
    def refusals(self) -> list[Refusal]:
        return self.found[1]

    def counts(self) -> dict[str, int]:
        counts = self.found[0]
        names = (DRAFTS, SCHEDULES, VERSIONS, TEXTS)
        return {str(name): counts[name] for name in names if counts[name]}

    # The rewriting itself

    def follow(self) -> dict:
        versions, chunk = [], []
        for revision, _renaming in self._versions():
            versions.append(revision.pk)
            chunk.append(revision)
            if len(chunk) == CHUNK:
                Revision.objects.bulk_update(chunk, ["content"])
                chunk = []
        Revision.objects.bulk_update(chunk, ["content"])
        texts = []
        for row, f, value in self._texts():
            texts.append({"model": row._meta.label, "pk": row.pk, "field": f.name})
            rows = type(row)._base_manager.filter(pk=row.pk)
            rows.update(**{f.name: f.to_python(value)})
            touched(type(row), [row.pk])
        return {"versions": versions, "texts": texts}

    def _versions(self) -> Iterator[tuple[Revision, Renaming]]:
        """The versions that name what goes, rewritten in memory. What goes takes its own along."""
        kinds = ContentType.objects.get_for_models(*_with_versions())
        rows = Revision.objects.filter(content_type__in=kinds.values())
        for pair in self.pairs:
            own = ContentType.objects.get_for_model(pair.model)
            rows = rows.exclude(content_type=own, object_id=str(pair.goes.pk))
        for revision in self._with_keys(rows, "content"):
            renaming = Renaming(self.pairs)
            model: Any = ContentType.objects.get_for_id(revision.content_type_id).model_class()
            if renaming.content(model, revision.content):
                yield revision, renaming

    def _texts(self) -> Iterator[Any]:
        """The (row, field, new value) of the texts in the database that name what goes."""
        renaming = Renaming(self.pairs)
        for model, f in _text_fields():
            rows = self._with_keys(model._base_manager.only("pk", f.name), f.name)
            for row in rows:
                value = getattr(row, f.attname)
                if isinstance(f, StreamField):
                    value = f.get_prep_value(value)
                new = renaming.value(f, value)
                if new != value:
                    yield row, f, new

    def _with_keys(self, rows: models.QuerySet[models.Model], name: str) -> Iterator[Revision]:
        """Those of ``rows`` in whose text a key occurs at all, a few at a time: the caller writes
        in between."""
        anywhere = Q()
        for pair in self.pairs:
            anywhere |= Q(as_text__contains=str(pair.goes.pk))
        rows = rows.order_by("pk")
        found = rows.annotate(as_text=Cast(name, models.TextField())).filter(anywhere)
        keys = list(found.values_list("pk", flat=True))
        for start in range(0, len(keys), CHUNK):
            yield from rows.filter(pk__in=keys[start : start + CHUNK])


def _with_versions() -> list[type[models.Model]]:
    return [model for model in _our_models() if issubclass(model, RevisionMixin)]


def _text_fields() -> Iterator[tuple[type[models.Model], RichTextField | StreamField]]:
    for model in _our_models():
        for f in model._meta.concrete_fields:
            if isinstance(f, StreamField | RichTextField):
                yield model, f


def _our_models() -> Iterator[type[models.Model]]:
    for app in APPS:
        yield from apps.get_app_config(app).get_models()
