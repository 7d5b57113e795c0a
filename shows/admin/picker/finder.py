"""Finding what exists already, without a way to create it: to merge with, to lead readers to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy
from django.views import View

from ...name_search import rank
from ..widgets import RecordPicker
from .registry import CONSIDERED, SHOWN, TARGETS
from .views import LONGEST, PickerView

#: What an address may lead to, in the order in which readers look for it.
ADDRESSED = (
    *("articles.Article", "shows.Series", "shows.Person", "shows.Company"),
    *("shows.Award", "shows.AwardEdition", "articles.Section"),
)


class FinderView(PickerView):
    """The record picker's JSON for one kind, that never offers to create."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, **kwargs: Any) -> JsonResponse:
        target, user = self.target, request.user
        if request.GET.getlist("id"):
            return super().get(request, **kwargs)
        found = target.search(user, request.GET.get("q", "").strip()[:LONGEST])
        return JsonResponse({"results": [self.describe(row) for row in found], "create": False})


class RecordFinder(RecordPicker):
    """A record picker without “create”."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["url"] = reverse("record_finder", args=[self.target])
        return context


# Something of any kind that has a page


def key_of(instance: Model) -> str:
    """“shows.Series:12”, by which `public_by_key` finds it again."""
    return f"{instance._meta.label}:{instance.pk}"


def public_by_key(key: str) -> Any:
    """Return what readers see under such a key, or None."""
    label, _colon, number = str(key).partition(":")
    if label not in ADDRESSED or not number.isdigit():
        return None
    target = TARGETS[label]
    return (
        target.model.objects.public()
        .select_related(*target.select_related)
        .filter(pk=number)
        .first()
    )


class PublicFinderView(View):
    """The same JSON for everything that has a public page; an id is a key as `key_of` gives it."""

    def get(self, request: HttpRequest) -> JsonResponse:
        if keys := request.GET.getlist("id"):
            found = [row for row in map(public_by_key, keys) if row]
        else:
            found = self.search(request.GET.get("q", "").strip()[:LONGEST])
        return JsonResponse({"results": [self.describe(row) for row in found], "create": False})

    def search(self, text: str) -> list:
        found: list[Any] = []
        for label in ADDRESSED if text else ():
            target = TARGETS[label]
            rows = target.model.objects.public().select_related(*target.select_related)
            found += target.filter(rows, text)[:CONSIDERED]
        return sorted(found, key=lambda row: rank(str(row), text))[:SHOWN]

    def describe(self, row: Any) -> dict:
        kind = capfirst(row._meta.verbose_name)
        return {"id": key_of(row), "label": str(row), "hint": kind}


class PublicPicker(forms.TextInput):
    """The record picker's combobox, over everything that has a public page."""

    template_name = RecordPicker.template_name

    def get_context(
        self, name: str, value: str | None, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = public_by_key(value or "")
        context["widget"] |= {
            "label": str(chosen) if chosen is not None else "",
            "multiple": False,
            "url": reverse("public_finder"),
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


class PublicField(forms.CharField):
    """What readers are led to: its value is the record or the story itself, or None."""

    widget = PublicPicker
    default_error_messages = {
        "not_public": gettext_lazy("Choose in the list something that readers can see.")
    }

    def prepare_value(self, value: Any) -> str | None:
        return key_of(value) if hasattr(value, "_meta") else value

    def to_python(self, value: Any) -> Any:
        if not value:
            return None
        found = public_by_key(value)
        if found is None:
            raise ValidationError(self.error_messages["not_public"], code="not_public")
        return found
