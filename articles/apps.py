"""What is set up once Django has loaded the stories."""

from typing import Any, cast

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """Gives stories their previews, checks, mails and redirections, and the review its workflow."""

    name = "articles"
    verbose_name = _("Articles")

    def ready(self) -> None:
        from shows.merge.merging import register_follower
        from shows.redirects import keep_redirects

        from . import deletion_guard, projection
        from .merge import StoryFollower
        from .models import Article, Author, FrontPage, InfoPage, Section
        from .newsroom import notifications
        from .newsroom.workflow import ensure_workflow
        from .pages.front import front_page
        from .pages.story import story_page
        from .publishing import checks

        Article.previewed_by(story_page)
        Article.publication_check = cast(Any, staticmethod(checks.run))
        FrontPage.previewed_by(front_page)
        deletion_guard.connect()
        projection.connect()
        notifications.connect()
        keep_redirects(Article, Author, InfoPage, Section)
        register_follower(StoryFollower)
        post_migrate.connect(ensure_workflow, sender=self)
        post_migrate.connect(projection.after_migration, sender=self)
