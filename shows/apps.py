from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShowsConfig(AppConfig):
    name = "shows"
    verbose_name = _("Shows")

    def ready(self) -> None:
        from .models import (
            Award,
            AwardEdition,
            Company,
            Person,
            Series,
            lookups,  # noqa: F401  registers `among`
        )
        from .pages.series import series_page
        from .redirects import keep_redirects

        Series.previewed_by(series_page)
        keep_redirects(Award, AwardEdition, Company, Person, Series)
