"""Remembering old addresses, and finding what moved.

A model takes part with `keep_redirects(Model)`; it needs ``get_absolute_url`` and a manager
with ``public()``. From then on an address under which readers saw one of its objects is never
simply unknown: it leads to where the object is now, or to what an editor names instead
(`lead_to`), or it says that the page is no longer online (`Gone`).
"""

from __future__ import annotations

import re
from copy import copy
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.db.models.signals import post_save, pre_delete, pre_save
from django.http import Http404, HttpRequest, QueryDict
from django.urls import Resolver404, resolve

from .models.redirects import Redirect

#: As many times as one address may lead to another; readers go there in one step.
STEPS = 10
#: What is not the site's, though its address has the form of one.
CLOSED = ("/admin/", "/static/", "/uploads/")


SLUG = re.compile(r"[-a-zA-Z0-9_]+")


class Gone(Exception):
    """What was public under an address is no longer online, and nothing takes its place."""


# Remembering

_kept: set[Any] = set()


def keep_redirects(*models: Any) -> None:
    """Remember the address of each object of ``models`` that changes or loses it while readers
    see it."""
    _kept.update(models)
    for model in models:
        uid = f"old-addresses-{model._meta.label}"
        pre_save.connect(_remember, sender=model, dispatch_uid=uid)
        post_save.connect(_take_over, sender=model, dispatch_uid=uid)
        pre_delete.connect(_gone, sender=model, dispatch_uid=uid)


def keeps_addresses(model: Any) -> bool:
    """Whether the addresses of a model's objects lead on."""
    return model in _kept


def lead_to(path: str, target: Any) -> Redirect:
    """Let ``path`` lead to ``target`` for good, or until something public has that address.

    Does nothing more: whoever offers it checks that ``path`` is free (`is_found`). A target that
    readers do not see makes the path answer that the page is gone.
    """
    kind = ContentType.objects.get_for_model(target)
    where = {"content_type": kind, "object_id": target.pk}
    return Redirect.objects.update_or_create(path=path, defaults=where)[0]


def let_follow(old: Any, target: Any) -> None:
    """Let every address that leads to ``old`` lead to ``target``, of the same model."""
    _leading_to(old).update(object_id=target.pk)


def _leading_to(target: Any) -> QuerySet[Redirect]:
    kind = ContentType.objects.get_for_model(target)
    return Redirect.objects.filter(content_type=kind, object_id=target.pk)


def public_address(instance: Any) -> str:
    """The address at which readers find what is saved of ``instance``; "" if they do not.

    By the rule itself: what is stored follows at the end of the transaction.
    """
    rows = type(instance).objects.filter(pk=instance.pk)
    row = (rows.derived_public() if hasattr(rows, "derived_public") else rows.public()).first()
    return row.get_absolute_url() if row else ""


def _remember(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    # Empty where readers never had the address, or have it no more.
    instance._public_at = "" if raw or not instance.pk else public_address(instance)


def _take_over(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """What has an address now is found there, whatever had it before; what readers saw until now
    leads to itself from where it was, so that the address comes back with it."""
    if raw:
        return
    before = instance.__dict__.pop("_public_at", None)
    now = public_address(instance)
    if now:
        Redirect.objects.filter(path=now).delete()
    if before and before != now:
        lead_to(before, instance)


def _gone(sender: Any, instance: Any, **kwargs: Any) -> None:
    if address := public_address(instance):
        lead_to(address, instance)


# Finding


def moved_to(path: str, request: HttpRequest) -> str | None:
    """Return the present address of what was public at ``path``, or None if nothing ever was.

    Raises `Gone` if it is no longer online. What is under an old address moved with it:
    “/prix/<old>/2017/” leads to the edition of 2017. Whatever is returned is there: an address
    that leads to one that leads on is followed here, so readers are sent once, never in circles.
    """
    known = False
    for _step in range(STEPS):
        old, rest = _longest(path)
        if old is None:
            break
        known = known or not rest
        target = old.public_target()
        if target is not None:
            address = f"{target.get_absolute_url()}{rest}"
            if found := address if not rest else _asked(address, request):
                return found
        else:
            # What takes the place of a thing that was taken offline.
            former = old.former_address()
            address = f"{former}{rest}" if former else ""
        if not address or address == path:
            break
        path = address
    if known:
        raise Gone
    return None


def moved_records(model: Any, slugs: list[str]) -> dict[str, Any]:
    """Return {slug: record} of the public records of ``model`` that were under these slugs once.

    Two queries; none for a model whose addresses are not kept.
    """
    if not keeps_addresses(model):
        return {}
    paths = {model(slug=s).get_absolute_url(): s for s in slugs if SLUG.fullmatch(s)}
    kind = ContentType.objects.get_for_model(model)
    rows = Redirect.objects.filter(path__in=paths, content_type=kind)
    keys = {paths[row.path]: row.object_id for row in rows}
    found = model.objects.public().in_bulk(list(keys.values())) if keys else {}
    return {slug: found[key] for slug, key in keys.items() if key in found}


def _longest(path: str) -> tuple[Redirect | None, str]:
    """The old address that ``path`` is or is under, and what is left of the path."""
    if "\x00" in path:  # PostgreSQL refuses to compare it
        return None, ""
    heads, head = [], path
    while head.strip("/"):
        heads.append(head)
        head = head.rstrip("/").rpartition("/")[0] + "/"
    rows = Redirect.objects.filter(path__in=heads[:STEPS]).select_related("content_type")
    old = max(rows, key=lambda row: len(row.path), default=None)
    return old, path[len(old.path) :] if old else ""


def is_found(path: str, request: HttpRequest) -> bool:
    """Whether readers find a page at ``path``, or are led from it by the site itself."""
    return _asked(path, request) is not None


def _asked(path: str, request: HttpRequest) -> str | None:
    """Return where a reader of ``path`` arrives, as its view answers, or None."""
    if path.startswith(CLOSED):
        return None
    asked = copy(request)
    asked.method, asked.path, asked.path_info, asked.GET = "GET", path, path, QueryDict()
    try:
        match = resolve(path)
        response = match.func(asked, *match.args, **match.kwargs)
    except (Resolver404, Http404):
        return None
    if response.status_code == 200:
        return path
    return response.get("Location")
