"""The pages of stories. What a story's page shows is in `pages`, for readers and previews alike."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import DetailView, ListView
from taggit.models import Tag

from media.embed_views import EmbedsMixin
from shows.listing.titles import Naming
from shows.listing.views import Feed, FilteredListView
from shows.models import Series
from shows.models.batch import fetch_batch
from shows.reader_country import reader_country

from .filters import AllArticlesFilterSet, ArticleFilterSet
from .models import Article, ArticleTag, Author, InfoPage, Section, StoryFacetName
from .pages.story import story_page

if TYPE_CHECKING:
    from .models.querysets import ArticleQuerySet


class ArticleListView(FilteredListView):
    """All the stories, of every section."""

    url_name = "articles:article_list"
    model = Article
    filterset_class = AllArticlesFilterSet
    naming = Naming(
        "Tous les articles",
        "L’actualité des séries, avec ses sources.",
        "article",
        "articles",
        narrowed="Articles",
    )
    empty = "Aucun article ne répond à ces filtres."
    template_name = "articles/article_list.html"
    paginate_by = 20

    def moves_with(self) -> list[str]:
        return ["stories"]

    def get_feed(self) -> Feed:
        # Of everything it is the feed of the site, which each page tells of.
        query = self.filters.query
        return Feed("Générique, cette liste", self.request.path, query, in_head=bool(query))


def named_after(name: str, description: str) -> Naming:
    """A list of stories that is called by the name of what they have in common."""
    return replace(ArticleListView.naming, title=name, description=description, narrowed="")


class SectionView(ArticleListView):
    """The stories of a section."""

    url_name = "articles:section"
    in_sitemap = False
    filterset_class = ArticleFilterSet
    kicker = "Rubrique"

    def get_base(self) -> Any:
        self.section = get_object_or_404(Section.objects.public(), slug=self.kwargs["slug"])
        return super().get_base().filter(section=self.section)

    def moves_with(self) -> list[str]:
        return [f"stories:{StoryFacetName.SECTION}:{self.section.pk}"]

    def get_naming(self) -> Any:
        name = self.section.name
        about = self.section.description or f"Les articles de Générique, rubrique « {name} »."
        return named_after(name, about)

    def get_feed(self) -> Feed:
        return Feed(self.section.name, self.section.get_absolute_url(), self.filters.query)

    def extra_context_for(self, items: Any) -> dict[str, Any]:
        return {"section": self.section, "text": self.section.description}


class AuthorListView(ListView):
    """The signatures of the magazine, those under a story that is out."""

    template_name = "articles/author_list.html"
    context_object_name = "authors"

    def get_queryset(self) -> Any:
        return Author.objects.public().for_list()


class AuthorView(ArticleListView):
    """A signature with its stories; one under no story that is out leads nowhere."""

    url_name = "articles:author"
    in_sitemap = False
    template_name = "articles/author.html"

    def get_base(self) -> Any:
        authors = Author.objects.public().select_related("portrait")
        self.author = get_object_or_404(
            authors.prefetch_related("portrait__renditions"), slug=self.kwargs["slug"]
        )
        signed = Article.bylines.through.objects.filter(author=self.author)
        return super().get_base().filter(pk__in=signed.values("article"))

    def get_naming(self) -> Any:
        who = ", ".join(filter(None, [self.author.name, self.author.job_title]))
        return named_after(self.author.name, f"Les articles de {who}, dans Générique.")

    def get_feed(self) -> Feed:
        return Feed(self.author.name, self.author.get_absolute_url(), self.filters.query)

    def extra_context_for(self, items: Any) -> dict[str, Any]:
        return {"author": self.author}


class TagView(ArticleListView):
    """The stories and the series with a tag; a tag that nothing public has leads nowhere."""

    url_name = "articles:tag"
    in_sitemap = False
    kicker = "Sujet"
    template_name = "articles/tag.html"

    def get_base(self) -> Any:
        stories, slug = super().get_base(), self.kwargs["slug"]
        found = fetch_batch(
            {
                "tags": Tag.objects.filter(slug=slug),
                "series": Series.objects.public().filter(tagged_items__tag__slug=slug),
                "stories": ArticleTag.objects.filter(
                    tag__slug=slug, content_object__in=stories.values("pk")
                ),
            }
        )
        if not found["series"] and not found["stories"]:
            raise Http404
        if not found["stories"]:
            self.empty = "Aucun article sur ce sujet pour l’instant."
        self.tag = found["tags"][0]
        self.series = sorted(found["series"], key=lambda series: series.title)
        tagged = ArticleTag.objects.filter(tag=self.tag)
        return stories.filter(pk__in=tagged.values("content_object"))

    def get_naming(self) -> Any:
        about = f"Les articles et les séries de Générique sur le sujet : {self.tag.name}."
        return named_after(self.tag.name, about)

    def get_feed(self) -> Feed:
        address = reverse("articles:tag", args=[self.tag.slug])
        return Feed(self.tag.name, address, self.filters.query)

    def extra_context_for(self, items: Any) -> dict[str, Any]:
        return {"tag": self.tag, "series_list": self.series}


class ArticleView(EmbedsMixin):
    """A story, at its one address: a wrong section in it leads to the right one."""

    template_name = "articles/article_detail.html"

    def get_queryset(self) -> ArticleQuerySet:
        return Article.objects.public().select_related("section")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        if self.object.section.slug != kwargs["section"]:
            return redirect(self.object, permanent=True)
        response: Any = self.render_to_response(self.get_context_data())
        # For the counting of readings, which also sees the pages that are kept (page_cache).
        response.story_key = self.object.pk
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        country = reader_country(self.request)
        return {"view": self, "country": country, **story_page(self.object)}


class InfoPageView(DetailView):
    """A page about the magazine; “credits” leads to the page that shows it with the software's."""

    template_name = "articles/info_page.html"
    context_object_name = "info_page"

    def get_queryset(self) -> Any:
        return InfoPage.objects.public()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.object = self.get_object()
        if self.object.slug == InfoPage.CREDITS:
            return redirect(self.object, permanent=True)
        return self.render_to_response(self.get_context_data())
