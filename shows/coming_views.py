"""The pages of what comes: the agenda, the premieres."""

from django.http import HttpResponsePermanentRedirect
from django.views.generic import TemplateView

from .agenda import AgendaPage, agenda_address


class AgendaView(TemplateView):
    """A week or a month of the agenda; without one, this week."""

    template_name = "shows/agenda.html"

    def get(self, request, period=None):
        page = AgendaPage(request, period)
        if period is not None and not page.note and period != page.period.address:
            # Another way of writing it: “2026-W48”, “2026/s8”.
            address = agenda_address(page.period)
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
        return self.render_to_response({"view": self, **page.context()})
