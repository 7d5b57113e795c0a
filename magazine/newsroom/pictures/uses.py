"""Where a picture is used: published, scheduled and in drafts, as the reader of the page may know.

Wagtail's own page reads its index of references, which knows no draft and no schedule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.base import BaseObjectMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.images.permissions import permission_policy

from media.models import Picture
from shows.admin.deletion import Where, listed

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from shows.admin.typed import AnyUser

HEADINGS = (
    (Where.LIVE, pgettext_lazy("picture", "Published")),
    (Where.SCHEDULED, pgettext_lazy("picture", "Scheduled")),
    (Where.DRAFT, pgettext_lazy("picture", "In drafts")),
)


def grouped_uses(
    picture: Picture, reader: AnyUser
) -> list[tuple[StrOrPromise, list[dict[Any, Any]]]]:
    """Return [(heading, uses)], without those that are empty."""
    found = listed(picture, reader)
    groups = [(heading, [use for use in found if use["where"] == w]) for w, heading in HEADINGS]
    return [(heading, uses) for heading, uses in groups if uses]


def counted(groups: list[tuple[StrOrPromise, list[dict[Any, Any]]]]) -> str:
    """“Uses: 3”, or that there are none."""
    count = sum(len(uses) for _heading, uses in groups)
    if not count:
        return _("Nothing uses it.")
    return _("Uses: %(count)d") % {"count": count}


class PictureUsesView(
    PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin, TemplateView
):
    """The page behind “where used”, for those who may change the picture."""

    model = Picture
    pk_url_kwarg = "image_id"
    permission_policy = permission_policy
    permission_required = "change"
    page_title = gettext_lazy("Where used")
    header_icon = "image"
    template_name = "admin/pictures/uses.html"

    def user_has_permission(self, permission: str) -> bool:
        return self.permission_policy.user_has_permission_for_instance(
            self.request.user, permission, self.object
        )

    @property
    def edit_url(self) -> str:
        return reverse("wagtailimages:edit", args=[self.object.pk])

    def get_page_subtitle(self) -> str:
        return self.object.title

    def get_breadcrumbs_items(self) -> list[dict[str, StrOrPromise]]:
        return [
            *self.breadcrumbs_items,
            {
                "url": reverse("wagtailimages:index"),
                "label": capfirst(self.model._meta.verbose_name_plural),
            },
            {"url": self.edit_url, "label": self.object.title},
            {"url": "", "label": self.get_page_title()},
        ]

    @property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(label=_("Edit"), url=self.edit_url, icon_name="edit")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = grouped_uses(self.object, self.request.user)
        context = super().get_context_data(**kwargs)
        return context | {"picture": self.object, "groups": groups, "counted": counted(groups)}
