"""The widget of lists of codes, and the sentences of all comboboxes.

Their scripts are Stimulus controllers in `static/js/admin/`.
"""

import json
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _


def combobox_texts(**others: Any) -> str:
    """The sentences of a combobox, as JSON; ``others`` replace some."""
    return json.dumps(
        {
            "count": _("{count} suggestions"),
            "failed": _("The newsroom’s server does not answer. Try again."),
            "none": _("Nothing by that name."),
            "one": _("1 suggestion"),
            "pending": _("Choose in the list, or create it."),
            "placeholder": _("Type to search…"),
            "remove": _("Remove “{name}”"),
            **others,
        },
        ensure_ascii=False,
    )


class CodesWidget(forms.SelectMultiple):
    """A multi-select that the ``choices`` controller turns into a searchable list.

    With a ``vocabulary`` (“territories”, “languages”) the page carries only what is chosen; the
    controller fetches the rest once, not for each of a story's many facts.
    """

    def __init__(self, attrs: Any = None, vocabulary: str = "", **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        super().__init__({"data-controller": "choices", **(attrs or {})}, **kwargs)

    def get_context(
        self, name: str, value: list[int | str] | None, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        attrs = context["widget"]["attrs"]
        attrs["data-choices-texts-value"] = combobox_texts(pending=_("Choose in the list."))
        if self.vocabulary:
            attrs["data-choices-url-value"] = reverse("desk_vocabulary", args=[self.vocabulary])
        return context

    def optgroups(
        self, name: str, value: list[str], attrs: dict[str, Any] | None = None
    ) -> list[tuple[str | None, list[dict[str, Any]], int | None]]:
        groups = super().optgroups(name, value, attrs)
        if not self.vocabulary:
            return groups
        return [
            (label, [option for option in options if option["selected"]], index)
            for label, options, index in groups
            if any(option["selected"] for option in options)
        ]
