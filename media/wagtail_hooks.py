"""Registers the reading of a file's own data, and the script that asks for it."""

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks

from .views import read_file


@hooks.register("register_admin_urls")
def reading() -> list[URLPattern]:
    """The address to which `js/admin/picture-file.js` sends a file to have it read."""
    return [path("pictures/read/", read_file, name="read_picture_file")]


@hooks.register("insert_global_admin_js")
def scripts() -> SafeString:
    """What every script of the newsroom may use, and the one of this app."""
    names = ("combobox", "admin/ask", "admin/picture-file")
    sources = ((static(f"js/{name}.js"),) for name in names)
    return format_html_join("\n", '<script src="{}"></script>', sources)
