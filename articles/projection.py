"""What the projection stores of stories: the values by which lists find those that are out.

A story has its own (kind, section, year), and those of each series that it is about, apart for
each: who asks for a genre and a network finds what is about a series that has both. See
`shows.projection`, of which this is the part that knows stories.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.utils import timezone

from shows.models import SeriesFacet
from shows.models.changes import BOOKKEEPING, Changes, projected
from shows.models.querysets import live_story
from shows.projection import calendar, checking, derive, footprints
from shows.projection.rules import stories_out
from shows.projection.series import Differences
from shows.projection.signals import about

from .models import Article, ArticleTag, Author, LinkRelation, Section, SeriesLink
from .models.derived import StoryFacet, StoryFacetName
from .models.links import LINK_MODELS

#: The migration that brought the projection.
MIGRATION = "0009_projection"
#: What a story has by the series that it is about.
OF_SERIES = (
    StoryFacetName.NETWORK,
    StoryFacetName.GENRE,
    StoryFacetName.COUNTRY,
    StoryFacetName.STATUS,
)
#: (facet, value, series or None, moment of publication)
Value = tuple[str, str, int | None, datetime.datetime | None]


def differences(keys: Collection[int]) -> tuple[dict[int, set[Value]], dict[int, set[Value]]]:
    """Return what is missing and what is too much in the rows of the stories with these keys."""
    stored: defaultdict[int, set[Value]] = defaultdict(set)
    rows = StoryFacet.objects.filter(story__among=keys)
    for key, *value in rows.values_list("story_id", "facet", "value", "series_id", "published_at"):
        stored[key].add(tuple(value))  # type: ignore[arg-type]
    values = _values(keys)
    added = {key: more for key in keys if (more := values[key] - stored[key])}
    removed = {key: less for key in keys if (less := stored[key] - values[key])}
    return added, removed


def _values(keys: Collection[int]) -> defaultdict[int, set[Value]]:
    found: defaultdict[int, set[Value]] = defaultdict(set)
    out = stories_out(keys)
    if not out:
        return found
    moments = {}
    rows = Article._base_manager.filter(pk__among=out)
    for key, kind, section, moment in rows.values_list(
        "pk", "kind", "section_id", "first_published_at"
    ):
        moments[key] = moment
        found[key] |= {
            (str(StoryFacetName.KIND), kind, None, moment),
            (str(StoryFacetName.SECTION), str(section), None, moment),
        }
        if moment:
            year = str(timezone.localtime(moment).year)
            found[key].add((str(StoryFacetName.YEAR), year, None, moment))
    links = SeriesLink.objects.filter(article__among=out, relation=LinkRelation.ABOUT)
    pairs = list(links.values_list("article_id", "series_id"))
    of_series = _of_series({series for _story, series in pairs})
    for story, series in pairs:
        for facet, value in of_series[series]:
            found[story].add((facet, value, series, moments[story]))
    return found


def _of_series(keys: Collection[int]) -> defaultdict[int, list[tuple[str, str]]]:
    found = defaultdict(list)
    rows = SeriesFacet.objects.filter(series__among=keys, facet__in=OF_SERIES)
    for key, facet, value in rows.values_list("series_id", "facet", "value"):
        found[key].append((facet, value))
    return found


def store(added: dict[int, set[Value]], removed: dict[int, set[Value]]) -> None:
    """Write what differs."""
    for key, values in removed.items():
        gone = Q()
        for facet, value, series, moment in values:
            gone |= Q(facet=facet, value=value, series=series, published_at=moment)
        rows = StoryFacet.objects.filter(gone, story=key)
        rows._raw_delete(rows.db)
    StoryFacet.objects.bulk_create(
        (
            StoryFacet(story_id=key, facet=facet, value=value, series_id=series, published_at=at)
            for key, values in added.items()
            for facet, value, series, at in values
        ),
        batch_size=2000,
    )


def follow(changes: Changes, found: Differences) -> None:
    """Store what changed of the stories that were touched, and of those about the series whose
    values changed, and name what moved."""
    names: set[tuple[str, str]] = set()
    if changes.stories:
        names.update(_named(changes.stories))
        added, removed = differences(changes.stories)
        store(added, removed)
        names.update(_named(changes.stories))
        if changes.shown or names:
            changes.tags.add("stories")
    for key, values in found.removed.items():
        names.update(_leave(key, values))
    for key, values in found.added.items():
        names.update(_take(key, values))
    changes.tags.update(f"stories:{facet}:{value}" for facet, value in names)


def _named(keys: Collection[int]) -> Any:
    rows = StoryFacet.objects.filter(story__among=keys)
    return rows.values_list("facet", "value").distinct()


def _leave(series: int, values: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The stories about a series lose values that it has no longer."""
    lost = {pair for pair in values if pair[0] in OF_SERIES}
    for facet, value in lost:
        rows = StoryFacet.objects.filter(series=series, facet=facet, value=value)
        rows._raw_delete(rows.db)
    return lost


def _take(series: int, values: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The stories about a series that are out get the values that it has now."""
    new = {pair for pair in values if pair[0] in OF_SERIES}
    if not new:
        return new
    links = SeriesLink.objects.filter(series=series, relation=LinkRelation.ABOUT)
    out = stories_out(set(links.values_list("article_id", flat=True)))
    moments = dict(
        Article._base_manager.filter(pk__among=out).values_list("pk", "first_published_at")
    )
    held = set(
        StoryFacet.objects.filter(series=series, facet__in=OF_SERIES).values_list(
            "story_id", "facet", "value"
        )
    )
    StoryFacet.objects.bulk_create(
        (
            StoryFacet(story_id=key, facet=facet, value=value, series_id=series, published_at=at)
            for facet, value in sorted(new)
            for key, at in moments.items()
            if (key, facet, value) not in held
        ),
        batch_size=2000,
    )
    return new


# What a change touches


def note(changes: Changes, keys: Collection[int]) -> None:
    """Note stories before and after a change of them, of what belongs to them or of their links."""
    known = set(keys) - changes.stories
    changes.stories |= known
    shown = set(_shown(known))
    changes.shown |= shown
    for key in shown:
        derive.note_story(changes, key)


def _shown(keys: Collection[int]) -> Any:
    """Those of ``keys`` that are stored as out."""
    rows = StoryFacet.objects.filter(story__among=keys, facet=StoryFacetName.KIND)
    return rows.values_list("story_id", flat=True)


def _story(changes: Changes, model: Any, keys: Any) -> None:
    note(changes, keys)


def _link(changes: Changes, model: Any, keys: Any) -> None:
    rows = model._base_manager.filter(pk__among=keys)
    note(changes, set(rows.values_list("article_id", flat=True)))
    path = model._meta.get_field(model.RECORD).attname
    changes.add_records(model.record_model(), *rows.values_list(path, flat=True))


def _before(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if raw or not instance.pk or _says_nothing(kwargs):
        return
    with projected() as changes:
        note(changes, [instance.pk])


def _after(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if raw or _says_nothing(kwargs):
        return
    with projected() as changes:
        note(changes, [instance.pk])


def _says_nothing(kwargs: Any) -> bool:
    fields = kwargs.get("update_fields")
    return bool(fields) and BOOKKEEPING.issuperset(fields)


def _child(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """A link that is saved by itself, or deleted."""
    if raw:
        return
    with projected() as changes:
        note(changes, [instance.article_id])
        changes.add_records(sender.record_model(), instance.record_id)


def _tag(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        with projected() as changes:
            note(changes, [instance.content_object_id])
            changes.tags.add(f"about:tag:{instance.tag_id}")


def _signed(sender: Any, instance: Any, action: str, pk_set: Any, **kwargs: Any) -> None:
    if action in ("post_add", "post_remove", "pre_clear"):
        with projected() as changes:
            keys = pk_set or [author.pk for author in _authors(instance)]
            changes.tags.update(about(Author, key) for key in keys)


def _authors(instance: Any) -> Any:
    return instance.bylines.all() if isinstance(instance, Article) else [instance]


def _section_goes(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Its stories are left without a section, which no signal tells."""
    with projected() as changes:
        rows = Article._base_manager.filter(section=instance.pk)
        note(changes, set(rows.values_list("pk", flat=True)))


def connect() -> None:
    """Called once, when the apps are ready."""
    derive.followers.append(follow)
    calendar.due.append(lifted)
    checking.further.append(check)
    footprints.FOOTPRINTS[Article] = _story
    pre_save.connect(_before, sender=Article, dispatch_uid="projection-story")
    post_save.connect(_after, sender=Article, dispatch_uid="projection-story")
    pre_delete.connect(_before, sender=Article, dispatch_uid="projection-story-goes")
    pre_delete.connect(_section_goes, sender=Section, dispatch_uid="projection-section")
    for model in LINK_MODELS:
        footprints.FOOTPRINTS[model] = _link
        uid = f"projection-{model._meta.label}"
        post_save.connect(_child, sender=model, dispatch_uid=uid)
        post_delete.connect(_child, sender=model, dispatch_uid=uid)
    post_save.connect(_tag, sender=ArticleTag, dispatch_uid="projection-tag")
    post_delete.connect(_tag, sender=ArticleTag, dispatch_uid="projection-tag")
    m2m_changed.connect(_signed, sender=Article.bylines.through, dispatch_uid="projection-signed")


def lifted() -> Any:
    """What the end of embargoes changes: None, or what notes the stories that are out since."""
    stored = StoryFacet.objects.filter(story=OuterRef("pk"), facet=StoryFacetName.KIND)
    rows = Article._base_manager.filter(live_story(""), ~Exists(stored))
    keys = set(rows.filter(embargo_until__isnull=False).values_list("pk", flat=True)[:100])
    return (lambda changes: note(changes, keys)) if keys else None


def check() -> Iterator[str]:
    """Yield a sentence for each story whose rows differ from the rules, and store what is right."""
    for keys in derive.in_batches(Article):
        added, removed = differences(keys)
        store(added, removed)
        for key in sorted({*added, *removed}):
            more, less = added.get(key, set()), removed.get(key, set())
            yield f"articles.Article {key}: added: {more}, removed: {less}"


def after_migration(plan: Any = (), **kwargs: Any) -> None:
    """Derive all of a magazine that had no projection: an older version's, after `migrate`."""
    if any(step.app_label == "articles" and step.name == MIGRATION for step, back in plan or ()):
        for _sentence in checking.check(mend=True):
            pass
