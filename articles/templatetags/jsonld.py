"""Data for machines in pages: `{% load jsonld %}`."""

from django import template

from ..jsonld import news_article, script

register = template.Library()


@register.simple_tag(takes_context=True)
def story_json_ld(context):
    """The story of the page as JSON-LD."""
    return script(news_article(context, context["request"].build_absolute_uri))
