"""Widgets of the record's forms. Their scripts are Stimulus controllers in `static/js/admin/`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.apps import apps
from django.db.models import Model
from django.forms.renderers import DjangoTemplates
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from wagtail.admin.widgets import AdminDateTimeInput

from shows.fields.widgets import combobox_texts

from .ways import PLACES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class RecordPicker(forms.TextInput):
    """A combobox that finds a record by its name and can create one from a name.

    ``target`` is a model label, “shows.Series”. The hidden input posts the key; the
    ``record-picker`` controller asks `picker.views.PickerView` for suggestions. When a script
    sets the key (StreamField, duplicated rows), the controller looks up the label.
    """

    template_name = "admin/record_picker.html"
    #: Set by a form of the desk, which loads what all its pickers name (`picker.loading`).
    form: Any = None

    def __init__(self, target: str, attrs: dict[str, StrOrPromise] | None = None) -> None:
        self.target = target
        super().__init__(attrs)

    @property
    def model(self) -> type[Model]:
        return apps.get_model(self.target)

    def chosen(self, value: int | str | None) -> list:
        """The records whose keys ``value`` holds; a key that names none is left out."""
        keys = self.keys(value)
        if not keys:
            return []
        if self.form is not None:
            return self.form.records.get(self.model, keys)
        return list(self.model._default_manager.filter(pk__in=keys))

    def keys(self, value: int | str | list[str] | None) -> list[int]:
        """The keys that ``value`` holds, without what is none."""
        keys = [value] if not isinstance(value, (list, tuple)) else value
        return [int(key) for key in keys if key and str(key).isdigit()]

    def place(self, name: str) -> str:
        """Where a company is named, for the address: “?place=Deal.seller” (`ways.PLACES`)."""
        if self.form is None:
            return ""
        place = f"{self.form._meta.model.__name__}.{name.rpartition('-')[2]}"
        return f"?place={place}" if place in PLACES else ""

    def get_context(
        self, name: str, value: int | str | None, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = self.chosen(value)
        context["widget"] |= {
            "chosen": chosen,
            "label": str(chosen[0]) if chosen else "",
            "texts": combobox_texts(),
            "url": f"{reverse('record_picker', args=[self.target])}{self.place(name)}",
            "described_by": context["widget"]["attrs"].get("aria-describedby"),
            "invalid": context["widget"]["attrs"].get("aria-invalid"),
        }
        return context

    def _render(
        self,
        template_name: str,
        context: dict[str, dict[str, Any]],
        renderer: DjangoTemplates | None = None,
    ) -> SafeString:
        # Through the project's own templates: Django's form renderer does not look there.
        return render_to_string(template_name, context)


class RecordsPicker(RecordPicker):
    """The same for several records: a multi-select for the ``choices`` controller."""

    template_name = "admin/records_picker.html"

    def format_value(self, value: list[int] | None) -> None:
        return None

    def value_from_datadict(self, data: Any, files: dict[Any, Any], name: str) -> list[str]:
        values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return [value for value in values if value]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return False  # nothing chosen, nothing sent: an empty list is a value


class MomentInput(AdminDateTimeInput):
    """Wagtail's picker of a day and an hour, that leaves what is typed alone.

    By itself it replaces what it does not read by the present moment, and 31 February by 3 March:
    here the server gets what was typed, and refuses it with a sentence.
    """

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "validateOnBlur": False}
