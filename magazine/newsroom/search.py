"""One box of the admin finds everything: stories, records, deals, pictures.

Each user finds what the lists show him, by any of its names, whatever the accents; every group
leads to its list, with the same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django.db.models import Model, Prefetch, QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.search import SearchArea
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.images.permissions import permission_policy as picture_policy

from articles.models import Article
from articles.newsroom.access import story_url
from media.models import Picture
from shows.admin.permissions import SEEING, edit_url
from shows.admin.picker.registry import TARGETS
from shows.models import Award, Company, Deal, DealParty, Person, Series
from shows.models.batch import fetch_batch
from shows.name_search import ITSELF, matching, rank

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise
    from wagtail.images.wagtail_hooks import ImagesSearchArea

    from media.querysets import PictureQuerySet
    from shows.admin.base import DeskViewSet
    from shows.admin.typed import AnyUser

#: How many of each kind are shown, and how many are looked at to show the best of them.
SHOWN, CONSIDERED = 6, 60
LONGEST = 200


@dataclass
class Group:
    """The best of what was found of one kind; ``list_url`` has all of it."""

    label: str
    icon: str
    list_url: str
    found: list[dict]
    more: bool


class Kind:
    """Something that is searched. Its rows are those that the list shows a user; the names and
    texts that are looked in are the list's as well."""

    def __init__(self, model: type[Model], name: str = "name") -> None:
        self.model, self.name = model, name

    @property
    def viewset(self) -> DeskViewSet:
        return cast(Any, self.model).snippet_viewset

    @property
    def label(self) -> str:
        return str(capfirst(self.model._meta.verbose_name_plural or ""))

    @property
    def icon(self) -> str:
        return self.viewset.icon

    @property
    def list_name(self) -> str:
        return self.viewset.get_url_name("list")

    @property
    def fields(self) -> list[str]:
        return self.viewset.search_fields

    def found(self, user: AnyUser, text: str) -> QuerySet:
        return self.rows(user).filter(matching(self.model, text, self.fields))

    def is_open_to(self, user: AnyUser) -> bool:
        return self.viewset.permission_policy.user_has_any_permission(user, SEEING)

    def rows(self, user: AnyUser) -> QuerySet:
        return self.viewset.permission_policy.visible_to(user)

    def matching(self, user: AnyUser, text: str) -> QuerySet:
        """Return what is found; of too much, what has the shortest names: the closest."""
        closest = self.found(user, text).order_by(Length(self.name), "pk")
        closest = closest.values("pk")[:CONSIDERED]
        return self.model._base_manager.filter(pk__in=closest)

    def best(self, found: Any, text: str) -> list:
        return sorted(found, key=lambda row: rank(str(row), text))

    def hint(self, row: Any) -> str:
        return TARGETS[self.model._meta.label].hint(row)

    def url(self, user: AnyUser, row: Any) -> str | None:
        return edit_url(row, user)

    def group(self, user: AnyUser, text: str, found: Any) -> Group:
        return Group(
            self.label,
            self.icon,
            f"{reverse(self.list_name)}?{urlencode({'q': text})}",
            [
                {"name": str(row), "hint": self.hint(row), "url": self.url(user, row)}
                for row in self.best(found, text)[:SHOWN]
            ],
            len(found) > SHOWN,
        )


class Pictures(Kind):
    """Pictures, whose list and rights are Wagtail's: they have no viewset of ours."""

    icon = "image"
    list_name = "wagtailimages:index"
    fields: Any = (ITSELF,)

    def is_open_to(self, user: AnyUser) -> bool:
        return picture_policy.user_has_any_permission(user, ["change", "delete"])

    def rows(self, user: AnyUser) -> PictureQuerySet:
        return picture_policy.instances_user_has_any_permission_for(user, ["change", "delete"])

    def hint(self, row: Any) -> Any:
        return row.credit

    def url(self, user: AnyUser, row: Any) -> str:
        return reverse("wagtailimages:edit", args=[row.pk])


class Newest(Kind):
    """Found and shown newest first, as in its list, with what its lines need."""

    order: tuple[str, ...] = ("-pk",)

    def matching(self, user: AnyUser, text: str) -> QuerySet[Any]:
        found = self.found(user, text).values("pk")
        rows = self.model._base_manager.filter(pk__in=found).order_by(*self.order)
        return rows.select_related(*self.viewset.list_select_related)[:CONSIDERED]

    def best(self, found: Any, text: str) -> Any:
        return found


class Stories(Newest):
    """Stories, each with the address where this user may read or edit it."""

    order = ("-latest_revision__created_at", "-pk")

    def matching(self, user: AnyUser, text: str) -> QuerySet[Article]:
        return super().matching(user, text).defer("body")

    def url(self, user: AnyUser, row: Any) -> Any:
        return story_url(user, row)


class Deals(Newest):
    """Deals, with the parties that their names are made of."""

    def matching(self, user: AnyUser, text: str) -> QuerySet[Deal]:
        parties = DealParty.objects.select_related("company")
        return super().matching(user, text).prefetch_related(Prefetch("parties", parties))


#: In the order in which they are shown.
KINDS = (
    Stories(Article),
    Kind(Series, "title"),
    Kind(Person),
    Kind(Company),
    Kind(Award),
    Deals(Deal),
    Pictures(Picture, "title"),
)


def search(user: AnyUser, text: str) -> list[Group]:
    """Return what ``user`` finds, by kind: records and pictures in one query, then the others."""
    kinds = [kind for kind in KINDS if kind.is_open_to(user)]
    asked = {kind: kind.matching(user, text) for kind in kinds}
    found = fetch_batch({k: rows for k, rows in asked.items() if not isinstance(k, Newest)})
    found |= {kind: list(asked[kind]) for kind in kinds if kind not in found}
    return [kind.group(user, text, found[kind]) for kind in kinds if found[kind]]


class SearchView(WagtailAdminTemplateMixin, TemplateView):
    """``?q=`` finds in every kind that is open to the user."""

    template_name = "admin/search.html"
    page_title = gettext_lazy("Search")
    header_icon = "search"

    @cached_property
    def text(self) -> str:
        return " ".join(self.request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]

    def get_breadcrumbs_items(self) -> list[dict[str, StrOrPromise]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return {
            **super().get_context_data(**kwargs),
            "text": self.text,
            "groups": search(user, self.text) if self.text else [],
            "kinds": [
                str(kind.model._meta.verbose_name_plural) for kind in KINDS if kind.is_open_to(user)
            ],
        }


class DeskSearchArea(SearchArea):
    """The sidebar's search box, for those who find anything with it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return any(kind.is_open_to(request.user) for kind in KINDS)


def search_area() -> SearchArea:
    """Return the one search area; received from ``register_admin_search_area``."""
    return DeskSearchArea(_("Search"), reverse("desk_search"), name="desk", order=0)


def only_this_search(
    request: HttpRequest, search_areas: list[DeskSearchArea | ImagesSearchArea]
) -> None:
    """Take Wagtail's other search areas away; received from ``construct_search``."""
    search_areas[:] = [area for area in search_areas if area.name == "desk"]
