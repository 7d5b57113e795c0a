"""The JSON behind the record picker (`shows.admin.widgets.RecordPicker`)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.views import View

from ...fields.model_fields import language_names, territory_names
from ...name_search import fold
from .registry import TARGETS

LONGEST = 200


class PickerView(View):
    """``GET ?q=&place=`` finds by name; ``?id=`` (repeated) gives labels; ``POST name=&kind=``
    creates.

    Suggestions are ``{"results": [{"id", "label", "hint"}], "create": [{"kind", "label",
    "sure"}]}``, with the ways to create what was typed (`ways`); a creation answers
    ``{"id", "label", "hint"}``, or ``{"error": sentence}`` with status 400 or 403. Only signed-in
    members of the newsroom get here: the admin's URLs ask for it.
    """

    def setup(self, request: HttpRequest, target: str, **kwargs: Any) -> None:
        super().setup(request, target=target, **kwargs)
        self.target: Any = TARGETS.get(target)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.target is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> JsonResponse:
        target, user = self.target, request.user
        if keys := request.GET.getlist("id"):
            found = target.rows(user).filter(pk__in=[key for key in keys if key.isdigit()])
            return JsonResponse({"results": [self.describe(row) for row in found]})
        text = request.GET.get("q", "").strip()[:LONGEST]
        found = target.search(user, text)
        known = any(fold(str(row)) == fold(text) for row in found)
        may = text and not known and target.may_create(user)
        ways = target.ways(text, request.GET.get("place", "")) if may else []
        return JsonResponse({"results": [self.describe(row) for row in found], "create": ways})

    def post(self, request: HttpRequest, **kwargs: Any) -> JsonResponse:
        try:
            if not self.target.may_create(request.user):
                raise PermissionDenied
            name, kind = (request.POST.get(key, "") for key in ("name", "kind"))
            record = self.target.create(request.user, name, kind)
        except PermissionDenied:
            sentence = _("You may choose one that exists, not create one. Ask the desk for it.")
            return JsonResponse({"error": sentence}, status=403)
        except ValidationError as error:
            return JsonResponse({"error": " ".join(error.messages)}, status=400)
        return JsonResponse(self.describe(record))

    def describe(self, row: Any) -> dict[str, Any]:
        return {"id": row.pk, "label": str(row), "hint": self.target.hint(row)}


class VocabularyView(View):
    """The codes of a vocabulary with their French names, kept by the browser for a day."""

    VOCABULARIES = {"territories": territory_names, "languages": language_names}

    def get(self, request: HttpRequest, name: str) -> Any:
        if name not in self.VOCABULARIES:
            raise Http404
        response = JsonResponse({"codes": list(self.VOCABULARIES[name]().items())})
        response["Cache-Control"] = "private, max-age=86400"
        return response
