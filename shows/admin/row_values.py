"""What the fields of a fact's row hold, for the script that fills one (js/admin/row-values.js).

A value is one of {value, label}, {checked} and {values: [[key or code, name]]}.
"""

from typing import Any, cast

from django.db import models
from django.db.models.fields import Field
from django.utils import formats
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import get_all_child_relations

from ..fields.model_fields import CodesField, split_codes
from ..models.base import Citation

#: What is never typed in a row.
NOT_TYPED = {"id", "sort_order", *(field.name for field in Citation._meta.fields)}


def row_values(child: models.Model) -> dict:
    """Return {fields, rows} of an unsaved child, rows inside it included."""
    meta, fields = child._meta, {}
    for field in [*meta.concrete_fields, *meta.many_to_many]:
        if field.name not in NOT_TYPED and field.editable and not isinstance(field, ParentalKey):
            fields[field.name] = _value(child, field)
    return {
        "fields": fields,
        "rows": {
            relation.get_accessor_name(): [
                row_values(row) for row in getattr(child, relation.get_accessor_name()).all()
            ]
            for relation in get_all_child_relations(type(child))
        },
    }


def _value(child: models.Model, field: Field) -> dict:
    if isinstance(field, ParentalManyToManyField):
        return {"values": [[one.pk, str(one)] for one in getattr(child, field.name).all()]}
    if isinstance(field, models.ForeignKey):
        record = getattr(child, field.name)
        return {"value": record.pk if record else "", "label": str(record) if record else ""}
    value = field.value_from_object(child)
    if isinstance(field, CodesField):
        names = field.vocabulary()
        return {"values": [[code, names.get(code, code)] for code in split_codes(value)]}
    if isinstance(field, models.BooleanField):
        return {"checked": bool(value)}
    shown = cast(Any, field.formfield()).prepare_value(value)
    if isinstance(field, models.DecimalField):
        shown = formats.localize_input(value)
    return {"value": "" if shown is None else str(shown)}
