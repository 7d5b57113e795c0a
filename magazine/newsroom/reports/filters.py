"""What several reports are filtered by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from articles.models import Section

if TYPE_CHECKING:
    from django_filters.filters import ModelChoiceFilter
    from django_stubs_ext import StrOrPromise


def section_filter(**kwargs: Any) -> ModelChoiceFilter:
    """Return a filter by section; ``kwargs`` say how rows that are no stories lead to one."""
    return django_filters.ModelChoiceFilter(
        queryset=Section.objects.all(), label=_("Section"), **kwargs
    )


def owner_filter() -> ModelChoiceFilter:
    """Return a filter by owner, which offers those who own a story, not every account."""
    users = get_user_model().objects
    return django_filters.ModelChoiceFilter(
        queryset=lambda request: users.filter(owned_articles__isnull=False).distinct(),
        label=_("Owner"),
    )


class AskedFilter(django_filters.ChoiceFilter):
    """A choice that the report itself reads (`DeskReport.asked`): it says what the rows are."""

    def __init__(
        self, label: StrOrPromise, choices: list[tuple[str, StrOrPromise]], **kwargs: Any
    ) -> None:
        super().__init__(
            label=label,
            choices=choices,
            widget=forms.RadioSelect,
            empty_label=None,
            method=lambda queryset, name, value: queryset,
            **kwargs,
        )


class AskedTextFilter(django_filters.CharFilter):
    """A text that the report itself reads."""

    def __init__(self, label: StrOrPromise, **kwargs: Any) -> None:
        super().__init__(label=label, method=lambda queryset, name, value: queryset, **kwargs)


class StoryFilterSet(WagtailFilterSet):
    """Of a report of stories."""

    section = section_filter()
