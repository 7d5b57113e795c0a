"""What stands between an address and the page that says there is nothing there."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template import loader

from shows.redirects import Gone, moved_to


class RedirectMiddleware:
    """Leads from where something was to where it is now, or says that it is gone (410).

    A middleware and not the handler of 404, which Django passes over while DEBUG is on: old
    addresses are to be seen on a developer's machine too.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        try:
            address = moved_to(request.path, request)
        except Gone:
            return HttpResponse(loader.render_to_string("410.html", {}, request), status=410)
        return moved(request, address) if address else response


def moved(request, address: str):
    """Lead to ``address``, with what was asked of the old one."""
    query = request.META.get("QUERY_STRING")
    response = redirect(f"{address}?{query}" if query else address, permanent=True)
    # Browsers would keep it for ever; what was taken offline may come back to its address.
    response["Cache-Control"] = "max-age=3600"
    return response
