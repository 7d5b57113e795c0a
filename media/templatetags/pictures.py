"""Pictures in templates: `{% load pictures %}`. Nothing here makes a size."""

from django import template

from media.shapes import shown

register = template.Library()


@register.filter
def shown_as(picture, shape):
    """How readers are shown a picture in a shape of `media.shapes`; None if they may not see it."""
    return shown(picture, shape) if picture and picture.is_public else None
