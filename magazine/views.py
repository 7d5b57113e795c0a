"""The front page, and what a site answers when there is no page."""

from django.http import Http404, HttpResponse, HttpResponseServerError
from django.shortcuts import redirect
from django.template import loader
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from articles.front import front_page
from articles.models import FrontPage
from shows.addresses import Gone, moved_to

ROBOTS = """User-agent: *
Disallow: /admin/

Sitemap: {site}/sitemap.xml
Sitemap: {site}/sitemap-nouvelles.xml
"""


class HomeView(TemplateView):
    """La une: the last composition published, completed by the newest stories."""

    template_name = "home.html"

    def get_context_data(self, **kwargs):
        return {"view": self, **front_page(FrontPage.objects.public().first())}


@require_safe
def robots(request):
    text = ROBOTS.format(site=request.build_absolute_uri("/")[:-1])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def closed(request):
    """An address of the admin that leads nowhere here."""
    raise Http404


def not_found(request, exception):
    """Lead to what moved, or say that it is no longer online (410); else say in the site's own
    words that there is nothing here."""
    template, status = "404.html", 404
    if request.method in ("GET", "HEAD"):
        try:
            address = moved_to(request.path, request)
        except Gone:
            template, status = "410.html", 410
        else:
            if address:
                return _moved(request, address)
    return HttpResponse(loader.render_to_string(template, {}, request), status=status)


def _moved(request, address):
    query = request.META.get("QUERY_STRING")
    response = redirect(f"{address}?{query}" if query else address, permanent=True)
    # Browsers would keep it for ever; what was taken offline may come back to its address.
    response["Cache-Control"] = "max-age=3600"
    return response


def server_error(request):
    """Without the request: no context processor, hence no query, when all else failed."""
    return HttpResponseServerError(loader.render_to_string("500.html"))
