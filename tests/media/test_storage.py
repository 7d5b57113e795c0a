"""The address of an upload is looked up once, and is the one that Django gives."""

import pytest
from django.core.files.storage import FileSystemStorage, storages

from media import storage
from media.storage import UploadStorage


@pytest.mark.parametrize("name", ["images/à l’écran.webp", "images\\a.webp", "/a b.jpg"])
def test_an_address_is_the_one_that_django_gives(name):
    assert UploadStorage().url(name) == FileSystemStorage().url(name)


def test_an_address_follows_the_base():
    assert UploadStorage(base_url="/a/").url("x.webp") == "/a/x.webp"
    assert UploadStorage(base_url="/b/").url("x.webp") == "/b/x.webp"


def test_an_address_is_looked_up_once(monkeypatch):
    UploadStorage(base_url="/c/").url("x.webp")
    monkeypatch.setattr(storage.FileSystemStorage, "url", None)
    assert UploadStorage(base_url="/c/").url("x.webp") == "/c/x.webp"


def test_uploads_are_kept_there():
    assert isinstance(storages["default"], UploadStorage)
