"""The front page, and what a site answers when there is no page."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseNotFound, HttpResponseServerError
from django.template import loader
from django.views.generic import TemplateView

from articles.models import FrontPage
from articles.pages.front import front_page


class HomeView(TemplateView):
    """La une: the last composition published, completed by the newest stories."""

    template_name = "home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"view": self, **front_page(FrontPage.objects.public().first())}


def closed(request: HttpRequest) -> Any:
    """An address of the admin that leads nowhere here."""
    raise Http404


def not_found(request: HttpRequest, exception: Http404) -> HttpResponseNotFound:
    """Say in the site's own words that there is nothing here."""
    return HttpResponseNotFound(loader.render_to_string("404.html", {}, request))


def server_error(request: HttpRequest) -> HttpResponseServerError:
    """Without the request: no context processor, hence no query, when all else failed."""
    return HttpResponseServerError(loader.render_to_string("500.html"))
