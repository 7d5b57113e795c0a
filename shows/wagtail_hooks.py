"""Registers the record's admin, the picker and its scripts."""

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html, format_html_join
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .desk.picker import PickerView, VocabularyView
from .desk.targets import register_shows
from .desk.viewset import GatedDelete
from .viewsets import VIEWSETS

SCRIPTS = ("record-picker", "codes", "duplicate")

register_shows()
for viewset in VIEWSETS:
    register_snippet(viewset)

# After Wagtail's own, whose name it takes.
hooks.register("register_bulk_action", GatedDelete, order=10)


@hooks.register("register_admin_urls")
def picker_urls():
    return [
        path("picker/<str:target>/", PickerView.as_view(), name="record_picker"),
        path("vocabulary/<str:name>/", VocabularyView.as_view(), name="desk_vocabulary"),
    ]


@hooks.register("insert_global_admin_js")
def desk_scripts():
    sources = ((static(f"js/desk/{name}.js"),) for name in SCRIPTS)
    return format_html_join("\n", '<script src="{}"></script>', sources)


@hooks.register("insert_global_admin_css")
def desk_styles():
    return format_html('<link rel="stylesheet" href="{}">', static("css/desk.css"))
