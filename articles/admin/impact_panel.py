"""“What this story makes public”: a panel of the story's form, drawn from what is saved.

It costs the form nothing: the panel fetches its content from `OutcomeView`, when it comes into
sight and after each save.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.panels import Panel

from shows.admin.permissions import edit_url

from ..models import Article
from .impact import outcome

if TYPE_CHECKING:
    from shows.models import Release


class OutcomePanel(Panel):
    """The place of the summary in the form. It says where to fetch it, and under which key."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("What this story makes public"), **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/outcome_panel.html"

        @property
        def url(self) -> str:
            """The address of the summary, with 0 for the key: a new story has none yet."""
            return reverse(Article.snippet_viewset.get_url_name("outcome"), args=[0])

        @property
        def story_key(self) -> str | int:
            return self.instance.pk if self.instance and self.instance.pk else ""


class OutcomeView(View):
    """The summary of the story's draft, for those who may change it (`GateMixin`)."""

    http_method_names = ["get"]
    model = Article

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        result = outcome(get_object_or_404(Article, pk=pk))
        return TemplateResponse(
            request,
            "admin/outcome.html",
            {
                "outcome": result,
                "contradictions": [
                    (found, [self.describe(fact) for fact in (found.first, found.second)])
                    for found in result.contradictions
                ],
                "records": [
                    {"name": one, "url": edit_url(getattr(one, "award", one), request.user)}
                    for one in result.records
                ],
            },
        )

    def describe(self, release: Release) -> dict:
        return {
            "fact": release,
            "story": release.story,
            "url": edit_url(release, self.request.user) if release.pk else "",
        }
