"""Registers the record's admin, the picker and its scripts."""

from django.db.models import ForeignKey
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.snippets.models import register_snippet

from .admin import merge_hooks  # noqa: F401  registers merging and the redirections
from .admin.base import GatedDelete
from .admin.cast_lines import CastLinesView
from .admin.fact_updates import LiveFactsView, UpdateView
from .admin.fact_viewsets import FACT_VIEWSETS
from .admin.permissions import only_what_the_user_may
from .admin.picker.registry import register_shows, register_target
from .admin.picker.views import PickerView, VocabularyView
from .admin.verification import VerifyView, log_verifications
from .admin.viewsets import VIEWSETS
from .admin.widgets import RecordPicker
from .models import AwardEdition

#: In this order: what others use comes first.
SCRIPTS = (
    "records",
    "codes",
    "record-picker",
    "choices",
    "rows",
    "row-values",
    "duplicate",
    "facts",
    "cast-lines",
    "outcome",
)

register_shows()
for viewset in (*VIEWSETS, *FACT_VIEWSETS):
    register_snippet(viewset)
for viewset in FACT_VIEWSETS:
    register_target(viewset.target())

# An edition is edited in its award, and named like any record.
register_form_field_override(
    ForeignKey, to=AwardEdition, override={"widget": RecordPicker("shows.AwardEdition")}
)

# After Wagtail's own, whose name it takes.
hooks.register("register_bulk_action", GatedDelete, order=10)
hooks.register("construct_snippet_action_menu", only_what_the_user_may)
hooks.register("register_log_actions", log_verifications)


@hooks.register("register_admin_urls")
def picker_urls() -> list[URLPattern]:
    """What the scripts of a form ask for, as JSON: records, vocabularies, facts, a typed cast; and
    where an offer is verified."""
    return [
        path("picker/<str:target>/", PickerView.as_view(), name="record_picker"),
        path("vocabulary/<str:name>/", VocabularyView.as_view(), name="desk_vocabulary"),
        path("facts/live/", LiveFactsView.as_view(), name="desk_live_facts"),
        path("verify/", VerifyView.as_view(), name="verify_releases"),
        path("facts/cast/", CastLinesView.as_view(), name="desk_cast_lines"),
        path("facts/<str:relation>/<int:pk>/", UpdateView.as_view(), name="desk_fact_update"),
    ]


@hooks.register("insert_global_admin_js")
def desk_scripts() -> SafeString:
    """The scripts of the desk's forms, in the order of `SCRIPTS`."""
    sources = ((static(f"js/admin/{name}.js"),) for name in SCRIPTS)
    return format_html_join("\n", '<script src="{}"></script>', sources)


@hooks.register("insert_global_admin_css")
def desk_styles() -> SafeString:
    """The style sheet of the desk's forms."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/forms.css"))
