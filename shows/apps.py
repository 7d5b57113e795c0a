from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShowsConfig(AppConfig):
    name = "shows"
    verbose_name = _("Shows")

    def ready(self):
        from . import lookups  # noqa: F401  registers `among`
        from .addresses import keep_old_addresses
        from .models import Award, AwardEdition, Company, Person, Series

        keep_old_addresses(Award, AwardEdition, Company, Person, Series)
