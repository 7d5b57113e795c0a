"""A Django site of one view that does nothing: what the server itself can do, to compare with.

gunicorn bench.empty
"""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path


def nothing(request: HttpRequest) -> HttpResponse:
    """Answer two bytes."""
    return HttpResponse("ok")


urlpatterns = [path("", nothing)]
settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="none", MIDDLEWARE=[])  # noqa: S106
application = get_wsgi_application()
