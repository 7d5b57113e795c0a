"""Columns and filters that several lists share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn

from ..models.base import visibility_of
from ..models.choices import Visibility

if TYPE_CHECKING:
    from ..models import Fact


class FactWhereColumn(Column):
    """Where a fact comes from: its story, or its source in the catalogue."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("where", label=_("Reported by"), accessor=where_from, **kwargs)


def where_from(fact: Fact) -> str:
    """Return the headline of the story that reports a fact, or the outlet that is cited for it."""
    return str(fact.story or fact.citation_outlet)


class VisibilityColumn(StatusTagColumn):
    """Whether readers see a record: for good, through a story, or not yet."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            "visibility",
            label=_("Visibility"),
            accessor=lambda record: visibility_of(record).label,
            primary=lambda record: visibility_of(record) != Visibility.WAITS,
            sort_key="visibility",
            **kwargs,
        )


class VisibilityFilter(django_filters.ChoiceFilter):
    """Records by what readers see of them; the list is loaded `with_visibility`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Visibility"), choices=Visibility.choices, **kwargs)


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
