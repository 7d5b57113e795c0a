"""What is set up once Django has loaded the record."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShowsConfig(AppConfig):
    """Gives models what is above them, once all are loaded: their pages and their redirections."""

    name = "shows"
    verbose_name = _("Shows")

    def ready(self) -> None:
        from .models import (
            Award,
            AwardEdition,
            Company,
            Person,
            Series,
            changes,
            lookups,  # noqa: F401  registers `among`
        )
        from .pages.series import series_page
        from .projection import footprints
        from .projection.derive import derive
        from .redirects import keep_redirects

        changes.use(derive, footprints.touched)
        footprints.connect()
        Series.previewed_by(series_page)
        keep_redirects(Award, AwardEdition, Company, Person, Series)
