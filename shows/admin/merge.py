"""Merging two records in the admin: choose the other one, read what would happen, do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import ModelLogEntry

from ..merge.merging import ABSORBED, MERGED, CannotMerge, Merge, merge
from ..models.base import visibility_of
from .base import DeskEditView, DeskIndexView
from .picker.finder import RecordFinder
from .picker.registry import TARGETS
from .typed import ViewSetMixin

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise
    from wagtail.log_actions import LogActionRegistry

    from ..models import Company, Record, Series
    from .typed import AnyUser

#: How many records of a like name are proposed.
PROPOSED = 6


class ChooseForm(forms.Form):
    """Which other record, of the same kind."""

    other = forms.CharField(label=gettext_lazy("Merge with"))

    def __init__(self, *args: Any, model: type[Company] | type[Series], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].widget = RecordFinder(model._meta.label)


class MergeView(WagtailAdminTemplateMixin, TemplateView):
    """GET asks for the other record; with ``?other=`` it says what would happen, and which of the
    two would stay (``keep``). POST merges.

    The gate has asked for the right to change this record; merging also needs that of deleting.
    """

    model: Any = None
    index_url_name: Any = None
    edit_url_name: Any = None
    page_title = gettext_lazy("Merge two records")
    header_icon = "resubmit"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.this: Any = self.model._base_manager.filter(pk=kwargs["pk"]).first()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_merge(request.user, self.this):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.this)

    @property
    def template_name(self) -> str:  # type: ignore[override]
        return "admin/merge.html" if self.plan else "admin/merge_choose.html"

    # The two records

    @cached_property
    def asked(self) -> str:
        data = self.request.POST or self.request.GET
        return data.get("other", "").strip()

    @cached_property
    def other(self) -> Any:
        """The other record, among those this user may name, change and delete; or None."""
        if not self.asked.isdigit():
            return None
        rows = TARGETS[self.model._meta.label].rows(self.request.user)
        found = rows.filter(pk=self.asked).first()
        return found if found is not None and may_merge(self.request.user, found) else None

    @cached_property
    def plan(self) -> Any:
        if self.other is None or self.other == self.this:
            return None
        data = self.request.POST or self.request.GET
        if data.get("keep") == str(self.other.pk):
            return Merge(self.other, self.this)
        return Merge(self.this, self.other)

    # Doing it

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.plan is None:
            return self.render_to_response(self.get_context_data(**kwargs))
        stays, goes = self.plan.stays, self.plan.goes
        chosen = [d.name for d in self.plan.differences() if request.POST.get(d.name) == "other"]
        try:
            merge(stays, goes, request.user, chosen)
        except CannotMerge as error:
            return self.refuse(error.said_to(request.user))
        except ValidationError as error:
            return self.refuse(error.messages)
        edit = reverse(self.edit_url_name, args=[stays.pk])
        messages.success(
            request,
            _("“%(goes)s” is merged into “%(stays)s”.") % {"goes": goes, "stays": stays},
            buttons=[
                messages.button(
                    reverse(self.model.snippet_viewset.get_url_name("history"), args=[stays.pk]),
                    _("History"),
                )
            ],
        )
        return redirect(edit)

    def refuse(self, sentences: list[str]) -> HttpResponseRedirect:
        for sentence in sentences:
            messages.error(self.request, sentence)
        return redirect(f"{self.request.path}?other={self.other.pk}&keep={self.plan.stays.pk}")

    # Showing it

    def get_breadcrumbs_items(self) -> list[dict[str, StrOrPromise]]:
        viewset = self.model.snippet_viewset
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {
                "url": reverse(viewset.get_url_name("list")),
                "label": capfirst(self.model._meta.verbose_name_plural),
            },
            {"url": reverse(self.edit_url_name, args=[self.this.pk]), "label": str(self.this)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context |= {"this": self.this, "view": self}
        if self.plan is None:
            return context | self.choosing()
        reader = self.request.user
        return context | {
            "plan": self.plan,
            "other": self.other,
            "stays_is": visibility_of(self.plan.stays).label,
            "goes_is": visibility_of(self.plan.goes).label,
            "refusals": [refusal.said_to(reader) for refusal in self.plan.refusals],
            "filled": [d for d in self.plan.differences() if d.fills],
            "conflicts": [d for d in self.plan.differences() if not d.fills],
            "swap_url": f"{self.request.path}?other={self.other.pk}&keep={self.plan.goes.pk}",
        }

    def choosing(self) -> dict:
        sentence = ""
        if self.other is not None and self.other == self.this:
            sentence = _("A record cannot be merged with itself: choose another one.")
        elif self.asked:
            sentence = _("Choose in the list a record that you may change and delete.")
        # The form is filled in anew: what was asked for cannot be merged.
        return {
            "form": ChooseForm(model=self.model),
            "sentence": sentence,
            "proposed": self.proposed(),
        }

    def proposed(self) -> list[dict]:
        """The records of a like name."""
        target, user = TARGETS[self.model._meta.label], self.request.user
        return [
            {"record": row, "hint": target.hint(row), "url": f"?other={row.pk}"}
            for row in target.search(user, str(self.this))[: PROPOSED + 1]
            if row != self.this
        ][:PROPOSED]


class MergeEntryView(View):
    """What the history keeps of a merge, to undo it by hand: the record as it was, the keys of
    the rows that moved, and those of the versions that were rewritten."""

    model: Any = None
    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int, entry: int) -> JsonResponse:
        rows = ModelLogEntry.objects.for_instance(get_object_or_404(self.model, pk=pk))
        kept = get_object_or_404(rows, pk=entry, action=MERGED)
        return JsonResponse(kept.data, json_dumps_params={"indent": 2, "ensure_ascii": False})


def may_merge(user: AnyUser, record: Record) -> bool:
    """Whether ``user`` may merge ``record`` with another, whichever of the two stays."""
    if record is None:
        return False
    may = record.snippet_viewset.permission_policy.user_has_permission_for_instance
    return may(user, "change", record) and may(user, "delete", record)


def merge_url(record: Record) -> str:
    """Return the address where an editor chooses what to merge ``record`` with."""
    return reverse(record.snippet_viewset.get_url_name("merge"), args=[record.pk])


class MergeableIndexView(DeskIndexView):
    """A list whose rows offer to be merged."""

    def get_list_more_buttons(self, instance: Record) -> list[MenuItem]:
        buttons = super().get_list_more_buttons(instance)
        if may_merge(self.request.user, instance):
            item = MenuItem(
                _("Merge with…"), merge_url(instance), icon_name="resubmit", priority=25
            )
            buttons.append(item)
        return buttons


class MergeableEditView(DeskEditView):
    """A form whose menu offers to merge its record."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = [*super().header_more_buttons]
        if may_merge(self.request.user, self.object):
            button = Button(
                _("Merge with…"), url=merge_url(self.object), icon_name="resubmit", priority=15
            )
            buttons.append(button)
        return buttons


class MergeableMixin(ViewSetMixin):
    """Goes before `DeskViewSet`: the records can be merged."""

    index_view_class = MergeableIndexView
    edit_view_class = MergeableEditView

    def get_urlpatterns(self) -> list[Any]:
        view = self.construct_view(
            MergeView,
            index_url_name=self.get_url_name("list"),
            edit_url_name=self.get_url_name("edit"),
        )
        entry = self.construct_view(MergeEntryView)
        return [
            *super().get_urlpatterns(),
            path("fusionner/<int:pk>/", view, name="merge"),
            path("fusionner/<int:pk>/<int:entry>/", entry, name="merge_entry"),
        ]


# History


class MergedFormatter(LogFormatter):
    """Says in the history of the record that stays what it took over."""

    label = gettext_lazy("Merge")

    def format_message(self, log_entry: ModelLogEntry) -> SafeString:
        data = log_entry.data
        moved = ", ".join(f"{name} : {number}" for name, number in data.get("counts", []))
        drafts = len(data.get("versions", []))
        parts = [
            _("“%(name)s” (no. %(pk)s) was merged into this record.") % data["absorbed"],
            moved and _("Moved: %(moved)s.") % {"moved": moved},
            drafts
            and ngettext(
                "%(count)d version of a story or record rewritten.",
                "%(count)d versions of stories or records rewritten.",
                drafts,
            )
            % {"count": drafts},
        ]
        model = log_entry.content_type.model_class()
        name = model.snippet_viewset.get_url_name("merge_entry")
        return format_html(
            '{} <a href="{}">{}</a>',
            " ".join(filter(None, parts)),
            reverse(name, args=[log_entry.object_id, log_entry.pk]),
            _("What it was, and what moved"),
        )


class AbsorbedFormatter(LogFormatter):
    """Says in the history of the record that went where it went."""

    label = gettext_lazy("Merged into another")

    def format_message(self, log_entry: Any) -> Any:
        return _("Merged into “%(name)s” (no. %(pk)s).") % log_entry.data


def log_actions(actions: LogActionRegistry) -> None:
    """Register what the histories say; received from ``register_log_actions``."""
    for action, formatter in ((MERGED, MergedFormatter), (ABSORBED, AbsorbedFormatter)):
        actions.register_action(action)(formatter)
