"""The small files that programs ask a site for by name."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

ROBOTS = """User-agent: *
Disallow: /admin/

Sitemap: {site}/sitemap.xml
Sitemap: {site}/sitemap-nouvelles.xml
"""
HUMANS = """/* RÉDACTION */
Générique, le magazine des séries, avec ses sources.
Signatures : {site}{authors}

/* SITE */
Langue : français
Moteur : Django et Wagtail, PostgreSQL ou SQLite
Caractères : Sofia Sans Extra Condensed et Newsreader (SIL Open Font License)
Fiches : d’après TVmaze (CC BY-SA 4.0) et les sources citées sur chaque page
Sans traceur ni script indispensable.
"""
INK, PAPER = "#121110", "#f5f1e8"
A_DAY = "public, max-age=86400"


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")[:-1]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What programs leave alone, and where the sitemaps are."""
    text = ROBOTS.format(site=_site(request))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def humans(request: HttpRequest) -> HttpResponse:
    """Who makes the site and with what (humanstxt.org)."""
    text = HUMANS.format(site=_site(request), authors=reverse("articles:author_list"))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> Any:
    """Where programs look that read no page."""
    file = settings.BASE_DIR / "static" / "icons" / "favicon.ico"
    response = HttpResponse(file.read_bytes(), content_type="image/x-icon")
    response["Cache-Control"] = A_DAY
    return response


@require_safe
def manifest(request: HttpRequest) -> Any:
    """The site as an application on a home screen."""
    icons = [("generique-192.png", 192, "any"), ("generique-512.png", 512, "any")]
    icons.append(("generique-512-masque.png", 512, "maskable"))
    shortcuts = [("Articles", "articles:article_list"), ("Séries", "shows:series_list")]
    shortcuts.append(("Accords", "shows:deal_list"))
    response = JsonResponse(
        {
            "id": "/",
            "name": "Générique, le magazine des séries",
            "short_name": "Générique",
            "description": "Le magazine des séries, avec ses sources.",
            "lang": "fr",
            "dir": "ltr",
            "start_url": "/",
            "scope": "/",
            "display": "minimal-ui",
            "background_color": PAPER,
            "theme_color": INK,
            "categories": ["news", "entertainment"],
            "icons": [
                {
                    "src": static(f"icons/{name}"),
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                    "purpose": purpose,
                }
                for name, size, purpose in icons
            ],
            "shortcuts": [{"name": name, "url": reverse(address)} for name, address in shortcuts],
        },
        content_type="application/manifest+json; charset=utf-8",
        json_dumps_params={"ensure_ascii": False},
    )
    response["Cache-Control"] = A_DAY
    return response
