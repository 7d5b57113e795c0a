"""The accounts of the newsroom, the edition, the index of readers' search, proofs of consent.

Content lives in `articles`, `shows` and `media`.
"""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from .search.models import NewsroomDocument, SearchDocument, SearchRenewal

__all__ = ["Edition", "NewsroomDocument", "SearchDocument", "SearchRenewal", "User"]


class User(AbstractUser):
    """Someone who signs in to the newsroom. Ours from the first migration, so it can grow."""

    #: Nobody has rights over Wagtail's pages, of which there are none: it need not ask the
    #: database for them on every page of the admin.
    _page_permission_cache = ()

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")  # type: ignore[assignment]
        verbose_name_plural = _("users")  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.get_full_name() or self.get_username()


class Edition(models.Model):
    """The number of the present edition: one row. See `magazine.page_cache`."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    number = models.PositiveBigIntegerField(_("number"), default=1)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    def __str__(self) -> str:
        return str(self.number)


class Version(models.Model):
    """In which edition something that pages show has moved last. See `magazine.page_cache`."""

    tag = models.CharField(_("name"), max_length=120, primary_key=True)
    edition = models.PositiveBigIntegerField(_("edition"), db_index=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")

    def __str__(self) -> str:
        return f"{self.tag}: {self.edition}"


class ConsentProof(models.Model):
    """A reader's answer about cookies, of whom nothing is known. See `magazine.consent`."""

    number = models.CharField(_("number"), max_length=12, unique=True)
    day = models.DateField(_("day"), db_index=True)
    answer = models.CharField(
        _("answer"),
        max_length=80,
        help_text=_("The version of the question, and the purposes that were accepted."),
    )

    class Meta:
        verbose_name = _("proof of consent")
        verbose_name_plural = _("proofs of consent")

    def __str__(self) -> str:
        return self.number
