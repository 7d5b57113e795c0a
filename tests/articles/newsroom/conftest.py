"""A section with its editor, and a contributor with a draft in it."""

import pytest

from tests import factories

from . import draft_of, someone


@pytest.fixture
def news():
    return factories.section("Actualités")


@pytest.fixture
def contributor():
    return someone("pigiste", "contributor", first_name="Inès")


@pytest.fixture
def editor(news):
    return someone("camille", "editor", news)


@pytest.fixture
def draft(contributor, news):
    return draft_of(contributor, section=news)
