"""The facts that are not about rights: milestones, castings, nominations, reception."""

import datetime
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalManyToManyField

from ..fields.model_fields import TerritoriesField, split_codes, territory_names
from ..partial_dates import PartialDateField
from ..wording import number
from .awards import AwardEdition
from .choices import CastingChange, MilestoneKind, NominationResult, ReceptionKind, Role
from .companies import Company
from .deals import Deal, Release
from .fact import Fact, optional_record
from .people import Person
from .series import Series


def day_counted(
    kind: str, happened: date | None, announced: date | None, published: Any, cited: Any
) -> date | None:
    """Return the day from which a milestone counts: a happening from its date, a decision from
    its announcement, else from its story (a datetime) or its citation."""
    if kind in MilestoneKind.happenings() and happened:
        return happened
    return announced or (timezone.localdate(published) if published else cited)


class Milestone(Fact):
    """A step in the life of a series, a channel or a service."""

    RECORDS = ("series", "company")
    LABEL = _("Milestones")
    TITLE = pgettext_lazy("heading", "Milestones")

    series = optional_record(Series, _("series"))
    kind = models.CharField(_("kind"), max_length=16, choices=MilestoneKind.choices)
    company = optional_record(Company, _("channel or company"))
    date = PartialDateField(
        _("date"), blank=True, help_text=_("For example “début 2018” or “printemps 2017”.")
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    episode_count = models.PositiveSmallIntegerField(_("number of episodes"), null=True, blank=True)
    territories = TerritoriesField(_("territories"), blank=True)

    class Meta(Fact.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        indexes = [
            *Fact.Meta.indexes,
            models.Index(fields=["kind", "date_earliest"], name="milestone_kind_date"),
            models.Index(fields=["announced_earliest"], name="milestone_announced"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.series or self.company or '…'}"

    def page_order(self) -> tuple:
        return (self.counts_from or date.max,)

    def particulars(self) -> Iterator[str]:
        yield str(self.date or "")
        if self.series_id and self.company_id:
            yield str(self.company)

    def clean(self) -> None:
        super().clean()
        if not self.series_id and not self.company_id:
            raise ValidationError(
                {"series": _("Say which series, or which channel or company, this is about.")}
            )

    @property
    def counts_from(self) -> datetime.date | None:
        """The day it counts from: of the announcement for a decision, else of the date."""
        happened = self.date.earliest if self.date else None
        return day_counted(self.kind, happened, self.told_on, None, None)

    @property
    def territory_list(self) -> list[str]:
        """The French names of the countries."""
        return [territory_names().get(c, c) for c in split_codes(self.territories)]


class Casting(Fact):
    """News about who plays or makes a series."""

    RECORDS = ("series", "person")
    LABEL = _("Castings")
    TITLE = pgettext_lazy("heading", "Castings")

    series = models.ForeignKey(
        Series, verbose_name=_("series"), on_delete=models.CASCADE, related_name="castings"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="castings"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.CAST)
    character = models.CharField(_("character"), max_length=160, blank=True)
    change = models.CharField(
        _("change"),
        max_length=8,
        choices=CastingChange.choices,
        default=CastingChange.JOINS,
        help_text=_("Whether the person joins the series, pauses, returns, or leaves it for good."),
    )

    class Meta(Fact.Meta):
        verbose_name = _("casting")
        verbose_name_plural = _("castings")

    def __str__(self) -> str:
        return f"{self.person} – {self.character or self.get_role_display()}"

    def particulars(self) -> Iterator[str]:
        yield str(self.series)
        if self.change != CastingChange.JOINS:
            yield self.get_change_display()


class Nomination(Fact):
    """A prize, a nomination or a selection."""

    RECORDS = ("series", "edition", "company")
    LABEL = _("Nominations")
    TITLE = pgettext_lazy("heading", "Nominations")

    series = optional_record(Series, _("series"))
    edition = models.ForeignKey(
        AwardEdition,
        verbose_name=_("edition"),
        on_delete=models.CASCADE,
        related_name="nominations",
    )
    category = models.CharField(
        _("category"), max_length=200, blank=True, help_text=_("The prize’s full name.")
    )
    people = ParentalManyToManyField(
        Person, verbose_name=_("persons"), blank=True, related_name="nominations"
    )
    company = optional_record(Company, _("company"))
    result = models.CharField(
        _("result"),
        max_length=10,
        choices=NominationResult.choices,
        default=NominationResult.NOMINATED,
    )
    count = models.PositiveSmallIntegerField(
        _("count"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("For “26 nominations”."),
    )

    class Meta(Fact.Meta):
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        indexes = [*Fact.Meta.indexes, models.Index(fields=["result"], name="nomination_result")]
        constraints = [
            models.CheckConstraint(
                condition=Q(count__isnull=True) | Q(count__gte=1),
                name="nomination_count_positive",
                violation_error_message=_("A count of nominations is 1 or more."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition} – {self.category or self.get_result_display()}"

    def page_order(self) -> tuple:
        return (-self.edition.year, self.result != NominationResult.WON, self.sort_order or 0)

    def particulars(self) -> Iterator[str]:
        yield self.get_result_display() if self.category else ""
        yield str(self.series or "")

    def record_keys(self) -> list[tuple[type[models.Model], int]]:
        people = [(Person, person.pk) for person in self.people.all()]
        return list(dict.fromkeys([*super().record_keys(), *people]))


class Reception(Fact):
    """How a series was received: by the audience, the critics or the public."""

    RECORDS = ("series", "platform")
    LABEL = _("Reception")
    TITLE = pgettext_lazy("heading", "Reception")

    series = optional_record(Series, _("series"))
    kind = models.CharField(_("kind"), max_length=10, choices=ReceptionKind.choices)
    statement = models.CharField(
        _("statement"), max_length=300, help_text=_("In a sentence: “Record d’audience d’OCS”.")
    )
    figure = models.DecimalField(
        _("figure"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    unit = models.CharField(
        _("unit"), max_length=40, blank=True, help_text=_("For example “téléspectateurs” or “%”.")
    )
    platform = optional_record(Company, _("channel or service"))
    date = PartialDateField(_("date"), blank=True)
    territory = TerritoriesField(_("territory"), max_length=2, blank=True)

    class Meta(Fact.Meta):
        verbose_name = _("reception")
        verbose_name_plural = _("receptions")
        indexes = [*Fact.Meta.indexes, models.Index(fields=["kind"], name="reception_kind")]
        constraints = [
            models.CheckConstraint(
                condition=Q(figure__isnull=True) | Q(figure__gte=0),
                name="reception_figure_positive",
                violation_error_message=_("A figure is not negative."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.series or '…'} – {self.statement}"

    def page_order(self) -> tuple:
        return (self.kind, self.sort_order or 0)

    def particulars(self) -> Iterator[str]:
        if self.figure is not None:
            yield f"{number(self.figure)} {self.unit}".strip()
        yield str(self.date or "")


FACT_MODELS: tuple[type[Fact], ...] = (Deal, Release, Milestone, Casting, Nomination, Reception)
