"""The newsroom's menu and home: what an editor needs, and nothing that leads nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.defaults import page_not_found
from wagtail import hooks
from wagtail.admin.menu import MenuItem, SubmenuMenuItem, settings_menu
from wagtail.images.permissions import permission_policy as picture_policy

from .newsroom import dashboard, search
from .newsroom.pictures import bulk, choosing
from .newsroom.planning import hooks as planning_hooks  # noqa: F401  registers the planning
from .newsroom.reports import hooks as reports_hooks  # noqa: F401  registers the reports

if TYPE_CHECKING:
    from wagtail.admin.site_summary import PagesSummaryItem
    from wagtail.api.v2.router import WagtailAPIRouter
    from wagtail.images.wagtail_hooks import ImagesSummaryItem

#: Wagtail's own items that are replaced or lead nowhere: there are no pages.
HIDDEN = {"explorer", "snippets", "documents", "images", "settings", "help", "reports"}
HIDDEN_SETTINGS = {"sites", "locales", "redirects", "workflows", "workflow-tasks"}
#: Order of Wagtail's own settings, after ours.
SETTINGS_ORDER = {"collections": 200, "users": 210, "groups": 220}


class PicturesMenuItem(MenuItem):
    """Shown to those who may add, change or delete pictures."""

    def is_shown(self, request: HttpRequest) -> bool:
        return picture_policy.user_has_any_permission(request.user, ["add", "change", "delete"])


# After Wagtail's own, whose names they take.
for action in bulk.ACTIONS:
    hooks.register("register_bulk_action", action, order=10)
choosing.install()


@hooks.register("register_admin_menu_item")
def pictures() -> PicturesMenuItem:
    """The picture library, in place of the item that is hidden with the rest of Wagtail's own."""
    return PicturesMenuItem(
        _("Pictures (menu)"),
        reverse("wagtailimages:index"),
        name="pictures",
        icon_name="image",
        order=170,
    )


@hooks.register("register_admin_menu_item")
def desk_settings() -> SubmenuMenuItem:
    """The settings, with the name and the place that the newsroom gives them."""
    return SubmenuMenuItem(
        _("Settings (menu)"),
        settings_menu,
        name="desk-settings",
        icon_name="cogs",
        order=900,
    )


@hooks.register("construct_main_menu", order=100)
def newsroom_menu(request: HttpRequest, menu_items: list[Any]) -> None:
    """Take out what is in `HIDDEN`."""
    menu_items[:] = [item for item in menu_items if item.name not in HIDDEN]


@hooks.register("construct_settings_menu", order=100)
def settings_of_the_newsroom(request: HttpRequest, menu_items: list[Any]) -> None:
    """Take out what is in `HIDDEN_SETTINGS`, and put Wagtail's own after ours."""
    menu_items[:] = [item for item in menu_items if item.name not in HIDDEN_SETTINGS]
    for item in menu_items:
        item.order = SETTINGS_ORDER.get(item.name, item.order)


@hooks.register("construct_homepage_summary_items", order=100)
def no_page_counts(
    request: HttpRequest, summary_items: list[PagesSummaryItem | ImagesSummaryItem]
) -> None:
    """Leave none of the numbers that Wagtail puts on its home: `dashboard` says what matters."""
    summary_items.clear()


hooks.register("construct_homepage_panels", dashboard.install, order=100)


@hooks.register("register_admin_urls")
def search_url() -> list[URLPattern]:
    """The page behind the one search box."""
    return [path("recherche/", search.SearchView.as_view(), name="desk_search")]


hooks.register("register_admin_search_area", search.search_area)
hooks.register("construct_search", search.only_this_search, order=100)


class NoDocuments:
    """Stands where Wagtail's admin looks for the documents' API: the magazine has no documents."""

    model = type("NoModel", (), {})

    @classmethod
    def get_urlpatterns(cls) -> list[Any]:
        return [path("", page_not_found, {"exception": None}, name="listing")]


@hooks.register("construct_admin_api")
def no_documents(router: WagtailAPIRouter) -> None:
    """Answer for documents with `NoDocuments`."""
    router.register_endpoint("documents", NoDocuments)
