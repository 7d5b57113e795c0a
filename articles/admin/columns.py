"""Columns of the lists of drafts."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import StatusTagColumn

from ..models.draft_status import status_of


class StatusColumn(StatusTagColumn):
    """Where a draft stands, in words; its list has to come from `with_status`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            "status",
            label=_("Status"),
            accessor=status_of,
            primary=lambda row: row.live,
            sort_key="live",
            **kwargs,
        )
