"""Registers the reading of a file's own data, and the script that asks for it."""

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from wagtail import hooks

from .views import read_file


@hooks.register("register_admin_urls")
def reading():
    return [path("pictures/read/", read_file, name="read_picture_file")]


@hooks.register("insert_global_admin_js")
def script():
    return format_html('<script src="{}"></script>', static("js/admin/picture-file.js"))
