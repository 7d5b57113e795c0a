"""A new story that starts from a public fact, which it brings up to date."""

from django.core.exceptions import ValidationError
from wagtail.admin import messages

from shows.admin.fact_updates import live_fact, updated

from ..models import LinkRelation, SeriesLink


class StartsFromFactMixin:
    """For the view that adds a story: ``?update=deals-12`` puts that deal's copy in the form."""

    def get_initial_form_instance(self):
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
