"""A form opened before a publication does not undo it."""

import pytest
from django.urls import reverse

from articles.admin.forms import ArticleForm
from articles.models import Article
from shows.models import Deal
from tests import factories
from tests.articles.admin.test_article_form import EDIT, story

pytestmark = [pytest.mark.django_db, pytest.mark.real]


@pytest.fixture
def draft():
    missions, amc = factories.series("Missions"), factories.company("AMC")
    return factories.article(
        "AMC s’offre Missions",
        about=[missions],
        deals=[factories.deal(series=missions, buyer=amc)],
    )


@pytest.fixture
def published_meanwhile(draft, monkeypatch):
    """While a request validates its form, another one publishes the story."""
    valid = ArticleForm.is_valid

    def publish_first(self):
        monkeypatch.setattr(ArticleForm, "is_valid", valid)
        draft.latest_revision.publish()
        return valid(self)

    monkeypatch.setattr(ArticleForm, "is_valid", publish_first)


def test_an_autosave_that_comes_late_takes_nothing_offline(desk, draft, published_meanwhile):
    response = desk.post(
        reverse(EDIT, args=[draft.pk]), story(), headers={"Accept": "application/json"}
    )
    assert response.status_code == 400
    assert Article.objects.public().get() == draft
    assert Deal.objects.public().count() == 1
    assert not Article.objects.get().has_unpublished_changes


def test_a_draft_saved_late_is_a_draft_over_the_live_story(desk, draft, published_meanwhile):
    desk.post(reverse(EDIT, args=[draft.pk]), story("Un autre titre"))
    live = Article.objects.public().get()
    assert live.headline == "AMC s’offre Missions"
    assert live.has_unpublished_changes
    assert live.get_latest_revision_as_object().headline == "Un autre titre"
    assert Deal.objects.public().count() == 1
