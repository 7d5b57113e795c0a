"""Keeps both indexes in step: what is saved, deleted, linked or merged is written down anew.

Publication and its contrary save the story, a merge saves what stays and deletes what goes, and
both move links: all of it is heard here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.apps.config import AppConfig
from django.core.management.base import OutputWrapper
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.models.signals import post_delete, post_migrate, post_save, pre_save
from taggit.models import Tag, TaggedItem

from articles.models.links import LINK_MODELS
from articles.publishing.worker import spare_time
from media.models import Picture
from shows import name_search
from shows.merge.merging import register_follower
from shows.models import Series, SeriesTitle

from . import indexing, newsroom
from .indexing import KIND_OF, refresh_later, rename_later, renew
from .propagation import NAMES, is_renamed

if TYPE_CHECKING:
    from articles.models import StoryLink
    from shows.merge.rows import Pair

#: What drafts, locks and schedules write on a row. Readers see nothing of it.
BOOKKEEPING = frozenset(
    {
        *("latest_revision", "has_unpublished_changes", "latest_revision_created_at"),
        *("locked", "locked_at", "locked_by", "go_live_at", "expire_at"),
    }
)


def connect() -> None:
    """Called once, when the apps are ready."""
    for model in KIND_OF:
        uid = f"search-{model._meta.label}"
        post_save.connect(_changed, sender=model, dispatch_uid=uid)
        post_delete.connect(_changed, sender=model, dispatch_uid=uid)
    for model in LINK_MODELS:
        uid = f"search-{model._meta.label}"
        post_save.connect(_linked, sender=model, dispatch_uid=uid)
        post_delete.connect(_linked, sender=model, dispatch_uid=uid)
    for model in NAMES:
        pre_save.connect(_about_to_change, sender=model, dispatch_uid=f"search-{model._meta.label}")
    for sender, hear in [
        *((names.model, _row) for names in newsroom.NAMES),
        *((SeriesTitle, _title), (TaggedItem, _tagged), (Tag, _tag)),
    ]:
        uid = f"newsroom-{sender._meta.label}"
        post_save.connect(hear, sender=sender, dispatch_uid=uid)
        post_delete.connect(hear, sender=sender, dispatch_uid=uid)
    name_search.use(newsroom.keys)
    register_follower(_Follower)
    spare_time.connect(renew, dispatch_uid="search-renew")
    post_migrate.connect(_migrated, dispatch_uid="search-migrated")


def _says_something(raw: bool = False, update_fields: Any = None, **kwargs: Any) -> bool:
    return not raw and not (update_fields and BOOKKEEPING.issuperset(update_fields))


def _changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    if _says_something(**kwargs):
        refresh_later(sender, instance.pk)


def _row(sender: Any, instance: Any, **kwargs: Any) -> None:
    if _says_something(**kwargs):
        newsroom.refresh_later(sender, [instance.pk])


def _title(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        newsroom.refresh_later(Series, [instance.series_id])


def _tagged(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if not raw and instance.content_type.model_class() is Picture:
        newsroom.refresh_later(Picture, [instance.object_id])


def _tag(
    sender: Any, instance: Any, raw: bool = False, created: bool = False, **kwargs: Any
) -> None:
    """A tag that is written otherwise is so on every picture that has it."""
    if not raw and not created:
        pictures = Picture.objects.filter(tags=instance.pk).values_list("pk", flat=True)
        newsroom.refresh_later(Picture, pictures)


def _about_to_change(
    sender: Any,
    instance: Any,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    if raw or instance._state.adding or (update_fields and NAMES[sender] not in update_fields):
        return
    if is_renamed(instance):
        rename_later(sender, instance.pk)


class _Follower:
    """Of a merge: those who bore the name of what goes bear that of what stays."""

    refusals = ()

    def __init__(self, pairs: list[Pair]) -> None:
        self.pairs = [pair for pair in pairs if pair.model in NAMES]

    def counts(self) -> dict:
        return {}

    def follow(self) -> dict:
        for pair in self.pairs:
            rename_later(pair.model, pair.stays.pk)
        return {}


def _linked(sender: type[StoryLink], instance: StoryLink, raw: bool = False, **kwargs: Any) -> None:
    """A record may be out because a story links to it, and counts by its stories."""
    if not raw:
        refresh_later(sender.record_model(), instance.record_id)


def _migrated(
    sender: AppConfig,
    using: str = DEFAULT_DB_ALIAS,
    plan: list[tuple[Migration, bool]] | None = None,
    verbosity: int = 1,
    stdout: OutputWrapper | None = None,
    **kwargs: Any,
) -> None:
    """Write the indexes of a magazine that had none: an older version's, after `migrate`."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if not plan or sender != last or using != DEFAULT_DB_ALIAS:
        return
    executor = MigrationExecutor(connections[using])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return  # not all of it: what is to be read may not be there
    for index in (indexing, newsroom):
        if index.is_missing():
            if verbosity and stdout:
                stdout.write(f"  Writing {index.WHAT}...\n")
            for _written in index.rebuild():
                pass
