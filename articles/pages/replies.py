"""The right of reply: where one stands, and what the pages of the two stories show of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..models import Article

if TYPE_CHECKING:
    from ..models import RightOfReply


def shown_on(article: Article, rows: list[RightOfReply], stories: dict) -> dict:
    """Return the ``replies`` to a story, and the stories that it ``answers``.

    ``stories`` are those that readers may see, by key: the other story is shown or not by what it
    is, never by what is said of it here.
    """
    ordered = sorted(rows, key=lambda row: (row.received, row.pk))
    replies = [stories.get(row.reply_id) for row in ordered if row.article_id == article.pk]
    answers = [stories.get(row.article_id) for row in ordered if row.reply_id == article.pk]
    return {
        "replies": list(dict.fromkeys(filter(None, replies))),
        "answers": list(dict.fromkeys(filter(None, answers))),
    }
