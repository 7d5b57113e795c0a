"""The admin of the record: series, persons, companies, awards, and the catalogue's facts."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    TitleFieldPanel,
)
from wagtail.admin.ui.tables import Column, DateColumn

from .desk.columns import FactWhereColumn, OriginFilter, WaitingColumn
from .desk.credit_lines import SeriesForm
from .desk.fact_panels import FACT_ROWS, catalogue
from .desk.gate import FactPolicy
from .desk.panels import DetailsPanel, RowsPanel
from .desk.viewset import DeskViewSet
from .models import (
    Award,
    Casting,
    Company,
    Deal,
    Genre,
    Milestone,
    Nomination,
    Person,
    Reception,
    Release,
    Series,
)
from .widgets import CodesWidget

#: Kept at the bottom of every record: where it stands, and its numbers elsewhere.
UPDATED = DateColumn("updated_at", label=_("Updated"), sort_key="updated_at")


def record_details(*panels) -> MultiFieldPanel:
    """The address, the visibility and the identifiers of a record."""
    return MultiFieldPanel(
        [FieldPanel("slug", required_on_save=False), FieldPanel("waits_for_story"), *panels],
        heading=_("Address and visibility"),
    )


def external_ids() -> RowsPanel:
    return RowsPanel(
        "external_ids",
        [FieldRowPanel([FieldPanel("scheme"), FieldPanel("value")])],
        label=_("identifier"),
        heading=_("Identifiers elsewhere"),
    )


class SeriesFilterSet(WagtailFilterSet):
    class Meta:
        model = Series
        fields = ["kind", "genres", "countries", "waits_for_story"]


class SeriesViewSet(DeskViewSet):
    model = Series
    icon = "desktop"
    menu_label = _("Series (menu)")
    menu_name = "series"
    menu_order = 120
    base_url_path = "series"
    pickable = True
    form_class = SeriesForm
    ordering = "title"
    list_display = [
        "title",
        Column("genres", label=_("Genres"), accessor=lambda s: _names(s.genres)),
        Column("countries", label=_("Countries"), accessor=lambda s: _names(s.countries)),
        "get_kind_display",
        WaitingColumn(),
        UPDATED,
    ]
    list_prefetch_related = ("genres", "countries")
    filterset_class = SeriesFilterSet
    search_fields = ["title", "original_title", "titles__title"]

    def tabs(self):
        return {
            _("Record"): [
                TitleFieldPanel("title", targets=["slug"]),
                FieldRowPanel([FieldPanel("original_title"), FieldPanel("title_is_working")]),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("genres", widget=CodesWidget)]),
                FieldRowPanel([FieldPanel("countries", widget=CodesWidget), FieldPanel("languages")]),
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


def _names(manager) -> str:
    return ", ".join(str(row) for row in manager.all())


class PersonViewSet(DeskViewSet):
    model = Person
    icon = "user"
    menu_label = _("Persons (menu)")
    menu_name = "persons"
    menu_order = 130
    base_url_path = "personnes"
    pickable = True
    ordering = "name"
    list_display = ["name", Column("birth", label=_("Birth")), WaitingColumn(), UPDATED]
    list_filter = ["waits_for_story"]
    search_fields = ["name", "other_names"]

    def panels(self):
        return [
            TitleFieldPanel("name", targets=["slug"]),
            FieldPanel("other_names"),
            FieldRowPanel([FieldPanel("birth"), FieldPanel("death")]),
            FieldPanel("portrait"),
            FieldPanel("biography"),
            record_details(),
            external_ids(),
        ]


class CompanyViewSet(DeskViewSet):
    model = Company
    icon = "media"
    menu_label = _("Channels and companies")
    menu_name = "companies"
    menu_order = 140
    base_url_path = "societes"
    pickable = True
    ordering = "name"
    list_display = [
        "name",
        "get_kind_display",
        Column("country", label=_("Country"), sort_key="country"),
        "get_access_display",
        WaitingColumn(),
        UPDATED,
    ]
    list_filter = ["kind", "access", "waits_for_story"]
    search_fields = ["name", "other_names"]

    def panels(self):
        return [
            TitleFieldPanel("name", targets=["slug"]),
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


class AwardViewSet(DeskViewSet):
    model = Award
    icon = "pick"
    menu_label = _("Awards (menu)")
    menu_name = "awards"
    menu_order = 150
    base_url_path = "prix"
    pickable = True
    ordering = "name"
    list_display = [
        "name",
        "get_kind_display",
        Column("editions", label=_("Years"), accessor=lambda award: _years(award)),
        WaitingColumn(),
        UPDATED,
    ]
    list_prefetch_related = ("editions",)
    list_filter = ["kind", "waits_for_story"]
    search_fields = ["name", "other_names"]

    def panels(self):
        return [
            TitleFieldPanel("name", targets=["slug"]),
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


def _years(award) -> str:
    return ", ".join(str(edition.year) for edition in award.editions.all())


class GenreViewSet(DeskViewSet):
    model = Genre
    icon = "tag"
    menu_label = _("Genres (menu)")
    add_to_settings_menu = True
    menu_order = 30
    base_url_path = "genres"
    list_display = ["name", "slug"]
    search_fields = ["name"]

    def panels(self):
        return [TitleFieldPanel("name", targets=["slug"]), FieldPanel("slug")]


class FactViewSet(DeskViewSet):
    """The facts of one kind, of stories and of the catalogue.

    A fact of a story opens in its story; new ones entered here belong to the catalogue and carry
    their own source.
    """

    policy_class = FactPolicy
    relation = ""
    add_to_settings_menu = True
    pickable = True
    ordering = "-pk"
    list_select_related = ("article", "series")

    @property
    def form_class(self):
        return FACT_ROWS[self.relation][1]

    def panels(self):
        return [
            HelpPanel(
                content=_(
                    "What a story reports is entered in the story. Here goes what the magazine"
                    " knows from elsewhere, with its source."
                )
            ),
            *catalogue(self.relation),
        ]


def fact_filters(fact_model, *names):
    """Return the FilterSet of a list of facts: origin, then ``names``."""

    class FactFilterSet(WagtailFilterSet):
        origin = OriginFilter()

        class Meta:
            model = fact_model
            fields = list(names)

    return FactFilterSet


def subject(fact) -> str:
    return str(fact.subject or "")


SERIES = Column("subject", label=_("Series (singular)"), accessor=subject)


class DealViewSet(FactViewSet):
    model = Deal
    relation = "deals"
    icon = "doc-full"
    menu_label = _("Deals (menu)")
    menu_name = "deals"
    menu_order = 160
    add_to_settings_menu = False
    base_url_path = "accords"
    list_select_related = ("article", "series", "buyer", "seller")
    list_prefetch_related = ("parties__company",)
    list_display = [
        Column(
            "companies",
            label=_("Companies"),
            accessor=lambda deal: ", ".join(str(company) for company in deal.companies()),
        ),
        "get_kind_display",
        SERIES,
        Column("seasons", label=_("Seasons")),
        Column("territories", label=_("Territories"), accessor=lambda d: _places(d)),
        FactWhereColumn(),
    ]
    filterset_class = fact_filters(Deal, "kind", "certainty")
    search_fields = ["series__title", "buyer__name", "seller__name", "parties__company__name"]


def _places(fact) -> str:
    if fact.worldwide:
        return str(_("worldwide"))
    names = fact.territory_list
    return ", ".join(names[:4]) + (f" +{len(names) - 4}" if len(names) > 4 else "")


class ReleaseViewSet(FactViewSet):
    model = Release
    relation = "releases"
    icon = "date"
    menu_label = _("Releases (menu)")
    menu_order = 110
    base_url_path = "diffusions"
    list_select_related = ("article", "series", "platform", "deal__article", "deal__series")
    list_display = [
        SERIES,
        Column("platform", label=_("Channel or service"), sort_key="platform__name"),
        "get_window_display",
        Column("starts", label=_("Starts"), sort_key="starts_earliest"),
        FactWhereColumn(),
    ]
    filterset_class = fact_filters(Release, "window", "certainty")
    search_fields = ["series__title", "deal__series__title", "platform__name"]


class MilestoneViewSet(FactViewSet):
    model = Milestone
    relation = "milestones"
    icon = "history"
    menu_label = _("Milestones (menu)")
    menu_order = 120
    base_url_path = "etapes"
    list_select_related = ("article", "series", "company")
    list_display = [
        SERIES,
        "get_kind_display",
        Column("company", label=_("Company"), sort_key="company__name"),
        Column("date", label=_("Date"), sort_key="date_earliest"),
        FactWhereColumn(),
    ]
    filterset_class = fact_filters(Milestone, "kind", "certainty")
    search_fields = ["series__title", "company__name"]


class CastingViewSet(FactViewSet):
    model = Casting
    relation = "castings"
    icon = "group"
    menu_label = _("Casting (menu)")
    menu_order = 130
    base_url_path = "distributions"
    list_select_related = ("article", "series", "person")
    list_display = [
        SERIES,
        Column("person", label=_("Person"), sort_key="person__name"),
        "get_role_display",
        "character",
        FactWhereColumn(),
    ]
    filterset_class = fact_filters(Casting, "role", "certainty")
    search_fields = ["series__title", "person__name", "character"]


class NominationViewSet(FactViewSet):
    model = Nomination
    relation = "nominations"
    icon = "pick"
    menu_label = _("Nominations (menu)")
    menu_order = 140
    base_url_path = "nominations"
    list_select_related = ("article", "series", "edition__award")
    list_display = [
        SERIES,
        Column("edition", label=_("Edition")),
        "category",
        "get_result_display",
        FactWhereColumn(),
    ]
    filterset_class = fact_filters(Nomination, "result")
    search_fields = ["series__title", "edition__award__name", "category"]


class ReceptionViewSet(FactViewSet):
    model = Reception
    relation = "receptions"
    icon = "view"
    menu_label = _("Receptions (menu)")
    menu_order = 150
    base_url_path = "receptions"
    list_display = [SERIES, "get_kind_display", "statement", FactWhereColumn()]
    filterset_class = fact_filters(Reception, "kind")
    search_fields = ["series__title", "statement"]


VIEWSETS = (
    SeriesViewSet,
    PersonViewSet,
    CompanyViewSet,
    AwardViewSet,
    GenreViewSet,
    DealViewSet,
    ReleaseViewSet,
    MilestoneViewSet,
    CastingViewSet,
    NominationViewSet,
    ReceptionViewSet,
)
