"""What every report is made of: a list behind a gate, filtered, sorted and exported."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.http.response import StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports.base import ReportView

from articles.models import Article
from articles.newsroom.access import story_url
from shows.admin.permissions import edit_url

from .cells import exported

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise
    from wagtail.admin.paginator import WagtailPaginator
    from wagtail.admin.ui.tables import Column

    from articles.permissions import StoryPolicy
    from media.models import Picture
    from shows.admin.typed import AnyUser
    from shows.models import Series

#: In a spreadsheet, a text that begins like this would be computed.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def story_policy() -> StoryPolicy:
    """Return the policy of stories, which is there once the admin is registered."""
    return Article.snippet_viewset.permission_policy


def publishes(user: AnyUser) -> bool:
    """Whether someone answers for others' stories: contributors have no reports."""
    return story_policy().user_has_permission(user, "publish")


class DeskReport(ReportView):
    """A report of the newsroom.

    Subclasses set ``slug`` (its address), ``page_title``, ``header_icon``, ``explains`` (what it
    lists, in a sentence) and ``nothing`` (when it lists nothing), say who it `is_for`, and have
    ``rows()``, a queryset of what this user may see, before the filters, and ``get_columns()``.
    `decorate` adds to a page of rows what costs queries.
    """

    slug = ""
    explains: StrOrPromise = ""
    nothing: StrOrPromise = ""
    results_template_name = "admin/reports/results.html"
    list_export: Any = ("all",)  # the columns; `to_row_dict` writes them
    paginate_by = 50

    @classmethod
    def is_for(cls, user: AnyUser) -> bool:
        return publishes(user)

    @classmethod
    def url(cls) -> str:
        return reverse(f"report_{cls.slug}")

    @classmethod
    def paths(cls) -> list:
        name = f"report_{cls.slug}"
        return [
            path(f"rapports/{cls.slug}/", cls.as_view(), name=name),
            path(
                f"rapports/{cls.slug}/results/",
                cls.as_view(results_only=True),
                name=f"{name}_results",
            ),
        ]

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> TemplateResponse | StreamingHttpResponse:
        if not self.is_for(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    # Rows

    def decorate(self, rows: list) -> list:
        """Return the rows of a page with what their cells show."""
        return rows

    def get_base_queryset(self) -> QuerySet[Any]:
        return self.rows()

    def get_filtered_queryset(self) -> Iterable[Picture | Series]:
        return self.get_queryset()  # it filters already

    def paginate_queryset(
        self, queryset: Iterable[Picture | Series], page_size: int
    ) -> tuple[WagtailPaginator, Page, list[Any], bool]:
        paginator, page, rows, more = super().paginate_queryset(queryset, page_size)
        return paginator, page, self.decorate(list(rows)), more

    def decorate_paginated_queryset(self, object_list: Iterable[Picture | Series]) -> Iterable[Any]:
        return self.decorate(list(object_list)) if self.is_export else object_list

    def asked(self, name: str, default: Any = None) -> Any:
        """What the filter ``name`` was set to."""
        if self.filters and self.filters.is_valid():
            value = self.filters.form.cleaned_data.get(name)
            return default if value in (None, "") else value
        return default

    # Columns and links

    @cached_property
    def columns(self) -> list[Column]:
        return self.get_columns()

    def edit(self, instance: Model) -> str:
        """Where this user edits ``instance``, or reads it if it is a story; empty for nowhere."""
        user = self.request.user
        if isinstance(instance, Article):
            return story_url(user, instance) or ""
        return edit_url(instance, user) or ""

    def get_index_url(self) -> str:
        return self.url()

    def get_index_results_url(self) -> str:
        return reverse(f"report_{self.slug}_results")

    @cached_property
    def no_results_message(self) -> StrOrPromise:
        return _("Nothing matches these filters.") if self.is_filtering else self.nothing

    # Export

    def get_filename(self) -> str:
        return f"{self.slug}-{timezone.localdate():%Y-%m-%d}"

    def to_row_dict(self, item: Any) -> Any:
        return {column.name: exported(column.get_value(item)) for column in self.columns}

    def get_heading(self, queryset: list[Any], field: str) -> str:
        return next(str(column.label) for column in self.columns if column.name == field)

    def preprocess_field_value(self, field: Any, value: Any, export_format: Any) -> Any:
        """Dates stay dates in XLSX; in CSV a text is never taken for a formula."""
        if export_format == self.FORMAT_XLSX:
            return value
        if isinstance(value, datetime.datetime):
            return value.isoformat(" ", "minutes")
        if isinstance(value, str) and value.startswith(FORMULA):
            return f"'{value}"
        return value

    def generate_xlsx_row(
        self, worksheet: Any, row_dict: Any, date_format: Any = None
    ) -> Iterator[Any]:
        cells = super().generate_xlsx_row(worksheet, row_dict)
        for cell, value in zip(cells, row_dict.values(), strict=True):
            if isinstance(value, datetime.date):
                with_time = isinstance(value, datetime.datetime)
                cell.number_format = "dd/mm/yyyy hh:mm" if with_time else "dd/mm/yyyy"
            yield cell

    def as_spreadsheet(self, queryset: list[Any], spreadsheet_format: str) -> StreamingHttpResponse:
        self.list_export = [column.name for column in self.columns]
        return super().as_spreadsheet(queryset, spreadsheet_format)
