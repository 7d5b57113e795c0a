"""The sections of the magazine and the signatures under its stories."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from media.addresses import address_of
from media.dependencies import Tracked

from .querysets import AuthorQuerySet, SectionQuerySet

#: First segments of addresses that a section cannot take.
RESERVED_SLUGS = frozenset(
    {
        "a-propos",
        "accords",
        "admin",
        "agenda",
        "api",
        "articles",
        "auteurs",
        "chaines",
        "cookies",
        "credits",
        "django-admin",
        "documents",
        "favicon",
        "feed",
        "flux",
        "genres",
        "humans",
        "manifest",
        "mon-pays",
        "opensearch",
        "partage",
        "personnes",
        "planning",
        "premieres",
        "prix",
        "recherche",
        "renouvellements",
        "robots",
        "series",
        "sitemap",
        "societes",
        "static",
        "style",
        "sujets",
        "uploads",
    }
)


class Section(Tracked):
    """A section (rubrique); its address is the first part of those of its stories."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    description = models.CharField(_("description"), max_length=250, blank=True)
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("In the menu, smallest first.")
    )
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("editors"),
        blank=True,
        related_name="edited_sections",
        help_text=_("The editors who approve and publish the stories of this section."),
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("articles:section", self.slug)

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError(
                {
                    "slug": _(
                        "“%(slug)s” is the address of another part of the site. Choose another."
                    )
                    % {"slug": self.slug}
                }
            )


class Author(Tracked):
    """A signature, with the account of the one who signs, if there is one."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="author",
        help_text=_("The stories this person starts are signed with this name."),
    )
    job_title = models.CharField(_("function"), max_length=120, blank=True)
    biography = RichTextField(_("biography"), blank=True, features=["bold", "italic", "story-link"])
    portrait = models.ForeignKey(
        "media.Picture",
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = AuthorQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("articles:author", self.slug)
