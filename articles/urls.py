"""Addresses of stories. A section's name is a first segment, so these come last on the site."""

from django.urls import path

from . import views

app_name = "articles"
urlpatterns = [
    path("articles/", views.ArticleListView.as_view(), name="article_list"),
    path("a-propos/<slug:slug>/", views.InfoPageView.as_view(), name="info_page"),
    path("sujets/<slug:slug>/", views.TagView.as_view(), name="tag"),
    path("<slug:slug>/", views.SectionView.as_view(), name="section"),
    path("<slug:section>/<slug:slug>/", views.ArticleView.as_view(), name="article"),
]
