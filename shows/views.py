"""The pages of the record. Views choose the record; what a page shows is in `pages`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import DetailView, ListView, TemplateView

from media.embed_views import EmbedsMixin

from .admin.verification import verifies
from .fields.model_fields import territory_names
from .knowledge.networks import original_releases
from .listing.companies import (
    CompanyFilterSet,
    MakerFilterSet,
    by_kind,
    with_counts,
    with_credits,
    with_owners,
)
from .listing.filtersets import DealFilterSet, SeriesFilterSet
from .listing.genres import genre_lines
from .listing.persons import PersonFilterSet, with_works
from .listing.premieres import PremiereFilterSet, premiere_releases
from .listing.renewals import RenewalFilterSet
from .listing.titles import Naming
from .listing.views import Feed, FilteredListView
from .maps.deal_plot import deal_plot
from .models import Award, AwardEdition, Company, Deal, Person, Release, Series
from .pages.agenda import AgendaPage, agenda_address, whole_releases
from .pages.awards import award_page, edition_page
from .pages.company import company_page
from .pages.person import person_page, whole_deals
from .pages.renewals import entries
from .pages.series import business_page, series_page
from .projection.signals import about
from .reader_country import COOKIE, keep_country, reader_country

if TYPE_CHECKING:
    from .models.querysets import CompanyQuerySet


class RecordView(DetailView):
    """The page of a public record; ``page`` is the function that makes its context."""

    page: Any = None

    def get_queryset(self) -> CompanyQuerySet:
        return self.model.objects.public()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"view": self, **type(self).page(self.object)}


class SeriesListView(FilteredListView):
    """The series of the record."""

    url_name = "shows:series_list"
    model = Series
    filterset_class = SeriesFilterSet
    naming = Naming(
        "Séries",
        "Toutes les séries du fichier de Générique, par chaîne, genre, pays, statut, année et"
        " prix.",
        "série",
        "séries",
    )
    kicker = "Le fichier"
    empty = "Aucune série ne répond à ces filtres."
    template_name = "shows/series_list.html"

    def moves_with(self) -> list[str]:
        return ["series", *(about(Series, series.pk) for series in self.object_list)]

    def get_feed(self) -> Feed | None:
        return self.stories_feed()

    def extra_context_for(self, items: list[Series]) -> dict[Any, Any]:
        """Give each series its first original release with its network."""
        releases = (
            original_releases()
            .filter(subject_id__in=[series.pk for series in items])
            .select_related("platform")
        )
        first: dict[Any, Any] = {}
        for release in releases:
            first.setdefault(release.subject_id, release)
        for series in items:
            series.first_release = first.get(series.pk)
        return {}


class SeriesView(EmbedsMixin, RecordView):
    """A series, with where to watch it in the reader’s country."""

    model = Series
    template_name = "shows/series_detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if date := request.GET.get("rights"):  # the map of rights was on this page
            deals = reverse("shows:series_deals", args=[kwargs["slug"]])
            return HttpResponsePermanentRedirect(f"{deals}?{urlencode({'rights': date})}")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        country = reader_country(self.request)
        # Only a session makes a member of the newsroom: other readers’ pages know of no user.
        member = settings.SESSION_COOKIE_NAME in self.request.COOKIES
        return {
            "view": self,
            "verifies": member and verifies(self.request.user),
            **series_page(self.object, country),
        }

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> Any:
        response = super().render_to_response(context, **kwargs)
        patch_vary_headers(response, ["Cookie"])  # the country that is kept
        return response


class SeriesDealsView(RecordView):
    """The steps, the deals and the rights of a series."""

    model = Series
    template_name = "shows/series_deals.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"view": self, **business_page(self.object, self.request.GET.get("rights", ""))}


# Without a token, which would cost every reader of a series a cookie: the worst that another site
# can do here is to change the country in which a reader sees where to watch.
@method_decorator(csrf_exempt, name="dispatch")
class CountryView(TemplateView):
    """Where a reader chooses the country of “where to watch”, and takes the choice back."""

    template_name = "shows/country.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = reader_country(self.request)
        return {
            "view": self,
            "countries": territory_names().items(),
            "chosen": chosen,
            "chosen_name": territory_names()[chosen],
            "kept": COOKIE in self.request.COOKIES,
            "back": _own_address(self.request, self.request.GET.get("next", "")),
        }

    def post(self, request: HttpRequest) -> Any:
        """Keep the country and lead back; a code that is none changes nothing."""
        back = _own_address(request, request.POST.get("next", ""))
        response = redirect(back or reverse("shows:country"))
        code = request.POST.get("country", "").upper()
        if code in territory_names():
            keep_country(request, response, code)
        return response


def _own_address(request: HttpRequest, address: str) -> str:
    """The address, if it is one of this site; else the empty text."""
    own = url_has_allowed_host_and_scheme(address, None, request.is_secure())
    return address if own and address.startswith("/") else ""


class PersonListView(FilteredListView):
    """The persons of the record, those in the news first."""

    url_name = "shows:person_list"
    model = Person
    filterset_class = PersonFilterSet
    naming = Naming(
        "Personnes",
        "Celles et ceux qui font les séries et qui y jouent, par métier, par genre et par pays de"
        " leurs séries.",
        "personne",
        "personnes",
    )
    kicker = "Le fichier"
    text = "Celles et ceux qui font les séries, et qui y jouent."
    empty = "Personne ne répond à ces filtres."
    template_name = "shows/person_list.html"
    paginate_by = 48

    def extra_context_for(self, items: list[Person]) -> dict[str, Any]:
        with_works(items)
        return {}


class PersonView(RecordView):
    """A person, with their filmography and the stories that name them."""

    model = Person
    page = person_page
    template_name = "shows/person.html"


class GenreListView(TemplateView):
    """The genres, each leading to its series."""

    template_name = "shows/genre_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"view": self, "lines": genre_lines()}


class CompanyListView(FilteredListView):
    """The index of channels and services, kind by kind: long pages, that a reader can search."""

    url_name = "shows:company_list"
    model = Company
    filterset_class: Any = CompanyFilterSet
    naming = Naming(
        "Chaînes et services",
        "Les chaînes et les services du fichier de Générique, par pays et par type, avec leurs"
        " séries et leurs propriétaires.",
        "chaîne ou service",
        "chaînes et services",
    )
    kicker = "Le fichier"
    empty = "Aucune chaîne ni aucun service ici pour l’instant."
    template_name = "shows/company_list.html"
    paginate_by = 500

    def get_base(self) -> Any:
        return super().get_base().networks()

    def load(self, queryset: QuerySet[Any]) -> Any:
        return queryset

    def extra_context_for(self, items: Any) -> dict[str, Any]:
        return {"groups": by_kind(with_owners(with_counts(items)))}


class MakerListView(CompanyListView):
    """The index of those who produce, distribute or own; their pages are those of companies."""

    url_name = "shows:maker_list"
    filterset_class = MakerFilterSet
    naming = Naming(
        "Sociétés",
        "Les sociétés de production, les distributeurs et les groupes du fichier de Générique, par"
        " pays et par type, avec leurs séries et ce qu’ils possèdent.",
        "société",
        "sociétés",
    )
    text = "Qui produit, qui vend, qui possède."
    empty = "Aucune société ici pour l’instant."

    def get_base(self) -> Any:
        return FilteredListView.get_base(self).makers()

    def extra_context_for(self, items: Any) -> dict[str, Any]:
        return {"groups": by_kind(with_owners(with_credits(items)))}


class CompanyView(RecordView):
    """A channel, a service or another company."""

    model = Company
    page = company_page
    template_name = "shows/company.html"


class AwardQuerysetMixin:
    """Awards with the editions that readers may see."""

    model: Any = Award

    def get_queryset(self) -> Any:
        editions = AwardEdition.objects.public().order_by("-year")
        return Award.objects.public().prefetch_related(Prefetch("editions", queryset=editions))


class AwardListView(AwardQuerysetMixin, ListView):
    """The festivals and prizes, all on one page."""

    template_name = "shows/award_list.html"


class AwardView(AwardQuerysetMixin, RecordView):
    """A festival or a prize, with its winners by year."""

    page = award_page
    template_name = "shows/award.html"


class AwardEditionView(RecordView):
    """One edition of an award, found by the award's slug and the year."""

    model = AwardEdition
    page = edition_page
    template_name = "shows/award_edition.html"

    def get_object(self, queryset: QuerySet[Any] | None = None) -> Any:
        editions = self.get_queryset().select_related("award")
        return get_object_or_404(
            editions, award__slug=self.kwargs["slug"], year=self.kwargs["year"]
        )


class DealListView(FilteredListView):
    """The deal tracker."""

    url_name = "shows:deal_list"
    model = Deal
    filterset_class = DealFilterSet
    naming = Naming(
        "Accords",
        "Qui achète, qui vend, qui coproduit quelle série, où et à partir de quand.",
        "accord",
        "accords",
    )
    kicker = "Le fichier"
    text = naming.description
    empty = "Aucun accord ne répond à ces filtres."
    template_name = "shows/deal_list.html"
    queries = 17  # a table each of facts and records, with what replaced what

    def get_feed(self) -> Feed | None:
        filters = self.filters
        label = "S’abonner à ces accords"
        return Feed("Générique, accords", filters.path, filters.query, label=label)

    def load(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset

    def extra_context_for(self, items: list[Deal]) -> dict[str, Any]:
        return {
            "items": whole_deals(deal.pk for deal in items),
            "plot": deal_plot(self.filters),
        }


class AgendaView(TemplateView):
    """A week or a month of the agenda; without one, this week."""

    template_name = "shows/agenda.html"

    def get(self, request: HttpRequest, period: Any = None) -> Any:
        page = AgendaPage(request, period)
        if period is not None and not page.note and period != page.period.address:
            # Another way of writing it: “2026-W48”, “2026/s8”.
            address = agenda_address(page.period)
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
        return self.render_to_response({"view": self, **page.context()})


class PremiereListView(FilteredListView):
    """The seasons that start on the network that ordered them: those to come, then the others."""

    url_name = "shows:premiere_list"
    model = Release
    filterset_class = PremiereFilterSet
    naming = Naming(
        "Premières",
        "Les saisons qui commencent, à venir et récentes, par chaîne, genre, pays et année.",
        "première",
        "premières",
    )
    kicker = "Ce qui commence"
    text = "Chaque début de saison sur la chaîne ou le service qui l’a commandée."
    empty = "Aucune première ne répond à ces filtres."
    template_name = "shows/premiere_list.html"
    paginate_by = 40
    queries = 18

    def get_base(self) -> Any:
        return premiere_releases()

    def load(self, queryset: QuerySet[Any]) -> Any:
        return queryset.values_list("pk", flat=True)

    def extra_context_for(self, items: Any) -> dict[str, Any]:
        found = whole_releases(Release.objects.filter(pk__among=items))
        releases = {release.pk: release for release in found}
        today = timezone.localdate()
        shown = [releases[key] for key in items if key in releases]
        groups: dict[Any, Any] = {True: [], False: []}
        for release in shown:
            groups[release.starts_latest >= today].append(release)
        order = [True, False] if self.filters.order != "oldest" else [False, True]
        labels = {True: "À venir", False: "Déjà commencées"}
        return {"groups": [(labels[coming], groups[coming]) for coming in order if groups[coming]]}


class RenewalListView(FilteredListView):
    """The renewals board."""

    url_name = "shows:renewal_list"
    model = Series
    filterset_class = RenewalFilterSet
    naming = Naming(
        "Renouvellements et annulations",
        "Quelles séries sont renouvelées, annulées, terminées ou en attente, par chaîne, avec les"
        " dates et les sources.",
        "série",
        "séries",
    )
    kicker, title = "Le sort des séries", "Renouvelée, annulée ?"
    text = (
        "Ce que les chaînes ont décidé, ce qu’elles n’ont pas encore dit, et d’où nous le tenons."
    )
    empty = "Aucune série ne répond à ces filtres."
    template_name = "shows/renewal_list.html"
    paginate_by = 40
    # Releases, milestones, runs, seasons; names, titles, counts, facts, records, the menu.
    queries = 12

    def get_feed(self) -> Feed | None:
        return self.stories_feed()

    def load(self, queryset: QuerySet[Any]) -> Any:
        return queryset.select_related("board")

    def extra_context_for(self, items: Any) -> dict[str, Any]:
        found = entries(items)
        if self.filters.order == "network":
            for entry in found:
                entry.heading = entry.networks[-1].name if entry.networks else "Sans chaîne connue"
        scores = next(f for f in self.filters.facets if f.name == "decision")
        return {"items": found, "scores": scores.choices}
