"""The pages of what comes: the agenda, the premieres, the renewals."""

from django.http import HttpResponsePermanentRedirect
from django.utils import timezone
from django.views.generic import TemplateView

from .listing.premieres import PremiereFilterSet, premiere_releases
from .listing.renewals import RenewalFilterSet
from .listing.titles import Naming
from .listing.views import FilteredListView
from .models import Release, Series
from .pages.agenda import AgendaPage, agenda_address, whole_releases
from .pages.renewals import entries


class AgendaView(TemplateView):
    """A week or a month of the agenda; without one, this week."""

    template_name = "shows/pages/agenda.html"

    def get(self, request, period=None):
        page = AgendaPage(request, period)
        if period is not None and not page.note and period != page.period.address:
            # Another way of writing it: “2026-W48”, “2026/s8”.
            address = agenda_address(page.period)
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
        return self.render_to_response({"view": self, **page.context()})


class PremiereListView(FilteredListView):
    """The seasons that start on the network that ordered them: those to come, then the others."""

    model = Release
    filterset_class = PremiereFilterSet
    naming = Naming(
        "Premières",
        "Les saisons qui commencent, à venir et récentes, par chaîne, genre, pays et année.",
        "première",
        "premières",
    )
    template_name = "shows/premiere_list.html"
    paginate_by = 40

    def get_base(self):
        return premiere_releases()

    def load(self, queryset):
        return queryset.values_list("pk", flat=True)

    def extra_context_for(self, items):
        found = whole_releases(Release.objects.filter(pk__among=items))
        releases = {release.pk: release for release in found}
        today = timezone.localdate()
        shown = [releases[key] for key in items if key in releases]
        groups = {True: [], False: []}
        for release in shown:
            groups[release.starts_latest >= today].append(release)
        order = [True, False] if self.filters.order != "anciennes" else [False, True]
        labels = {True: "À venir", False: "Déjà commencées"}
        return {"groups": [(labels[coming], groups[coming]) for coming in order if groups[coming]]}


class RenewalListView(FilteredListView):
    """The renewals board."""

    model = Series
    filterset_class = RenewalFilterSet
    naming = Naming(
        "Renouvellements et annulations",
        "Quelles séries sont renouvelées, annulées, terminées ou en attente, par chaîne, avec les"
        " dates et les sources.",
        "série",
        "séries",
    )
    template_name = "shows/renewal_list.html"
    paginate_by = 40

    def load(self, queryset):
        return self.filters.sorted_keys()

    def extra_context_for(self, items):
        found = entries(self.filters, items)
        if self.filters.order == "chaine":
            for entry in found:
                entry.heading = entry.networks[-1].name if entry.networks else "Sans chaîne connue"
        scores = next(f for f in self.filters.facets if f.name == "decision")
        return {"items": found, "scores": scores.choices}
