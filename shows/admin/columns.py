"""Columns and filters that several lists share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn

if TYPE_CHECKING:
    from ..models import Fact


class FactWhereColumn(Column):
    """Where a fact comes from: its story, or its source in the catalogue."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("where", label=_("Reported by"), accessor=where_from, **kwargs)


def where_from(fact: Fact) -> str:
    """Return the headline of the story that reports a fact, or the outlet that is cited for it."""
    return str(fact.story or fact.citation_outlet)


class WaitingColumn(StatusTagColumn):
    """Whether a record is shown, or waits for its story."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            "waits_for_story",
            label=_("Visibility"),
            accessor=lambda record: _("waits") if record.waits_for_story else _("visible"),
            primary=lambda record: not record.waits_for_story,
            sort_key="waits_for_story",
            **kwargs,
        )


class OriginFilter(django_filters.ChoiceFilter):
    """Facts of stories, or of the catalogue."""

    CHOICES = (("story", _("Reported by a story")), ("catalogue", _("From the catalogue")))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Origin"), choices=self.CHOICES, method=self.by_origin, **kwargs)

    @staticmethod
    def by_origin(queryset: QuerySet[Any], name: str, value: Any) -> Any:
        deal = Q(deal__article__isnull=True) if hasattr(queryset.model, "deal") else Q()
        catalogue = Q(article__isnull=True) & deal
        return queryset.filter(catalogue if value == "catalogue" else ~catalogue)
