"""The value: a date as precise as it is known."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import edtf, french
from .edtf import Period


@dataclass(frozen=True)
class PartialDate:
    """A day, a month, a year, a part of a year, or an interval: “juin 2017”, “fin 2018”.

    `edtf` is its canonical text and its identity; `str()` gives the French text as it was meant.
    It is not a `str` itself, because the two would be mixed up wherever text is joined.
    Raises ValidationError for an EDTF text that is not used here or cannot be.
    """

    edtf: str

    def __post_init__(self) -> None:
        _check(self.edtf, typed=self.edtf)

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read EDTF, or French as an editor types it; raise ValidationError with a sentence.

        Nothing is guessed: 31 February is refused, and so are two-digit years.
        """
        text = " ".join(text.split())
        if len(text) > 80:
            raise _not_a_date(f"{text[:80]}…")
        found = text if edtf.read(text) else french.read(text)
        if not found:
            raise _not_a_date(text)
        found = "/".join(dict.fromkeys(found.split("/")))  # “du 2 au 2 mai” is one day
        _check(found, typed=text)
        return cls(found)

    @property
    def _periods(self) -> tuple[Period, ...]:
        return edtf.read(self.edtf) or ()

    @property
    def earliest(self) -> datetime.date:
        """The first day it can mean. “Vers 2018” is the year itself: it sorts with 2018."""
        return self._periods[0].first()

    @property
    def latest(self) -> datetime.date:
        """The last day it can mean."""
        return self._periods[-1].last()

    @property
    def is_exact(self) -> bool:
        """Whether it is a day."""
        (period, *others) = self._periods
        return bool(period.day) and not period.about and not others

    @property
    def datetime_attr(self) -> str:
        """The value of <time datetime>, or "" where HTML has no form for it."""
        (period, *others) = self._periods
        fits = period.part is None or period.part <= 12
        return self.edtf if fits and not period.about and not others else ""

    def in_sentence(self) -> str:
        """The date as a complement: “le 28 septembre 2017”, “en juin 2017”, “début 2018”."""
        return french.write_in_sentence(self._periods)

    def as_since(self) -> str:
        """The date as a beginning: “depuis le 28 septembre 2017”, “depuis juin 2017”."""
        return french.write_since(self._periods)

    def __str__(self) -> str:
        return french.write(self._periods)


def _not_a_date(typed: str) -> ValidationError:
    return ValidationError(
        _(
            "“%(value)s” is not a date. Write for example “28 septembre 2017”, “juin 2017”,"
            " “début 2018” or “2017-06”."
        ),
        code="invalid",
        params={"value": typed},
    )


def _check(text: str, *, typed: str) -> None:
    """Raise ValidationError, naming the typed text, unless `text` is a possible EDTF date."""
    if not (periods := edtf.read(text)):
        raise _not_a_date(typed)
    for period in periods:
        if not edtf.FIRST_YEAR <= period.year <= edtf.LAST_YEAR:
            raise ValidationError(
                _("“%(value)s”: the year must be between %(first)s and %(last)s."),
                code="year",
                params={"value": typed, "first": edtf.FIRST_YEAR, "last": edtf.LAST_YEAR},
            )
        if not period.has_possible_day:
            raise ValidationError(
                _("There is no %(day)s. Check the day and the month."),
                code="day",
                params={"day": french.write((period._replace(about=False),))},
            )
    if periods[-1].first() < periods[0].first():
        raise ValidationError(
            _("“%(value)s” ends before it starts. Write the earlier date first."),
            code="order",
            params={"value": typed},
        )
