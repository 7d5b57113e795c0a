from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")

    def ready(self):
        from shows.addresses import keep_old_addresses
        from shows.merging import register_follower

        from . import guard, notifications
        from .merging import StoryFollower
        from .models import Article, Author, InfoPage, Section
        from .workflow import ensure_workflow

        guard.connect()
        notifications.connect()
        keep_old_addresses(Article, Author, InfoPage, Section)
        register_follower(StoryFollower)
        post_migrate.connect(ensure_workflow, sender=self)
