"""A model whose drafts are published in several writes, for its bases are in the wrong order, is an
error when the site starts."""

from django.apps import apps
from wagtail.models import DraftStateMixin

from articles.models import Article, FrontPage
from articles.models.publishable import AtomicPublishMixin, check_order, order_errors


def test_ours_are_in_order():
    assert issubclass(Article, AtomicPublishMixin)
    assert issubclass(FrontPage, AtomicPublishMixin)
    assert check_order(apps.get_app_configs()) == []


def test_the_wrong_order_is_an_error_that_says_what_to_do():
    class Wrong(DraftStateMixin, AtomicPublishMixin):
        class Meta:
            abstract = True  # a model would stay registered for the tests that follow
            app_label = "articles"

    (error,) = order_errors([Wrong])
    assert error.id == "articles.E001"
    assert "Wrong" in error.msg
    assert "before DraftStateMixin" in error.hint
