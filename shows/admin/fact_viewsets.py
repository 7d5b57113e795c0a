"""The kinds of facts in the admin, each declared once: its fields, its rows in a story's form, its
list for a documentalist, and what the picker finds it by.

A kind more is a model in `shows/models`, a viewset here, a template in `components/facts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column

from ..models import Casting, Deal, Milestone, Nomination, Reception, Release
from ..models.fact import relation_name
from ..models.story import story_model
from . import fact_panels
from .base import DeskIndexView, DeskViewSet
from .columns import FactWhereColumn, OriginFilter
from .forms import DealForm, FactForm, MilestoneForm
from .permissions import FactPolicy
from .picker.registry import FactTarget

if TYPE_CHECKING:
    from collections.abc import Callable

    from django_stubs_ext import StrOrPromise

    from ..models import Fact


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
            relation = relation_name(self.model)
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
    add_to_settings_menu = True
    pickable = True
    ordering = "-pk"
    list_select_related: tuple[str, ...] = ("article", "series")

    #: The panels of its fields, made anew at each call.
    fact_fields: Callable[[], list[Any]] = staticmethod(list)
    form_class = FactForm
    #: Its row in a story's form, the heading of its rows, the word on its button in the bar, and
    #: the template of what stands above its rows.
    row_label: StrOrPromise = ""
    heading: StrOrPromise = ""
    button: StrOrPromise = ""
    above_rows = ""

    @classmethod
    def relation(cls) -> str:
        """The name of its facts on a story."""
        return relation_name(cls.model)

    @classmethod
    def target(cls) -> FactTarget:
        """What the picker finds it by: as in its list."""
        return FactTarget(cls.model._meta.label, tuple(cls.search_fields), cls.list_select_related)

    def panels(self) -> list[MultiFieldPanel | HelpPanel]:
        return [
            HelpPanel(
                content=_(
                    "What a story reports is entered in the story. Here goes what the magazine"
                    " knows from elsewhere, with its source."
                )
            ),
            MultiFieldPanel(self.fact_fields(), heading=self.heading),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("citation_outlet"), FieldPanel("citation_date")]),
                    FieldPanel("citation_url"),
                ],
                heading=_("Source"),
            ),
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
    """Return the title of a fact's series, or of its deal's, or say that it has none."""
    return str(fact.subject or _("without a series"))


SERIES = Column("subject", label=_("Series (singular)"), accessor=subject)


class DealViewSet(FactViewSet):
    """Deals: the one kind of fact with a place in the main menu, not among the settings."""

    model = Deal
    fact_fields = staticmethod(fact_panels.deal)
    form_class = DealForm
    row_label = _("deal")
    heading = _("Deals")
    button = _("Deal")
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
    """Releases, and those nested in deals, which are found by the deal's series too."""

    model = Release
    fact_fields = staticmethod(fact_panels.release)
    row_label = _("release")
    heading = _("Releases")
    button = _("Release")
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
    """Milestones; one of a company alone stands in the list without a series."""

    model = Milestone
    fact_fields = staticmethod(fact_panels.milestone)
    form_class = MilestoneForm
    row_label = _("milestone")
    heading = _("Milestones")
    button = _("Milestone")
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
    """Castings; above their rows in a story, a whole cast can be typed as lines."""

    model = Casting
    fact_fields = staticmethod(fact_panels.casting)
    row_label = _("casting")
    heading = _("Casting news")
    button = _("Casting (button)")
    above_rows = "admin/cast_lines.html"
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
    """Prizes and nominations; to search for an award finds those of all its editions."""

    model = Nomination
    fact_fields = staticmethod(fact_panels.nomination)
    row_label = _("prize or nomination")
    heading = _("Prizes and nominations")
    button = _("Prize (button)")
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
    """Receptions, listed and found by their sentence."""

    model = Reception
    fact_fields = staticmethod(fact_panels.reception)
    row_label = _("reception")
    heading = _("Audience and reception")
    button = _("Reception")
    icon = "view"
    menu_label = _("Receptions (menu)")
    menu_order = 150
    base_url_path = "receptions"
    list_display = [SERIES, "kind", "statement", FactWhereColumn()]
    filterset_class = fact_filters(Reception, "kind")
    search_fields = ["series", "statement"]


#: In the order of an editor's day.
FACT_VIEWSETS: tuple[type[FactViewSet], ...] = (
    DealViewSet,
    ReleaseViewSet,
    MilestoneViewSet,
    CastingViewSet,
    NominationViewSet,
    ReceptionViewSet,
)
