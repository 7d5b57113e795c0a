"""The facts tab of a story's form: a bar that adds a fact of a kind, and the rows of each kind."""

from wagtail.admin.panels import Panel

from .fact_viewsets import FACT_VIEWSETS
from .panels import FactRowsPanel


class FactBarPanel(Panel):
    """The bar above a story's facts: one click adds a fact of a kind."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/fact_bar.html"

        @property
        def kinds(self):
            """(relation, the word on its button), in the order of an editor's day."""
            return [(kind.relation(), kind.button) for kind in FACT_VIEWSETS]

        @property
        def story_key(self):
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
