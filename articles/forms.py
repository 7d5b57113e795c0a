"""The form of a story: what its facts inherit, and what forbids its publication."""

from django.core.exceptions import ValidationError

from shows.desk.forms import DeskForm
from shows.models import FACT_MODELS

from .models import LinkRelation


class ArticleForm(DeskForm):
    """Hands the story's series down to its facts before they are validated.

    Publication is refused here with a sentence when `Article.check_publishable` would refuse it.
    """

    def full_clean(self):
        if self.is_bound:
            series = self.main_series()
            for model in FACT_MODELS:
                relation = model._meta.get_field("article").remote_field.get_accessor_name()
                if relation in self.formsets:
                    self.formsets[relation].main_series = series
        super().full_clean()

    def main_series(self):
        """Return the first series the story is about, as typed, or None."""
        links = self.formsets.get("series_links")
        if links is None:
            return None
        links.errors  # noqa: B018 (validates the rows)
        about = [
            row.cleaned_data
            for row in links.forms
            if row.is_valid()
            and row not in links.deleted_forms
            and row.cleaned_data.get("series")
            and row.cleaned_data.get("relation") == LinkRelation.ABOUT
        ]
        first = min(about, key=lambda data: data.get("ORDER") or 0, default=None)
        return first["series"] if first else None

    def _post_clean(self):
        super()._post_clean()
        if "action-publish" in self.data:
            try:
                self.instance.check_publishable()
            except ValidationError as error:
                self.add_error("embargo_until" if "embargo_until" in self.fields else None, error)
