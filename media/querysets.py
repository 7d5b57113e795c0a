"""Which pictures readers may see."""

from typing import Self

from django.db.models import Q
from django.utils import timezone
from wagtail.images.models import ImageQuerySet


class PictureQuerySet(ImageQuerySet):
    """Pictures, with the one door through which readers see them."""

    def public(self) -> Self:
        """Return the pictures whose rights have not ended."""
        today = timezone.localdate()
        return self.filter(Q(rights_end__isnull=True) | Q(rights_end__gte=today))
