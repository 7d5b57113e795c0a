"""A new story that starts from a public fact, which it brings up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from wagtail.admin import messages

from shows.admin.fact_updates import live_fact, updated
from shows.admin.typed import ViewMixin

from ..models import LinkRelation, SeriesLink

if TYPE_CHECKING:
    from ..models import Article


class StartsFromFactMixin(ViewMixin):
    """For the view that adds a story: ``?update=deals-12`` puts that deal's copy in the form."""

    def get_initial_form_instance(self) -> Article:
        story = super().get_initial_form_instance()
        asked = self.request.GET.get("update") if self.request.method == "GET" else None
        if not asked:
            return story
        relation, _dash, key = asked.partition("-")
        try:
            copy = updated(live_fact(relation, key))
        except ValidationError as error:
            messages.warning(self.request, " ".join(error.messages))
            return story
        getattr(story, relation).add(copy)
        if copy.series_id:
            link = SeriesLink(series_id=copy.series_id, relation=LinkRelation.ABOUT)
            story.series_links.add(link)
        return story
