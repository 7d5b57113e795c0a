"""What is set up once Django has loaded the whole project."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MagazineConfig(AppConfig):
    """Connects what follows a change, a day or a migration: kept pages, search, images, roles."""

    name = "magazine"
    verbose_name = _("Magazine")

    def ready(self) -> None:
        from articles.publishing.schedule import new_day

        from .consent.proofs import forget_old_proofs
        from .newsroom.roles import after_migration
        from .page_cache import edition
        from .search import signals
        from .seo.social_images import shelf

        edition.connect()
        signals.connect()
        shelf.connect()
        new_day.connect(forget_old_proofs, dispatch_uid="consent-proofs")
        post_migrate.connect(after_migration, dispatch_uid="roles")
