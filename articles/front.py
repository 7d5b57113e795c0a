"""What the front page shows: what an editor composed, completed by the newest stories."""

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from shows.models import Series
from shows.record_pages import latest_deals

from .models import Article, FrontPage, Section

#: How many stories the front page shows under the lead.
STORIES = 14


def front_page(front: FrontPage | None = None) -> dict:
    """Return the context of the front page.

    A story appears once: where an editor put it, else where it is newest. What names something
    that readers may not see is passed over, and the newest stories take its place.
    """
    slots = list(front.slots.raw_data) if front else []
    chosen = [slot["value"] for slot in slots if slot["type"] in ("lead", "story")]
    newest = Article.objects.public().newest_first().for_list()
    picked = {article.pk: article for article in newest.filter(pk__in=chosen)} if chosen else {}
    stories = [picked[key] for key in dict.fromkeys(chosen) if key in picked]
    # A lead is what stands first, wherever its slot is.
    leads = [slot["value"] for slot in slots if slot["type"] == "lead"]
    stories.sort(key=lambda article: article.pk not in leads[:1])
    rows = _rows(slots, newest.exclude(pk__in=picked))
    shown = {*picked, *(story.pk for row in rows for story in row.get("stories", ()))}
    rest = (
        newest.exclude(pk__in=shown)[: STORIES + 1 - len(stories)]
        if len(stories) <= STORIES
        else ()
    )
    stories = [*stories, *rest]
    return {
        "front": front,
        "lead": stories[0] if stories else None,
        "stories": stories[1:],
        "rows": rows,
        "deals": latest_deals(),
    }


def _rows(slots, newest) -> list[dict]:
    """The stories of a section ({"section", "stories"}) and the series in focus ({"series"}), in
    the editor's order; two statements for all of them."""
    wanted = {
        slot["value"]["section"]: slot["value"]["count"]
        for slot in slots
        if slot["type"] == "section" and slot["value"].get("section")
    }
    series_keys = [slot["value"] for slot in slots if slot["type"] == "series"]
    sections = {s.pk: s for s in Section.objects.filter(pk__in=wanted)} if wanted else {}
    by_section: dict = {key: [] for key in wanted}
    if wanted:
        rank = Window(
            RowNumber(), partition_by="section", order_by=[F("first_published_at").desc(), "-pk"]
        )
        most = max(wanted.values())
        ranked = newest.filter(section__in=wanted).annotate(rank=rank).filter(rank__lte=most)
        for story in ranked:
            if len(by_section[story.section_id]) < wanted[story.section_id]:
                by_section[story.section_id].append(story)
    series = Series.objects.public().for_list().in_bulk(series_keys) if series_keys else {}
    rows = []
    for slot in slots:
        if slot["type"] == "section":
            key = slot["value"].get("section")
            if key in sections and by_section.get(key):
                rows.append({"section": sections[key], "stories": by_section.pop(key)})
        elif slot["type"] == "series" and slot["value"] in series:
            rows.append({"series": series[slot["value"]]})
    return rows
