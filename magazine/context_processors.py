"""What every public template may use."""

from articles.models import Section


def site(request) -> dict:
    """Sections for the menu; lazy, so that the admin does not pay for them."""
    return {"sections": Section.objects.public()}
