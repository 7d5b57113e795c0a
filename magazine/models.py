"""The accounts of the newsroom, the edition, and the index of readers' search.

Content lives in `articles`, `shows` and `media`.
"""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from .search.models import SearchDocument

__all__ = ["Edition", "SearchDocument", "User"]


class User(AbstractUser):
    """Someone who signs in to the newsroom. Ours from the first migration, so it can grow."""

    #: Nobody has rights over Wagtail's pages, of which there are none: it need not ask the
    #: database for them on every page of the admin.
    _page_permission_cache = ()

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self):
        return self.get_full_name() or self.get_username()


class Edition(models.Model):
    """The number of the present edition: one row. See `magazine.page_cache`."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    number = models.PositiveBigIntegerField(_("number"), default=1)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    def __str__(self):
        return str(self.number)
