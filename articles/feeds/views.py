"""The feed of a list is the list: its stories, its filters, its visibility, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.utils.feedgenerator import Enclosure

from shows.admin.typed import ViewMixin
from shows.listing.views import refusal
from shows.models import Company, Person, Series
from shows.typography import french

from ..models import Article
from ..views import ArticleListView, AuthorView, SectionView, TagView
from .bodies import Text, texts_of
from .formats import FORMATS

if TYPE_CHECKING:
    from shows.listing.views import FacetedFilterSet

#: How many stories a feed holds.
STORIES = 20
#: After how many minutes a program may ask again.
TTL = 15
#: What programs show beside the name of a feed: a static file, square.
ICON = "icons/generique-192.png"


class FeedMixin(ViewMixin):
    """Answers with the newest of a list in the format of the address (``format``): its stories,
    unless `entries` says otherwise."""

    url_name: str
    queries = 11
    in_sitemap = False

    #: What the feed is of, in a sentence.
    feed_description = "Le magazine des séries, avec ses sources."

    def feed_title(self) -> str:
        """What the list is of, for the title of the feed; empty for the whole magazine."""
        return ""

    def page_address(self) -> str:
        """The address of the page whose feed this is."""
        return self.request.path.rpartition("/")[0] + "/"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        filters = self.filterset_class(request.GET, self.get_base(), request=request)
        page = request.build_absolute_uri(self.page_address())
        if refused := refusal(filters, page):
            return refused
        feed = self.feed(filters, kwargs["format"])
        for entry in self.entries(filters, request.build_absolute_uri("/")[:-1]):
            feed.add_item(**entry)
        response = HttpResponse(content_type=feed.content_type)
        feed.write(response, "utf-8")
        # No Last-Modified: a story that is taken offline makes the rest older, not newer. What has
        # not changed is told by its ETag (ConditionalGetMiddleware).
        return response

    def entries(self, filters: Any, site: str) -> list[dict]:
        """What is found, as the feed generators take it; addresses begin with ``site``."""
        stories = list(
            filters.qs.newest_first()
            .select_related("section")
            .prefetch_related("bylines", "tagged_items__tag")[:STORIES]
        )
        texts = texts_of(stories, site)
        return [entry_of(story, texts[story.pk], site) for story in stories]

    def feed(self, filters: FacetedFilterSet, form: str) -> Any:
        """The feed without its entries. Its address and its page's are those of what is found,
        whatever was asked for besides."""
        request = self.request
        chosen = [label for values in filters.chosen.values() for label in values.values()]
        named = ", ".join(filter(None, [self.feed_title(), *chosen]))
        page = request.build_absolute_uri(self.page_address())
        return FORMATS[form](
            title=french(f"Générique – {named}") if named else "Générique",
            link=f"{page}?{filters.query}" if filters.query else page,
            description=self.feed_description,
            language="fr",
            author_name="Générique",
            author_link=request.build_absolute_uri("/"),
            feed_url=request.build_absolute_uri(filters.canonical()),
            feed_copyright="Générique",
            ttl=TTL,
            icon=request.build_absolute_uri(static(ICON)),
        )


def title_of(story: Article) -> str:
    """The headline that lists may show; in a list of titles too, who paid is named."""
    paid = f" (sponsorisé par {story.sponsor})" if story.sponsor else ""
    return french(f"{story.public_headline}{paid}")


def host_of(site: str) -> str:
    """The host in ``site``, without its port: the authority of the ids of entries."""
    return site.partition("://")[2].partition(":")[0]


def _changed(story: Article) -> Any:
    return story.last_published_at or story.first_published_at


def entry_of(story: Article, text: Text, site: str) -> dict:
    """Return a story as the feed generators take it. Its id stays when its address changes."""
    day = story.first_published_at.date().isoformat()
    return {
        "title": title_of(story),
        "link": f"{site}{story.get_absolute_url()}",
        "description": french(story.public_standfirst),
        "content": text.html,
        "unique_id": f"tag:{host_of(site)},{day}:article-{story.pk}",
        "unique_id_is_permalink": False,
        "pubdate": story.first_published_at,
        "updateddate": _changed(story),
        "signatures": [author.name for author in story.bylines.all()],
        "categories": [
            getattr(story.section, "name", ""),
            *(item.tag.name for item in story.tagged_items.all()),
        ],
        "picture": text.picture,
        # The length is asked for and read by no one; a size of 0 is what readers expect then.
        "enclosures": [Enclosure(text.picture, "0", "image/jpeg")] if text.picture else [],
    }


class ArticleFeed(FeedMixin, ArticleListView):
    """All the stories."""

    url_name = "articles:feed"
    queries = 10


class SectionFeed(FeedMixin, SectionView):
    """The stories of a section."""

    url_name = "articles:section_feed"

    def feed_title(self) -> Any:
        return self.section.name


class TagFeed(FeedMixin, TagView):
    """The stories with a tag; the series that the page of the tag shows are in no feed."""

    url_name = "articles:tag_feed"

    def feed_title(self) -> Any:
        return self.tag.name


class AuthorFeed(FeedMixin, AuthorView):
    """The stories that somebody signs."""

    url_name = "articles:author_feed"

    def feed_title(self) -> Any:
        return self.author.name


class RecordFeed(FeedMixin, ArticleListView):
    """The stories that link to a record: follow a series, a person, a channel."""

    url_name = "articles:series_feed"
    record_model = Series

    def get_base(self) -> Any:
        records = self.record_model.objects.public()
        self.record = get_object_or_404(records, slug=self.kwargs["slug"])
        return super().get_base().naming(self.record)

    def feed_title(self) -> str:
        return str(self.record)


class PersonFeed(RecordFeed):
    """The stories that link to a person."""

    url_name = "articles:person_feed"
    record_model = Person


class CompanyFeed(RecordFeed):
    """The stories that link to a channel or a company."""

    url_name = "articles:company_feed"
    record_model = Company
