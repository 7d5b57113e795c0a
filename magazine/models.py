"""The accounts of the newsroom. Content lives in `articles`, `shows` and `media`."""

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _


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
