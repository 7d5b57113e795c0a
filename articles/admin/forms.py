"""The form of a story: what its facts inherit, and what forbids its publication."""

from __future__ import annotations

import copy
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlockValidationError

from shows.admin.forms import DeskForm
from shows.models import FACT_MODELS

from ..body import walk
from ..models import Article, LinkRelation
from ..models.publishable import NotPublishable
from .form_permissions import RightsFormMixin

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from shows.models import Series

    from ..publishing.checks.registry import Finding


class ArticleForm(RightsFormMixin, DeskForm):
    """Hands the story's series down to its facts before they are validated.

    What `Article.check_publishable` refuses is refused here first, with its sentences at their
    fields: nothing that was typed is lost.
    """

    def full_clean(self) -> None:
        if self.is_bound:
            series = self.main_series()
            for model in FACT_MODELS:
                remote: Any = model._meta.get_field("article").remote_field
                relation = remote.get_accessor_name()
                if relation in self.formsets:
                    self.formsets[relation].main_series = series
        super().full_clean()

    def main_series(self) -> Series | None:
        """Return the first series the story is about, as typed, or None."""
        links = self.formsets.get("series_links")
        if links is None:
            return None
        links.errors  # noqa: B018 (validates the rows)
        about = [
            row.cleaned_data
            for row in links.forms
            if row.is_valid()
            and row not in links.deleted_forms
            and row.cleaned_data.get("series")
            and row.cleaned_data.get("relation") == LinkRelation.ABOUT
        ]
        first = min(about, key=lambda data: data.get("ORDER") or 0, default=None)
        return first["series"] if first else None

    def _post_clean(self) -> None:
        super()._post_clean()
        if "action-publish" in self.data or self.approving:
            try:
                self._as_typed().check_publishable(self.for_user, typed=True)
            except NotPublishable as error:
                self._say_at_the_fields(error.findings)

    def _as_typed(self) -> Article:
        """The story with the signatures that were typed: the form hands them over once saved."""
        story = copy.copy(self.instance)
        story._cluster_related_objects = dict(getattr(story, "_cluster_related_objects", {}))
        if "bylines" in self.cleaned_data:
            story.bylines = list(self.cleaned_data["bylines"])
        return story

    def _say_at_the_fields(self, findings: list[Finding]) -> None:
        """Put each sentence where it can be acted on, unless something is said there already."""
        by_field = defaultdict(list)
        for finding in findings:
            by_field[finding.field if finding.field in self.fields else None].append(finding)
        for field, found in by_field.items():
            if field == "body":
                self.add_error(field, self._at_the_blocks(found))
            elif field not in self.errors:
                self.add_error(field, [finding.sentence for finding in found])

    def _at_the_blocks(self, findings: list[Finding]) -> StreamBlockValidationError:
        """The sentences about the text, each at its block."""
        blocks = enumerate(walk.blocks(self.instance.body))
        places = {block: place for place, (_kind, _value, block) in blocks if block}
        errors: dict[int, list[StrOrPromise]] = defaultdict(list)
        elsewhere: list[StrOrPromise] = []
        for finding in findings:
            place = places.get(finding.block)
            (elsewhere if place is None else errors[place]).append(finding.sentence)
        return StreamBlockValidationError(
            block_errors={place: ValidationError(said) for place, said in errors.items()},
            non_block_errors=elsewhere,
        )
