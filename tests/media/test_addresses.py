"""Addresses are looked up once, and are those of Django."""

from django.test import override_settings
from django.urls import path, reverse, set_script_prefix

from media import addresses
from media.addresses import address_of

urlpatterns = [path("ailleurs/<slug:slug>/", lambda request: None, name="elsewhere")]


def test_an_address_is_the_one_that_django_gives():
    assert address_of("shows:person", "x") == reverse("shows:person", args=["x"])
    assert address_of("shows:award_edition", "x", 2017) == "/prix/x/2017/"


def test_an_address_is_looked_up_once(monkeypatch):
    address_of("shows:person", "une-fois")
    monkeypatch.setattr(addresses, "reverse", None)
    assert address_of("shows:person", "une-fois") == "/personnes/une-fois/"


def test_an_address_follows_the_map_of_the_site():
    with override_settings(ROOT_URLCONF=__name__):
        assert address_of("elsewhere", "x") == "/ailleurs/x/"


def test_an_address_follows_the_prefix_of_the_site():
    assert address_of("shows:person", "y") == "/personnes/y/"
    set_script_prefix("/magazine/")
    try:
        assert address_of("shows:person", "y") == "/magazine/personnes/y/"
    finally:
        set_script_prefix("/")
