"""The deal tracker as a feed: each entry is a deal, with the story that reports it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, cast

from django.db.models import F
from django.db.models.functions import Coalesce, TruncDate
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from shows.models import Deal
from shows.models.choices import Certainty
from shows.pages.person import whole_deals
from shows.partial_dates import PartialDate
from shows.typography import french
from shows.views import DealListView
from shows.wording import listed, seasons, where

from .bodies import with_site
from .views import FeedMixin, host_of, title_of

if TYPE_CHECKING:
    from shows.listing.filtersets import DealFilterSet

#: How many deals a feed holds.
DEALS = 30
#: The year from which the ids of entries are ours (RFC 4151). It is part of them, and stays.
SINCE = 2026


def reported_day() -> Coalesce:
    """The day on which readers learnt of a deal, from us or from the catalogue's source.

    A feed is in this order, and the list in that of the announcements: a deal of last year that a
    story reports today is new to whoever follows.
    """
    return Coalesce(TruncDate("article__first_published_at"), "citation_date", "announced_earliest")


def dates_of(deal: Deal) -> tuple[Any, Any]:
    """The moments at which readers learnt of a deal, and at which what they read last changed."""
    if story := deal.story:
        return story.first_published_at, story.last_published_at or story.first_published_at
    announced: Any = deal.announced
    day = deal.citation_date or announced.earliest
    midnight = timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
    return midnight, midnight


def headline(deal: Deal) -> str:
    """“AMC et Shudder – Missions, saison 1 (acquisition, rumeur)”."""
    what = ", ".join(filter(None, [str(deal.series or ""), seasons(deal.seasons)]))
    how = [deal.get_kind_display()]
    if deal.certainty != Certainty.CONFIRMED:
        how.append(deal.get_certainty_display())
    between = " – ".join(filter(None, [listed(deal.companies()), what]))
    return french(f"{between} ({', '.join(how).lower()})".strip())


def summary(deal: Deal) -> str:
    """“Acquisition · 25 août 2017 · Canada et Irlande · Shudder, 28 septembre 2017”."""
    day = deal.announced or (deal.told_on and PartialDate(deal.told_on.isoformat()))
    starts = (
        ", ".join(filter(None, [release.platform.name, str(release.starts or "")]))
        for release in deal.in_force()
    )
    return french(
        " · ".join(filter(None, [deal.get_kind_display(), str(day or ""), where(deal), *starts]))
    )


def entry_of(deal: Deal, site: str) -> dict:
    """Return a deal as the feed generators take it.

    It has no page of its own: the entry leads to the story that reports it, else to the series or a
    company. Its id is that of the row, which stays when the story is published again.
    """
    story = deal.story
    told, changed = dates_of(deal)
    pages = [story, deal.series, *deal.companies()]
    page = next((thing.get_absolute_url() for thing in pages if thing), reverse("shows:deal_list"))
    html = render_to_string(
        "feeds/deal.html",
        {"deal": deal, "story": story, "headline": story and title_of(cast(Any, story))},
    )
    return {
        "title": headline(deal),
        "link": f"{site}{page}",
        "description": summary(deal),
        "content": with_site(html, site),
        "unique_id": f"tag:{host_of(site)},{SINCE}:deal-{deal.pk}",
        "unique_id_is_permalink": False,
        "pubdate": told,
        "updateddate": changed,
        "signatures": [],
        "categories": [str(deal.get_kind_display()), *map(str, deal.companies())],
        "picture": "",
    }


class DealFeed(FeedMixin, DealListView):
    """The deals of the tracker, with its filters. Those that nobody dated are in the list only: a
    feed has a place for what has a day."""

    url_name = "articles:deal_feed"
    queries = 13  # names of what is chosen, keys, a table each of facts and records
    feed_description = DealListView.naming.description

    def feed_title(self) -> str:
        return self.naming.title

    def entries(self, filters: DealFilterSet, site: str) -> list[dict[str, Any]]:
        newest = filters.qs.annotate(reported=reported_day()).filter(reported__isnull=False)
        newest = newest.order_by(F("reported").desc(), "-pk")
        keys = list(newest.values_list("pk", flat=True)[:DEALS])
        return [entry_of(deal, site) for deal in whole_deals(keys)]
