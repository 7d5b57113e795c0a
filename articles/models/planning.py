"""The private address under which a member of the newsroom reads the planning."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def new_key() -> str:
    """A key nobody guesses: 256 bits."""
    return secrets.token_urlsafe(32)


class CalendarKey(models.Model):
    """Opens the planning's calendar to an agenda app. A new key revokes the one before."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="calendar_key",
    )
    key = models.CharField(_("key"), max_length=64, unique=True, default=new_key)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("key to the planning")
        verbose_name_plural = _("keys to the planning")

    def __str__(self) -> str:
        return str(self.user)
