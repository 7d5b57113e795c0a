"""Form fields of the record."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .widgets import CodesWidget


class CodesFormField(forms.MultipleChoiceField):
    """A searchable multi-select over a vocabulary; its value is comma-separated text.

    ``names`` is a callable that returns {code: French name}, ``vocabulary`` the name under which
    the widget fetches them; ``single`` allows one code only.
    """

    widget = CodesWidget
    default_error_messages = {
        "invalid_choice": _("“%(value)s” is not in the list. Choose from the suggestions."),
        "single": _("Choose one only."),
    }

    def __init__(
        self,
        *,
        names: Callable[[], dict[str, str]],
        vocabulary: str = "",
        single: bool = False,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("widget", CodesWidget(vocabulary=vocabulary))
        super().__init__(choices=lambda: list(names().items()), **kwargs)
        self.single = single
        if single:
            self.widget.attrs["data-choices-max-value"] = "1"

    def prepare_value(self, value: Any) -> list[Any]:
        return value.split(",") if isinstance(value, str) and value else value or []

    def clean(self, value: list[str]) -> str:
        codes = super().clean(value)
        if self.single and len(codes) > 1:
            raise ValidationError(self.error_messages["single"], code="single")
        return ",".join(sorted(codes))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)
