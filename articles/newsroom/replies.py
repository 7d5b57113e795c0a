"""The admin of the rights of reply."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, StatusTagColumn

from shows.admin.base import DeskViewSet
from shows.admin.permissions import ObjectPolicy
from shows.partial_dates import PartialDate

from ..models import Article, RightOfReply
from ..models.replies import ReplyState, state_of

if TYPE_CHECKING:
    from shows.admin.typed import AnyUser

    from ..permissions import StoryPolicy


class ReplyPolicy(ObjectPolicy):
    """The file of a reply is for those who hold the right and may see both stories."""

    @property
    def stories(self) -> StoryPolicy:
        return Article.snippet_viewset.permission_policy

    def visible_to(self, user: AnyUser) -> QuerySet[Any]:
        seen = self.stories.visible_to(user)
        rows = super().visible_to(user).filter(article__in=seen)
        return rows.filter(Q(reply__isnull=True) | Q(reply__in=seen))

    def user_has_permission_for_instance(
        self, user: AnyUser, action: str, instance: RightOfReply
    ) -> bool:
        if not super().user_has_permission_for_instance(user, action, instance):
            return False
        may = self.stories.user_has_permission_for_instance
        stories = filter(None, (instance.article, instance.reply))
        return all(may(user, "view", story) for story in stories)


class ReplyFilterSet(WagtailFilterSet):
    """Rights of reply by state, which no column holds; the states are those of `state_of`."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=ReplyState.choices, method="by_state"
    )

    class Meta:
        model = RightOfReply
        fields: list[Any] = []

    def by_state(self, queryset: Any, name: str, value: Any) -> Any:
        if value == ReplyState.REFUSED:
            return queryset.exclude(refusal="")
        if value == ReplyState.PUBLISHED:
            return queryset.published()
        late = Q(due__lt=timezone.localdate())
        return queryset.open().filter(late if value == ReplyState.LATE else ~late)


class StateColumn(StatusTagColumn):
    """The state in words; what is settled looks settled."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            "state",
            label=_("State"),
            accessor=lambda reply: state_of(reply).label,
            primary=lambda reply: state_of(reply) != ReplyState.REFUSED,
            **kwargs,
        )


def _day(name: str) -> Callable[..., Any]:
    return lambda reply: str(PartialDate(getattr(reply, name).isoformat()))


class RightOfReplyViewSet(DeskViewSet):
    """Rights of reply, what is due first."""

    model = RightOfReply
    policy_class = ReplyPolicy
    icon = "comment"
    menu_label = _("Rights of reply (menu)")
    menu_name = "rights-of-reply"
    menu_order = 800
    #: Among the reports, which come next to it: `magazine.newsroom.reports`.
    menu_hook = "register_desk_report"
    base_url_path = "droits-de-reponse"
    ordering = ("due", "pk")
    list_display = [
        "claimant",
        Column("article", label=_("Story answered")),
        Column("received", label=_("Received"), accessor=_day("received"), sort_key="received"),
        Column("due", label=_("Due"), accessor=_day("due"), sort_key="due"),
        StateColumn(),
    ]
    list_select_related = ("article", "reply")
    filterset_class = ReplyFilterSet
    search_fields = ["claimant", "article"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("article__body", "reply__body")

    def panels(self) -> list[MultiFieldPanel | HelpPanel]:
        return [
            HelpPanel(
                content=_(
                    "Whoever is named in a story may ask for an answer to be published, within"
                    " three months of the publication. It is published within three days of its"
                    " receipt, as long and as visible as the story, without cuts. Write the answer"
                    " as a story of its own and name it here: as soon as both are published, each"
                    " leads to the other."
                )
            ),
            MultiFieldPanel(
                [
                    FieldPanel("article"),
                    FieldPanel("claimant"),
                    FieldRowPanel([FieldPanel("received"), FieldPanel("due")]),
                ],
                heading=_("The request"),
            ),
            MultiFieldPanel(
                [FieldPanel("reply"), FieldPanel("refusal"), FieldPanel("note")],
                heading=_("What became of it"),
            ),
        ]
