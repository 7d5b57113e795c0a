"""Addresses of stories. A section's name is a first segment, so these come last on the site."""

from typing import Any

from django.urls import path, register_converter

from . import views
from .feeds import views as feeds
from .feeds.deals import DealFeed
from .feeds.formats import FORMATS


class FeedFormat:
    """The end of a feed's address: flux.rss, flux.atom, flux.json."""

    regex = "|".join(FORMATS)

    def to_python(self, value: Any) -> str:
        return value

    def to_url(self, value: Any) -> Any:
        return value


register_converter(FeedFormat, "feed")

app_name = "articles"
urlpatterns = [
    path("articles/", views.ArticleListView.as_view(), name="article_list"),
    path("articles/flux.<feed:format>", feeds.ArticleFeed.as_view(), name="feed"),
    path("a-propos/<slug:slug>/", views.InfoPageView.as_view(), name="info_page"),
    path("auteurs/", views.AuthorListView.as_view(), name="author_list"),
    path("auteurs/<slug:slug>/", views.AuthorView.as_view(), name="author"),
    path("auteurs/<slug:slug>/flux.<feed:format>", feeds.AuthorFeed.as_view(), name="author_feed"),
    path("sujets/<slug:slug>/", views.TagView.as_view(), name="tag"),
    path("sujets/<slug:slug>/flux.<feed:format>", feeds.TagFeed.as_view(), name="tag_feed"),
    # Of the record's pages: what the stories say of a series, a person, a channel.
    path("series/<slug:slug>/flux.<feed:format>", feeds.RecordFeed.as_view(), name="series_feed"),
    path(
        "personnes/<slug:slug>/flux.<feed:format>", feeds.PersonFeed.as_view(), name="person_feed"
    ),
    path(
        "chaines/<slug:slug>/flux.<feed:format>", feeds.CompanyFeed.as_view(), name="company_feed"
    ),
    path("accords/flux.<feed:format>", DealFeed.as_view(), name="deal_feed"),
    path("<slug:slug>/", views.SectionView.as_view(), name="section"),
    path("<slug:slug>/flux.<feed:format>", feeds.SectionFeed.as_view(), name="section_feed"),
    path("<slug:section>/<slug:slug>/", views.ArticleView.as_view(), name="article"),
]
