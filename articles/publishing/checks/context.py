"""A story as the checks see it: everything they ask of the database, in three statements."""

from __future__ import annotations

import copy
import datetime
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.models import Revision

from media.models import Picture
from shows.models import FACT_MODELS, Company, Release, Season, Series
from shows.models.batch import by_key, fetch_batch

from ...body import walk
from ...models import embargo
from ...pages.children import load_children

if TYPE_CHECKING:
    from wagtail.models.revisions import RevisionQuerySet

    from shows.admin.typed import AnyUser

    from ...models import Article

PICTURES = ("lead_picture", "safe_picture", "social_picture")


class CheckContext:
    """A story on its way out. ``article`` is a copy: reading its children leaves no trace on the
    one that was given, which somebody may save.

    ``typed``: it comes from a form, newer than the last version that was saved.
    """

    def __init__(
        self, article: Article, reader: AnyUser | None = None, typed: bool = False
    ) -> None:
        self.reader, self.typed = reader, typed
        self.article = copy.copy(article)
        children = getattr(article, "_cluster_related_objects", {})
        self.article._cluster_related_objects = dict(children)
        load_children(self.article)

    @cached_property
    def moment(self) -> datetime.datetime:
        """When it goes out: now, or when its schedule says."""
        return max(self.article.go_live_at or timezone.now(), timezone.now())

    @cached_property
    def embargo_until(self) -> datetime.datetime | None:
        """The embargo is the story's, not a version's: one agreed since an older version was
        written holds for that version too."""
        agreed = None if self.typed else embargo.agreed(self.article)
        return max(filter(None, (self.article.embargo_until, agreed)), default=None)

    @property
    def day(self) -> Any:
        """The day on which it goes out."""
        return timezone.localdate(self.moment)

    @cached_property
    def facts(self) -> list:
        return self.article.facts()

    @cached_property
    def series_keys(self) -> list:
        """The series it is about or mentions, in a link or in a fact."""
        return sorted(self.article.named(Series))

    @cached_property
    def shown(self) -> list[tuple[str, str, int]]:
        """The pictures it shows: (field, id of the block, key), empty blocks left out."""
        fields = [(name, "", getattr(self.article, f"{name}_id")) for name in PICTURES]
        blocks = [("body", block, key) for block, key in walk.pictures(self.article.body)]
        return [place for place in (*fields, *blocks) if place[2]]

    @cached_property
    def named(self) -> list[tuple[str, type, int, str]]:
        """What its text leads to or shows: (id of the block, model, key, words of the link)."""
        links = [
            (block, apps.get_model(target), key, words)
            for block, target, key, words in walk.links(self.article.body)
        ]
        cards = [(block, model, key, "") for block, model, key in walk.records(self.article.body)]
        return [*links, *cards]

    # What one statement loads

    @property
    def pictures(self) -> dict:
        """The pictures it shows that exist: {key: picture}."""
        return by_key(self._loaded[Picture])

    def is_public(self, model: type[Model], key: int) -> bool:
        """Whether readers see a record or a story once this one is out."""
        return any(row.pk == key for row in self._loaded.get(("public", model), ()))

    @property
    def series(self) -> dict:
        """The series of `series_keys`: {key: series}, title alone."""
        return by_key(self._loaded[Series])

    @property
    def platforms(self) -> dict:
        """The channels and services of its releases: {key: company}, name alone."""
        return by_key(self._loaded[Company])

    @property
    def recorded_seasons(self) -> list[Season]:
        """The seasons that the records of its series hold."""
        return self._loaded[Season]

    @property
    def public_facts(self) -> list:
        """What other stories and the catalogue say of its series: ranges of seasons alone."""
        return [fact for model in FACT_MODELS for fact in self._loaded["facts", model]]

    @property
    def same_address(self) -> list:
        """Other stories whose rows have its address."""
        return self._loaded["rows"]

    @property
    def claims(self) -> list[Revision]:
        """The drafts and schedules of other stories with its address."""
        return self._loaded[Revision]

    @cached_property
    def _loaded(self) -> dict:
        platforms = {f.platform_id for f in self.facts if isinstance(f, Release)}
        querysets: dict[Any, QuerySet[Any]] = {
            Picture: Picture.objects.filter(pk__in={key for _f, _b, key in self.shown}).only(
                "title", "description", "credit", "rights_end"
            ),
            Series: Series.objects.filter(pk__in=self.series_keys).only("title"),
            Company: Company.objects.filter(pk__in=platforms).only("name"),
            Season: Season.objects.filter(series__in=self.series_keys).only("number", "series"),
        }
        for model in FACT_MODELS:
            public_facts: QuerySet[Any] = model.objects.public(self.article)
            facts = public_facts.filter(series__in=self.series_keys)
            querysets["facts", model] = facts.exclude(seasons="").only("seasons")
        wanted = defaultdict(set)
        for _block, model, key, _words in self.named:
            wanted[model].add(key)
        for model, keys in wanted.items():
            public = model.objects.public(self._as_published(model))
            querysets["public", model] = public.filter(pk__in=keys).only("pk")
        rows, claims = self._others_with_its_address()
        return fetch_batch(querysets | {"rows": rows, Revision: claims})

    def _as_published(self, model: type[Model]) -> Article | None:
        """What ``public`` is asked with: records come out with the story. Its own page does too,
        but a story that is not saved has none."""
        return self.article if self.article.pk or model is not type(self.article) else None

    def _others_with_its_address(self) -> tuple[QuerySet[Article], RevisionQuerySet]:
        model, slug = type(self.article), self.article.slug
        others = model._base_manager.exclude(pk=self.article.pk)
        opened = others.filter(Q(live=False) | Q(has_unpublished_changes=True))
        claims = (
            Revision.objects.filter(
                Q(pk__in=opened.values("latest_revision")) | Q(approved_go_live_at__isnull=False),
                content_type=ContentType.objects.get_for_model(model),
                content__slug=slug,
            )
            .exclude(object_id=str(self.article.pk))
            .only("object_id", "created_at")
        )
        if not slug:
            return others.none(), claims.none()
        return others.filter(slug=slug).only("headline", "created_at"), claims
