"""The link in rich text: to a story, to a record, or to a plain address.

In the database a link to something of ours is ``<a linktype="record" target="shows.series"
id="12">``: it follows a changed address, and is plain text while readers may not see its target.
An address is an ordinary ``<a href="https://…">``; only http, https and mailto are kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from draftjs_exporter.engines.string import Elt
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text import LinkHandler
from wagtail.whitelist import check_url

from shows.admin.widgets import RecordPicker

if TYPE_CHECKING:
    from wagtail.rich_text.feature_registry import FeatureRegistry

    from shows.models import Record

FEATURE = "story-link"
ENTITY = "STORY-LINK"
#: What a link may lead to, and what its page's address needs loaded.
LINKED = {
    "articles.article": ("section",),
    "shows.series": (),
    "shows.person": (),
    "shows.company": (),
    "shows.awardedition": ("award",),
}
SCHEMES = ("http://", "https://", "mailto:")


def public_rows(target: str, keys: set[int]) -> dict:
    """Return {key: row} of those of ``keys`` that readers may see: one query."""
    rows = apps.get_model(target).objects.public().select_related(*LINKED[target])
    return rows.in_bulk(list(keys))


class RecordLinkHandler(LinkHandler):
    """Writes the links of a text for readers, with one query for each kind of target."""

    identifier = "record"

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        wanted = defaultdict(set)
        for attrs in attrs_list:
            if (link := link_target(attrs)) is not None:
                wanted[link[0]].add(link[1])
        found = {target: public_rows(target, keys) for target, keys in wanted.items()}
        return [cls.opening_tag(attrs, found) for attrs in attrs_list]

    @staticmethod
    def opening_tag(attrs: dict[str, Any], found: dict[str, dict[int, Any]]) -> str:
        link = link_target(attrs)
        row = found[link[0]].get(link[1]) if link else None
        return f'<a href="{escape(row.get_absolute_url())}">' if row else "<a>"

    @classmethod
    def extract_references(
        cls, attrs: dict[str, str]
    ) -> Iterator[tuple[type[Record], str, str, str]]:
        if (link := link_target(attrs)) is not None:
            yield apps.get_model(link[0]), str(link[1]), "", ""


def link_target(attrs: dict[str, Any]) -> tuple[str, int] | None:
    """Return (“shows.series”, 12), or None for what is no link of ours."""
    target, key = str(attrs.get("target", "")).lower(), str(attrs.get("id", ""))
    return (target, int(key)) if target in LINKED and key.isdigit() else None


class RecordLinkElementHandler(LinkElementHandler):
    """Reads a stored link to one of ours into the editor."""

    def get_attribute_data(self, attrs: dict[str, Any]) -> dict[str, str]:
        return {"target": attrs.get("target", ""), "id": attrs.get("id", "")}


class AddressElementHandler(LinkElementHandler):
    """Reads a stored address into the editor."""

    def get_attribute_data(self, attrs: dict[str, Any]) -> dict[str, str]:
        return {"url": attrs["href"]}


def to_database(props: dict[str, Any]) -> Elt | str:
    """Write the editor's entity as a stored link; anything else becomes plain text."""
    if (link := link_target(props)) is not None:
        attrs = {"linktype": "record", "target": link[0], "id": str(link[1])}
        return DOM.create_element("a", attrs, props["children"])
    url = check_url((props.get("url") or "").strip())
    if url and url.lower().startswith(SCHEMES):
        return DOM.create_element("a", {"href": url}, props["children"])
    return props["children"]


def dialog() -> str:
    """Return the HTML with which the editor's dialog asks where a link leads."""
    kinds = [
        ("shows.Series", gettext("a series")),
        ("articles.Article", gettext("a story")),
        ("shows.Person", gettext("a person")),
        ("shows.Company", gettext("a channel or a company")),
        ("shows.AwardEdition", gettext("a year of a prize")),
        ("url", gettext("a web address")),
    ]
    picker = RecordPicker("shows.Series").render("story-link", None, {"id": "story-link-where"})
    url = reverse("record_picker", args=["TARGET"])
    return render_to_string("admin/story_link.html", {"kinds": kinds, "picker": picker, "url": url})


def register(features: FeatureRegistry) -> None:
    """Register the feature with Wagtail's rich text."""
    features.register_link_type(RecordLinkHandler)
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        EntityFeature(
            {
                "type": ENTITY,
                "icon": "link",
                "description": _("Link to a story, a record or an address"),
                "attributes": ["url", "target", "id"],
                "allowlist": {"href": "^(https?:|mailto:)"},
            },
            js=["js/admin/story-link-dialog.js", "js/admin/story-link.js"],
        ),
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {
                'a[linktype="record"]': RecordLinkElementHandler(ENTITY),
                "a[href]": AddressElementHandler(ENTITY),
            },
            "to_database_format": {"entity_decorators": {ENTITY: to_database}},
        },
    )
