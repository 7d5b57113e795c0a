"""The list of the library: found by what is known of a picture, filtered by rights and use."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import django_filters
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.images.views import images
from wagtail.models import ReferenceIndex

from articles.deletion_guard import named_by_drafts
from media.models import SOON, Licence, Picture, Rendition
from shows.name_search import ITSELF, matching

if TYPE_CHECKING:
    from media.querysets import PictureQuerySet


class Rights(models.TextChoices):
    """What rights the list is narrowed to; they end soon as `media.models.SOON` says."""

    ENDING = "ending", pgettext_lazy("picture", "Ending within 30 days")
    ENDED = "ended", pgettext_lazy("picture", "Ended")
    ENDLESS = "endless", pgettext_lazy("picture", "Without end")


class Use(models.TextChoices):
    """Whether the list has what is used or the rest; drafts and schedules count as uses."""

    UNUSED = "unused", pgettext_lazy("picture", "Unused")
    USED = "used", pgettext_lazy("picture", "Used")


def used_keys() -> set[int]:
    """Return the keys of the pictures that anything uses: rows, texts, drafts and schedules.

    Two statements, and one pass over the open drafts.
    """
    rows = [
        relation.related_model._base_manager.filter(**{f"{relation.field.name}__isnull": False})
        .order_by()
        .values_list(relation.field.attname)
        for relation in Picture._meta.get_fields(include_hidden=True)
        if relation.one_to_many and relation.auto_created
        if relation.related_model is not Rendition
    ]
    first, *others = rows
    found = {key for (key,) in first.union(*others)}
    texts = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Picture)
    ).values_list("to_object_id", flat=True)
    return found | {int(key) for key in {*texts, *named_by_drafts(Picture)}}


class LibraryFilterSet(images.ImagesFilterSet):
    """Rights, licence, credit and use, before Wagtail's collection and tags."""

    usage_count = None  # it counts what is published only
    rights = django_filters.ChoiceFilter(
        label=_("Rights"),
        choices=Rights.choices,
        empty_label=pgettext_lazy("picture", "All"),
        widget=forms.RadioSelect,
        method="with_rights",
    )
    use = django_filters.ChoiceFilter(
        label=pgettext_lazy("picture", "Use"),
        choices=Use.choices,
        empty_label=pgettext_lazy("picture", "All"),
        widget=forms.RadioSelect,
        method="with_use",
    )
    licence = django_filters.MultipleChoiceFilter(
        label=_("Licence"), choices=Licence.choices, widget=forms.CheckboxSelectMultiple
    )
    credit = django_filters.CharFilter(label=_("Credit"), method="with_credit")

    class Meta:
        model = Picture
        fields: list[Any] = []

    def with_rights(self, pictures: Any, name: str, value: Any) -> Any:
        today = timezone.localdate()
        if value == Rights.ENDED:
            return pictures.filter(rights_end__lt=today)
        if value == Rights.ENDING:
            until = today + datetime.timedelta(days=SOON)
            return pictures.filter(rights_end__range=(today, until))
        return pictures.filter(rights_end__isnull=True)

    def with_use(self, pictures: Any, name: str, value: Any) -> Any:
        if value == Use.USED:
            return pictures.filter(pk__in=used_keys())
        return pictures.exclude(pk__in=used_keys())

    def with_credit(self, pictures: Any, name: str, value: Any) -> Any:
        return pictures.filter(matching(Picture, value, ("credit", "copyright_notice")))


class RightsColumn(Column):
    """The end of a picture's rights, with a mark when it is near or past."""

    cell_template_name = "admin/pictures/rights_cell.html"


class LibraryView(images.IndexView):
    """The grid of thumbnails, each with its credit and the end of its rights; or a table."""

    model = Picture
    filterset_class = LibraryFilterSet
    search_fields = (ITSELF,)
    template_name = "admin/pictures/index.html"
    results_template_name = "admin/pictures/index_results.html"
    page_title = _("Pictures (menu)")
    add_item_label = pgettext_lazy("picture", "Add pictures")
    ORDERING_OPTIONS = {
        "-created_at": pgettext_lazy("picture", "Newest"),
        "created_at": pgettext_lazy("picture", "Oldest"),
        "title": _("Title, A to Z"),
        "rights_end": _("Rights that end first"),
        "credit": _("Credit, A to Z"),
    }

    def get_valid_orderings(self) -> list[str]:
        # The columns of the table may turn any of them around.
        return [*self.ORDERING_OPTIONS, "-title", "-rights_end", "-credit"]

    def order_queryset(self, queryset: PictureQuerySet) -> PictureQuerySet:
        if self.ordering in ("rights_end", "-rights_end"):
            end = models.F("rights_end")
            down = self.ordering.startswith("-")
            order = end.desc(nulls_last=True) if down else end.asc(nulls_last=True)
            return queryset.order_by(order, "-created_at")
        return super().order_queryset(queryset)

    def search_queryset(self, queryset: PictureQuerySet) -> PictureQuerySet:
        """Find every word of the query, whatever its accents."""
        if not self.is_searching:
            return queryset
        return queryset.filter(matching(Picture, self.search_query, self.search_fields))

    def decorate_paginated_queryset(self, object_list: PictureQuerySet) -> PictureQuerySet:
        return object_list  # Wagtail's counts leave out drafts; the filter does not

    @cached_property
    def columns(self) -> list[Any]:
        if self.layout == "grid":
            return []
        return [
            images.BulkActionsColumn("bulk_actions"),
            images.ImagePreviewColumn(
                "preview", label=_("Preview"), accessor="image", classname="image-preview"
            ),
            images.TitleColumnWithFilename(
                "title",
                label=_("Title"),
                sort_key="title",
                get_url=self.get_edit_url,
                width="35%",
                classname="title-with-filename",
            ),
            Column("credit", label=_("Credit"), sort_key="credit"),
            Column("licence", label=_("Licence"), accessor="get_licence_display"),
            RightsColumn("rights_end", label=_("Rights end"), sort_key="rights_end"),
            DateColumn(
                "created_at", label=pgettext_lazy("picture", "Added"), sort_key="created_at"
            ),
        ]
