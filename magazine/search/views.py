"""The addresses of readers' search."""

from functools import cached_property
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.generic import TemplateView, View

from shows.listing.views import Pages, quoted, read_page

from .analysis import LONGEST, MOST_WORDS, Question
from .indexing import KINDS
from .results import Found, hits, in_order, near, search, suggest

PAGE = 20
#: For how many seconds a browser or a proxy may keep suggestions.
KEPT = 60


class SearchView(TemplateView):
    """``?q=`` finds in every kind; with ``type``, in one, by pages.

    Answers anything: what is not understood is said in ``notes``.
    """

    template_name = "search/page.html"

    @cached_property
    def question(self) -> Question:
        return Question.read(self.request.GET.get("q", ""))

    def address(self, kind: Any = None, page: int = 1) -> str:
        """The address of these results: of all kinds or of one, nothing empty in it."""
        pairs = [("q", self.question.typed)]
        if kind is not None:
            pairs.append(("type", kind.name))
        if page > 1:
            pairs.append(("page", str(page)))
        return f"{reverse('search')}?{urlencode(pairs)}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = search(self.question)
        notes = self._notes()
        asked = self.request.GET.get("type", "")
        kind = next((kind for kind in KINDS if kind.name == asked), None)
        if asked and kind is None:
            notes.append(f"{quoted(asked)} n’est pas un type de résultat : voici tous les types.")
        context = {
            "view": self,
            "question": self.question,
            "problem": self.problem,
            "notes": notes,
            "total": sum(one.count for one in found),
            "is_cut": any(one.is_cut for one in found),
            "types": [(one, self.address(one.kind), one.kind is kind) for one in in_order(found)],
            "all": self.address(),
            "kind": kind,
            "groups": [],
        }
        if kind is not None:
            context |= self._one_kind(next(one for one in found if one.kind is kind), notes)
        else:
            context["groups"] = [
                (one, hits(one, self.question), self.address(one.kind)) for one in in_order(found)
            ]
        if not context["total"] and not self.problem:
            context["near"] = near(self.question)
        return context

    def _one_kind(self, found: Found, notes: list[str]) -> dict:
        last = max(1, -(-found.count // PAGE))
        number, note = read_page(self.request.GET.get("page", ""), last)
        notes += filter(None, [note])
        part = hits(found, self.question, (number - 1) * PAGE, number * PAGE)
        return {
            "groups": [(found, part, "")] if part else [],
            "pages": Pages(cast(Any, _OfKind(self, found.kind)), number, last),
        }

    @property
    def problem(self) -> str:
        """Why nothing can be looked for: “empty”, “signs”, “short”, or “” ."""
        if not self.question.typed:
            return "empty"
        return "" if self.question.words else "signs"

    def _notes(self) -> list[str]:
        if not self.question.is_cut:
            return []
        return [
            f"La demande est longue : ses {MOST_WORDS} premiers mots ont été cherchés, dans la"
            f" limite de {LONGEST} caractères."
        ]


class _OfKind:
    """Gives the pages of one kind their addresses."""

    def __init__(self, view: SearchView, kind: Any) -> None:
        self.view, self.kind = view, kind

    def address(self, page: int) -> str:
        return self.view.address(self.kind, page)


class SuggestionsView(View):
    """``?q=``: the names that what was typed may become, in the form of OpenSearch suggestions:
    what was typed, names, what they are, addresses. Browsers and our own search box read it."""

    def get(self, request: HttpRequest) -> Any:
        question = Question.read(request.GET.get("q", ""))
        found = suggest(question)
        response = JsonResponse(
            [
                question.typed,
                [suggestion.name for suggestion in found],
                [suggestion.about for suggestion in found],
                [request.build_absolute_uri(suggestion.url) for suggestion in found],
            ],
            safe=False,
            content_type="application/x-suggestions+json",
            json_dumps_params={"ensure_ascii": False},
        )
        patch_cache_control(response, public=True, max_age=KEPT)
        response["X-Robots-Tag"] = "noindex"
        return response


class OpenSearchView(TemplateView):
    """The description with which a browser offers to search here."""

    template_name = "search/opensearch.xml"
    content_type = "application/opensearchdescription+xml; charset=utf-8"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            "site": self.request.build_absolute_uri("/")[:-1],
            "search": reverse("search"),
            "suggestions": reverse("search_suggestions"),
        }
