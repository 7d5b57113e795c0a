"""Reports of the picture library: what nobody shows, and what soon nobody may show."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, cast

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.images.permissions import permission_policy as picture_policy
from wagtail.models import ReferenceIndex

from articles.deletion_guard import drafts_naming
from media.models import Licence, Picture
from shows.models.batch import by_key, fetch_batch

from ..pictures.library import used_keys
from .base import DeskReport
from .cells import DateColumn, LinkColumn, LinksColumn
from .filters import AskedFilter

if TYPE_CHECKING:
    from wagtail.models.reference_index import ReferenceIndexQuerySet

    from media.querysets import PictureQuerySet
    from shows.admin.typed import AnyUser


def references() -> ReferenceIndexQuerySet:
    """The references to pictures, in rows and in texts."""
    picture = ContentType.objects.get_for_model(Picture)
    return ReferenceIndex.objects.filter(to_content_type=picture)


class PictureReport(DeskReport):
    """A report of the pictures that the user may change."""

    @classmethod
    def is_for(cls, user: AnyUser) -> bool:
        return picture_policy.user_has_permission(user, "change")

    def pictures(self) -> PictureQuerySet:
        return picture_policy.instances_user_has_permission_for(self.request.user, "change")

    def title(self) -> LinkColumn:
        return LinkColumn(
            "title",
            label=_("Picture"),
            sort_key="title",
            get_url=lambda picture: reverse("wagtailimages:edit", args=[picture.pk]),
        )


class PictureFilterSet(WagtailFilterSet):
    """Of a report of pictures: licence, and a part of the credit."""

    licence = django_filters.ChoiceFilter(choices=Licence.choices, label=_("Licence"))
    credit = django_filters.CharFilter(label=_("Credit"), lookup_expr="icontains")


class UnusedFilterSet(PictureFilterSet):
    """And how long a picture has been in the library."""

    days = AskedFilter(
        label=_("In the library for"),
        choices=[(str(n), _("%(count)s days") % {"count": n}) for n in (0, 7, 30, 90, 365)],
    )

    class Meta:
        model = Picture
        fields: list[Any] = []


class UnusedPicturesReport(PictureReport):
    """Pictures that `used_keys` does not have."""

    slug = "photos-inutilisees"
    page_title = _("Unused pictures")
    header_icon = "image"
    explains = _("No story, record or page shows them, and no draft or schedule names them.")
    nothing = _("Every picture is used.")
    filterset_class = UnusedFilterSet
    default_ordering = "-created_at"

    def rows(self) -> PictureQuerySet:
        before = timezone.now() - datetime.timedelta(days=int(self.asked("days", 0)))
        pictures = self.pictures().filter(created_at__lte=before)
        return pictures.exclude(pk__among=list(used_keys())).select_related("uploaded_by_user")

    def get_columns(self) -> list[DateColumn | LinkColumn | Column]:
        return [
            self.title(),
            Column("credit", label=_("Credit"), sort_key="credit"),
            Column(
                "licence", label=_("Licence"), accessor="get_licence_display", sort_key="licence"
            ),
            DateColumn("created_at", label=_("Uploaded"), sort_key="created_at"),
            Column(
                "uploaded_by_user", label=_("Uploaded by"), sort_key="uploaded_by_user__username"
            ),
            DateColumn("rights_end", label=_("Rights end"), sort_key="rights_end"),
        ]


class RightsFilterSet(PictureFilterSet):
    """And when the rights end, or that they have."""

    days = AskedFilter(
        label=_("Rights end within"),
        choices=[
            ("past", _("Ended already")),
            *((str(n), _("%(count)s days") % {"count": n}) for n in (7, 30, 90, 365)),
        ],
    )

    class Meta:
        model = Picture
        fields: list[Any] = []


class RightsReport(PictureReport):
    """Pictures to renew or to replace, with whatever shows them and the user may see."""

    slug = "droits-photos"
    page_title = _("Picture rights that end")
    header_icon = "warning"
    explains = _(
        "Pictures whose rights end within 30 days. The day after, they are shown nowhere: renew the"
        " rights, or replace them where they are used."
    )
    nothing = _("No picture’s rights end within 30 days.")
    filterset_class = RightsFilterSet
    default_ordering = "rights_end"
    DAYS = "30"

    def rows(self) -> PictureQuerySet:
        today, asked = timezone.localdate(), self.asked("days", self.DAYS)
        if asked == "past":
            return self.pictures().filter(rights_end__lt=today)
        last = today + datetime.timedelta(days=int(asked))
        return self.pictures().filter(rights_end__range=(today, last))

    def decorate(self, rows: list[Any]) -> list[Any]:
        """Say where each picture is used: three queries for a page of them."""
        keys = {picture.pk for picture in rows}
        used: dict = {key: set() for key in keys}
        found = (
            references()
            .filter(to_object_id__in=map(str, keys))
            .values_list("to_object_id", "base_content_type", "object_id")
        )
        for key, content_type, user in found if keys else ():
            model = ContentType.objects.get_for_id(content_type).model_class()
            if hasattr(model, "snippet_viewset"):
                used[int(key)].add((model, int(user)))
        for (_model, key), users in (drafts_naming(Picture) if keys else {}).items():
            if key in keys:
                used[key] |= users
        models = {model for users in used.values() for model, _key in users}
        users = fetch_batch(
            {
                model: self.visible(model).filter(
                    pk__in={key for users in used.values() for m, key in users if m is model}
                )
                for model in models
            }
        )
        objects = {model: by_key(found) for model, found in users.items()}
        for picture in rows:
            seen = [objects[model][key] for model, key in used[picture.pk] if key in objects[model]]
            picture.uses = sorted(seen, key=str)
        return rows

    def visible(self, model: type[Model]) -> Any:
        """The rows of a model whose names the user may see."""
        return cast(Any, model).snippet_viewset.permission_policy.visible_to(self.request.user)

    def get_columns(self) -> list[Column]:
        return [
            self.title(),
            DateColumn("rights_end", label=_("Rights end"), sort_key="rights_end"),
            Column("credit", label=_("Credit"), sort_key="credit"),
            Column(
                "licence", label=_("Licence"), accessor="get_licence_display", sort_key="licence"
            ),
            LinksColumn(
                "uses",
                label=_("Used in"),
                accessor=lambda picture: [
                    (f"{user._meta.verbose_name} – {user}", self.edit(user))
                    for user in picture.uses
                ],
            ),
        ]
