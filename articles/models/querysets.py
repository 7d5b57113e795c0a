"""Which stories readers may see, and what a list of them loads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from media.prefetching import prefetch_sizes
from shows.models.changes import ProjectedQuerySet
from shows.models.querysets import live_story, related

if TYPE_CHECKING:
    from shows.models import Company

    from .article import Article


class ArticleQuerySet(ProjectedQuerySet):
    """Stories, with the one door through which readers see them."""

    def public(self, story: Article | None = None) -> Self:
        """Return the stories that are out, and ``story`` itself."""
        seen = live_story("")
        if story is not None:
            seen |= Q(pk=story.pk)
        return self.filter(seen)

    def newest_first(self) -> Self:
        return self.order_by("-first_published_at", "-pk")

    def for_list(self) -> Self:
        """Load what a card shows: section, picture with renditions, signatures."""
        return (
            self.select_related("section", "lead_picture", "safe_picture", "spoiler_series")
            .defer("body", "desk_note")
            .prefetch_related(
                "bylines", prefetch_sizes("lead_picture"), prefetch_sizes("safe_picture")
            )
        )

    def about(self, series: list[int]) -> Self:
        """Return the stories about these series (a queryset, or a list of keys or records)."""
        links = related(self.model, "series_links").objects.filter(
            relation="about", series__in=series
        )
        return self.filter(pk__in=links.values("article"))

    def reviews(self) -> Self:
        """Return the reviews; one that somebody paid for is none of ours."""
        return self.filter(kind="review", sponsor="")

    def showing(self) -> Self:
        """Return the stories whose pictures and videos may stand elsewhere, away from their words:
        what nobody paid for, and what reveals nothing."""
        return self.filter(sponsor="", spoiler_series=None, safe_headline="")

    def naming(self, record: Company) -> Self:
        """Return the stories that link to ``record``, about it or mentioning it."""
        return self.filter(pk__in=record.story_links.values("article"))


class DraftQuerySet(QuerySet):
    """Front pages and information pages: drafts until they are live."""

    def public(self, story: Article | None = None) -> Any:
        return self.filter(live=True)


class SectionQuerySet(QuerySet):
    """Sections, which are public through their stories."""

    def public(self, story: Article | None = None) -> Self:
        """Return the sections that have a story out: the menu leads nowhere empty."""
        stories = (
            related(self.model, "articles").objects.public(story).filter(section=OuterRef("pk"))
        )
        return self.filter(Exists(stories))


class AuthorQuerySet(QuerySet):
    """Signatures, which are public through the stories under which they stand."""

    def public(self, story: Article | None = None) -> Self:
        """Return the signatures under a story that is out; with ``story``, also its own."""
        author: Any = self.model
        signed = author.articles.through.objects.filter(
            live_story("article__"), author=OuterRef("pk")
        )
        seen = Q(Exists(signed))
        if story is not None:
            seen |= Q(pk__in=[author.pk for author in story.bylines.all()])
        return self.filter(seen)

    def for_list(self) -> Any:
        """Annotate ``story_count``, the stories that are out, and ``latest``, when the last one
        was published."""
        seen = live_story("articles__")
        return self.annotate(
            story_count=Count("articles", filter=seen),
            latest=Max("articles__first_published_at", filter=seen),
        )
