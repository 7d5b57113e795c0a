"""Share images at their addresses."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from .cards import KINDS, find_card
from .shelf import image_of

if TYPE_CHECKING:
    from media.models import Picture

#: How long caches may keep an image, in seconds: its address changes with what it shows, and what
#: is taken offline is gone from them within a month.
KEPT = 30 * 24 * 3600


@require_safe
def share_image(request: HttpRequest, kind: str, key: int, digest: str) -> Any:
    """The image of something that readers may see. A former address leads to the present one."""
    card = find_card(kind, key) if kind in KINDS else None
    if card is None:
        raise Http404
    if digest != card.digest:
        return redirect(card.address)
    response = HttpResponse(image_of(card), content_type="image/jpeg")
    response["Cache-Control"] = f"public, max-age={_seconds(card.picture)}"
    return response


def _seconds(picture: Picture | None) -> int:
    """No longer than the rights of the picture."""
    if picture is None or picture.rights_end is None:
        return KEPT
    end = timezone.make_aware(
        datetime.datetime.combine(
            picture.rights_end + datetime.timedelta(days=1), datetime.time.min
        )
    )
    return max(0, min(KEPT, int((end - timezone.now()).total_seconds())))
