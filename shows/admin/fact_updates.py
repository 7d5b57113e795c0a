"""“Update”: a public fact brought into the story being written, which then replaces it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views import View

from ..models import FACT_MODELS, Deal, Fact, Release
from ..models.fact import relation_name
from .fact_labels import fact_line
from .picker.registry import TARGETS
from .row_values import row_values

#: Where a fact was told stays with it; the copy is told by another story.
NOT_COPIED = ["id", "article", "deal", "replaces", "replacements", "correction", "sort_order"]
CITATION = ["citation_outlet", "citation_url", "citation_date"]
#: How many facts of a kind are offered; a word of the search finds the others.
SHOWN = 30

RELATIONS = {relation_name(model): model for model in FACT_MODELS}


def updated(fact: Fact) -> Fact:
    """Return an unsaved copy of ``fact``, with what is nested in it, that replaces it.

    A release of a deal becomes a release of its own: it takes over what it had from the deal.
    """
    copy, _children = fact.copy_cluster(exclude_fields=[*NOT_COPIED, *CITATION])
    if isinstance(fact, Release) and fact.deal:
        place = fact.place
        copy.series, copy.seasons = fact.subject, fact.season_text
        for name in ("territories", "worldwide", "territories_except"):
            setattr(copy, name, getattr(place, name))
    copy.replaces = fact
    return copy


def live_fact(relation: str, key: int | str) -> Fact:
    """Return the fact that readers see; raises ValidationError, with a sentence, if none is."""
    model = RELATIONS.get(relation)
    if model is None or not str(key).isdigit():
        raise Http404
    target = TARGETS[model._meta.label]
    fact = model.objects.public().select_related(*target.select_related).filter(pk=key).first()
    if fact is None:
        raise ValidationError(
            _("This fact is not public, or a later one has replaced it: bring that one up to date.")
        )
    return fact


class LiveFactsView(View):
    """``GET ?series=…&q=…&story=…``: the public facts that a story may bring up to date, by kind.

    Without a word they are those of the series; the story's own are left out.
    """

    def get(self, request: HttpRequest) -> JsonResponse:
        series = [key for key in request.GET.getlist("series") if key.isdigit()]
        text = request.GET.get("q", "").strip()[:200]
        story = request.GET.get("story", "")
        groups = []
        for relation, model in RELATIONS.items():
            target = TARGETS[model._meta.label]
            rows: Any = target.filter(target.rows(request.user), text)
            if not text:
                rows = rows.about(series) if model is Release else rows.filter(series__in=series)
            if story.isdigit():
                own = Q(article=story) | (Q(deal__article=story) if model is Release else Q())
                rows = rows.exclude(pk__in=model.objects.filter(own).values("pk"))
            if model is Deal:
                rows = rows.prefetch_related("parties__company")
            if facts := list(rows.order_by("-pk")[:SHOWN]):
                groups.append(
                    {
                        "heading": capfirst(model._meta.verbose_name_plural),
                        "relation": relation,
                        "facts": [self.describe(relation, fact) for fact in facts],
                    }
                )
        return JsonResponse({"groups": groups})

    @staticmethod
    def describe(relation: str, fact: Any) -> dict[str, Any]:
        return {
            "id": fact.pk,
            "label": fact_line(fact),
            "hint": TARGETS[fact._meta.label].hint(fact),
            "url": reverse("desk_fact_update", args=[relation, fact.pk]),
        }


class UpdateView(View):
    """``GET``: what the row holds that brings a public fact up to date, or an error sentence."""

    def get(self, request: HttpRequest, relation: str, pk: int) -> JsonResponse:
        try:
            copy = updated(live_fact(relation, pk))
        except ValidationError as error:
            return JsonResponse({"error": " ".join(error.messages)}, status=404)
        return JsonResponse({"relation": relation, "values": row_values(copy)})
