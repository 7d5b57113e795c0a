"""The newsroom's menu and home: what an editor needs, and nothing that leads nowhere."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.defaults import page_not_found
from wagtail import hooks
from wagtail.admin.menu import MenuItem, SubmenuMenuItem, settings_menu
from wagtail.admin.search import SearchArea
from wagtail.admin.ui.components import Component
from wagtail.images.permissions import permission_policy as picture_policy

from articles.models import Article
from articles.viewsets import status_of
from shows.desk.gate import edit_url

from .admin_pictures import GuardedPicturesDelete

#: Wagtail's own items that are replaced or lead nowhere: there are no pages.
HIDDEN = {"explorer", "snippets", "documents", "images", "settings", "help", "reports"}
HIDDEN_SETTINGS = {"sites", "locales", "redirects", "workflows", "workflow-tasks"}
#: Order of Wagtail's own settings, after ours.
SETTINGS_ORDER = {"collections": 200, "users": 210, "groups": 220}
HIDDEN_PANELS = {"locked_pages", "recent_edits", "whats_new_in_wagtail_version", "pages"}


class PicturesMenuItem(MenuItem):
    def is_shown(self, request):
        return picture_policy.user_has_any_permission(request.user, ["add", "change", "delete"])


# After Wagtail's own, whose name it takes.
hooks.register("register_bulk_action", GuardedPicturesDelete, order=10)


@hooks.register("register_admin_menu_item")
def pictures():
    return PicturesMenuItem(
        _("Pictures (menu)"),
        reverse("wagtailimages:index"),
        name="pictures",
        icon_name="image",
        order=170,
    )


@hooks.register("register_admin_menu_item")
def desk_settings():
    return SubmenuMenuItem(
        _("Settings (menu)"),
        settings_menu,
        name="desk-settings",
        icon_name="cogs",
        order=900,
    )


@hooks.register("construct_main_menu", order=100)
def newsroom_menu(request, menu_items):
    menu_items[:] = [item for item in menu_items if item.name not in HIDDEN]


@hooks.register("construct_settings_menu", order=100)
def settings_of_the_newsroom(request, menu_items):
    menu_items[:] = [item for item in menu_items if item.name not in HIDDEN_SETTINGS]
    for item in menu_items:
        item.order = SETTINGS_ORDER.get(item.name, item.order)


@hooks.register("construct_homepage_summary_items", order=100)
def no_page_counts(request, summary_items):
    summary_items.clear()


class DeskPanel(Component):
    """The stories that wait for this user: his drafts, then the desk's latest."""

    name = "desk"
    order = 100
    template_name = "desk/home_panel.html"

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        viewset = Article.snippet_viewset
        policy = viewset.permission_policy
        stories = (
            viewset.get_queryset(parent_context["request"])
            .order_by("-latest_revision__created_at")
            .prefetch_related(None)
        )
        return {
            "may_add": policy.user_has_permission(user, "add"),
            "add_url": reverse(viewset.get_url_name("add")),
            "list_url": reverse(viewset.get_url_name("list")),
            "lists": [
                (_("Your drafts"), self.links(stories.filter(owner=user, live=False)[:8], user)),
                (_("Latest work of the desk"), self.links(stories[:12], user)),
            ],
        }

    @staticmethod
    def links(stories, user) -> list[dict]:
        return [
            {"story": story, "status": status_of(story), "url": edit_url(story, user)}
            for story in stories
        ]


@hooks.register("construct_homepage_panels", order=100)
def newsroom_home(request, panels):
    panels[:] = [
        panel for panel in panels if getattr(panel, "name", "summary") not in HIDDEN_PANELS
    ]
    if Article.snippet_viewset.permission_policy.visible_to(request.user) is not None:
        panels.append(DeskPanel())


class StorySearchArea(SearchArea):
    """The sidebar's search looks for stories."""

    def is_shown(self, request):
        policy = Article.snippet_viewset.permission_policy
        return policy.user_has_any_permission(request.user, ["add", "change", "delete", "view"])


@hooks.register("register_admin_search_area")
def search_stories():
    url = reverse(Article.snippet_viewset.get_url_name("list"))
    return StorySearchArea(_("Stories (menu)"), url, name="articles", icon_name="doc-full", order=1)


@hooks.register("construct_search", order=100)
def no_page_search(request, search_areas):
    search_areas[:] = [area for area in search_areas if area.name != "pages"]


class NoDocuments:
    """Stands where Wagtail's admin looks for the documents' API: the magazine has no documents."""

    model = type("NoModel", (), {})

    @classmethod
    def get_urlpatterns(cls):
        return [path("", page_not_found, {"exception": None}, name="listing")]


@hooks.register("construct_admin_api")
def no_documents(router):
    router.register_endpoint("documents", NoDocuments)
