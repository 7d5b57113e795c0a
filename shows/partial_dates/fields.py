"""Partial dates in models and forms."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import signals
from django.db.models.expressions import Col
from django.db.models.fields import DateField
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import TextFieldComparison, register_comparison_class

from .french import NBSP
from .value import PartialDate

BOUNDS = ("earliest", "latest")

# What may be assigned to the field, and what is read from it.
if TYPE_CHECKING:
    _Column = models.CharField[PartialDate | datetime.date | str | None, PartialDate | None]
else:
    _Column = models.CharField


class PartialDateFormField(forms.CharField):
    """A text input that shows a date in French and reads whatever `PartialDate.parse` reads.

    Its value is a PartialDate, or None when it is left empty.
    """

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return PartialDate.parse(text) if text else None

    def prepare_value(self, value: Any) -> str | None:
        """French text with plain spaces, so that what editors copy or search for is plain too."""
        return str(value).replace(NBSP, " ") if isinstance(value, PartialDate) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return not self.disabled and self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class DayFormField(PartialDateFormField):
    """A day typed in French, for a plain DateField; its value is a `datetime.date`, or None.

    It stands in for a date picker, which would turn 31 February into 3 March.
    """

    default_error_messages = {
        "not_a_day": _("“%(value)s” is not a day. Write it whole, for example “28 septembre 2017”.")
    }

    def to_python(self, value: Any) -> Any:
        if isinstance(value, datetime.date):
            return value
        date = super().to_python(value)
        if date is not None and not date.is_exact:
            raise ValidationError(
                self.error_messages["not_a_day"], code="not_a_day", params={"value": value}
            )
        return date and date.earliest

    def prepare_value(self, value: Any) -> str | None:
        if isinstance(value, datetime.date):
            value = PartialDate(value.isoformat())
        return super().prepare_value(value)


class PartialDateAttribute(DeferredAttribute):
    """Reads the text when it is assigned, and writes both bounds with it.

    Raises ValidationError for text that is not a date, wherever it is assigned.
    """

    def __set__(self, instance: models.Model, value: str | PartialDate | None) -> None:
        value = self.field.to_python(value)
        instance.__dict__[self.field.attname] = value
        for bound in BOUNDS:
            instance.__dict__[f"{self.field.name}_{bound}"] = getattr(value, bound, None)


class BoundAttribute(DeferredAttribute):
    """A bound follows its text: a value of its own counts only while the text is not loaded."""

    def __init__(self, field: DateField, text_field: PartialDateField) -> None:
        super().__init__(field)
        self.text_field = text_field

    def __set__(self, instance: models.Model, value: datetime.date | None) -> None:
        if self.text_field.attname not in instance.__dict__:
            instance.__dict__[self.field.attname] = value


class PartialDateField(_Column):
    """A PartialDate, or None: EDTF text in one column ("" for none, never NULL).

    It adds two ordinary date columns to its model, `<name>_earliest` and `<name>_latest`, to
    order and filter by. They cannot be set: they follow the text in every instance. What writes
    columns without instances must write the three of them: `QuerySet.update`, `bulk_update`.
    """

    descriptor_class = PartialDateAttribute

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 32)
        super().__init__(*args, **kwargs)

    @property
    def validators(self) -> list[Any]:
        """Without CharField's check of the length, which a PartialDate does not have."""
        return [*self.default_validators, *vars(self)["_validators"]]

    @property
    def _bound_names(self) -> list[str]:
        return [f"{self.name}_{bound}" for bound in BOUNDS]

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        # Once the class is complete, so that bounds it already has are not added again.
        # Abstract models are never "prepared"; their children are.
        signals.class_prepared.connect(self._add_bounds, sender=cls)

    def _add_bounds(self, sender: type[Any], **kwargs: Any) -> None:
        fields = {field.name: field for field in sender._meta.local_fields}
        for name in self._bound_names:
            if name not in fields:
                if sender.__module__ == "__fake__":
                    return  # a migration's model, in the middle of gaining or losing the columns
                fields[name] = models.DateField(null=True, editable=False)
                sender.add_to_class(name, fields[name])
            setattr(sender, name, BoundAttribute(fields[name], text_field=self))
        signals.pre_save.connect(self._refuse_half_a_date, sender=sender)

    def _refuse_half_a_date(
        self, instance: models.Model, update_fields: frozenset[str] | None, **kwargs: Any
    ) -> None:
        columns = {self.name, *self._bound_names}
        saved = columns & set(update_fields or ())
        if saved and saved != columns and self.attname in instance.__dict__:
            raise ValueError(f"update_fields must have all or none of: {sorted(columns)}.")

    def to_python(self, value: Any) -> PartialDate | None:
        if value in self.empty_values:
            return None
        if isinstance(value, PartialDate):
            return value
        return PartialDate.parse(str(value))  # the text of a datetime.date is EDTF

    def from_db_value(
        self, value: str | None, expression: Col | None, connection: BaseDatabaseWrapper
    ) -> PartialDate | None:
        return PartialDate(value) if value else None

    def get_prep_value(self, value: Any) -> str:
        value = self.to_python(value)
        return value.edtf if value else ""

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value: PartialDate | None, model_instance: models.Model | None) -> None:
        super().validate("" if value is None else value, model_instance)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(
            **{"form_class": PartialDateFormField, "max_length": None, **kwargs}
        )


class PartialDateComparison(TextFieldComparison):
    """Compares two versions of a date by their French text."""

    def __init__(self, field: PartialDateField, obj_a: models.Model, obj_b: models.Model) -> None:
        super().__init__(field, obj_a, obj_b)
        self.val_a: str = str(self.val_a or "")
        self.val_b: str = str(self.val_b or "")


register_comparison_class(PartialDateField, comparison_class=PartialDateComparison)
