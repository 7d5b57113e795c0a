"""Series: titles, seasons, episodes, credits and relations."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from media.addresses import address_of
from media.dependencies import Tracked

from ..fields.model_fields import LanguagesField, RangesField, TerritoriesField
from ..partial_dates import PartialDateField
from .base import ExternalId, NestedCluster, Record
from .changes import Projected
from .choices import NO_DAY, EpisodeKind, RelationKind, Role, SeriesKind, SeriesStatus, WorkKind
from .companies import Company
from .countries import Country
from .people import Person
from .preview import PagePreviewMixin
from .querysets import CreditQuerySet, GenreQuerySet, RelationQuerySet, SeriesQuerySet


class Genre(Tracked):
    """A genre, with an address that filters use."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)

    objects = GenreQuerySet.as_manager()

    class Meta:
        verbose_name = _("genre")
        verbose_name_plural = _("genres")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SeriesTag(TaggedItemBase):
    """A tag of a series; stories are tagged with the same words."""

    content_object = ParentalKey(
        "shows.Series", on_delete=models.CASCADE, related_name="tagged_items"
    )

    class Meta:
        verbose_name = _("tag of a series")
        verbose_name_plural = _("tags of series")


class Series(PagePreviewMixin, Record):
    """A series (schema.org: TVSeries).

    Its status and its days are derived from facts by `shows.knowledge.status` and stored by
    `shows.projection`, with what lists filter it by (`SeriesFacet`): no part of a revision.
    """

    page_template = "shows/series_detail.html"

    title = models.CharField(_("title"), max_length=200)
    title_is_working = models.BooleanField(
        _("working title"), default=False, help_text=_("The title may still change.")
    )
    original_title = models.CharField(
        _("original title"), max_length=200, blank=True, help_text=_("If it is not the title.")
    )
    kind = models.CharField(
        _("kind"), max_length=12, choices=SeriesKind.choices, default=SeriesKind.SERIES
    )
    genres = ParentalManyToManyField(
        Genre, verbose_name=_("genres"), blank=True, related_name="series"
    )
    countries = ParentalManyToManyField(
        Country, verbose_name=_("countries"), blank=True, related_name="series"
    )
    languages = LanguagesField(_("languages"), max_length=120, blank=True)
    logline = models.CharField(
        _("logline"), max_length=300, blank=True, help_text=_("The series in one sentence.")
    )
    synopsis = RichTextField(_("synopsis"), blank=True, features=["bold", "italic", "story-link"])
    poster = models.ForeignKey(
        "media.Picture",
        verbose_name=_("poster"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    tags = ClusterTaggableManager(
        through=SeriesTag, verbose_name=_("tags"), blank=True, help_text=_("Themes, by commas.")
    )

    status = models.CharField(
        _("status"),
        max_length=14,
        choices=SeriesStatus.choices,
        blank=True,
        editable=False,
        serialize=False,
    )
    # The days on which its first and its newest original release begin, and the next day on which
    # the calendar alone changes anything that is stored of it.
    premiere = models.DateField(_("premiere"), default=NO_DAY, editable=False, serialize=False)
    newest_start = models.DateField(
        _("newest start"), default=NO_DAY, editable=False, serialize=False
    )
    next_change = models.DateField(
        _("next change"), null=True, editable=False, serialize=False, db_index=True
    )

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series (plural)")
        ordering = ["title"]
        indexes = [
            models.Index(fields=["title"], name="series_title"),
            models.Index(fields=["is_public", "title"], name="series_public_title"),
            models.Index(
                fields=["is_public", "-newest_start", "title", "id"], name="series_public_newest"
            ),
        ]
        # Of records of any kind; a permission has to hang on one model.
        permissions = [("propose_record", _("Can make a record that waits for its story"))]

    def __str__(self) -> str:
        return self.title

    @property
    def original_language(self) -> str:
        """The code of its language; the empty text when it has several, or none is known."""
        return "" if "," in self.languages else self.languages

    @property
    def title_language(self) -> str:
        """The code of the language of `title`; the empty text for French, or when it is not sure.

        A series that has an original title besides is known here under a French one; a working
        title is in whatever language it was told.
        """
        sure = not (self.original_title or self.title_is_working)
        code = self.original_language if sure else ""
        return "" if code == "fr" else code

    def get_absolute_url(self) -> str:
        return address_of("shows:series_detail", self.slug)


class SeriesExternalId(ExternalId):
    """A series's identifier in another catalogue; no other series has it."""

    series = ParentalKey(Series, on_delete=models.CASCADE, related_name="external_ids")

    class Meta(ExternalId.Meta):
        pass


class SeriesTitle(Orderable):
    """The title under which a series is known somewhere."""

    series = ParentalKey(Series, on_delete=models.CASCADE, related_name="titles")
    title = models.CharField(_("title"), max_length=200)
    country = TerritoriesField(_("country"), max_length=2, blank=True)
    language = LanguagesField(_("language"), max_length=3, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("other title")
        verbose_name_plural = _("other titles")
        constraints = [
            models.UniqueConstraint(
                fields=["series", "title", "country", "language"],
                name="series_title_unique",
                violation_error_message=_("This title is already listed."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Season(Projected, NestedCluster):
    """A season; number 0 holds the specials."""

    series = ParentalKey(Series, on_delete=models.CASCADE, related_name="seasons")
    number = models.PositiveSmallIntegerField(
        _("number"),
        validators=[MaxValueValidator(500)],
        help_text=_("0 for the specials."),
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    episode_count = models.PositiveSmallIntegerField(_("number of episodes"), null=True, blank=True)
    runtime = models.PositiveSmallIntegerField(
        _("runtime"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Of an episode, in minutes."),
    )

    class Meta:
        verbose_name = _("season")
        verbose_name_plural = _("seasons")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "number"],
                name="season_number_unique",
                violation_error_message=_("The series already has a season with this number."),
            ),
            models.CheckConstraint(
                condition=Q(number__lte=500),
                name="season_number_range",
                violation_error_message=_("A season number is between 0 and 500."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Specials")) if self.number == 0 else _("Season %d") % self.number


class Episode(Projected):
    """An episode. Its number, title and date may be unknown; its runtime is in minutes."""

    season = ParentalKey(Season, on_delete=models.CASCADE, related_name="episodes")
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    kind = models.CharField(
        _("kind"), max_length=10, choices=EpisodeKind.choices, default=EpisodeKind.REGULAR
    )
    runtime = models.PositiveSmallIntegerField(_("runtime"), null=True, blank=True)
    air_date = PartialDateField(_("air date"), blank=True)

    class Meta:
        verbose_name = _("episode")
        verbose_name_plural = _("episodes")
        # By names only: modelcluster sorts the children of a draft itself, and knows no expression.
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["season", "number"],
                name="episode_number_unique",
                violation_error_message=_("The season already has an episode with this number."),
            )
        ]

    def __str__(self) -> str:
        return self.title or str(self.number or self.get_kind_display())


class Credit(Projected, Orderable):
    """A person or a company in a role on a series, as in a credit roll."""

    series = ParentalKey(Series, on_delete=models.CASCADE, related_name="credits")
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="credits",
    )
    company = models.ForeignKey(
        Company,
        verbose_name=_("company"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="credits",
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.CAST)
    character = models.CharField(_("character"), max_length=160, blank=True)
    seasons = RangesField(_("seasons"), help_text=_("Empty: all. For example “1” or “1-2”."))

    objects = CreditQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        indexes = [models.Index(fields=["role"], name="credit_role")]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, company__isnull=True)
                | Q(person__isnull=True, company__isnull=False),
                name="credit_person_or_company",
                violation_error_message=_("A credit names a person or a company, one of the two."),
            ),
            models.UniqueConstraint(
                fields=["series", "person", "role", "character"],
                name="credit_person_unique",
                violation_error_message=_(
                    "This person is already credited in this role for this character."
                ),
            ),
            models.UniqueConstraint(
                fields=["series", "company", "role"],
                name="credit_company_unique",
                violation_error_message=_("This company is already credited in this role."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_role_display()})"

    def clean(self) -> None:
        super().clean()
        if self.company_id and self.character:
            raise ValidationError({"character": _("A company plays no character.")})
        if self.person_id and self.role in Role.of_companies():
            raise ValidationError({"role": _("This role is for a company.")})

    @property
    def name(self) -> Person | Company | None:
        """The person or the company, whichever is credited."""
        return self.person if self.person_id else self.company


class Relation(Orderable):
    """A series comes from another series, or from a work that is not one."""

    series = ParentalKey(Series, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(_("kind"), max_length=12, choices=RelationKind.choices)
    to_series = models.ForeignKey(
        Series,
        verbose_name=_("series"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="relations_from",
    )
    work_title = models.CharField(_("title of the work"), max_length=200, blank=True)
    work_kind = models.CharField(
        _("kind of work"), max_length=12, choices=WorkKind.choices, blank=True
    )
    work_author = models.CharField(_("author of the work"), max_length=200, blank=True)

    objects = RelationQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_series__isnull=False, work_title="")
                | (Q(to_series__isnull=True) & ~Q(work_title="")),
                name="relation_series_or_work",
                violation_error_message=_(
                    "A relation names another series or a work, one of the two."
                ),
            ),
            models.CheckConstraint(
                condition=Q(to_series__isnull=True) | ~Q(to_series=F("series")),
                name="relation_not_to_itself",
                violation_error_message=_("A series cannot be related to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.to_series or self.work_title}"
