"""Premieres: seasons that start where they were ordered, that is their original releases."""

from typing import Any

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import ExtractYear
from django.utils import timezone

from ..models import Release
from ..models.choices import Window
from .filtersets import YearColumnFacet
from .path_facets import ReleaseFilterSet


def premiere_releases() -> Any:
    """Return the public confirmed original releases that have a date and start a season.

    A release of later episodes (“9-16”) goes on with a season, and starts none.
    """
    first = Q(episodes="") | Q(episodes="1") | Q(episodes__regex=r"^1[-,]")
    return (
        Release.objects.public()
        .confirmed()
        .filter(first, window=Window.ORIGINAL, starts_earliest__isnull=False)
    )


def upcoming_first() -> list:
    """Those to come, the soonest first; then the others, the newest first."""
    to_come = Q(starts_latest__gte=timezone.localdate())
    return [
        Case(When(to_come, then=Value(0)), default=Value(1)),
        Case(When(to_come, then=F("starts_earliest"))).asc(nulls_last=True),
        "-starts_earliest",
        "-pk",
    ]


class PremiereFilterSet(ReleaseFilterSet):
    """And by the year in which they start."""

    year = YearColumnFacet(
        label="Année",
        unknown="%s n’est pas une année",
        order="newest",
        expression=lambda: ExtractYear("starts_earliest"),
    )

    SORTS = {
        "upcoming": ("Les prochaines d’abord", upcoming_first),
        "oldest": ("Les plus anciennes", lambda: ["starts_earliest", "starts_latest", "pk"]),
    }
