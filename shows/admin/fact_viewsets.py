"""The lists of facts, for a documentalist: those of stories, and those of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import HelpPanel
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column

from ..models import Casting, Deal, Milestone, Nomination, Reception, Release
from ..models.story import story_model
from .base import DeskIndexView, DeskViewSet
from .columns import FactWhereColumn, OriginFilter
from .fact_panels import FACT_ROWS, catalogue
from .fact_updates import RELATIONS
from .permissions import FactPolicy

if TYPE_CHECKING:
    from wagtail.admin.panels.group import MultiFieldPanel

    from ..models import Fact
    from .forms import FactForm


class FactIndexView(DeskIndexView):
    """A list whose public facts can be brought up to date by a new story."""

    @cached_property
    def public_keys(self) -> set[int]:
        """The keys of the page's facts that readers see, in one query."""
        keys = [row.pk for row in self.shown_rows]
        return set(self.model.objects.public().filter(pk__in=keys).values_list("pk", flat=True))

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        self.shown_rows = list(context["page_obj"]) if context.get("page_obj") else []
        return context

    @cached_property
    def may_write(self) -> bool:
        return self.permission_policy.stories.user_has_permission(self.request.user, "add")

    def get_list_more_buttons(self, instance: Fact) -> list[MenuItem]:
        buttons = super().get_list_more_buttons(instance)
        if self.may_write and instance.pk in self.public_keys:
            stories = story_model().snippet_viewset
            relation = next(name for name, model in RELATIONS.items() if model is self.model)
            buttons.append(
                MenuItem(
                    _("Update in a new story"),
                    url=f"{reverse(stories.get_url_name('add'))}?update={relation}-{instance.pk}",
                    icon_name="history",
                    priority=15,
                )
            )
        return buttons


class FactViewSet(DeskViewSet):
    """The facts of one kind, of stories and of the catalogue.

    A fact of a story opens in its story; new ones entered here belong to the catalogue and carry
    their own source.
    """

    policy_class = FactPolicy
    index_view_class = FactIndexView
    relation = ""
    add_to_settings_menu = True
    pickable = True
    ordering = "-pk"
    list_select_related: tuple[str, ...] = ("article", "series")

    @property
    def form_class(self) -> type[FactForm]:  # type: ignore[override]
        return FACT_ROWS[self.relation][1]

    def panels(self) -> list[MultiFieldPanel | HelpPanel]:
        return [
            HelpPanel(
                content=_(
                    "What a story reports is entered in the story. Here goes what the magazine"
                    " knows from elsewhere, with its source."
                )
            ),
            *catalogue(self.relation),
        ]


def fact_filters(fact_model: type[Fact], *names: Any) -> type:
    """Return the FilterSet of a list of facts: origin, then ``names``."""

    class FactFilterSet(WagtailFilterSet):
        origin = OriginFilter()

        class Meta:
            model = fact_model
            fields = list(names)

    return FactFilterSet


def subject(fact: Fact) -> str:
    return str(fact.subject or _("without a series"))


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
        "kind",
        SERIES,
        Column("seasons", label=_("Seasons")),
        Column("territories", label=_("Territories"), accessor=lambda d: _places(d)),
        FactWhereColumn(),
    ]
    filterset_class = fact_filters(Deal, "kind", "certainty")
    search_fields = ["series", "buyer", "seller", "parties__company"]


def _places(fact: Deal) -> str:
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
        "window",
        Column("starts", label=_("Starts"), sort_key="starts_earliest"),
        FactWhereColumn(),
    ]
    filterset_class = fact_filters(Release, "window", "certainty")
    search_fields = ["series", "deal__series", "platform"]


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
        "kind",
        Column("company", label=_("Company"), sort_key="company__name"),
        Column("date", label=_("Date"), sort_key="date_earliest"),
        FactWhereColumn(),
    ]
    filterset_class = fact_filters(Milestone, "kind", "certainty")
    search_fields = ["series", "company"]


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
        "role",
        "character",
        FactWhereColumn(),
    ]
    filterset_class = fact_filters(Casting, "role", "certainty")
    search_fields = ["series", "person", "character"]


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
        "result",
        FactWhereColumn(),
    ]
    filterset_class = fact_filters(Nomination, "result")
    search_fields = ["series", "edition__award", "category"]


class ReceptionViewSet(FactViewSet):
    model = Reception
    relation = "receptions"
    icon = "view"
    menu_label = _("Receptions (menu)")
    menu_order = 150
    base_url_path = "receptions"
    list_display = [SERIES, "kind", "statement", FactWhereColumn()]
    filterset_class = fact_filters(Reception, "kind")
    search_fields = ["series", "statement"]


FACT_VIEWSETS = (
    DealViewSet,
    ReleaseViewSet,
    MilestoneViewSet,
    CastingViewSet,
    NominationViewSet,
    ReceptionViewSet,
)
