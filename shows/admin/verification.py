"""“Vérifier”: one click says that an offer was seen to hold today, as a dated citation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.log_actions import log

from ..models import Release, Verification
from ..typography import french

if TYPE_CHECKING:
    from wagtail.log_actions import LogActionRegistry

    from .typed import AnyUser

#: The right to say so.
VERIFIES = "shows.add_verification"
SEEN = "shows.verify"


def verifies(user: AnyUser) -> bool:
    """Whether someone may say that an offer holds."""
    return user.has_perm(VERIFIES)


class VerifyView(View):
    """Keep that the releases posted (``release``, one or more keys) were seen today on the
    catalogue of their platform, and lead back to ``next``, an address of this site."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        if not verifies(request.user):
            raise PermissionDenied
        # Longer digits are no key, and more than a database can hold.
        sent = request.POST.getlist("release")
        keys = {key for key in sent if key.isdecimal() and len(key) < 19}
        releases = list(Release.objects.public().filter(pk__in=keys).select_related("platform"))
        if not releases:
            raise Http404
        for release in releases:
            verify(release, request.user)
        names = ", ".join(dict.fromkeys(release.platform.name for release in releases))
        messages.success(request, french(_("Verified today: %(names)s.") % {"names": names}))
        address = request.POST.get("next", "")
        own = url_has_allowed_host_and_scheme(address, None, request.is_secure())
        return redirect(address if own and address.startswith("/") else "wagtailadmin_home")


def verify(release: Release, user: AnyUser) -> Verification:
    """Keep that ``user`` saw today that a release is on offer; once a day is enough."""
    found, made = Verification.objects.get_or_create(
        release=release,
        citation_date=timezone.localdate(),
        defaults={
            "citation_outlet": release.platform.name,
            "citation_url": release.platform.website,
        },
    )
    if made:
        log(instance=release, action=SEEN, user=user)
    return found


def log_verifications(actions: LogActionRegistry) -> None:
    """Received by ``register_log_actions``."""
    actions.register_action(SEEN, gettext_lazy("Verify"), gettext_lazy("Verified"))
