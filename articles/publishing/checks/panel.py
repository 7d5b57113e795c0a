"""The checks beside a story's form: what forbids its publication, then what is advised."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.side_panels import BaseSidePanel

from .registry import Finding, run


class PublicationPanel(BaseSidePanel):
    """Shows the checks of the draft as it was last saved.

    It is rendered anew in the answer to every autosave; `checks.js` then brings the number on its
    button up to date, and leads from a sentence to its field.
    """

    name = "publication"
    title = gettext_lazy("Before publication (panel)")
    template_name = "admin/checks_panel.html"
    order = 120

    class Media:
        css = {"all": ["css/admin/checks.css"]}
        js = ["js/admin/checks.js"]

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Show or hide the checks before publication")
        icon_name = "clipboard-list"

        @property
        def counter_classname(self) -> str:
            return "desk-checks-count" if self.panel.blocking else "desk-checks-count--advisory"

        def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            context["count"] = len(self.panel.blocking or self.panel.advisory)
            return context

    @cached_property
    def findings(self) -> list[Finding]:
        """Nothing is said of a story that was never saved: it has only begun."""
        return run(self.object, self.request.user) if self.object.pk else []

    @property
    def blocking(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.blocking]

    @property
    def advisory(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.blocking]

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {
            **super().get_context_data(parent_context),
            "blocking": self.blocking,
            "advisory": self.advisory,
        }
