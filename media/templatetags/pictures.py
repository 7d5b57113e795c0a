"""Pictures in templates: `{% load pictures %}`. Nothing here makes a size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from ..rendition_specs import Shown, shown

if TYPE_CHECKING:
    from ..models import Picture

register = template.Library()


@register.filter
def shown_as(picture: Picture | None, shape: str) -> Shown | None:
    """A picture in a shape of `media.rendition_specs`; None if readers may not see it."""
    return shown(picture, shape) if picture and picture.is_public else None
