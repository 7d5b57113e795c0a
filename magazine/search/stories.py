"""Stories, as search reads them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from articles.models import Article, ArticleKind, ArticleTag
from articles.models.links import LINK_MODELS
from shows.models import AwardEdition, Company, Person, Series

from .indexes import Entry, Kind
from .texts import passages

#: What readers type for a form, with a name or alone: “critique missions”.
FORMS: dict[str, str] = {
    ArticleKind.REVIEW: "critique critiques avis",
    ArticleKind.INTERVIEW: "entretien entretiens interview interviews",
    ArticleKind.FEATURE: "dossier dossiers",
    ArticleKind.LIST: "liste listes classement",
    ArticleKind.CALENDAR: "calendrier agenda",
    ArticleKind.OPINION: "opinion tribune",
}
#: Where the name of a record is.
NAMES = {Series: "title", Person: "name", Company: "name", AwardEdition: "award__name"}


class Stories(Kind):
    """A story that reveals is found by all its words, and shows its safe headline alone."""

    number = 1
    name, one, many = "articles", "article", "articles"
    model = Article
    forgiving = is_record = False

    def lines(self) -> Any:
        return self.public().select_related("section").defer("body", "desk_note")

    def name_of(self, record: Any) -> Any:
        return record.public_headline

    def about(self, record: Any) -> Any:
        return record.section.name

    def read(self, keys: Iterable[int]) -> list[Any]:
        stories = self.public().filter(pk__in=keys).select_related("section")
        return [
            self._entry(story) for story in stories.defer("desk_note").prefetch_related("bylines")
        ]

    @staticmethod
    def _entry(story: Article) -> Entry:
        """What cards show may be quoted; of a story whose headline reveals, nothing else."""
        entry = Entry(story, [story.public_headline], FORMS.get(story.kind, ""))
        entry.about = story.public_kicker or getattr(story.section, "name", "")
        entry.passages = [story.public_standfirst]
        texts = passages(story.body)
        if story.safe_headline:
            entry.more = [story.headline, story.standfirst, *texts]
        elif story.spoiler_series_id:
            entry.more = texts
        else:
            entry.passages += texts
        return entry

    def add_more(self, entries: Any) -> None:
        """Add the kicker, the signatures, the tags, and the names of the records linked to."""
        found = defaultdict(list)
        keys = [entry.record.pk for entry in entries]
        for tag in ArticleTag.objects.filter(content_object__in=keys).select_related("tag"):
            found[tag.content_object_id].append(tag.tag.name)
        for model in LINK_MODELS:
            links = model.objects.filter(article__in=keys)
            path = f"{model.RECORD}__{NAMES[model.record_model()]}"
            for key, name in links.values_list("article_id", path):
                found[key].append(name)
        for entry in entries:
            names = [author.name for author in entry.record.bylines.all()]
            entry.more += [entry.record.kicker, *names, *found[entry.record.pk]]

    def ranks(self, entries: Any) -> Any:
        """The moment of publication: of two stories the newer counts more."""
        moments = {entry.record.pk: entry.record.first_published_at for entry in entries}
        return {key: int(moment.timestamp()) for key, moment in moments.items() if moment}
