"""What every record has in common."""

from __future__ import annotations

from typing import Any, Self

from anyascii import anyascii
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import RevisionMixin

from .changes import Projected, projected
from .choices import NEVER, Visibility
from .querysets import RecordQuerySet
from .reference_index import indexed_once
from .unique_children import make_room


class Record(Projected, RevisionMixin, ClusterableModel):
    """Something the magazine knows: a series, a person, a company, an award.

    A record made for a story that is not out yet has ``waits_for_story``: it is public when a
    live article links to it (`RecordQuerySet.public`).
    """

    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        blank=True,
        error_messages={
            "unique": _("Another record already has this address. Change a word of it.")
        },
        help_text=_("The last part of the page’s address. Left empty, it is made from the name."),
    )
    waits_for_story = models.BooleanField(
        _("waits for its story"),
        default=False,
        help_text=_(
            "The record stays hidden until a published story links to it. Untick it to show the"
            " record at once."
        ),
    )
    editor_note = models.CharField(
        _("note to readers"),
        max_length=300,
        blank=True,
        help_text=_("Shown at the top of the page, in the editors’ name."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True, db_index=True)

    # Derived by `shows.projection`: no part of a revision.
    is_public = models.BooleanField(
        _("public"), default=False, editable=False, serialize=False, db_index=True
    )
    told_at = models.DateTimeField(  # when the newest story that is out and links to it came out
        _("last told"), default=NEVER, editable=False, serialize=False
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if not self.slug:
            self.slug = free_slug(self, str(self))

    def save(self, *args: Any, **kwargs: Any) -> None:
        with projected(), indexed_once(self):
            make_room(self)
            super().save(*args, **kwargs)


def visibility_of(record: Any) -> Visibility:
    """Whether readers see a record that is saved. No query if it was loaded `with_visibility`, or
    if it waits for no story."""
    if known := getattr(record, "visibility", None):
        return Visibility(known)
    if not record.waits_for_story:
        return Visibility.VISIBLE
    rows = type(record)._default_manager
    seen = rows.public().filter(pk=record.pk).exists()
    return Visibility.BY_STORY if seen else Visibility.WAITS


def free_slug(instance: models.Model, text: str) -> str:
    """Return an address made from ``text`` that no other row of the model has."""
    field: Any = instance._meta.get_field("slug")
    base = slugify(anyascii(text))[: field.max_length - 4].strip("-") or "sans-nom"
    others = type(instance)._base_manager.exclude(pk=instance.pk)
    slug, number = base, 1
    while others.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


class OtherNamesMixin(models.Model):
    """Other names under which a record is found, one a line."""

    other_names = models.TextField(
        _("other names"),
        blank=True,
        help_text=_("One a line: former names, abbreviations, names in other languages."),
    )

    class Meta:
        abstract = True

    @property
    def other_name_list(self) -> list[str]:
        """The other names, without empty lines."""
        return [line.strip() for line in self.other_names.splitlines() if line.strip()]


class ExternalId(models.Model):
    """The record's identifier in another catalogue (schema.org: PropertyValue)."""

    scheme = models.SlugField(
        _("catalogue"), max_length=30, help_text=_("For example imdb, tvmaze, thetvdb, wikidata.")
    )
    value = models.CharField(_("identifier"), max_length=120)

    class Meta:
        abstract = True
        verbose_name = _("external identifier")
        verbose_name_plural = _("external identifiers")
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value"],
                name="%(class)s_unique",
                violation_error_message=_("Another record already has this identifier."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


class NestedCluster(ClusterableModel):
    """A child that has children of its own: a deal with its releases, a season with its episodes.

    Reverting to a revision that holds a child deleted since must bring its children back too;
    modelcluster drops them, because their foreign key names a row that is gone. The key says
    nothing that their place in the data does not, so it is left out before they are read.
    """

    class Meta:
        abstract = True

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> Self | None:
        data = dict(data)
        for relation in get_all_child_relations(cls):
            name = relation.get_accessor_name()
            if name in data:
                data[name] = [{**child, relation.field.name: None} for child in data[name]]
        return super().from_serializable_data(data, check_fks, strict_fks)


class Citation(models.Model):
    """Where something was read: outlet, link and day (schema.org: citation)."""

    citation_outlet = models.CharField(
        _("source"), max_length=120, blank=True, help_text=_("Who says so, for example Variety.")
    )
    citation_url = models.URLField(_("link to the source"), max_length=500, blank=True)
    citation_date = models.DateField(_("date of the source"), null=True, blank=True)

    class Meta:
        abstract = True
