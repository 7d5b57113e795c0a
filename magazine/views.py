"""The front page, and what a site answers when there is no page."""

from django.http import Http404, HttpResponse, HttpResponseServerError
from django.shortcuts import redirect
from django.template import loader
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from articles.front import front_page
from articles.models import FrontPage
from shows.addresses import moved_to

ROBOTS = """User-agent: *
Disallow: /admin/
"""


class HomeView(TemplateView):
    """La une: the last composition published, completed by the newest stories."""

    template_name = "home.html"

    def get_context_data(self, **kwargs):
        return {"view": self, **front_page(FrontPage.objects.public().first())}


@require_safe
def robots(request):
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


def closed(request):
    """An address of the admin that leads nowhere here."""
    raise Http404


def not_found(request, exception):
    """Lead to what moved; else say in the site's own words that there is nothing here."""
    if request.method in ("GET", "HEAD") and (address := moved_to(request.path)):
        query = request.META.get("QUERY_STRING")
        return redirect(f"{address}?{query}" if query else address, permanent=True)
    return HttpResponse(loader.render_to_string("404.html", {}, request), status=404)


def server_error(request):
    """Without the request: no context processor, hence no query, when all else failed."""
    return HttpResponseServerError(loader.render_to_string("500.html"))
