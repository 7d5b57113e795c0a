"""The chooser finds and shows pictures as the library does: by every word, with their rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.admin.forms.choosers import BaseFilterForm, CollectionFilterMixin, SearchFilterMixin
from wagtail.images.views import chooser

from shows.name_search import ITSELF, matching

if TYPE_CHECKING:
    from media.querysets import PictureQuerySet


class SearchForm(SearchFilterMixin):
    """Finds every word in any of a picture's texts, whatever its accents."""

    def filter(self, objects: PictureQuerySet) -> PictureQuerySet:
        words = self.cleaned_data.get("q")
        if words:
            self.is_searching, self.search_query = True, words
            objects = objects.filter(matching(objects.model, words, [ITSELF]))
        # Past Wagtail's own search, which folds no accents on PostgreSQL.
        return super(SearchFilterMixin, self).filter(objects)


class PictureFilterForm(CollectionFilterMixin, SearchForm, BaseFilterForm):
    """What narrows the chooser: words and a collection."""


class ChooseView(chooser.ImageChooseView):
    """The chooser as it opens."""

    filter_form_class = PictureFilterForm
    results_template_name = "admin/pictures/chooser_results.html"


class ChooseResultsView(chooser.ImageChooseResultsView):
    """The pictures in the chooser, when words, collection or page have changed."""

    filter_form_class = PictureFilterForm
    results_template_name = "admin/pictures/chooser_results.html"


def install() -> None:
    """Give Wagtail's viewset our views; called before its addresses are made."""
    chooser.viewset.choose_view_class = ChooseView
    chooser.viewset.choose_results_view_class = ChooseResultsView
