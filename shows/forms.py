"""Form fields of the record."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .widgets import CodesWidget


class CodesFormField(forms.MultipleChoiceField):
    """A searchable multi-select over a vocabulary; its value is comma-separated text.

    ``names`` is a callable that returns {code: French name}.
    """

    widget = CodesWidget
    default_error_messages = {
        "invalid_choice": _("“%(value)s” is not in the list. Choose from the suggestions."),
    }

    def __init__(self, *, names, **kwargs):
        super().__init__(choices=lambda: list(names().items()), **kwargs)

    def prepare_value(self, value):
        return value.split(",") if isinstance(value, str) and value else value or []

    def clean(self, value):
        return ",".join(sorted(super().clean(value)))

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)
