"""The base of the desk's forms, and the rows inside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from anyascii import anyascii
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms.models import WagtailAdminModelForm, register_form_field_override

from ..models.base import free_slug
from ..models.choices import DealKind, MilestoneKind
from ..partial_dates import DayFormField, PartialDateField
from .picker.loading import ChosenRecords, pickers
from .widgets import MomentInput

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from ..models import Series

# In place of Wagtail's pickers, which turn one date into another (docs/engine.md).
register_form_field_override(
    models.DateField, override={"form_class": DayFormField, "widget": forms.TextInput}
)
register_form_field_override(models.DateTimeField, override={"widget": MomentInput})
# An hour as the French write it, typed: the picker would have it scrolled for.
HOURS = ["%H:%M", "%Hh%M", "%H h %M", "%Hh", "%H h"]
register_form_field_override(
    models.TimeField, override={"input_formats": HOURS, "widget": forms.TimeInput(format="%H:%M")}
)
# A text input reads “12,64”; a browser that is not in French would make it 1264.
register_form_field_override(models.DecimalField, override={"localize": True})


#: The field that an address is made from.
NAMED_BY = ("headline", "title", "name")


def _is_made_from(name: str, slug: str) -> bool:
    """Whether the address is the name's, with or without a number; hyphens do not count."""
    made = slugify(anyascii(name))[:100].replace("-", "")
    return made in {slug[:100].replace("-", ""), re.sub(r"-\d+$", "", slug)[:100].replace("-", "")}


class DeskForm(WagtailAdminModelForm):
    """A form that runs the model's check constraints whole.

    Django leaves out those that mention a column the form has no field for: the bounds of a
    partial date, and a row's parent. They would come back as a database error at publication.
    """

    parent_field: str | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for formset in self.formsets.values():
            # A new object's rows would hang on another new object: ClusterForm passes on the
            # argument it was given, which is None.
            formset.instance = self.instance
            formset.parent_form = self
        for _name, widget in pickers(self):
            widget.form = self
        self.named_by = next((name for name in NAMED_BY if name in self.fields), None)
        if "slug" in self.fields and self.named_by:
            self.fields["slug"].required = False

    @cached_property
    def records(self) -> ChosenRecords:
        """The records that the pickers of the whole form name, its rows' included."""
        formset = getattr(self, "formset", None)
        return formset.parent_form.records if formset else ChosenRecords(self)

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors:
            return
        exclude = self._get_validation_exclusions() - self._known_columns()
        for constraint in self.instance._meta.constraints:
            if not isinstance(constraint, models.CheckConstraint):
                continue  # rows that are there twice: RowsFormSet
            try:
                constraint.validate(type(self.instance), self.instance, exclude=exclude)
            except ValidationError as error:
                self.add_error(None, error)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self._clean_pickers(data)
        if "slug" in data and self.named_by:
            data["slug"] = self._address(data["slug"], data.get(self.named_by))
        return data

    def _clean_pickers(self, data: dict[str, Any]) -> None:
        """Refuse the key of a record that this user may not name, as if there were none."""
        for name, widget in pickers(self):
            keys = widget.keys(self.fields[name].prepare_value(data.get(name)))
            if len(self.records.get(widget.model, keys)) < len(keys):
                self.add_error(
                    name, _("Choose it from the suggestions: there is none with this key.")
                )

    def _address(self, typed: str, name: str | None) -> str:
        """Return the address: what was typed, or one that is free, made from the name.

        As long as nobody knows it, it follows the name and gives way to others: two series may
        have the same title. One that was typed is kept or refused, and a known one stays.
        """
        if getattr(self.instance, "first_published_at", self.instance.pk):
            return typed or self.instance.slug
        former = getattr(self.instance, self.named_by or "")
        if name and (not typed or _is_made_from(former, typed) or _is_made_from(name, typed)):
            return free_slug(self.instance, name)
        return typed

    def _known_columns(self) -> set[str]:
        columns = {self.parent_field} if self.parent_field else set()
        for field in self.instance._meta.fields:
            if isinstance(field, PartialDateField) and field.name in self.fields:
                columns |= {f"{field.name}_earliest", f"{field.name}_latest"}
        return columns


class RowsFormSet(BaseChildFormSet):
    """Rows of an inline panel.

    Each row knows its parent before it is validated: a fact's rules differ in a story. A row that
    is there twice is refused with the constraint's own sentence; the database would refuse it
    at publication.
    """

    #: Set by the story's form: the series that rows take over where they name none.
    main_series: Any = None
    #: Set by the form that the rows are in.
    parent_form: Any = None

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        form.parent_field = self.fk.name
        form.formset = self
        setattr(form.instance, self.fk.name, self.instance)
        return form

    def get_unique_error_message(self, unique_check: tuple[str, str]) -> Any:
        self._sentence: Any = next(
            (
                constraint.violation_error_message
                for constraint in self.model._meta.constraints
                if isinstance(constraint, models.UniqueConstraint)
                and set(constraint.fields) == set(unique_check)
            ),
            super().get_unique_error_message(unique_check),
        )
        return self._sentence

    def get_form_error(self) -> StrOrPromise:
        return self._sentence  # BaseChildFormSet asks for it right after the message above


class FactForm(DeskForm):
    """A fact: in a story, it is about the story's series unless it names another."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "series" in self.fields:
            self.fields["series"].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "series" in self.fields and not data.get("series"):
            data["series"] = self.inherited_series()
            if not data["series"] and not self._meta.model._meta.get_field("series").null:
                self.add_error(
                    "series",
                    _("Say which series: this one, or the story’s at the top of the facts."),
                )
        return data

    def inherited_series(self) -> Series | None:
        """Return the story's series, if the fact is about a series at all."""
        return getattr(getattr(self, "formset", None), "main_series", None)


class MilestoneForm(FactForm):
    """A milestone; a company's launch or takeover is about a series only if it names one."""

    #: What happens to a channel or a company by itself, without a series.
    OF_COMPANIES = (MilestoneKind.LAUNCHED, MilestoneKind.ACQUIRED)

    def inherited_series(self) -> Series | None:
        data = self.cleaned_data
        if data.get("company") and data.get("kind") in self.OF_COMPANIES:
            return None
        return super().inherited_series()


class NestedReleaseForm(FactForm):
    """Without a series of its own, it is about the deal's."""

    def inherited_series(self) -> None:
        return None


class DealForm(FactForm):
    """A deal names companies. While it is a draft it may still lack them."""

    _companies_checked = False

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        if not self._companies_checked:
            # Once: saving asks again whether the form is valid, when a draft's leniency is over.
            self._companies_checked = True
            if not self.is_deferred_validation and (sentence := self._lacking()):
                self.add_error(None, sentence)
                return False
        return True

    def _lacking(self) -> str:
        names = {self.cleaned_data.get("buyer"), self.cleaned_data.get("seller")}
        parties = self.formsets.get("parties")
        for form in parties.forms if parties else ():
            if form not in parties.deleted_forms:
                names.add(form.cleaned_data.get("company"))
        names.discard(None)
        if self.cleaned_data.get("kind") == DealKind.COPRODUCTION and len(names) < 2:
            return _("A co-production is between two companies at least. Name the other one.")
        return "" if names else _("Name the buyer, the seller or a party: a deal has companies.")
