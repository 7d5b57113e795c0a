"""What the panels of the home are made of: one member's view of the newsroom."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Subquery
from django.urls import reverse
from django.utils.functional import Promise

from articles.models import Article
from articles.models.draft_status import reviews_of, with_status
from articles.newsroom import access

if TYPE_CHECKING:
    from articles.models.querysets import ArticleQuerySet
    from shows.admin.typed import AnyUser

#: Rows of a panel; more are behind “see all”.
SHOWN = 8


@dataclass
class Row:
    """A line of a panel: where it leads, a few facts in small, and what cannot wait."""

    title: str
    url: str | None = None
    facts: list[str] = field(default_factory=list)
    badge: str | Promise = ""
    tone: str = ""  # of the badge: late, soon, or none
    quote: str = ""


@dataclass
class Panel:
    """``empty`` is what it says when there is nothing; ``more`` the address of the whole list."""

    name: str
    title: str
    icon: str
    rows: list[Row]
    empty: str
    more: str = ""
    warning: str = ""
    aside: bool = False  # to be known rather than acted upon: in the second column

    @property
    def shown(self) -> list[Row]:
        return self.rows[:SHOWN]

    @property
    def has_more(self) -> bool:
        return len(self.rows) > SHOWN


class Desk:
    """One member's view of the newsroom."""

    def __init__(self, user: AnyUser) -> None:
        self.user = user
        self.viewset = Article.snippet_viewset
        self.policy = self.viewset.permission_policy

    @cached_property
    def publishes(self) -> bool:
        return self.policy.user_has_permission(self.user, "publish")

    @cached_property
    def sees(self) -> bool:
        """Whether stories are his business; an archivist of the records has none."""
        return self.policy.user_has_permission(self.user, "view")

    @cached_property
    def writes(self) -> bool:
        return self.policy.user_has_permission(self.user, "add")

    def stories(self, action: str | None = None) -> ArticleQuerySet:
        """Return the stories that the user sees, or may do ``action`` to, ready for a row."""
        rows = (
            self.policy.instances_user_has_any_permission_for(self.user, (action,))
            if action
            else self.policy.visible_to(self.user)
        )
        return (
            with_status(rows)
            .select_related("section", "latest_revision")
            .defer("body", "latest_revision__content")
        )

    def reviewed(self, rows: ArticleQuerySet, *names: Any) -> ArticleQuerySet:
        """Add what the latest review of each story says, under its own names."""
        latest = reviews_of(Article)
        return rows.annotate(**{name: Subquery(latest.values(FACTS[name])[:1]) for name in names})

    def row(self, story: Article, *facts: Any, **kwargs: Any) -> Row:
        said = [str(story.section or ""), *facts]
        url = access.place(story, self.user)
        return Row(str(story), url, [fact for fact in said if fact], **kwargs)

    def all(self, **filters: Any) -> str:
        url = reverse(self.viewset.get_url_name("list"))
        return f"{url}?{urlencode(filters)}" if filters else url


FACTS = {
    "requested_first": "requested_by__first_name",
    "requested_last": "requested_by__last_name",
    "requested_username": "requested_by__username",
    "submitted_at": "current_task_state__started_at",
    "comment": "current_task_state__comment",
    "finished_first": "current_task_state__finished_by__first_name",
    "finished_last": "current_task_state__finished_by__last_name",
    "finished_username": "current_task_state__finished_by__username",
}
