"""Addresses last: what was once public under an address is still found there."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Redirect(models.Model):
    """A path under which something was public once, or that an editor lets lead somewhere.

    It leads to the thing and not to another path: chains and loops cannot form, and a second
    change of address needs no row rewritten. What readers no longer see leads to itself: the path
    says that the page is gone, until it is back or leads elsewhere.
    """

    # Not a use of its target: what an old address leads to can be deleted.
    wagtail_reference_index_ignore = True

    path = models.CharField(_("path"), max_length=255, unique=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        db_table = "shows_oldaddress"  # its name in the first edition
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        indexes = [models.Index(fields=["content_type", "object_id"], name="old_address_target")]

    def __str__(self) -> str:
        return self.path

    def public_target(self) -> Any:
        """What it leads to, if readers see that."""
        model: Any = self.content_type.model_class()
        return model.objects.public().filter(pk=self.object_id).first() if model else None

    def former_address(self) -> str:
        """Where what it leads to was itself last seen, or would be seen again."""
        try:
            return self.target.get_absolute_url() if self.target else ""
        except AttributeError:  # a story that has lost its section
            return ""
