"""What is set up once Django has loaded the pictures."""

from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Has the sizes of a picture made, or made again, whenever it is saved."""

    name = "media"
    verbose_name = _("Media")

    def ready(self) -> None:
        from .models import Picture
        from .renditions import keep_sizes_right

        post_save.connect(keep_sizes_right, sender=Picture)
