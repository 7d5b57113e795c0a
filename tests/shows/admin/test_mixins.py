"""Mixins of ours in the wrong place among the bases of a class are refused, with what to do."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from wagtail.snippets.views import snippets

from articles.newsroom.review import ReviewMixin
from shows.admin.base import RefusalMixin
from shows.admin.deletion import GuardedDeleteMixin
from shows.admin.merge import MergeableMixin
from shows.admin.permissions import GateMixin


@pytest.mark.parametrize(
    ("mixin", "whole"),
    [
        (GateMixin, snippets.EditView),
        (GuardedDeleteMixin, snippets.DeleteView),
        (RefusalMixin, snippets.EditView),
        (ReviewMixin, snippets.EditView),
        (MergeableMixin, snippets.SnippetViewSet),
    ],
)
def test_a_mixin_that_comes_too_late_is_refused(mixin, whole):
    with pytest.raises(ImproperlyConfigured) as refusal:
        type("Wrong", (whole, mixin), {})
    assert f"{mixin.__name__} changes nothing in Wrong" in str(refusal.value)
    assert f"Put {mixin.__name__} before it" in str(refusal.value)


def test_a_mixin_that_comes_first_is_not():
    made = type("Right", (GateMixin, RefusalMixin, snippets.EditView), {})
    assert made.dispatch is GateMixin.dispatch
