"""The newsroom's home: what waits for whoever looks at it, what needs an act first.

All its panels ask the policy of the stories, so that nobody sees more here than in his lists.
"""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.images.permissions import permission_policy as picture_policy

from shows.models import Series

from .desk import Desk
from .panels import PANELS


class Dashboard(Component):
    """The home, as one of Wagtail's panels."""

    name = "desk"
    order = 100
    template_name = "admin/dashboard.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        desk = Desk(parent_context["request"].user)
        panels = [panel for panel in (make(desk) for make in PANELS) if panel is not None]
        return {
            "panels": [panel for panel in panels if panel.rows or panel.warning],
            "quiet": [panel for panel in panels if not panel.rows and not panel.warning],
            "actions": list(_actions(desk)),
            "today": timezone.localdate(),
            "user": desk.user,
        }


def _actions(desk: Desk) -> Iterator[tuple[str, str]]:
    """What one comes here to begin: (address, label)."""
    if desk.writes:
        yield reverse(desk.viewset.get_url_name("add")), _("Write a story")
    if picture_policy.user_has_permission(desk.user, "add"):
        yield reverse("wagtailimages:add_multiple"), _("Add pictures")
    series = Series.snippet_viewset
    if series.permission_policy.user_has_permission(desk.user, "add"):
        yield reverse(series.get_url_name("add")), _("Add a series")


def install(request: HttpRequest, panels: list[Component]) -> None:
    """Leave nothing of Wagtail's own home; a hook, ``construct_homepage_panels``."""
    panels[:] = [Dashboard()]
