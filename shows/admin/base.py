"""The viewset that all others use: French lists, gated views, the picker instead of choosers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.panels import ObjectList, TabbedInterface
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn, TitleColumn
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.views import snippets

from ..name_search import matching
from .deleted_messages import SaysWhatIsGone
from .deletion import GuardedBulkDeleteMixin, GuardedDeleteMixin, StillUsed
from .forms import DeskForm
from .panels import without_comments
from .permissions import GatedURLFinder, GateMixin, ObjectPolicy, edit_url, gate_action
from .typed import ViewMixin
from .unpublishing import DeskUnpublishView
from .widgets import RecordPicker

if TYPE_CHECKING:
    from wagtail.admin.ui.tables import Column

    from .typed import AnyUser


class DeskIndexView(snippets.IndexView):
    """A list whose links lead where this user may go."""

    @cached_property
    def columns(self) -> list[Column]:
        columns = super().columns
        if self.user_has_permission("delete"):
            return columns
        return [c for c in columns if not isinstance(c, BulkActionsCheckboxColumn)]

    @cached_property
    def list_display(self) -> list[Column | str]:
        """The viewset's columns; the first of them carries the link and the row's menu."""
        first, *others = self.model.snippet_viewset.list_display
        if isinstance(first, BaseColumn):
            title_class = self._get_title_column_class(TitleColumn)
            first = title_class(
                first.name,
                label=first.label,
                accessor=first.accessor,
                sort_key=first.sort_key,
                get_url=self.get_edit_url,
                get_title_id=lambda row: f"snippet_{quote(row.pk)}_title",
            )
        return [first, *others]

    def search_queryset(
        self, queryset: models.QuerySet[models.Model]
    ) -> models.QuerySet[models.Model]:
        """Find every word of the query in the list's fields, whatever its accents."""
        if not self.is_searching:
            return queryset
        return queryset.filter(matching(self.model, self.search_query, self.search_fields))

    def may(self, action: str, instance: models.Model) -> bool:
        policy = self.permission_policy
        return policy.user_has_permission_for_instance(self.request.user, action, instance)

    def get_edit_url(self, instance: models.Model) -> str | None:
        return edit_url(instance, self.request.user)

    def get_delete_url(self, instance: models.Model) -> str | None:
        return super().get_delete_url(instance) if self.may("delete", instance) else None

    def get_copy_url(self, instance: models.Model) -> str | None:
        return super().get_copy_url(instance) if self.may("read", instance) else None


class RefusalMixin(ViewMixin):
    """What a model refuses while it is published comes back as a sentence, not as an error page.

    Most refusals are shown by the form; a workflow's last approval has no form. Taking out a part
    that something uses, as the edition of an award, is refused only when it is saved.
    """

    def form_valid(self, form: Any) -> HttpResponseRedirect | TemplateResponse | JsonResponse:
        try:
            return super().form_valid(form)
        except StillUsed as error:
            form.add_error(None, error.said_to(self.request.user))
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    def run_action_method(self) -> Any:
        try:
            with transaction.atomic():
                return super().run_action_method()
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return redirect(self.get_edit_url())


class DraftsAutosaveMixin(ViewMixin):
    """Only drafts save themselves: a record has none, and readers would watch it being typed."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.autosave_enabled: bool = self.autosave_enabled and self.draftstate_enabled


class DeskCreateView(RefusalMixin, DraftsAutosaveMixin, snippets.CreateView):
    """A form for a new object, which its viewset may have begun to fill in."""

    def get_initial_form_instance(self) -> models.Model | None:
        """Start from an object that `DeskViewSet.start` may have filled in for this user."""
        return self.model.snippet_viewset.start(self.request.user)


class DeskEditView(RefusalMixin, DraftsAutosaveMixin, snippets.EditView):
    """A form for an object that somebody else may publish while it is open."""

    #: The actions that the gate asks about, or the workflow, before the view runs.
    ASKED_BEFORE = ("add", "change")
    #: What publication sets, and a form opened before it must not undo.
    PUBLISHED_STATE = ("live", "first_published_at", "last_published_at", "live_revision_id")

    def save_instance(self) -> models.Model:
        """Save, knowing whether the object was published since this request read it.

        Wagtail saves the whole row of what is not live, with the ``live`` that it read: an
        autosave still on its way when its story was published would take the story offline.
        """
        if not self.draftstate_enabled:
            return super().save_instance()
        with transaction.atomic():
            row = self.model._base_manager.select_for_update().get(pk=self.object.pk)
            if row.live and not self.object.live:
                if self.expects_json_response:  # the autosave: what it holds is out already
                    raise PermissionDenied
                for name in self.PUBLISHED_STATE:
                    setattr(self.object, name, getattr(row, name))
                    setattr(self.form.instance, name, getattr(row, name))
            return super().save_instance()

    def user_has_permission(self, permission: str) -> bool:
        """Answer for this object, where Wagtail answers for the model."""
        return super().user_has_permission(permission) and (
            permission in self.ASKED_BEFORE
            or self.user_has_permission_for_instance(permission, self.object)
        )

    def get_available_actions(self) -> list[str]:
        actions = super().get_available_actions()
        if "publish" in actions and not self.user_has_permission("publish"):
            actions.remove("publish")
        return actions

    def get_copy_url(self) -> str | None:
        may = self.user_has_permission_for_instance("read", self.object)
        return super().get_copy_url() if may else None


class DeskDeleteView(GuardedDeleteMixin, snippets.DeleteView):
    """Says what uses its object."""


class DeskCopyView(DeskCreateView, snippets.CopyView):
    """Shows a new object's form filled with another's values. It never writes: the form posts to
    the add view. (Wagtail's own view saves over the original on POST: docs/engine.md.)"""

    http_method_names = ["get", "head", "options"]

    def get_initial_form_instance(self) -> Any:
        original = self.get_object()
        if hasattr(original, "get_latest_revision_as_object"):
            original = original.get_latest_revision_as_object()
        return self.model.snippet_viewset.duplicate(original, self.request.user)


class DeskViewSet(snippets.SnippetViewSet):
    """The base of every content type's admin.

    Subclasses set ``model``, ``icon``, ``menu_label``, ``base_url_path``, ``list_display``, a
    method ``panels`` or ``tabs`` and, for what is named in forms, ``pickable``.
    """

    policy_class = ObjectPolicy
    form_class = DeskForm
    index_view_class = DeskIndexView
    add_view_class = DeskCreateView
    edit_view_class = DeskEditView
    copy_view_class = DeskCopyView
    delete_view_class = DeskDeleteView
    unpublish_view_class = DeskUnpublishView
    delete_template_name = "admin/confirm_delete.html"
    copy_view_enabled = False
    sort_order_field = None
    list_per_page = 40
    search_backend_name = None
    menu_item_is_registered = True
    add_to_admin_menu = True
    #: Whether foreign keys to the model are chosen with the record picker.
    pickable = False
    #: What a list loads besides its own columns.
    list_select_related: tuple[str, ...] = ()
    list_prefetch_related: tuple = ()

    @cached_property
    def permission_policy(self) -> ObjectPolicy:
        return self.policy_class(self.model)

    def get_edit_handler(self) -> TabbedInterface | ObjectList:
        """Bind ``tabs`` ({heading: panels}) or ``panels`` to the model, with our form."""
        handler = (
            TabbedInterface([ObjectList(p, heading=h) for h, p in self.tabs().items()])
            if hasattr(self, "tabs")
            else ObjectList(self.panels())
        )
        handler.base_form_class = self.form_class
        return without_comments(handler).bind_to_model(self.model)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[models.Model]:
        rows = self.permission_policy.visible_to(request.user)
        return rows.select_related(*self.list_select_related).prefetch_related(
            *self.list_prefetch_related
        )

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # The view asks for ``list_display`` itself, to put the link on its first column.
        return super().get_index_view_kwargs(**{"list_display": self.UNDEFINED, **kwargs})

    def construct_view(self, view_class: type[View], **kwargs: Any) -> Callable[..., Any]:
        gated = type(
            view_class.__name__,
            (GateMixin, view_class),
            {
                "gate_policy": self.permission_policy,
                "gate_model": self.model,
                "gate_needs": gate_action(view_class),
            },
        )
        return super().construct_view(gated, **kwargs)

    @property
    def revisions_revert_view_class(self) -> type:
        base = super().revisions_revert_view_class
        return type(base.__name__, (SaysWhatIsGone, base), {})

    @property
    def url_finder_class(self) -> type:
        return type("URLFinder", (GatedURLFinder,), {"model": self.model})

    def register_chooser_viewset(self) -> None:
        """Register the record picker in place of Wagtail's choosers.

        A chooser opened in a chooser's modal destroys the outer form (docs/engine.md), and its
        views would be one more door to guard.
        """
        if self.pickable:
            register_form_field_override(
                models.ForeignKey,
                to=self.model,
                override={"widget": RecordPicker(self.model._meta.label)},
            )

    def start(self, user: AnyUser) -> Any:
        """Return the object that a new form starts from, or None for an empty one."""
        return

    def duplicate(self, original: Any, user: AnyUser) -> Any:
        """Return an unsaved copy of ``original``, with its children, for ``copy_view_enabled``."""
        copy, _children = original.copy_cluster(exclude_fields=["id"])
        return copy


class ListedMixin(ViewMixin):
    """Goes before a bulk action: “select all” means all that the list's filters leave, and not
    the whole table (docs/engine.md)."""

    def get_all_objects_in_listing_query(self, parent_id: Any) -> list[int]:
        view = self.model.snippet_viewset.index_view
        listing = view.view_class(**view.view_initkwargs)
        request = self.request
        filters = QueryDict(urlsplit(self.next_url).query)
        everything, request.GET = request.GET, filters
        try:
            listing.setup(request)
            return [row.pk for row in listing.get_queryset()]
        finally:
            request.GET = everything


class GatedDelete(ListedMixin, GuardedBulkDeleteMixin, DeleteBulkAction):
    """Deletes what the list shows and the policy allows."""

    def check_perm(self, snippet: models.Model) -> bool:
        policy = self.model.snippet_viewset.permission_policy
        return policy.user_has_permission_for_instance(self.request.user, "delete", snippet)
