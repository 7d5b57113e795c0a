"""The page where readers say what may be loaded, and where the banner of a story is sent."""

from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponseRedirect
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import TemplateView

from media.same_origin import same_origin

from . import proofs
from .choice import PROOF_COOKIE, Choice, consent_of, keep
from .purposes import KEYS, OWN_COOKIES, PURPOSES

#: The answers of the banner and of the cards; the page itself sends one for each purpose.
ANSWERS = {"all": frozenset(KEYS), "none": frozenset()}
ONE_BY_ONE = "one_by_one"


@method_decorator(same_origin, name="dispatch")
class CookiesView(TemplateView):
    """What is asked, what was answered, and what every cookie does."""

    template_name = "consent/cookies.html"
    http_method_names = ["get", "head", "post", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            "view": self,
            "purposes": [
                {"purpose": purpose, "accepted": consent_of(self.request).allows(purpose.key)}
                for purpose in PURPOSES
            ],
            "choice": consent_of(self.request),
            "proof": self.proof() if consent_of(self.request).made else None,
            "own_cookies": OWN_COOKIES,
            "back": self.way_back(self.request.GET.get("next", "")) or self.came_from(),
            **kwargs,
        }

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> Any:
        response = super().render_to_response(context, **kwargs)
        add_never_cache_headers(response)  # it shows one reader's answer
        return response

    def post(self, request: HttpRequest) -> Any:
        answer = request.POST.get("choice")
        if answer == ONE_BY_ONE:
            accepted: frozenset[str] | None = frozenset(request.POST.getlist("purpose"))
        else:
            accepted = ANSWERS.get(answer or "")
        if accepted is None or not accepted <= set(KEYS):
            return self.render_to_response(self.get_context_data(mistake=True), status=400)
        choice = Choice(accepted, made=True)
        back = self.way_back(request.POST.get("next", ""))
        if answer == ONE_BY_ONE:  # sent from the page itself, which says what was kept
            query = urlencode({"next": back}) if back else ""
            back = f"{request.path}?{query}#choix" if query else f"{request.path}#choix"
        response = HttpResponseRedirect(back or request.path, status=303)
        # The same answer twice on a day has one proof.
        proof = self.proof() if consent_of(request) == choice else None
        if proof is None or proof.day != timezone.localdate():
            proof = proofs.record(choice)
        keep(response, choice, proof.number)
        add_never_cache_headers(response)
        return response

    def proof(self) -> Any:
        """The proof of the answer that the reader's browser holds, or None."""
        return proofs.find(self.request.COOKIES.get(PROOF_COOKIE, ""))

    def came_from(self) -> str:
        """The page of ours with the link that led here, or ""."""
        page = urlsplit(self.request.headers.get("Referer", ""))
        ours = page.netloc == self.request.get_host()
        return self.way_back(urlunsplit(("", "", *page[2:]))) if ours else ""

    def way_back(self, address: str) -> str:
        """The address of the page that was read, if it is one of ours; else ""."""
        ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
        here = address.partition("?")[0].partition("#")[0] == self.request.path
        return address if ours and address.startswith("/") and not here else ""
