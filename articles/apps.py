from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")

    def ready(self):
        from shows.addresses import keep_old_addresses

        from . import guard
        from .models import Article, InfoPage, Section

        guard.connect()
        keep_old_addresses(Article, InfoPage, Section)
