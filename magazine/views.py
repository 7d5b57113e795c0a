"""The front page, and what a site answers when there is no page."""

from django.http import Http404, HttpResponseNotFound, HttpResponseServerError
from django.template import loader
from django.views.generic import TemplateView

from articles.models import FrontPage
from articles.pages.front import front_page


class HomeView(TemplateView):
    """La une: the last composition published, completed by the newest stories."""

    template_name = "home.html"

    def get_context_data(self, **kwargs):
        return {"view": self, **front_page(FrontPage.objects.public().first())}


def closed(request):
    """An address of the admin that leads nowhere here."""
    raise Http404


def not_found(request, exception):
    """Say in the site's own words that there is nothing here."""
    return HttpResponseNotFound(loader.render_to_string("404.html", {}, request))


def server_error(request):
    """Without the request: no context processor, hence no query, when all else failed."""
    return HttpResponseServerError(loader.render_to_string("500.html"))
