"""Pictures in templates: `{% load pictures %}`. Nothing here makes a size."""

from django import template

from ..rendition_specs import shown

register = template.Library()


@register.filter
def shown_as(picture, shape):
    """A picture in a shape of `media.rendition_specs`; None if readers may not see it."""
    return shown(picture, shape) if picture and picture.is_public else None
