"""What every public template may use."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles.models import InfoPage, Section
from shows.models.batch import fetch_batch


def site(request: HttpRequest) -> dict:
    """The menu: its sections, and the information pages at the foot. One query, made when a
    template shows them, so that the admin does not pay for it."""
    return {"site_menu": SimpleLazyObject(_menu)}


def _menu() -> dict:
    found = fetch_batch(
        {
            "sections": Section.objects.public(),
            "info_pages": InfoPage.objects.public().only("title", "slug", "order"),
        }
    )
    return {
        "sections": sorted(found["sections"], key=lambda s: (s.order, s.name)),
        "info_pages": sorted(found["info_pages"], key=lambda p: (p.order, p.title)),
    }
