"""The pages of stories. What a story's page shows is in `pages`, for readers and previews alike."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import DetailView, ListView
from taggit.models import Tag

from shows.lists import FilteredListView
from shows.models import Series
from shows.together import fetch_together

from .filters import AllArticlesFilterSet, ArticleFilterSet
from .models import Article, ArticleTag, Author, InfoPage, Section
from .pages import story_page


class ArticleListView(FilteredListView):
    """All the stories, of every section."""

    model = Article
    filterset_class = AllArticlesFilterSet
    template_name = "articles/article_list.html"
    paginate_by = 20


class SectionView(ArticleListView):
    """The stories of a section."""

    filterset_class = ArticleFilterSet
    template_name = "articles/section.html"

    def get_base(self):
        self.section = get_object_or_404(Section.objects.public(), slug=self.kwargs["slug"])
        return super().get_base().filter(section=self.section)

    def extra_context_for(self, items):
        return {"section": self.section}


class AuthorListView(ListView):
    """The signatures of the magazine, those under a story that is out."""

    template_name = "articles/author_list.html"
    context_object_name = "authors"

    def get_queryset(self):
        return Author.objects.public().for_list()


class AuthorView(ArticleListView):
    """A signature with its stories; one under no story that is out leads nowhere."""

    template_name = "articles/author.html"

    def get_base(self):
        authors = Author.objects.public().select_related("portrait")
        self.author = get_object_or_404(
            authors.prefetch_related("portrait__renditions"), slug=self.kwargs["slug"]
        )
        signed = Article.bylines.through.objects.filter(author=self.author)
        return super().get_base().filter(pk__in=signed.values("article"))

    def extra_context_for(self, items):
        return {"author": self.author}


class TagView(ArticleListView):
    """The stories and the series with a tag; a tag that nothing public has leads nowhere."""

    template_name = "articles/tag.html"

    def get_base(self):
        stories, slug = super().get_base(), self.kwargs["slug"]
        found = fetch_together(
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
        self.tag = found["tags"][0]
        self.series = sorted(found["series"], key=lambda series: series.title)
        tagged = ArticleTag.objects.filter(tag=self.tag)
        return stories.filter(pk__in=tagged.values("content_object"))

    def extra_context_for(self, items):
        return {"tag": self.tag, "series_list": self.series}


class ArticleView(DetailView):
    """A story, at its one address: a wrong section in it leads to the right one."""

    template_name = "articles/article_detail.html"

    def get_queryset(self):
        return Article.objects.public().select_related("section")

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        if self.object.section.slug != kwargs["section"]:
            return redirect(self.object, permanent=True)
        response = self.render_to_response(self.get_context_data())
        # For the counting of readings, which also sees the pages that are kept (page_cache).
        response.story_key = self.object.pk
        return response

    def get_context_data(self, **kwargs):
        return {"view": self, **story_page(self.object)}


class InfoPageView(DetailView):
    template_name = "articles/info_page.html"
    context_object_name = "info_page"

    def get_queryset(self):
        return InfoPage.objects.public()
