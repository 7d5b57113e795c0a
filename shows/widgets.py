"""Widgets of the record's forms. Their scripts are Stimulus controllers in `static/js/desk/`."""

from django import forms
from django.apps import apps
from django.urls import reverse


class CodesWidget(forms.SelectMultiple):
    """A multi-select that the ``codes`` controller turns into a searchable list."""

    def __init__(self, attrs=None, **kwargs):
        super().__init__({"data-controller": "codes", **(attrs or {})}, **kwargs)


class RecordPicker(forms.TextInput):
    """A combobox that finds a record by its name and can create one from a name.

    ``target`` is a model label, “shows.Series”. The hidden input posts the key; the
    ``record-picker`` controller asks `shows.views.picker` for suggestions.
    """

    template_name = "desk/record_picker.html"

    def __init__(self, target: str, attrs=None):
        self.target = target
        super().__init__(attrs)

    @property
    def model(self):
        return apps.get_model(self.target)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        record = self.model._default_manager.filter(pk=value).first() if value else None
        context["widget"] |= {
            "type": "hidden",
            "label": str(record) if record else "",
            "url": reverse("record_picker", args=[self.target]),
        }
        return context
