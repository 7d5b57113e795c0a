"""What a page is: for its head, what machines are told (`{% machines %}`); above its title, the way
to it (`{% trail %}`). `{% load machines %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import RequestContext
from django.templatetags.static import static

from ..seo.structured_data import describe
from ..seo.structured_data.registry import Page, breadcrumbs, trail
from ..seo.structured_data.vocabulary import SITE_CARD, script

register = template.Library()


@register.inclusion_tag("components/meta.html", takes_context=True)
def machines(context: RequestContext) -> dict[str, Any]:
    """Canonical address, Open Graph and schema.org of the page; nothing on a page that has no
    description: a preview, an error."""
    flat = context.flatten()
    request: Any = flat.get("request")
    absolute: Any = getattr(request, "build_absolute_uri", None)
    page = describe(flat, absolute)
    if page is None:
        return {"page": None}
    request.described = page  # for `trail`, further down the same page
    data = [found for found in (page.data, breadcrumbs(page, absolute)) if found]
    return {
        "page": page,
        "address": absolute(page.path),
        "image": absolute(page.card.address if page.card else static(SITE_CARD)),
        "image_type": "image/jpeg" if page.card else "image/png",
        "authors": [absolute(path) for path in page.authors],
        "scripts": [script(found) for found in data],
    }


@register.inclusion_tag("components/breadcrumbs.html", name="trail", takes_context=True)
def trail_above(context: RequestContext) -> dict[str, Any]:
    """The pages above this one, as its head told machines, if there are any besides the front page:
    its own name follows as its title, and to the front page the masthead leads."""
    page: Page | None = getattr(context.get("request"), "described", None)
    return {"steps": trail(page) if page and page.above else []}
