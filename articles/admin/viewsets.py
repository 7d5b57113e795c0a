"""The admin of the stories, the front page, the sections, the signatures and the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column, DateColumn

from shows.admin.base import DeskCreateView, DeskEditView, DeskIndexView, DeskViewSet
from shows.admin.panels import SchedulePanel
from shows.name_search import ITSELF, matching

from ..models import Article, ArticleKind, Assignment, Author, FrontPage, InfoPage, Note, Section
from ..models.draft_status import STATES, with_status
from ..newsroom.access import reading_url, story_url
from ..newsroom.review import ReviewMixin, StoryCollectWorkflowActionData, StoryWorkflowAction
from ..pages.front import usual_slots
from ..permissions import StoryPolicy
from .columns import StatusColumn
from .forms import ArticleForm
from .front_panel import FrontSummaryPanel, FrontSummaryView
from .impact_panel import OutcomeView
from .panels import article_tabs
from .side_panels import BesideMixin, beside_urls
from .update_start import StartsFromFactMixin

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from shows.admin.typed import AnyUser

    from ..models.querysets import ArticleQuerySet

FIRST_PUBLISHED = DateColumn(
    "first_published_at", label=_("First published"), sort_key="first_published_at"
)
UPDATED = DateColumn("latest_revision.created_at", label=_("Updated"))


class DraftViewSet(DeskViewSet):
    """What is drafted, scheduled and published."""

    copy_view_enabled = True
    #: What a copy does not take over.
    not_copied: tuple[str, ...] = (
        "id",
        "live",
        "has_unpublished_changes",
        "first_published_at",
        "last_published_at",
        "go_live_at",
        "expire_at",
        "expired",
        "locked",
        "locked_at",
        "locked_by",
        "latest_revision",
        "live_revision",
        "slug",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        return with_status(cast(Any, super().get_queryset(request)))

    def duplicate(self, original: Article, user: AnyUser) -> Article:
        meta = self.model._meta
        if not hasattr(original, "copy_cluster"):
            kept = [field for field in meta.concrete_fields if field.name not in self.not_copied]
            return self.model(**{field.attname: getattr(original, field.attname) for field in kept})
        # Revisions and workflows are those of the original.
        generic = [field.name for field in meta.private_fields if field.one_to_many]
        copy, _children = original.copy_cluster(exclude_fields=[*self.not_copied, *generic])
        return copy


class ArticleIndexView(DeskIndexView):
    """The list of stories, for those who edit them and for those who only read them."""

    def get_edit_url(self, instance: Model) -> str | None:
        """Where one may not edit, the title leads to the draft or to the public page."""
        return story_url(self.request.user, cast(Article, instance))


class ArticleCreateView(StartsFromFactMixin, ReviewMixin, BesideMixin, DeskCreateView):
    """A form for a new story, which may start from a fact (`StartsFromFactMixin`)."""


class ArticleEditView(ReviewMixin, BesideMixin, DeskEditView):
    """The form of a story; whoever may only read it is led to its draft (`GateMixin`)."""

    reading_url = staticmethod(reading_url)


class ArticleFilterSet(WagtailFilterSet):
    """Whose, where and about what."""

    state = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[(name, label) for name, (label, _condition) in STATES.items()],
        method="by_state",
    )
    section = django_filters.ModelChoiceFilter(queryset=Section.objects.all(), label=_("Section"))
    kind = django_filters.ChoiceFilter(choices=ArticleKind.choices, label=_("Kind"))
    bylines = django_filters.ModelChoiceFilter(queryset=Author.objects.all(), label=_("Signature"))
    owner = django_filters.ModelChoiceFilter(
        queryset=lambda request: (
            get_user_model().objects.filter(owned_articles__isnull=False).distinct()
        ),
        label=_("Owner"),
    )
    assigned = django_filters.ModelChoiceFilter(
        queryset=lambda request: (
            get_user_model().objects.filter(assignments__done_at__isnull=True).distinct()
        ),
        label=_("Assigned to"),
        method="by_assigned",
    )
    notes = django_filters.ChoiceFilter(
        label=_("Notes (panel)"),
        choices=[("open", _("with open notes")), ("mine", _("with a note that mentions me"))],
        method="by_notes",
    )
    series = django_filters.CharFilter(label=_("Series (title)"), method="by_series")

    class Meta:
        model = Article
        fields: list[Any] = []

    def by_state(self, queryset: ArticleQuerySet, name: str, value: str) -> QuerySet[Any]:
        _label, condition = STATES[value]
        return queryset.filter(condition)

    def by_assigned(self, queryset: QuerySet[Any], name: str, value: Any) -> Any:
        rows = Assignment.objects.open().filter(user=value)
        return queryset.filter(pk__in=rows.values("article"))

    def by_notes(self, queryset: QuerySet[Any], name: str, value: Any) -> Any:
        rows = Note.objects.open()
        if value == "mine":
            rows = rows.filter(mentioned=self.request.user)
        return queryset.filter(pk__in=rows.values("article"))

    def by_series(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return queryset.filter(matching(Article, value, ["series_links__series"]))


class ArticleViewSet(DraftViewSet):
    """Stories. Lists load neither texts nor drafts, which are long."""

    model = Article
    icon = "doc-full-inverse"
    menu_label = _("Stories (menu)")
    menu_name = "articles"
    menu_order = 100
    base_url_path = "articles"
    policy_class = StoryPolicy
    form_class = ArticleForm
    index_view_class = ArticleIndexView
    add_view_class = ArticleCreateView
    edit_view_class = ArticleEditView
    workflow_action_view_class = StoryWorkflowAction
    collect_workflow_action_data_view_class = StoryCollectWorkflowActionData
    pickable = True
    ordering = ("-latest_revision__created_at",)
    list_display = [
        "headline",
        Column("section", label=_("Section"), sort_key="section__name"),
        StatusColumn(),
        "kind",
        Column("bylines", label=_("Signatures"), accessor=lambda a: _signatures(a)),
        FIRST_PUBLISHED,
        UPDATED,
    ]
    list_select_related = ("section",)
    list_prefetch_related = ("bylines",)
    filterset_class = ArticleFilterSet
    search_fields = [ITSELF]
    not_copied = (*DraftViewSet.not_copied, "owner")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("body", "latest_revision__content")

    def get_urlpatterns(self) -> list[Any]:
        outcome = self.construct_view(OutcomeView)
        return [
            *super().get_urlpatterns(),
            *beside_urls(),
            path("outcome/<int:pk>/", outcome, name="outcome"),
        ]

    def tabs(self) -> dict[StrOrPromise, list[Any]]:
        return article_tabs()

    def start(self, user: AnyUser) -> Article:
        """A new story is its author's, and signed by him."""
        article = Article(owner=user)
        if author := Author.objects.filter(user=user).first():
            article.bylines = [author]
        return article

    def duplicate(self, original: Article, user: AnyUser) -> Article:
        """A copy holds the same news: an embargo goes with it, unless it is lifted."""
        copy = super().duplicate(original, user)
        copy.owner = user
        if copy.embargo_until and copy.embargo_until <= timezone.now():
            copy.embargo_until, copy.embargo_source, copy.embargo_note = None, "", ""
        return copy


def _signatures(article: Article) -> str:
    return ", ".join(author.name for author in article.bylines.all())


class FrontPageViewSet(DraftViewSet):
    """Front pages: each is a composition, and the last one published is shown."""

    model = FrontPage
    icon = "home"
    menu_label = _("Front page (menu)")
    menu_name = "frontpage"
    menu_order = 110
    base_url_path = "une"
    list_display = ["title", StatusColumn(), FIRST_PUBLISHED, UPDATED]
    search_fields = ["title"]

    def get_urlpatterns(self) -> list[Any]:
        summary = self.construct_view(FrontSummaryView)
        return [*super().get_urlpatterns(), path("summary/<int:pk>/", summary, name="summary")]

    def panels(self) -> list[FrontSummaryPanel | SchedulePanel | FieldPanel]:
        return [
            FieldPanel("title"),
            FieldPanel("slots"),
            FrontSummaryPanel(),
            SchedulePanel(),
        ]

    def start(self, user: AnyUser) -> FrontPage:
        """A new front page starts from the usual slots: only the lead is left to be chosen."""
        return FrontPage(
            title=_("Front page of %(day)s") % {"day": date_format(localdate(), "l j F")},
            slots=usual_slots(),
        )


class InfoPageViewSet(DraftViewSet):
    """Pages about the magazine, among the settings, in their order at the foot of every page."""

    model = InfoPage
    icon = "info-circle"
    menu_label = _("Information pages (menu)")
    add_to_settings_menu = True
    menu_order = 40
    base_url_path = "pages-information"
    list_display = ["title", "slug", StatusColumn(), "order", UPDATED]
    search_fields = ["title", "slug"]

    def panels(self) -> list[SchedulePanel | FieldPanel | FieldRowPanel]:
        return [
            FieldPanel("title"),
            FieldRowPanel([FieldPanel("slug"), FieldPanel("order")]),
            FieldPanel("body"),
            SchedulePanel(),
        ]


class SectionViewSet(DeskViewSet):
    """Sections, among the settings, with the editors of each: who publishes in it."""

    model = Section
    icon = "folder"
    menu_label = _("Sections (menu)")
    add_to_settings_menu = True
    menu_order = 10
    base_url_path = "rubriques"
    ordering = ("order", "name")
    list_display = ["name", "slug", "order"]
    search_fields = ["name"]

    def panels(self) -> list[FieldPanel | FieldRowPanel]:
        return [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("slug"), FieldPanel("order")]),
            FieldPanel("description"),
            FieldPanel("editors", widget=forms.CheckboxSelectMultiple),
        ]


class AuthorViewSet(DeskViewSet):
    """Signatures, among the settings; one with an account signs what that account begins."""

    model = Author
    icon = "edit"
    menu_label = _("Signatures (menu)")
    add_to_settings_menu = True
    menu_order = 20
    base_url_path = "signatures"
    list_display = ["name", "job_title", Column("user", label=_("Account"))]
    list_select_related = ("user",)
    search_fields = ["name"]

    def panels(self) -> list[FieldPanel | FieldRowPanel]:
        return [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("slug"), FieldPanel("job_title")]),
            FieldPanel("user"),
            FieldPanel("biography"),
            FieldPanel("portrait"),
        ]


VIEWSETS = (
    ArticleViewSet,
    FrontPageViewSet,
    InfoPageViewSet,
    SectionViewSet,
    AuthorViewSet,
)
