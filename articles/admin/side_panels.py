"""The side panels of a story's form that stand beside its draft, and their addresses."""

from __future__ import annotations

from typing import Any

from django.urls import path

from shows.admin.typed import ViewMixin

from ..newsroom.assignments import AssignmentView, TeamPanel, TeamView
from ..newsroom.notes import NotesPanel, NotesView, NoteView, PeopleView
from ..publishing.checks.panel import PublicationPanel

PANELS = (NotesPanel, TeamPanel)


class BesideMixin(ViewMixin):
    """Puts the checks, the notes and the team beside a story's form.

    The answer to an autosave brings the checks up to date, and leaves the others out: it would
    take away the note that is being typed.
    The one that follows the first save brings them, since there were none before.
    """

    def get_side_panels(self) -> list[Any]:
        container = super().get_side_panels()
        story = self.object or self.form.instance
        container.append(PublicationPanel(story, self.request))
        if getattr(self, "expects_json_response", False):
            return container
        container.extend(panel(story, self.request) for panel in PANELS)
        return type(container)(sorted(container, key=lambda panel: panel.order))


def beside_urls() -> list:
    """The addresses, among those of the stories' viewset. Each view asks the policy itself."""
    return [
        path("notes/<int:pk>/", NotesView.as_view(), name="notes"),
        path("notes/<int:pk>/people/", PeopleView.as_view(), name="notes_people"),
        path("notes/<int:pk>/<int:note>/", NoteView.as_view(), name="note"),
        path("team/<int:pk>/", TeamView.as_view(), name="team"),
        path("team/<int:pk>/<int:assignment>/", AssignmentView.as_view(), name="assignment"),
    ]
