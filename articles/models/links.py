"""Links from a story to the records it covers (schema.org: about, mentions).

They are children of the article, so that they belong to its draft. On the record's side the
related name is always ``story_links``.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from shows.models import AwardEdition, Company, Person, Series
from shows.models.changes import Projected


class LinkRelation(models.TextChoices):
    """How close a record is to a story; a mention is enough to make a record public."""

    ABOUT = "about", _("About")
    MENTIONS = "mentions", _("Mentions")


class StoryLink(Projected, Orderable):
    """A story is about a record, or mentions it. ``RECORD`` names the foreign key."""

    RECORD = ""

    relation = models.CharField(
        _("relation"),
        max_length=8,
        choices=LinkRelation.choices,
        default=LinkRelation.MENTIONS,
    )

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_relation_display()} {self.record}"

    @classmethod
    def record_model(cls) -> type[models.Model]:
        """The model of the record linked to."""
        return cls._meta.get_field(cls.RECORD).related_model

    @classmethod
    def related_name(cls) -> str:
        """The name of these links on the article."""
        return cls._meta.get_field("article").remote_field.related_name

    @property
    def record(self) -> Series:
        """The record linked to."""
        return getattr(self, self.RECORD)

    @property
    def record_id(self) -> int:
        """The key of the record linked to."""
        return getattr(self, f"{self.RECORD}_id")


def unique_link(record: str) -> models.UniqueConstraint:
    """A story links to a record once."""
    return models.UniqueConstraint(
        fields=["article", record],
        name=f"{record}_link_unique",
        violation_error_message=_("The story already links to this."),
    )


class SeriesLink(StoryLink):
    """A series in a story. Most stories are *about* theirs: that is the default here alone."""

    RECORD = "series"

    article = ParentalKey("articles.Article", on_delete=models.CASCADE, related_name="series_links")
    series = models.ForeignKey(
        Series, verbose_name=_("series"), on_delete=models.CASCADE, related_name="story_links"
    )
    relation = models.CharField(
        _("relation"), max_length=8, choices=LinkRelation.choices, default=LinkRelation.ABOUT
    )

    class Meta(StoryLink.Meta):
        verbose_name = _("link to a series")
        verbose_name_plural = _("links to series")
        constraints = [unique_link("series")]
        indexes = [models.Index(fields=["series", "relation"], name="series_link_relation")]


class PersonLink(StoryLink):
    """A person in a story."""

    RECORD = "person"

    article = ParentalKey("articles.Article", on_delete=models.CASCADE, related_name="person_links")
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="story_links"
    )

    class Meta(StoryLink.Meta):
        verbose_name = _("link to a person")
        verbose_name_plural = _("links to persons")
        constraints = [unique_link("person")]


class CompanyLink(StoryLink):
    """A channel or a company in a story."""

    RECORD = "company"

    article = ParentalKey(
        "articles.Article", on_delete=models.CASCADE, related_name="company_links"
    )
    company = models.ForeignKey(
        Company, verbose_name=_("company"), on_delete=models.CASCADE, related_name="story_links"
    )

    class Meta(StoryLink.Meta):
        verbose_name = _("link to a company")
        verbose_name_plural = _("links to companies")
        constraints = [unique_link("company")]


class AwardEditionLink(StoryLink):
    """An edition of an award in a story; the award itself is linked through it."""

    RECORD = "edition"

    article = ParentalKey(
        "articles.Article", on_delete=models.CASCADE, related_name="edition_links"
    )
    edition = models.ForeignKey(
        AwardEdition,
        verbose_name=_("edition"),
        on_delete=models.CASCADE,
        related_name="story_links",
    )

    class Meta(StoryLink.Meta):
        verbose_name = _("link to an award")
        verbose_name_plural = _("links to awards")
        constraints = [unique_link("edition")]


LINK_MODELS: tuple[type[StoryLink], ...] = (SeriesLink, PersonLink, CompanyLink, AwardEditionLink)
