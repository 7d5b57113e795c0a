"""The map of the site: every public address starts here.

A section's address is a first segment of its own (`/critiques/`), so those of `articles` come
last; `articles.models.sections.RESERVED_SLUGS` keeps sections off the segments above them.
"""

from django.conf import settings
from django.conf.urls.static import static
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.views.generic import TemplateView
from wagtail.admin import urls as wagtailadmin_urls

from . import views
from .consent.views import CookiesView
from .credits import CreditsView
from .newsroom.planning.ical import calendar
from .newsroom.reports.site_history import site_history, site_history_results
from .search.views import OpenSearchView, SearchView, SuggestionsView
from .seo.sitemaps import SITEMAPS, NewsSitemapView, index
from .seo.social_images.views import share_image
from .seo.structured_data import files

#: What Wagtail's admin answers for pages, which the magazine does not have, and for its own tests.
#: The patterns stay, because its templates and scripts ask for their addresses.
CLOSED = (
    *("pages", "choose-page", "choose-external-link", "choose-email-link", "choose-phone-link"),
    *("choose-anchor-link", "api", "bulk/wagtailcore", "reports/locked", "reports/aging-pages"),
    *("reports/page-types-usage", "reports/workflow", "reports/workflow_tasks"),
    *("test404", "failwhale", "sites", "locales", "redirects"),
)

urlpatterns = [
    path("", views.HomeView.as_view(), name="home"),
    # Before the admin's own: it shows everyone the titles of others' drafts.
    path("admin/reports/site-history/", site_history),
    path("admin/reports/site-history/results/", site_history_results),
    path("admin/images/", include("magazine.newsroom.pictures.urls")),
    re_path(rf"^admin/(?:{'|'.join(CLOSED)})(?:/|$)", views.closed),
    path("admin/", include(wagtailadmin_urls)),
    path("cookies/", CookiesView.as_view(), name="cookies"),
    path("credits/", CreditsView.as_view(), name="credits"),
    path("opensearch.xml", OpenSearchView.as_view(), name="opensearch"),
    path("recherche/", SearchView.as_view(), name="search"),
    path("recherche/suggestions/", SuggestionsView.as_view(), name="search_suggestions"),
    path("partage/<slug:kind>-<int:key>-<slug:digest>.jpg", share_image, name="share_image"),
    path("robots.txt", files.robots, name="robots"),
    path("humans.txt", files.humans, name="humans"),
    path("manifest.webmanifest", files.manifest, name="manifest"),
    path("favicon.ico", files.favicon, name="favicon"),
    path("planning/<str:key>.ics", calendar, name="planning_calendar"),
    path("sitemap.xml", index, name="sitemap_index"),
    path("sitemap-nouvelles.xml", NewsSitemapView.as_view(), name="sitemap_news"),
    path("sitemap-<slug:section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),  # in development only
    path("", include("shows.urls")),
    path("", include("articles.urls")),
]
if settings.DEBUG:
    from .pattern_library.views import StyleView

    urlpatterns[:0] = [
        path("style/", StyleView.as_view()),
        *(
            path(f"style/{code}/", TemplateView.as_view(template_name=f"{code}.html"))
            for code in (404, 410, 500)
        ),
    ]

handler404 = "magazine.views.not_found"
handler500 = "magazine.views.server_error"
