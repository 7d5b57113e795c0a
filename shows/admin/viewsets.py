"""The admin of the record: series, persons, companies, awards, genres."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
)
from wagtail.admin.ui.tables import Column, DateColumn

from ..fields.widgets import CodesWidget
from ..models import Award, Company, Genre, Person, Series
from ..name_search import ITSELF
from .base import DeskViewSet
from .columns import VisibilityColumn, VisibilityFilter
from .credit_lines import SeriesForm
from .merge import MergeableMixin
from .panels import DetailsPanel, RowsPanel, WaitingPanel

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django_stubs_ext import StrOrPromise
    from wagtail.admin.panels.base import Panel

    from ..models import Record

#: Kept at the bottom of every record: where it stands, and its numbers elsewhere.
UPDATED = DateColumn("updated_at", label=_("Updated"), sort_key="updated_at")


def record_details(*panels: Any) -> MultiFieldPanel:
    """The address, the visibility and the identifiers of a record."""
    return MultiFieldPanel(
        [
            FieldPanel("slug"),
            WaitingPanel("waits_for_story"),
            FieldPanel("editor_note"),
            *panels,
        ],
        heading=_("Address and visibility"),
    )


def external_ids() -> RowsPanel:
    """The rows of a record's identifiers in other catalogues."""
    return RowsPanel(
        "external_ids",
        [FieldRowPanel([FieldPanel("scheme"), FieldPanel("value")])],
        label=_("identifier"),
        heading=_("Identifiers elsewhere"),
    )


def record_filters(record_model: type[Record], *names: str) -> type[WagtailFilterSet]:
    """Return the FilterSet of a list of records: ``names``, then what readers see of them."""

    class RecordFilterSet(WagtailFilterSet):
        visibility = VisibilityFilter()

        class Meta:
            model = record_model
            fields = list(names)

    return RecordFilterSet


class RecordViewSet(MergeableMixin, DeskViewSet):
    """The admin of a kind of record."""

    pickable = True

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.with_visibility()


class SeriesViewSet(RecordViewSet):
    """Series; seasons with their episodes, credits and relations are rows of their form."""

    model = Series
    icon = "desktop"
    menu_label = _("Series (menu)")
    menu_name = "series"
    menu_order = 120
    base_url_path = "series"
    form_class = SeriesForm
    ordering = "title"
    list_display = [
        "title",
        Column("genres", label=_("Genres"), accessor=lambda s: _names(s.genres)),
        Column("countries", label=_("Countries"), accessor=lambda s: _names(s.countries)),
        "kind",
        VisibilityColumn(),
        UPDATED,
    ]
    list_prefetch_related = ("genres", "countries")
    filterset_class = record_filters(Series, "kind", "genres", "countries")
    search_fields = [ITSELF]

    def tabs(self) -> dict[StrOrPromise, list[RowsPanel | FieldPanel | FieldRowPanel]]:
        return {
            _("Record"): [
                FieldPanel("title"),
                FieldRowPanel([FieldPanel("original_title"), FieldPanel("title_is_working")]),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("genres", widget=CodesWidget)]),
                FieldRowPanel(
                    [FieldPanel("countries", widget=CodesWidget), FieldPanel("languages")]
                ),
                FieldPanel("logline"),
                FieldPanel("synopsis"),
                FieldPanel("poster"),
                FieldPanel("tags"),
                record_details(),
            ],
            _("Seasons and episodes"): [
                RowsPanel(
                    "seasons",
                    [
                        FieldRowPanel([FieldPanel("number"), FieldPanel("title")]),
                        FieldRowPanel([FieldPanel("episode_count"), FieldPanel("runtime")]),
                        RowsPanel(
                            "episodes",
                            [
                                FieldRowPanel([FieldPanel("number"), FieldPanel("title")]),
                                FieldRowPanel([FieldPanel("air_date"), FieldPanel("runtime")]),
                                FieldPanel("kind"),
                            ],
                            label=_("episode"),
                            heading=_("Episodes"),
                        ),
                    ],
                    label=_("season"),
                    heading=_("Seasons"),
                )
            ],
            _("Credits"): [
                FieldPanel("cast_lines"),
                RowsPanel(
                    "credits",
                    [
                        FieldRowPanel([FieldPanel("role"), FieldPanel("character")]),
                        FieldRowPanel([FieldPanel("person"), FieldPanel("company")]),
                        DetailsPanel([FieldPanel("seasons")]),
                    ],
                    label=_("credit"),
                    heading=_("Credits"),
                ),
            ],
            _("Titles and relations"): [
                RowsPanel(
                    "titles",
                    [
                        FieldPanel("title"),
                        FieldRowPanel([FieldPanel("country"), FieldPanel("language")]),
                    ],
                    label=_("title"),
                    heading=_("Titles elsewhere"),
                ),
                RowsPanel(
                    "relations",
                    [
                        FieldRowPanel([FieldPanel("kind"), FieldPanel("to_series")]),
                        FieldRowPanel([FieldPanel("work_title"), FieldPanel("work_kind")]),
                        FieldPanel("work_author"),
                    ],
                    label=_("relation"),
                    heading=_("Comes from, or refers to"),
                ),
                external_ids(),
            ],
        }


def _names(manager: Any) -> str:
    return ", ".join(str(row) for row in manager.all())


class PersonViewSet(RecordViewSet):
    """Persons; their credits are entered in the series."""

    model = Person
    icon = "user"
    menu_label = _("Persons (menu)")
    menu_name = "persons"
    menu_order = 130
    base_url_path = "personnes"
    ordering = "name"
    list_display = ["name", Column("birth", label=_("Birth")), VisibilityColumn(), UPDATED]
    filterset_class = record_filters(Person)
    search_fields = [ITSELF]

    def panels(self) -> list[Panel]:
        return [
            FieldPanel("name"),
            FieldPanel("other_names"),
            FieldRowPanel([FieldPanel("birth"), FieldPanel("death")]),
            FieldPanel("portrait"),
            FieldPanel("biography"),
            record_details(),
            external_ids(),
        ]


class CompanyViewSet(RecordViewSet):
    """Channels, services and companies; who owns one is entered in the company that is owned."""

    model = Company
    icon = "media"
    menu_label = _("Channels and companies")
    menu_name = "companies"
    menu_order = 140
    base_url_path = "societes"
    ordering = "name"
    list_display = [
        "name",
        "kind",
        Column("country", label=_("Country"), sort_key="country"),
        "access",
        VisibilityColumn(),
        UPDATED,
    ]
    filterset_class = record_filters(Company, "kind", "access")
    search_fields = [ITSELF]

    def panels(self) -> list[RowsPanel | FieldPanel | FieldRowPanel]:
        return [
            FieldPanel("name"),
            FieldPanel("other_names"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("access")]),
            FieldRowPanel([FieldPanel("country"), FieldPanel("website")]),
            FieldPanel("logo"),
            RowsPanel(
                "ownerships",
                [
                    FieldRowPanel([FieldPanel("owner"), FieldPanel("share")]),
                    FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
                ],
                label=_("owner"),
                heading=_("Belongs to"),
            ),
            FieldRowPanel([FieldPanel("active_from"), FieldPanel("active_to")]),
            FieldPanel("replaced_by"),
            record_details(),
            external_ids(),
        ]


class AwardViewSet(RecordViewSet):
    """Awards; their editions are rows of their form and have none of their own."""

    model = Award
    icon = "pick"
    menu_label = _("Awards (menu)")
    menu_name = "awards"
    menu_order = 150
    base_url_path = "prix"
    ordering = "name"
    list_display = [
        "name",
        "kind",
        Column("editions", label=_("Years"), accessor=lambda award: _years(award)),
        VisibilityColumn(),
        UPDATED,
    ]
    list_prefetch_related = ("editions",)
    filterset_class = record_filters(Award, "kind")
    search_fields = [ITSELF]

    def panels(self) -> list[Panel]:
        return [
            FieldPanel("name"),
            FieldPanel("other_names"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("country")]),
            FieldPanel("website"),
            FieldPanel("description"),
            RowsPanel(
                "editions",
                [
                    FieldRowPanel([FieldPanel("year"), FieldPanel("label")]),
                    FieldRowPanel([FieldPanel("held"), FieldPanel("place")]),
                ],
                label=_("edition"),
                heading=_("Editions"),
            ),
            record_details(),
            external_ids(),
        ]


def _years(award: Award) -> str:
    return ", ".join(str(edition.year) for edition in award.editions.all())


class GenreViewSet(DeskViewSet):
    """Genres, among the settings: words that series are filed under, without a page."""

    model = Genre
    icon = "tag"
    menu_label = _("Genres (menu)")
    add_to_settings_menu = True
    menu_order = 30
    base_url_path = "genres"
    list_display = ["name", "slug"]
    search_fields = ["name"]

    def panels(self) -> list[FieldPanel]:
        return [FieldPanel("name"), FieldPanel("slug")]


VIEWSETS = (
    SeriesViewSet,
    PersonViewSet,
    CompanyViewSet,
    AwardViewSet,
    GenreViewSet,
)
