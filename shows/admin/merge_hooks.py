"""Registers merging, the redirections and what they find records with."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .merge import log_actions
from .picker.finder import FinderView, PublicFinderView
from .redirects import RedirectViewSet

register_snippet(RedirectViewSet)
hooks.register("register_log_actions", log_actions)


@hooks.register("register_admin_urls")
def finder_urls() -> list[URLPattern]:
    """Where forms look for what exists: anything public, or the records of one kind."""
    return [
        path("finder/", PublicFinderView.as_view(), name="public_finder"),
        path("finder/<str:target>/", FinderView.as_view(), name="record_finder"),
    ]
