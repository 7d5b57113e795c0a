"""The feed of a list is the list: its stories, its filters, its visibility, newest first."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Enclosure

from shows.models import Company, Person, Series

from ..models import Article
from ..views import ArticleListView, AuthorView, SectionView, TagView
from .bodies import Text, texts_of
from .formats import FORMATS

#: How many stories a feed holds.
STORIES = 20


class FeedMixin:
    """Answers with the newest stories of a list in the format of the address (``format``)."""

    def feed_title(self) -> str:
        """What the list is of, for the title of the feed; empty for the whole magazine."""
        return ""

    def page_address(self) -> str:
        """The address of the page whose feed this is."""
        return self.request.path.rpartition("/")[0] + "/"

    def get(self, request, *args, **kwargs):
        filters = self.filterset_class(request.GET, self.get_base(), request=request)
        stories = list(
            filters.qs.newest_first()
            .select_related("section")
            .prefetch_related("bylines", "tagged_items__tag")[:STORIES]
        )
        chosen = [label for values in filters.chosen.values() for label in values.values()]
        named = ", ".join(filter(None, [self.feed_title(), *chosen]))
        site = request.build_absolute_uri("/")[:-1]
        query = request.META.get("QUERY_STRING", "")
        page = f"{site}{self.page_address()}"
        feed = FORMATS[kwargs["format"]](
            title=f"Générique – {named}" if named else "Générique",
            link=f"{page}?{query}" if query and chosen else page,
            description="Le magazine des séries, avec ses sources.",
            language="fr",
            feed_url=request.build_absolute_uri(),
            feed_copyright="Générique",
        )
        texts = texts_of(stories, site)
        for story in stories:
            feed.add_item(**entry(story, texts[story.pk], site))
        response = HttpResponse(content_type=feed.content_type)
        feed.write(response, "utf-8")
        return response


def entry(story: Article, text: Text, site: str) -> dict:
    """Return a story as the feed generators take it. Its id stays when its address changes."""
    day = story.first_published_at.date().isoformat()
    host = site.partition("://")[2].partition(":")[0]
    return {
        "title": story.public_headline,
        "link": f"{site}{story.get_absolute_url()}",
        "description": story.public_standfirst,
        "content": text.html,
        "unique_id": f"tag:{host},{day}:article-{story.pk}",
        "unique_id_is_permalink": False,
        "pubdate": story.first_published_at,
        "updateddate": story.last_published_at or story.first_published_at,
        "signatures": [author.name for author in story.bylines.all()],
        "categories": [story.section.name, *(item.tag.name for item in story.tagged_items.all())],
        "picture": text.picture,
        # The length is asked for and read by no one; a size of 0 is what readers expect then.
        "enclosures": [Enclosure(text.picture, "0", "image/jpeg")] if text.picture else [],
    }


class ArticleFeed(FeedMixin, ArticleListView):
    """All the stories."""


class SectionFeed(FeedMixin, SectionView):
    def feed_title(self):
        return self.section.name


class TagFeed(FeedMixin, TagView):
    def feed_title(self):
        return self.tag.name


class AuthorFeed(FeedMixin, AuthorView):
    def feed_title(self):
        return self.author.name


class RecordFeed(FeedMixin, ArticleListView):
    """The stories that link to a record: follow a series, a person, a channel."""

    record_model = Series

    def get_base(self):
        records = self.record_model.objects.public()
        self.record = get_object_or_404(records, slug=self.kwargs["slug"])
        return super().get_base().naming(self.record)

    def feed_title(self):
        return str(self.record)


class PersonFeed(RecordFeed):
    record_model = Person


class CompanyFeed(RecordFeed):
    record_model = Company
