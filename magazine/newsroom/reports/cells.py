"""Columns of reports. Each says what is shown and what is exported, so that both are the same."""

import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone
from wagtail.admin.ui.tables import Column, TitleColumn

from shows.partial_dates import PartialDate


class DateColumn(Column):
    """A day, a moment or a PartialDate, written out."""

    cell_template_name = "admin/reports/date_cell.html"

    def get_cell_context_data(self, instance: Model, parent_context: dict[str, Any]) -> Any:
        context = super().get_cell_context_data(instance, parent_context)
        value = context["value"]
        context["moment"] = value if isinstance(value, datetime.datetime) else None
        context["is_partial"] = isinstance(value, PartialDate)
        return context


class LinksColumn(Column):
    """Several things, each a (name, address) whose address may be empty."""

    cell_template_name = "admin/reports/links_cell.html"


class LinkColumn(TitleColumn):
    """What the row is about, with a link to where it is edited."""


def exported(value: Any) -> Any:
    """Return what a spreadsheet holds of the value of a cell.

    Moments are those of the newsroom's clock; a partial date is a date where it is a day.
    """
    if value is None:
        return ""
    if isinstance(value, PartialDate):
        return value.earliest if value.is_exact else str(value)
    if isinstance(value, datetime.datetime):
        moment = timezone.localtime(value) if timezone.is_aware(value) else value
        return moment.replace(tzinfo=None, microsecond=0)
    if isinstance(value, list | tuple):
        return ", ".join(str(name) for name, _url in value)
    return value if isinstance(value, int | float | datetime.date) else str(value)
