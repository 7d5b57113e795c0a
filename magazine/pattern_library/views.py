"""The style page. `magazine.urls` gives it an address while DEBUG is on."""

from itertools import groupby
from typing import Any

from django.template.loader import render_to_string
from django.views.generic import TemplateView

from .specimens import SPECIMENS

#: The tokens that the page shows, by what they are for.
COLOURS = ("paper", "paper-2", "ink", "muted", "signal", "on-signal", "stage", "on-stage")
TEXTS = ("head-xl", "head-l", "head-m", "head-s", "text-l", "text-m", "text-s", "text-xs")


class StyleView(TemplateView):
    """All components by group, each drawn in all its states."""

    template_name = "style.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = [
            (group, [(s.component, self.shown(s)) for s in specimens])
            for group, specimens in groupby(SPECIMENS, key=lambda specimen: specimen.group)
        ]
        return {"groups": groups, "colours": COLOURS, "texts": TEXTS}

    def shown(self, specimen: Any) -> list[tuple[str, str, str]]:
        """(label, classes around it, HTML) of each state."""
        return [
            (label, specimen.around(label), render_to_string(specimen.component, arguments))
            for label, arguments in specimen.states.items()
        ]
