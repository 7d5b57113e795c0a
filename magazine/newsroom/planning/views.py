"""The planning's page, and the private address of its calendar."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from shows.admin.typed import ViewMixin

from . import ical, layout
from .asking import FIRST_YEAR, LAST_YEAR, LIST, MONTH, Asked, may_plan
from .entries import Scope, gather

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class PlannerMixin(ViewMixin):
    """For those who have a planning."""

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> TemplateResponse | HttpResponseNotAllowed:
        if not may_plan(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class PlanningView(PlannerMixin, WagtailAdminTemplateMixin, TemplateView):
    """A month, or the days that come, of what the user may see."""

    page_title = gettext_lazy("Planning")
    header_icon = "calendar-alt"
    template_name = "admin/planning/planning.html"

    def get_breadcrumbs_items(self) -> list[dict[str, StrOrPromise]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = Asked(self.request.GET, self.request.user)
        shown = self.list(asked) if asked.mode == LIST else self.month(asked)
        return super().get_context_data(
            **kwargs,
            asked=asked,
            modes=[
                (label, f"?{self.query(asked, view=mode)}", mode == asked.mode)
                for mode, label in cast(Any, asked.fields["view"]).choices
            ],
            calendar_address=ical.address_of(asked.calendar_key, self.request, self.query(asked)),
            **shown,
        )

    def entries(self, asked: Asked, first: datetime.date, last: datetime.date) -> dict:
        scope = Scope(first=first, last=last, **asked.scope)
        return {"entries": gather(scope), "is_cut": bool(scope.cut)}

    def month(self, asked: Asked) -> dict:
        month = asked.first_day
        weeks = layout.weeks_of(month)
        found = self.entries(asked, weeks[0][0], weeks[-1][-1])
        last = layout.month_after(month, 1) - datetime.timedelta(days=1)
        return {
            **found,
            "weeks": layout.month_grid(month, found["entries"]),
            "weekdays": layout.WEEKDAYS,
            "vague": layout.vague(month, last, found["entries"]),
            "heading": layout.month_name(month),
            "position": {"view": MONTH, "month": f"{month:%Y-%m}"},
            **self.neighbours(
                asked,
                [layout.month_after(month, step) for step in (-1, 1)],
                lambda day: {"view": MONTH, "month": f"{day:%Y-%m}"},
            ),
        }

    def list(self, asked: Any) -> dict:
        first = asked.first_day
        last = first + datetime.timedelta(days=layout.LIST_DAYS - 1)
        found = self.entries(asked, first, last)
        step = datetime.timedelta(days=layout.LIST_DAYS)
        return {
            **found,
            "days": layout.agenda(first, found["entries"]),
            "vague": layout.vague(first, last, found["entries"]),
            "heading": _("From %(first)s to %(last)s")
            % {"first": layout.Day(first).name, "last": layout.Day(last).name},
            "position": {"view": LIST, "day": f"{first:%Y-%m-%d}"},
            **self.neighbours(
                asked, [first - step, first + step], lambda d: {"view": LIST, "day": f"{d}"}
            ),
        }

    def neighbours(
        self, asked: Asked, days: Iterable[datetime.date], words: Callable[..., Any]
    ) -> dict:
        """The addresses of what comes before and after, and of today, with the same filters."""
        before, after = (
            f"?{self.query(asked, **words(day))}" if FIRST_YEAR <= day.year <= LAST_YEAR else ""
            for day in days
        )
        today = f"?{self.query(asked, **words(timezone.localdate()))}"
        return {"before": before, "after": after, "today": today}

    @staticmethod
    def query(asked: Asked, **words: Any) -> str:
        """The filters of the page as a query, without what was nonsense, and ``words``."""
        query = QueryDict(mutable=True)
        query.update(words)
        query.setlist("kind", asked.get("kind", []))
        for name in ("section", "person"):
            if value := asked.get(name):
                query[name] = value
        return query.urlencode()


class CalendarAddressView(PlannerMixin, View):
    """Makes the private address of the calendar, or another in its place."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            ical.renew_address(request.user)
        messages.success(
            request, _("Your calendar has a new address. A former one leads nowhere any more.")
        )
        return redirect(f"{reverse('planning')}#calendar")
