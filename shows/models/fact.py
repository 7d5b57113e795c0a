"""What all facts share. A fact is what a story reports about a series, with a date and a source.

A fact is a child of the article that reports it, or comes from the catalogue with a citation of
its own. It reaches readers through `FactQuerySet.public`. The article is named by string: this
app knows nothing of `articles` but that a story is live or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.fields.related import ForeignKey
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from ..fields.model_fields import RangesField, TerritoriesField, split_codes, territory_names
from ..partial_dates import PartialDateField
from .base import Citation, NestedCluster
from .changes import Projected
from .choices import Certainty, Standing
from .querysets import FactQuerySet
from .story import STORY

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from .companies import Company
    from .series import Series
    from .story import Story


def optional_record(
    to: type[Series] | type[Company], label: StrOrPromise, **kwargs: Any
) -> ForeignKey:
    """A foreign key that an erased record empties: PROTECT would break the opening of drafts."""
    return models.ForeignKey(
        to,
        verbose_name=label,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        **{"related_name": "%(class)ss", **kwargs},
    )


class Fact(Projected, Citation, Orderable, NestedCluster):
    """What all facts share. ``RECORDS`` names the foreign keys to records, for `references`."""

    RECORDS: tuple[str, ...] = ("series",)
    #: What its kind is called: among the blocks of a story's text, and as a heading on a page.
    LABEL: ClassVar[Any] = ""
    TITLE: ClassVar[Any] = ""
    #: Set by a page: the story shown reports it; a later fact has replaced it, because it was
    #: wrong; what holds in its place today, where that can be shown.
    is_own = False
    is_outdated = False
    is_wrong = False
    successor: Fact | None = None

    article = ParentalKey(
        STORY,
        verbose_name=_("story"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="%(class)ss",
    )
    seasons = RangesField(_("seasons"), help_text=_("For example “2” or “1-2”."))
    episodes = RangesField(_("episodes"), help_text=_("For example “1” or “1-3”."))
    announced = PartialDateField(
        _("announced"), blank=True, help_text=_("Empty: the date of the story.")
    )
    certainty = models.CharField(
        _("certainty"),
        max_length=10,
        choices=Certainty.choices,
        default=Certainty.CONFIRMED,
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    replaces = models.ForeignKey(
        "self",
        verbose_name=_("replaces"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replacements",
        db_index=False,  # the index below holds the few that replace something
        help_text=_("The earlier fact that this one brings up to date."),
    )
    correction = models.BooleanField(
        _("correction"),
        default=False,
        help_text=_(
            "The earlier fact was wrong, not outdated: it is taken out of the history and listed"
            " in the corrections of its story."
        ),
    )

    # Derived: no part of a draft.
    standing = models.CharField(
        _("standing"),
        max_length=9,
        choices=Standing.choices,
        default=Standing.HIDDEN,
        editable=False,
        serialize=False,
    )

    objects = FactQuerySet.as_manager()

    class Meta(Orderable.Meta):
        abstract = True
        indexes = [
            models.Index(fields=["standing"], name="%(class)s_standing"),
            models.Index(
                fields=["replaces"],
                condition=Q(replaces__isnull=False),
                name="%(class)s_replaces",
            ),
        ]

    def clean(self) -> None:
        super().clean()
        story = self.story
        if story is None and not self.citation_outlet and not getattr(self, "deal", None):
            raise ValidationError(
                {"citation_outlet": _("A fact that no story reports needs a source of its own.")}
            )
        if story is None:
            waiting = [
                record
                for record in (getattr(owner, name) for owner, name in self.references())
                if is_waiting(record)
            ]
            if waiting:
                raise ValidationError(
                    _(
                        "“%(record)s” waits for its story: only a story can report a fact about"
                        " it. Untick “waits for its story” on it, or enter the fact in a story."
                    ),
                    params={"record": waiting[0]},
                )
        if self.correction and not self.replaces_id:
            raise ValidationError(
                {"correction": _("A correction names the fact that it replaces.")}
            )
        if self.replaces_id and self.pk:
            earlier = self.replaces
            while earlier is not None:
                if earlier.pk == self.pk:
                    raise ValidationError({"replaces": _("A fact cannot replace itself.")})
                earlier = earlier.replaces

    @property
    def story(self) -> Story | None:
        """The article that reports the fact, or None for a catalogue fact."""
        return self.article

    @property
    def subject(self) -> Series | None:
        """The series the fact is about; None when it is about a company or an award."""
        return self.series

    @property
    def told_on(self) -> date | None:
        """The day from which a decision counts (`datetime.date`), or None when unknown."""
        if self.announced:
            return self.announced.earliest
        if story := self.story:
            moment = story.first_published_at
            return timezone.localdate(moment) if moment else timezone.localdate()
        return self.citation_date

    @property
    def stands_alone(self) -> bool:
        """Whether a list shows it by itself, and not as part of another fact."""
        return True

    def page_order(self) -> tuple:
        """What a page sorts the facts of its kind by."""
        return (self.told_on or date.max, self.sort_order or 0)

    def particulars(self) -> Iterator[str]:
        """What tells it from its neighbours, beside its name, seasons and episodes; empty texts
        count for nothing. Nothing is loaded that its text does not load."""
        yield ""

    def references(self) -> list[tuple[models.Model, str]]:
        """The (instance, foreign key) pairs through which the fact names records, set ones only.

        Nothing is loaded: a page resolves the keys of all its facts in one query.
        """
        return [(self, name) for name in self.RECORDS if getattr(self, f"{name}_id")]

    def record_keys(self) -> list[tuple[type[models.Model], int]]:
        """The (model, key) of each record named, without repetition, for its story's links."""
        keys: list[tuple[Any, int]] = [
            (owner._meta.get_field(name).related_model, getattr(owner, f"{name}_id"))
            for owner, name in self.references()
        ]
        return list(dict.fromkeys(keys))


def is_waiting(record: Any) -> bool:
    """Whether readers cannot see a record yet: it waits for its story, and none is out."""
    if not getattr(getattr(record, "award", record), "waits_for_story", False):
        return False
    return not type(record)._default_manager.public().filter(pk=record.pk).exists()


class Territorial(models.Model):
    """Where something holds: a list of countries, or everywhere but some."""

    territories = TerritoriesField(_("territories"), blank=True)
    worldwide = models.BooleanField(_("worldwide"), default=False)
    territories_except = TerritoriesField(_("except"), blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.worldwide and self.territories:
            raise ValidationError(
                {"territories": _("Choose either “worldwide” or countries, not both.")}
            )
        if self.territories_except and not self.worldwide:
            raise ValidationError(
                {"territories_except": _("Countries are excepted only from “worldwide”.")}
            )

    @property
    def territory_list(self) -> list[str]:
        """The French names of the countries."""
        return [territory_names().get(c, c) for c in split_codes(self.territories)]

    @property
    def except_list(self) -> list[str]:
        """The French names of the excepted countries."""
        return [territory_names().get(c, c) for c in split_codes(self.territories_except)]


def relation_name(model: type[Fact]) -> str:
    """The name of a kind of facts on its article: Deal → “deals”."""
    relation: Any = model._meta.get_field("article").remote_field
    return relation.related_name
