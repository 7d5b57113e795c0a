"""Facts: what a story reports about a series, with a date and a source.

A fact is a child of the article that reports it, or comes from the catalogue with a citation of
its own. It reaches readers through `FactQuerySet.public`. The article is named by string: this
app knows nothing of `articles` but that a story is live or not.
"""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import Orderable

from ..choices import (
    Access,
    Certainty,
    DealKind,
    MilestoneKind,
    NominationResult,
    ReceptionKind,
    Role,
    Window,
)
from ..fields import RangesField, TerritoriesField, split_codes, territory_names
from ..partial_dates import PartialDateField
from ..querysets import FactQuerySet, NestedReleaseQuerySet
from ..status import day_counted
from .awards import AwardEdition
from .base import Citation, NestedCluster
from .companies import Company
from .people import Person
from .series import Series


def optional_record(to, label, **kwargs):
    """A foreign key that an erased record empties: PROTECT would break the opening of drafts."""
    return models.ForeignKey(
        to,
        verbose_name=label,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        **{"related_name": "%(class)ss", **kwargs},
    )


class Fact(Citation, Orderable, NestedCluster):
    """What all facts share. ``RECORDS`` names the foreign keys to records, for `references`."""

    RECORDS: tuple[str, ...] = ("series",)
    #: Set by a story’s page on the facts that this story reports.
    is_own = False

    article = ParentalKey(
        "articles.Article",
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

    objects = FactQuerySet.as_manager()

    class Meta(Orderable.Meta):
        abstract = True
        indexes = [
            models.Index(
                fields=["replaces"],
                condition=Q(replaces__isnull=False),
                name="%(class)s_replaces",
            )
        ]

    def clean(self):
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
    def story(self):
        """The article that reports the fact, or None for a catalogue fact."""
        return self.article

    @property
    def subject(self):
        """The series the fact is about; None when it is about a company or an award."""
        return self.series

    @property
    def told_on(self):
        """The day from which a decision counts (`datetime.date`), or None when unknown."""
        if self.announced:
            return self.announced.earliest
        if story := self.story:
            moment = story.first_published_at
            return timezone.localdate(moment) if moment else timezone.localdate()
        return self.citation_date

    def references(self) -> list[tuple[models.Model, str]]:
        """The (instance, foreign key) pairs through which the fact names records, set ones only.

        Nothing is loaded: a page resolves the keys of all its facts in one query.
        """
        return [(self, name) for name in self.RECORDS if getattr(self, f"{name}_id")]

    def record_keys(self) -> list[tuple[type[models.Model], int]]:
        """The (model, key) of each record named, without repetition, for its story's links."""
        keys = [
            (owner._meta.get_field(name).related_model, getattr(owner, f"{name}_id"))
            for owner, name in self.references()
        ]
        return list(dict.fromkeys(keys))


def is_waiting(record) -> bool:
    """Whether a record, or the award an edition belongs to, waits for its story."""
    return getattr(getattr(record, "award", record), "waits_for_story", False)


class Territorial(models.Model):
    """Where something holds: a list of countries, or everywhere but some."""

    territories = TerritoriesField(_("territories"), blank=True)
    worldwide = models.BooleanField(_("worldwide"), default=False)
    territories_except = TerritoriesField(_("except"), blank=True)

    class Meta:
        abstract = True

    def clean(self):
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


class Deal(Territorial, Fact):
    """A contract between companies, with the releases it brings (MovieLabs Avails)."""

    RECORDS = ("series", "buyer", "seller")

    series = optional_record(Series, _("series"))
    kind = models.CharField(
        _("kind"), max_length=14, choices=DealKind.choices, default=DealKind.ACQUISITION
    )
    buyer = optional_record(Company, _("buyer"), related_name="purchases")
    seller = optional_record(Company, _("seller"), related_name="sales")

    class Meta(Fact.Meta):
        verbose_name = _("deal")
        verbose_name_plural = _("deals")
        indexes = [
            *Fact.Meta.indexes,
            models.Index(fields=["kind"], name="deal_kind"),
            models.Index(fields=["announced_earliest"], name="deal_announced"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(buyer__isnull=True) | Q(seller__isnull=True) | ~Q(buyer=F("seller")),
                name="deal_between_two_companies",
                violation_error_message=_(
                    "The buyer and the seller are the same company: a deal is between two."
                ),
            )
        ]

    def __str__(self):
        buyer = self.buyer or ", ".join(str(p.company) for p in self.parties.all())
        return f"{self.get_kind_display()} – {buyer or '?'} – {self.series or '…'}"

    def companies(self) -> list[Company]:
        """Buyer, seller and parties, in that order, without repetition."""
        named = [self.buyer, self.seller, *(party.company for party in self.parties.all())]
        return list(dict.fromkeys(company for company in named if company))

    def references(self):
        parties = [(party, "company") for party in self.parties.all() if party.company_id]
        nested = [pair for release in self.releases.all() for pair in release.references()]
        return [*super().references(), *parties, *nested]


class DealParty(Orderable):
    """A company in a deal among several, with its share."""

    deal = ParentalKey(Deal, on_delete=models.CASCADE, related_name="parties")
    company = models.ForeignKey(
        Company, verbose_name=_("company"), on_delete=models.CASCADE, related_name="deal_parties"
    )
    share = models.DecimalField(
        _("share (%)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )

    class Meta(Orderable.Meta):
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [
            models.UniqueConstraint(
                fields=["deal", "company"],
                name="deal_party_unique",
                violation_error_message=_("This company is already a party to the deal."),
            )
        ]

    def __str__(self):
        return str(self.company)


class Release(Territorial, Fact):
    """Where and when something can be watched (MovieLabs Avails; schema.org: BroadcastEvent).

    Nested in a deal, it takes over the deal's story, series, seasons and territories where its
    own are empty. The original broadcast is a release whose window is ``original``.
    """

    RECORDS = ("series", "platform")

    deal = ParentalKey(
        Deal,
        verbose_name=_("deal"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="releases",
    )
    series = optional_record(Series, _("series"))
    platform = models.ForeignKey(
        Company,
        verbose_name=_("channel or service"),
        on_delete=models.CASCADE,
        related_name="releases",
        error_messages={
            "null": _("A release needs a channel or a service."),
            "required": _("A release needs a channel or a service."),
        },
    )
    access = models.CharField(
        _("access"),
        max_length=10,
        choices=Access.choices,
        blank=True,
        help_text=_("Empty: as usual on this channel or service."),
    )
    window = models.CharField(
        _("window"), max_length=10, choices=Window.choices, default=Window.FIRST
    )
    exclusive = models.BooleanField(_("exclusive"), default=False)
    starts = PartialDateField(
        _("starts"), blank=True, help_text=_("For example “28 septembre 2017” or “juin 2017”.")
    )
    ends = PartialDateField(_("ends"), blank=True)

    objects = NestedReleaseQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        indexes = [
            *Fact.Meta.indexes,
            models.Index(fields=["window", "starts_earliest"], name="release_window_starts"),
            models.Index(fields=["starts_earliest"], name="release_starts"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_earliest__isnull=True)
                | Q(ends_latest__isnull=True)
                | Q(ends_latest__gte=F("starts_earliest")),
                name="release_dates_in_order",
                violation_error_message=_("The release ends before it starts."),
            )
        ]

    def __str__(self):
        start = self.starts or ""
        return f"{self.subject or '…'} – {self.platform} {start}".strip()

    def clean(self):
        super().clean()
        if not self.subject:
            raise ValidationError({"series": _("Say which series is released.")})
        # The constraint below is not run by forms: they do not hold the bounds.
        if self.starts and self.ends and self.ends.latest < self.starts.earliest:
            raise ValidationError({"ends": _("The release ends before it starts.")})

    @property
    def story(self):
        return self.deal.story if self.deal else self.article

    @property
    def subject(self):
        return self.series or (self.deal.series if self.deal else None)

    @property
    def season_text(self) -> str:
        """The seasons released, or those of the deal."""
        return self.seasons or (self.deal.seasons if self.deal else "")

    @property
    def place(self) -> "Territorial":
        """The object whose territories hold: this release, or else its deal."""
        own = self.territories or self.worldwide
        return self if own or not self.deal else self.deal

    @property
    def usual_access(self) -> str:
        """The access, or the platform's own."""
        return self.access or self.platform.access

    @property
    def access_label(self) -> str:
        """The French name of the access, or the empty text."""
        return Access(self.usual_access).label if self.usual_access else ""

    def is_watchable(self, day=None) -> bool:
        """Whether it can be watched: only after the *latest* day of its start."""
        day = day or timezone.localdate()
        started = self.starts and self.starts.latest <= day
        return bool(started and not (self.ends and self.ends.latest < day))


class Milestone(Fact):
    """A step in the life of a series, a channel or a service."""

    RECORDS = ("series", "company")

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

    def __str__(self):
        return f"{self.get_kind_display()} – {self.series or self.company or '…'}"

    def clean(self):
        super().clean()
        if not self.series_id and not self.company_id:
            raise ValidationError(
                {"series": _("Say which series, or which channel or company, this is about.")}
            )

    @property
    def counts_from(self):
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

    series = models.ForeignKey(
        Series, verbose_name=_("series"), on_delete=models.CASCADE, related_name="castings"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="castings"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.CAST)
    character = models.CharField(_("character"), max_length=160, blank=True)
    leaves = models.BooleanField(
        _("leaves"), default=False, help_text=_("The person leaves the series.")
    )

    class Meta(Fact.Meta):
        verbose_name = _("casting")
        verbose_name_plural = _("castings")

    def __str__(self):
        return f"{self.person} – {self.character or self.get_role_display()}"


class Nomination(Fact):
    """A prize, a nomination or a selection."""

    RECORDS = ("series", "edition", "company")

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

    def __str__(self):
        return f"{self.edition} – {self.category or self.get_result_display()}"

    def record_keys(self):
        people = [(Person, person.pk) for person in self.people.all()]
        return list(dict.fromkeys([*super().record_keys(), *people]))


class Reception(Fact):
    """How a series was received: by the audience, the critics or the public."""

    RECORDS = ("series", "platform")

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

    def __str__(self):
        return f"{self.series or '…'} – {self.statement}"


FACT_MODELS: tuple[type[Fact], ...] = (Deal, Release, Milestone, Casting, Nomination, Reception)
