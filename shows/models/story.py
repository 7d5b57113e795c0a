"""What is needed of a story here. Stories themselves are written in `articles`, one app up."""

import datetime
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from django.apps import apps

if TYPE_CHECKING:
    from django.db.models import Model

    from media.embeds import Embed

    from .fact import Fact


#: The label of the model whose children facts and links are.
STORY = "articles.Article"


class Story(Protocol):
    """A story that reports facts: live, or a draft that was never saved."""

    #: With `public(story)`, `naming(record)`, `about(series)`, `reviews`, `showing`,
    #: `newest_first`, `for_list`.
    objects: ClassVar[Any]
    snippet_viewset: ClassVar[Any]  # with the policy: who may do what to which story
    first_published_at: datetime.datetime | None
    last_published_at: datetime.datetime | None
    #: The sources that the story gives, a related manager.
    sources: Any

    @property
    def is_out(self) -> bool:
        """Whether readers can read it."""

    @property
    def pk(self) -> Any:
        """The key; None for a draft that was never saved."""

    @property
    def public_headline(self) -> str:
        """The headline that readers see."""

    def get_absolute_url(self) -> str:
        """The address of its page."""

    def facts(self) -> "list[Fact]":
        """The facts that it reports, nested ones included."""

    def embeds(self) -> "dict[str, Embed]":
        """The videos and posts that its text shows, by key."""

    def captioned_pictures(self) -> dict[int, str]:
        """{key: caption} of the pictures that its text shows."""

    def named(self, model: "type[Model]") -> Collection[int]:
        """The keys of the records of ``model`` that it links to or that its facts name."""

    def replaced(self, model: "type[Model]") -> Collection[int]:
        """The keys of the facts of ``model`` that its facts replace."""


def story_model() -> Any:
    """The model of stories: a Django model that is a `Story`."""
    return apps.get_model(STORY)
