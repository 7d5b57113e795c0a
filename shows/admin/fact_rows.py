"""The facts tab of a story's form: a bar that adds a fact of a kind, and the rows of each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.admin.panels import Panel

from .fact_viewsets import FACT_VIEWSETS
from .panels import FactRowsPanel

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class FactBarPanel(Panel):
    """The bar above a story's facts: one click adds a fact of a kind."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/fact_bar.html"

        @property
        def kinds(self) -> list[tuple[str, StrOrPromise]]:
            """(relation, the word on its button), in the order of an editor's day."""
            return [(kind.relation(), kind.button) for kind in FACT_VIEWSETS]

        @property
        def story_key(self) -> str | int:
            return self.instance.pk if self.instance and self.instance.pk else ""


def fact_rows() -> list[FactRowsPanel]:
    """The panels of a story's facts, one for each kind."""
    return [
        FactRowsPanel(
            kind.relation(),
            kind.fact_fields(),
            row_form=kind.form_class,
            duplicate=True,
            label=kind.row_label,
            heading=kind.heading,
            extra=kind.above_rows,
        )
        for kind in FACT_VIEWSETS
    ]
