"""The series form, with a cast typed as one name a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Credit
from ..models.choices import Role
from ..name_search import fold
from .forms import DeskForm
from .picker.registry import TARGETS

if TYPE_CHECKING:
    from ..models import Series

LINE = re.compile(r"\s*(?P<name>[^:]+?)\s*(?::\s*(?P<character>.+?)\s*)?")


def parse_lines(text: str) -> list[tuple[str, str]]:
    """“Hélène Viviès : Jeanne Renoir” → [("Hélène Viviès", "Jeanne Renoir")].

    Raises ValidationError, with the line, for one without a name.
    """
    credits = []
    for line in filter(str.strip, text.splitlines()):
        match = LINE.fullmatch(line)
        if not match or not any(c.isalpha() for c in match["name"]):
            raise ValidationError(
                _("“%(line)s” is not understood. Write “Hélène Viviès : Jeanne Renoir”."),
                params={"line": line.strip()},
            )
        credits.append((match["name"].strip(), (match["character"] or "").strip()))
    return credits


class SeriesForm(DeskForm):
    """Adds to the credits those typed as lines; persons unknown so far are made.

    They are made when the series is saved, never by its preview.
    """

    cast_lines = forms.CharField(
        label=gettext_lazy("Cast, one name a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "“Hélène Viviès : Jeanne Renoir”. The lines are added to the credits below when you"
            " save."
        ),
    )

    def clean_cast_lines(self) -> list[Any]:
        return parse_lines(self.cleaned_data["cast_lines"])

    def save(self, commit: bool = True) -> Series:
        with transaction.atomic():
            series = super().save(commit=False)
            if commit:
                self._add_cast(series)
                series.save()
                self._save_m2m()
        return series

    def _add_cast(self, series: Series) -> None:
        played = [credit for credit in series.credits.all() if credit.role == Role.CAST]
        known = {(fold(str(c.person)), fold(c.character)) for c in played if c.person_id}
        order = max((c.sort_order or 0 for c in series.credits.all()), default=0)
        for name, character in self.cleaned_data.get("cast_lines", ()):
            if (fold(name), fold(character)) in known:
                continue
            known.add((fold(name), fold(character)))
            order += 1
            person = TARGETS["shows.Person"].create(self.for_user, name)
            series.credits.add(
                Credit(person=person, role=Role.CAST, character=character, sort_order=order)
            )
