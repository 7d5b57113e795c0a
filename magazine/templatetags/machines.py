"""What a page says to machines, for its head: `{% load machines %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import RequestContext
from django.templatetags.static import static

from ..seo.structured_data import describe
from ..seo.structured_data.registry import breadcrumbs
from ..seo.structured_data.vocabulary import SITE_CARD, script

register = template.Library()


@register.inclusion_tag("components/meta.html", takes_context=True)
def machines(context: RequestContext) -> dict[str, Any]:
    """Canonical address, Open Graph and schema.org of the page; nothing on a page that has no
    description: a preview, an error."""
    flat = context.flatten()
    absolute: Any = getattr(flat.get("request"), "build_absolute_uri", None)
    page = describe(flat, absolute)
    if page is None:
        return {"page": None}
    data = [found for found in (page.data, breadcrumbs(page, absolute)) if found]
    return {
        "page": page,
        "address": absolute(page.path),
        "image": absolute(page.card.address if page.card else static(SITE_CARD)),
        "image_type": "image/jpeg" if page.card else "image/png",
        "authors": [absolute(path) for path in page.authors],
        "scripts": [script(found) for found in data],
    }
