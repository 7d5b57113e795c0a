"""What search engines are told: every public address, when it last changed, its picture.

A record's page changes with the stories that report about it, so its date is theirs when it is
later. The news sitemap holds the last two days, as its format asks. The schema of the protocol
wants an address in every file, so a section that has none is neither told nor there.
"""

import datetime
from typing import Any, cast

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as contrib
from django.core.paginator import Paginator
from django.db.models import Max, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import ListView
from taggit.models import Tag

from articles.models import Article, ArticleTag, Author, InfoPage, Section
from media.prefetching import prefetch_sizes
from media.rendition_specs import jpeg
from shows.listing.views import declared_lists
from shows.models import Award, AwardEdition, Company, Person, Series
from shows.models.series import SeriesTag

NEWS_DAYS = 2
NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class PublicSitemap(Sitemap):
    """The public objects of a model, in an order that does not move, with the day of a change.

    Subclasses have ``queryset()``, public rows with ``changed``, a moment.
    """

    limit = 2000  # addresses in a file; the format allows 50,000, a reader's patience less

    def queryset(self) -> QuerySet[Any]:
        """The public items, with ``changed``: when they last changed."""
        raise NotImplementedError

    @cached_property
    def paginator(self) -> Paginator:
        return Paginator(self.items(), self.limit, allow_empty_first_page=False)

    def items(self) -> Any:
        return self.queryset().order_by("pk")

    def lastmod(self, item: Any) -> Any:
        return item.changed if item.changed != NEVER else None

    def get_latest_lastmod(self) -> Any:
        latest = self.queryset().aggregate(latest=Max("changed"))["latest"]
        return latest if latest != NEVER else None

    def picture(self, item: Any) -> Any:
        """The picture that stands for the item, or None."""
        return

    def _urls(self, page: int, protocol: Any, domain: Any) -> Any:
        urls = cast(Any, super())._urls(page, protocol, domain)
        for url in urls:
            picture = self.picture(url["item"])
            if picture is not None and picture.is_public and (size := jpeg(picture)):
                found = size.url
                url["picture"] = found if "://" in found else f"{protocol}://{domain}{found}"
        return urls


class ArticleSitemap(PublicSitemap):
    """Stories, with the picture that lists may show."""

    def queryset(self) -> Any:
        changed = Coalesce("last_published_at", "first_published_at")
        return Article.objects.public().annotate(changed=changed)

    def items(self) -> Any:
        return (
            super()
            .items()
            .select_related("section", "lead_picture", "safe_picture")
            .defer("body")
            .prefetch_related(prefetch_sizes("lead_picture"), prefetch_sizes("safe_picture"))
        )

    def picture(self, item: Any) -> Any:
        return item.public_picture


class RecordSitemap(PublicSitemap):
    """Records of a model. The stories that name them count among their changes."""

    model: Any = Series
    stories = "story_links__article"

    def queryset(self) -> Any:
        told = Max(
            f"{self.stories}__last_published_at",
            filter=Q(**{f"{self.stories}__in": Article.objects.public().values("pk")}),
        )
        changed = Greatest(self.own_change(), Coalesce(told, Value(NEVER)))
        return self.model.objects.public().annotate(changed=changed)

    def own_change(self) -> str:
        return "updated_at"


class SeriesSitemap(RecordSitemap):
    """Series, with their posters."""

    def items(self) -> Any:
        return super().items().select_related("poster").prefetch_related(prefetch_sizes("poster"))

    def picture(self, item: Any) -> Any:
        return item.poster


class PersonSitemap(RecordSitemap):
    """Persons, dated as `RecordSitemap` says."""

    model = Person


class CompanySitemap(RecordSitemap):
    """Companies of all kinds: each has a page, not only networks."""

    model = Company


class AwardSitemap(RecordSitemap):
    """Awards; stories link to them through their editions."""

    model = Award
    stories = "editions__story_links__article"


class EditionSitemap(RecordSitemap):
    """Editions, which are saved with their award and have no date of their own."""

    model = AwardEdition

    def own_change(self) -> str:
        return "award__updated_at"

    def items(self) -> Any:
        return super().items().select_related("award")


class TagSitemap(PublicSitemap):
    """Tags of anything public; one that only series have tells no date."""

    def queryset(self) -> Any:
        stories = Article.objects.public().values("pk")
        told = ArticleTag.objects.filter(content_object__in=stories)
        series = SeriesTag.objects.filter(content_object__in=Series.objects.public().values("pk"))
        changed = Max(
            "articles_articletag_items__content_object__last_published_at",
            filter=Q(articles_articletag_items__content_object__in=stories),
        )
        used = Q(pk__in=told.values("tag")) | Q(pk__in=series.values("tag"))
        return Tag.objects.filter(used).annotate(changed=Coalesce(changed, Value(NEVER)))

    def location(self, item: Any) -> str:
        return reverse("articles:tag", args=[item.slug])


class SectionSitemap(PublicSitemap):
    """Sections, dated by the publications of their stories."""

    def queryset(self) -> Any:
        stories = Q(articles__in=Article.objects.public().values("pk"))
        changed = Max("articles__last_published_at", filter=stories)
        return Section.objects.public().annotate(changed=changed)


class AuthorSitemap(PublicSitemap):
    """Signatures, dated by the publications of the stories under which they stand."""

    def queryset(self) -> Any:
        stories = Q(articles__in=Article.objects.public().values("pk"))
        changed = Max("articles__last_published_at", filter=stories)
        return Author.objects.public().annotate(changed=changed)


class InfoPageSitemap(PublicSitemap):
    """Information pages; one that tells no date was made live without being published."""

    def queryset(self) -> Any:
        changed = Coalesce("last_published_at", "first_published_at", Value(NEVER))
        return InfoPage.objects.public().annotate(changed=changed)


class ListSitemap(Sitemap):
    """The pages that are there whatever the magazine holds."""

    names = (
        *("home", "shows:genre_list", "shows:award_list", "shows:agenda"),
        *("articles:author_list", "credits"),
    )

    def items(self) -> Any:
        lists = [view.url_name for view in declared_lists() if view.in_sitemap]
        return [*self.names, *lists]

    def location(self, item: Any) -> str:
        return reverse(item)


SITEMAPS = {
    "articles": ArticleSitemap,
    "series": SeriesSitemap,
    "personnes": PersonSitemap,
    "chaines": CompanySitemap,
    "prix": AwardSitemap,
    "palmares": EditionSitemap,
    "sujets": TagSitemap,
    "rubriques": SectionSitemap,
    "auteurs": AuthorSitemap,
    "pages": InfoPageSitemap,
    "listes": ListSitemap,
}


def index(request: HttpRequest) -> Any:
    """The files there are, of the sections that hold anything."""
    sections = {name: sitemap() for name, sitemap in SITEMAPS.items()}
    told = {name: section for name, section in sections.items() if section.paginator.count}
    return contrib.index(request, cast(Any, told), sitemap_url_name="sitemap")


class NewsSitemapView(ListView):
    """The stories of the last two days (Google News sitemap). What somebody paid for is no news.

    Without any, the front page stands there alone: the file keeps its address, and its form.
    """

    template_name = "sitemap_news.xml"
    content_type = "application/xml"

    def get_queryset(self) -> Any:
        since = timezone.now() - datetime.timedelta(days=NEWS_DAYS)
        stories = Article.objects.public().filter(first_published_at__gte=since, sponsor="")
        return stories.newest_first().select_related("section").defer("body")[:1000]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(site=self.request.build_absolute_uri("/")[:-1], **kwargs)
