"""The report of rights of reply: what the law wants published, and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from articles.models import RightOfReply
from articles.models.replies import ReplyState, state_of

from .base import DeskReport
from .cells import DateColumn, LinkColumn, LinksColumn
from .filters import section_filter

if TYPE_CHECKING:
    from articles.newsroom.replies import ReplyPolicy
    from shows.admin.typed import AnyUser


class RepliesFilterSet(WagtailFilterSet):
    """By section, and by whether the day has passed."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[
            (ReplyState.OPEN, ReplyState.OPEN.label),
            (ReplyState.LATE, ReplyState.LATE.label),
        ],
        method="by_state",
    )
    section = section_filter(field_name="article__section")

    class Meta:
        model = RightOfReply
        fields: list[Any] = []

    def by_state(self, queryset: QuerySet[Any], name: str, value: Any) -> Any:
        late = Q(due__lt=timezone.localdate())
        return queryset.filter(late if value == ReplyState.LATE else ~late)


class RepliesReport(DeskReport):
    """Rights of reply that are open, for those who keep them."""

    slug = "echeances-droits-de-reponse"
    page_title = _("Right-of-reply deadlines")
    header_icon = "comment"
    explains = _("Replies that are neither published nor refused, the most pressing first.")
    nothing = _("No reply is waited for.")
    filterset_class = RepliesFilterSet
    default_ordering = "due"

    @classmethod
    def policy(cls) -> ReplyPolicy:
        return cast(Any, RightOfReply).snippet_viewset.permission_policy

    @classmethod
    def is_for(cls, user: AnyUser) -> bool:
        return cls.policy().user_has_permission(user, "change")

    def rows(self) -> Any:
        rows = cast(Any, self.policy().visible_to(self.request.user)).open()
        return rows.select_related("article__section", "reply").defer(
            "article__body", "reply__body"
        )

    def get_columns(self) -> list[Any]:
        return [
            LinkColumn("claimant", label=_("Who asks"), get_url=self.edit, sort_key="claimant"),
            LinksColumn(
                "article",
                label=_("Story answered"),
                accessor=lambda row: [(row.article.headline, self.edit(row.article))],
            ),
            Column("section", label=_("Section"), accessor="article.section"),
            DateColumn("received", label=_("Received"), sort_key="received"),
            DateColumn("due", label=_("Due"), sort_key="due"),
            Column("state", label=_("State"), accessor=lambda row: state_of(row).label),
            LinksColumn(
                "reply",
                label=_("Reply under way"),
                accessor=lambda row: (
                    [(row.reply.headline, self.edit(row.reply))] if row.reply else []
                ),
            ),
        ]
