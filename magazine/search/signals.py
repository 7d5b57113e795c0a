"""Keeps the index in step: what is saved, deleted, linked or merged is written down anew.

Publication and its contrary save the story, a merge saves what stays and deletes what goes, and
both move links: all of it is heard here.
"""

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_delete, post_migrate, post_save, pre_save

from articles.models.links import LINK_MODELS
from articles.publishing.worker import spare_time
from shows.merge.merging import register_follower

from .indexing import KIND_OF, is_missing, rebuild, refresh_later, rename_later, renew
from .propagation import NAMES, is_renamed

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
    register_follower(_Follower)
    spare_time.connect(renew, dispatch_uid="search-renew")
    post_migrate.connect(_migrated, dispatch_uid="search-migrated")


def _changed(sender, instance, raw=False, update_fields=None, **kwargs):
    if raw or (update_fields and BOOKKEEPING.issuperset(update_fields)):
        return
    refresh_later(sender, instance.pk)


def _about_to_change(sender, instance, raw=False, update_fields=None, **kwargs):
    if raw or instance._state.adding or (update_fields and NAMES[sender] not in update_fields):
        return
    if is_renamed(instance):
        rename_later(sender, instance.pk)


class _Follower:
    """Of a merge: those who bore the name of what goes bear that of what stays."""

    refusals = ()

    def __init__(self, pairs):
        self.pairs = [pair for pair in pairs if pair.model in NAMES]

    def counts(self) -> dict:
        return {}

    def follow(self) -> dict:
        for pair in self.pairs:
            rename_later(pair.model, pair.stays.pk)
        return {}


def _linked(sender, instance, raw=False, **kwargs):
    """A record may be out because a story links to it, and counts by its stories."""
    if not raw:
        refresh_later(sender.record_model(), instance.record_id)


def _migrated(sender, using=DEFAULT_DB_ALIAS, plan=None, verbosity=1, stdout=None, **kwargs):
    """Write the index of a magazine that had none: an older version's, after `migrate`."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if not plan or sender != last or using != DEFAULT_DB_ALIAS:
        return
    executor = MigrationExecutor(connections[using])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return  # not all of it: what is to be read may not be there
    if is_missing():
        if verbosity and stdout:
            stdout.write("  Writing the index of readers' search...\n")
        for _written in rebuild():
            pass
