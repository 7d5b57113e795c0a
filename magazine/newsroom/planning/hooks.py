"""Puts the planning into the admin: its addresses and its place in the menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .asking import may_plan
from .views import CalendarAddressView, PlanningView


class PlanningMenuItem(MenuItem):
    """Shown to those who may see the planning."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_plan(request.user)


@hooks.register("register_admin_urls")
def planning_urls() -> list[URLPattern]:
    """The planning, and where a private address of its calendar is made."""
    return [
        path("planning/", PlanningView.as_view(), name="planning"),
        path("planning/address/", CalendarAddressView.as_view(), name="planning_address"),
    ]


@hooks.register("register_admin_menu_item")
def planning_menu() -> PlanningMenuItem:
    """The planning's place in the menu: between the stories and the front page."""
    return PlanningMenuItem(
        _("Planning"), reverse("planning"), name="planning", icon_name="calendar-alt", order=105
    )
