"""“What this front page shows”: a panel of its form, drawn from what is saved.

It tells which stories fill what the editor left open, and what of his choice is passed over
because readers may not see it. Like a story's outcome, it is fetched when it comes into sight and
after each save.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.panels import Panel

from shows.models import Series

from ..models import Article, FrontPage, Section
from ..moments import in_words
from ..pages.front import Composition, Slot


@dataclass
class Line:
    """A part of the page: its name, what it shows (text, chosen by the editor), and a remark."""

    name: str
    shown: list[tuple[str, bool]] = field(default_factory=list)
    remark: str = ""


class FrontSummary:
    """What a front page shows now, from top to bottom, and what is passed over."""

    def __init__(self, front: FrontPage) -> None:
        self.composition = Composition(front)
        self.page = self.composition.fill()

    def lines(self) -> list[Line]:
        lead, stories = self.page["lead"], self.page["stories"]
        lines = [
            Line(_("Lead story"), self.stories([lead] if lead else [])),
            Line(_("Under the lead"), self.stories(stories)),
            *(
                self.row(slot)
                for slot in self.composition.of("section", "series", "agenda", "deals", "most_read")
            ),
            Line(_("At the end of the page"), self.stories(self.page["rest"])),
        ]
        for line in lines:
            if not line.shown and not line.remark:
                line.remark = _("Hidden for now: there is nothing to show.")
        return lines

    def stories(self, stories: Iterable[Article]) -> list[tuple[str, bool]]:
        named = self.composition.named
        return [(story.public_headline, story.pk in named) for story in stories]

    def row(self, slot: Slot) -> Line:
        field: Any = FrontPage._meta.get_field("slots")
        blocks = field.stream_block.child_blocks
        line = Line(capfirst(str(blocks[slot.kind].label)))
        shown = slot.shown
        if slot.kind == "section":
            section = Section.objects.filter(pk=slot.key or 0).first()
            line.name = _("Section “%(name)s”") % {"name": section or "?"}
        if "record" in shown:
            line.shown.append((shown["record"].series.title, True))
        line.shown += self.stories(shown.get("stories", ()))
        line.shown += [(str(deal), False) for deal in shown.get("deals", ())]
        if "agenda" in shown:
            premieres = [p for _day, found in shown["agenda"].days for p in found]
            line.shown += [
                (f"{p.starts} – {p.series.title}", False)
                for p in (*premieres, *shown["agenda"].vague)
            ]
        if slot.kind == "most_read" and shown and not shown["ranked"]:
            line.remark = _("Nobody has been counted yet: the newest stories, as “À lire aussi”.")
        return line

    def warnings(self) -> list[str]:
        """A sentence for each choice that readers would not see."""
        known = self.composition.pools["named"]
        hidden = [key for key in dict.fromkeys(self.composition.named) if key not in known]
        rows = Article.objects.in_bulk(hidden)
        return [
            *(self.story_warning(rows.get(key)) for key in hidden),
            *self.repeated(),
            *self.hidden_series(),
        ]

    @staticmethod
    def story_warning(story: Article | None) -> str:
        if story is None:
            return _("A chosen story no longer exists: a newer one takes its place.")
        if scheduled := story.scheduled_revision:
            return _(
                "“%(story)s” goes out on %(when)s. Until then a newer story takes its place."
            ) % {"story": story, "when": in_words(scheduled.approved_go_live_at)}
        return _("“%(story)s” is not out: readers see a newer story in its place.") % {
            "story": story
        }

    def repeated(self) -> list[str]:
        named = self.composition.named
        twice = {key for key in named if named.count(key) > 1}
        return [
            _("“%(story)s” is chosen twice: it is shown once, the first time.") % {"story": story}
            for story in Article.objects.filter(pk__in=twice)
        ]

    def hidden_series(self) -> list[str]:
        hidden = [s.key for s in self.composition.of("series") if s.key and not s.shown]
        return [
            _("“%(series)s” waits for its story: the series in focus is hidden until then.")
            % {"series": series}
            for series in Series.objects.filter(pk__in=hidden)
        ]


class FrontSummaryPanel(Panel):
    """The place of the summary in the form. It says where to fetch it, and under which key."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": gettext_lazy("What this front page shows"), **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/front_panel.html"

        @property
        def url(self) -> str:
            """The address of the summary, with 0 for the key: a new front page has none yet."""
            return reverse(FrontPage.snippet_viewset.get_url_name("summary"), args=[0])

        @property
        def key(self) -> str | int:
            return self.instance.pk if self.instance and self.instance.pk else ""


class FrontSummaryView(View):
    """The summary of a front page's draft, for those who may change it (`GateMixin`)."""

    http_method_names = ["get"]
    model = FrontPage

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = get_object_or_404(FrontPage, pk=pk).get_latest_revision_as_object()
        summary = FrontSummary(draft)
        context = {"lines": summary.lines(), "warnings": summary.warnings()}
        return TemplateResponse(request, "admin/front_summary.html", context)
