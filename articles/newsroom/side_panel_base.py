"""What stands beside a story's draft: its thread of notes and its team (decision 10).

Both are a side panel of the story's form and a page of their own, for those who may read the
draft and not change it. They are plain forms; a script sends them without leaving the story.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.views import View
from wagtail.admin.ui.side_panels import BaseSidePanel

from ..models import Article
from .access import address, may, may_read

if TYPE_CHECKING:
    from .assignments import TeamPanel
    from .notes import NotesPanel


class StoryView(View):
    """A view beside a story's draft, for those who may read it.

    Subclasses have ``panel`` and do their work in `post`, which returns None or a `Refusal`. The
    answer is the panel anew for a script, and the page for a browser without one.
    """

    panel: Any = None
    page_template = "admin/beside/page.html"

    def dispatch(self, request: HttpRequest, *args: Any, pk: int, **kwargs: Any) -> Any:
        self.article = get_object_or_404(Article, pk=pk)
        if not may_read(request.user, self.article):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def by_script(self) -> bool:
        return self.request.headers.get("x-requested-with") == "XMLHttpRequest"

    def answer(self, **context: Any) -> HttpResponse | HttpResponseRedirect:
        """Show the panel, with an error and what was typed if there are any."""
        if not self.by_script and not context:
            return redirect(address(self.panel.name, self.article))
        panel = self.panel(self.article, self.request, **context)
        status = 400 if context.get("error") else 200
        if self.by_script:
            return HttpResponse(panel.render_html(), status=status)
        return self.page(panel, status=status)

    def page(self, panel: NotesPanel | TeamPanel, status: int = 200) -> HttpResponse:
        user = self.request.user
        others = [kind for kind in StoryPanel.__subclasses__() if kind is not type(panel)]
        context = {
            "story": self.article,
            "panels": [panel, *(kind(self.article, self.request) for kind in others)],
            "edit_url": address("edit", self.article) if may(user, "change", self.article) else "",
            "read_url": self.read_url(),
        }
        html = render_to_string(self.page_template, context, request=self.request)
        return HttpResponse(html, status=status)

    def read_url(self) -> str:
        """Return where the draft is read as readers will see it."""
        revision = self.article.latest_revision_id
        return address("revisions_view", self.article, revision) if revision else ""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        panel = self.panel(self.article, request)
        return HttpResponse(panel.render_html()) if self.by_script else self.page(panel)


class StoryPanel(BaseSidePanel):
    """A side panel beside a story. An unsaved story has none of what it shows, and it says so."""

    def __init__(self, object: Article, request: HttpRequest, **context: Any) -> None:
        super().__init__(object, request)
        self.context = context

    def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context_data(parent_context or {})
        if self.object.pk:
            context |= self.details()
        # A panel is drawn by itself, without what Django gives to a page.
        context |= {"csrf_token": get_token(self.request), "user": self.request.user}
        return {**context, "story": self.object, **self.context}

    def details(self) -> dict:
        """Return what the template shows of a saved story."""
        return {}

    def open_count(self) -> int:
        """How many things wait; shown on the panel's button."""
        return 0

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            context["count"] = self.panel.open_count() if self.panel.object.pk else 0
            return context
