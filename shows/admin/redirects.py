"""The list of redirections: addresses that lead on by themselves, and those typed by hand."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from ..models import Redirect
from ..models.batch import fetch_batch
from ..redirects import CLOSED, is_found
from .base import DeskCreateView, DeskEditView, DeskIndexView, DeskViewSet
from .forms import DeskForm
from .picker.finder import PublicField
from .typed import ViewMixin


class RedirectForm(DeskForm):
    """An address typed by hand, and what of the site it leads to. The view sets ``request``."""

    request: Any = None
    leads_to = PublicField(
        label=gettext_lazy("Leads to"),
        help_text=gettext_lazy("A story, a series, a person, a channel, a prize or a section."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["leads_to"].initial = self.instance.public_target()
        self.fields["path"].help_text = _(
            "The part of the address after the site’s name, for example /2017/06/missions/."
        )

    def clean_path(self) -> Any:
        path = unquote(self.cleaned_data["path"].strip())
        if not path.startswith("/") or path.startswith("//"):
            raise ValidationError(_("Begin with “/”: the address without the name of the site."))
        if any(sign in path for sign in "?#\\ \x00"):
            raise ValidationError(
                _("Leave out spaces and what follows “?” or “#”: only the path is compared.")
            )
        if path.startswith(CLOSED):
            raise ValidationError(_("This part of the site is not for readers. Choose another."))
        if is_found(path, self.request):
            raise ValidationError(
                _("A page is online at this address: nobody would be led on from it.")
            )
        return path

    def save(self, commit: bool = True) -> Any:
        target = self.cleaned_data["leads_to"]
        self.instance.content_type = ContentType.objects.get_for_model(target)
        self.instance.object_id = target.pk
        return super().save(commit)


class WithRequest(ViewMixin):
    """Hands the request to the form, which asks the site about an address."""

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)
        form.request = self.request
        return form


class RedirectCreateView(WithRequest, DeskCreateView):
    """A new redirection, whose address must not be that of a page."""


class RedirectEditView(WithRequest, DeskEditView):
    """A redirection that exists; what goes for a new address goes for a changed one."""


class RedirectIndexView(DeskIndexView):
    """The list; what its rows lead to is loaded for the whole page at once."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        load_targets(context["object_list"])
        return context


def load_targets(rows: Iterable[Any]) -> None:
    """Give each row its ``shown_target``, what readers find there or None: in two queries."""
    keys: dict[Any, Any] = {}
    for row in rows:
        keys.setdefault(row.content_type_id, set()).add(row.object_id)
    models: dict[int, Any] = {
        number: ContentType.objects.get_for_id(number).model_class() for number in keys
    }
    found = fetch_batch(
        {
            number: model.objects.public().filter(pk__in=keys[number])
            for number, model in models.items()
            if model is not None
        }
    )
    targets = {(number, row.pk): row for number, some in found.items() for row in some}
    _load_parents(targets.values())
    for row in rows:
        row.shown_target = targets.get((row.content_type_id, row.object_id))


def _load_parents(targets: Iterable[Any]) -> None:
    """What the addresses of stories and of years of prizes begin with."""
    wanted: dict[Any, Any] = {}
    for target in targets:
        for name in ("section", "award"):
            if any(f.name == name for f in target._meta.concrete_fields):
                wanted.setdefault(name, []).append(target)
    parents = fetch_batch(
        {
            name: some[0]
            ._meta.get_field(name)
            .related_model.objects.filter(pk__in={getattr(target, f"{name}_id") for target in some})
            for name, some in wanted.items()
        }
    )
    for name, some in wanted.items():
        by_key = {parent.pk: parent for parent in parents[name]}
        for target in some:
            setattr(target, name, by_key[getattr(target, f"{name}_id")])


def _said(row: Any) -> str:
    target = row.shown_target
    if target is None:
        return _("no longer online")
    return f"{target} ({target._meta.verbose_name})"


class RedirectViewSet(DeskViewSet):
    """Redirections, newest first: addresses that things had before, and those typed by hand."""

    model = Redirect
    icon = "redirect"
    menu_label = gettext_lazy("Redirections (menu)")
    menu_name = "old-addresses"
    add_to_settings_menu = True
    menu_order = 50
    base_url_path = "redirections"
    form_class = RedirectForm
    index_view_class = RedirectIndexView
    add_view_class = RedirectCreateView
    edit_view_class = RedirectEditView
    ordering = "-created_at"
    list_display = [
        Column("path", label=gettext_lazy("Address"), sort_key="path"),
        TitleColumn(
            "target",
            label=gettext_lazy("Leads to"),
            accessor=_said,
            get_url=lambda row: row.shown_target and row.shown_target.get_absolute_url(),
        ),
        DateColumn("created_at", label=gettext_lazy("Since"), sort_key="created_at"),
    ]
    search_fields = ["path"]

    def panels(self) -> list[FieldPanel]:
        return [FieldPanel("path"), FieldPanel("leads_to")]
