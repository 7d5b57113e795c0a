"""Dates as precise as they are known: “28 septembre 2017”, “juin 2017”, “fin 2018”.

`PartialDate` is the value, `PartialDateField` keeps it in a model with two date columns for
sorting and filtering, `PartialDateFormField` reads it as an editor types it. `DayFormField` reads
a whole day, for an ordinary DateField.
"""

from .fields import DayFormField, PartialDateField, PartialDateFormField
from .value import PartialDate

__all__ = ["DayFormField", "PartialDate", "PartialDateField", "PartialDateFormField"]
