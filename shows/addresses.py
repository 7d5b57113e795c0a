"""Remembering old addresses, and finding what moved.

A model takes part with `keep_old_addresses(Model)`; it needs ``get_absolute_url`` and a manager
with ``public()``.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.signals import post_save, pre_save

from .models.addresses import OldAddress


def keep_old_addresses(*models: type[Model]) -> None:
    """Remember the address of each object of ``models`` that changes it while readers see it."""
    for model in models:
        uid = f"old-addresses-{model._meta.label}"
        pre_save.connect(_remember, sender=model, dispatch_uid=uid)
        post_save.connect(_take_over, sender=model, dispatch_uid=uid)


def _remember(sender, instance, raw=False, **kwargs):
    if raw or not instance.pk:
        return
    before = sender.objects.public().filter(pk=instance.pk).first()
    if before is None:  # readers never had the address, or have it no more
        return
    path = before.get_absolute_url()
    if path != instance.get_absolute_url():
        content_type = ContentType.objects.get_for_model(sender)
        OldAddress.objects.update_or_create(
            path=path, defaults={"content_type": content_type, "object_id": instance.pk}
        )


def _take_over(sender, instance, raw=False, **kwargs):
    """What has an address now is found there, whatever had it before."""
    if not raw and sender.objects.public().filter(pk=instance.pk).exists():
        OldAddress.objects.filter(path=instance.get_absolute_url()).delete()


def moved_to(path: str) -> str | None:
    """Return the present address of what was public at ``path``, or None.

    What is under an old address moved with it: “/prix/<old>/2017/” leads to the edition of 2017.
    """
    rest = ""
    if "\x00" in path:  # PostgreSQL refuses to compare it
        return None
    while path.strip("/"):
        old = OldAddress.objects.filter(path=path).select_related("content_type").first()
        if old is not None:
            model = old.content_type.model_class()
            target = model.objects.public().filter(pk=old.object_id).first()
            return f"{target.get_absolute_url()}{rest}" if target is not None else None
        head, _slash, last = path.rstrip("/").rpartition("/")
        path, rest = f"{head}/", f"{last}/{rest}"
    return None
