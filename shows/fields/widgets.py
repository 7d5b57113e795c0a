"""The widget of lists of codes. Its script is a Stimulus controller in `static/js/admin/`."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class CodesWidget(forms.SelectMultiple):
    """A multi-select that the ``codes`` controller turns into a searchable list.

    With a ``vocabulary`` (“territories”, “languages”) the page carries only what is chosen; the
    controller fetches the rest once, not for each of a story's many facts.
    """

    def __init__(self, attrs=None, vocabulary="", **kwargs):
        self.vocabulary = vocabulary
        attrs = {
            "data-controller": "codes",
            "data-codes-placeholder-value": _("Type to search…"),
            "data-codes-remove-text-value": _("Remove “{name}”"),
            "data-codes-none-text-value": _("Nothing by that name."),
            **(attrs or {}),
        }
        super().__init__(attrs, **kwargs)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if self.vocabulary:
            url = reverse("desk_vocabulary", args=[self.vocabulary])
            context["widget"]["attrs"]["data-codes-url-value"] = url
        return context

    def optgroups(self, name, value, attrs=None):
        groups = super().optgroups(name, value, attrs)
        if not self.vocabulary:
            return groups
        return [
            (label, [option for option in options if option["selected"]], index)
            for label, options, index in groups
            if any(option["selected"] for option in options)
        ]
