"""Taking a page offline, and leading its readers on."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.snippets.views import snippets

from ..redirects import keeps_addresses, lead_to
from .picker.finder import PublicField


class UnpublishForm(forms.Form):
    """Where readers are led when a page is taken offline; empty, they read that it is gone."""

    leads_to = PublicField(
        label=gettext_lazy("Lead readers to"),
        required=False,
        help_text=gettext_lazy(
            "Left empty, the address answers that the page is no longer online. If it is published"
            " again, it is found at its address again by itself."
        ),
    )

    def __init__(self, *args: Any, leaving: Model | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leaving = leaving

    def clean_leads_to(self) -> Any:
        target = self.cleaned_data["leads_to"]
        if target is not None and target == self.leaving:
            raise ValidationError(_("This is what you take offline. Choose something else."))
        return target


class DeskUnpublishView(snippets.UnpublishView):
    """Takes a page offline, and offers to lead its readers elsewhere."""

    template_name = "admin/confirm_unpublish.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        #: Where readers find it now; nobody is led on from an address that nobody knew.
        self.path = ""
        if keeps_addresses(self.model):
            row = self.model.objects.public().filter(pk=self.object.pk).first()
            self.path = row.get_absolute_url() if row else ""
        self.form = UnpublishForm(
            request.POST if request.method == "POST" else None, leaving=self.object
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.path and not self.form.is_valid():
            return self.render_to_response(self.get_context_data(**kwargs))
        with transaction.atomic():
            response = super().post(request, *args, **kwargs)
            if self.path and (target := self.form.cleaned_data["leads_to"]):
                lead_to(self.path, target)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = self.form if self.path else None
        return context | {"form": form, "path": self.path}
