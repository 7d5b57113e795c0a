"""Fields of the record: lists of codes, and ranges of seasons or episodes.

Both are plain text in the database and in drafts, so that a revision keeps and compares them
without help. Names of territories and languages come from CLDR, through Babel.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from anyascii import anyascii
from babel import Locale
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .form_fields import CodesFormField


@cache
def territory_names() -> dict[str, str]:
    """ISO 3166-1 alpha-2 codes with their French names, sorted by name."""
    names = Locale("fr").territories
    codes = {c: n for c, n in names.items() if re.fullmatch(r"[A-Z]{2}", c)}
    for pseudo in ("ZZ", "QO", "EU", "EZ", "UN", "XA", "XB"):  # regions and tests, not countries
        codes.pop(pseudo, None)
    return dict(sorted(codes.items(), key=lambda item: _fold(item[1])))


@cache
def language_names() -> dict[str, str]:
    """ISO 639 codes with their French names, sorted by name."""
    names = Locale("fr").languages
    codes = {c: n for c, n in names.items() if re.fullmatch(r"[a-z]{2,3}", c)}
    for pseudo in ("mul", "root", "und", "zxx", "mis"):
        codes.pop(pseudo, None)
    return dict(sorted(codes.items(), key=lambda item: _fold(item[1])))


def _fold(text: str) -> str:
    return anyascii(text).casefold()


def split_codes(text: str) -> list[str]:
    """“CA,US” → ["CA", "US"]; the empty text gives an empty list."""
    return [code for code in text.split(",") if code] if text else []


class CodesField(models.CharField):
    """Comma-separated codes of one vocabulary: “CA,GB,IE,US”, sorted, without repetition.

    Two-letter codes cannot straddle a comma, so ``countries__contains="FR"`` is exact.
    """

    vocabulary: Callable[[], dict[str, str]] = staticmethod(dict)
    vocabulary_name = ""
    unknown = _("“%(code)s” is not a known code.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 1000)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> str:
        if value is None:
            return ""
        codes = value.split(",") if isinstance(value, str) else value
        return ",".join(sorted({code.strip() for code in codes if code.strip()}))

    def validate(self, value: str, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        for code in split_codes(value):
            if code not in self.vocabulary():
                raise ValidationError(self.unknown, code="unknown", params={"code": code})

    def formfield(self, **kwargs: Any) -> CodesFormField:
        return CodesFormField(
            names=self.vocabulary,
            vocabulary=self.vocabulary_name,
            single=(self.max_length or 0) <= 3,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
            required=not self.blank,
        )


class TerritoriesField(CodesField):
    """ISO 3166-1 alpha-2 codes."""

    vocabulary = staticmethod(territory_names)
    vocabulary_name = "territories"
    unknown = _("“%(code)s” is not a country code. Choose countries from the list.")


class LanguagesField(CodesField):
    """ISO 639 codes."""

    vocabulary = staticmethod(language_names)
    vocabulary_name = "languages"
    unknown = _("“%(code)s” is not a language code. Choose languages from the list.")


RANGE_PART = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?")


def parse_ranges(text: str) -> list[int]:
    """“1-2, 4” → [1, 2, 4]; raise ValidationError with a sentence for anything else."""
    numbers: set[int] = set()
    for part in filter(None, (p.strip() for p in re.split(r"[,;]| et ", text))):
        match = RANGE_PART.fullmatch(re.sub(r"\s*(?:[-–—]|à)\s*", "-", part))
        if not match:
            raise ValidationError(
                _("“%(value)s” is not understood. Write for example “2”, “1-3” or “1, 3”."),
                params={"value": text},
            )
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first:
            raise ValidationError(
                _("“%(value)s” runs backwards. Write the smaller number first."),
                params={"value": text},
            )
        numbers.update(range(first, last + 1))
    return sorted(numbers)


def format_ranges(numbers: list[int]) -> str:
    """[1, 2, 4] → “1-2, 4”."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


class RangesField(models.CharField):
    """Numbers of seasons or episodes as they are typed: “1”, “1-2”, “29-30”. No rows are made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").strip()

    def clean(self, value: str, model_instance: models.Model | None) -> str:
        value = super().clean(value, model_instance)
        return format_ranges(parse_ranges(value))
