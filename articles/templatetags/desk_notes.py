"""How a note is shown."""

from django import template
from django.utils.html import escape, linebreaks
from django.utils.safestring import mark_safe

from ..newsroom.notes import MENTION

register = template.Library()


@register.filter
def with_mentions(text: str) -> str:
    """Return the text in paragraphs, what follows an @ made bold."""
    escaped = escape(text)
    # Nothing that a mention may hold is changed by escaping.
    bold = MENTION.sub(lambda match: f"<b>{match[0]}</b>", escaped)
    return mark_safe(linebreaks(bold))  # noqa: S308  (escaped above)
