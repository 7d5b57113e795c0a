"""Which stories readers may see, and what a list of them loads."""

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from media.shapes import prefetch_sizes
from shows.made_once import made_once
from shows.querysets import live_story


class ArticleQuerySet(QuerySet):
    """Stories, with the one door through which readers see them."""

    @made_once
    def public(self, story=None):
        """Return the stories that are out, and ``story`` itself."""
        seen = live_story("")
        if story is not None:
            seen |= Q(pk=story.pk)
        return self.filter(seen)

    def newest_first(self):
        return self.order_by("-first_published_at", "-pk")

    def for_list(self):
        """Load what a card shows: section, picture with renditions, signatures."""
        return (
            self.select_related("section", "lead_picture", "safe_picture", "spoiler_series")
            .defer("body", "desk_note")
            .prefetch_related(
                "bylines", prefetch_sizes("lead_picture"), prefetch_sizes("safe_picture")
            )
        )

    def about(self, series):
        """Return the stories about these series (a queryset, or a list of keys or records)."""
        from .models import SeriesLink

        links = SeriesLink.objects.filter(relation="about", series__in=series)
        return self.filter(pk__in=links.values("article"))

    def naming(self, record):
        """Return the stories that link to ``record``, about it or mentioning it."""
        return self.filter(pk__in=record.story_links.values("article"))


class DraftQuerySet(QuerySet):
    """Front pages and information pages: drafts until they are live."""

    @made_once
    def public(self, story=None):
        return self.filter(live=True)


class SectionQuerySet(QuerySet):
    @made_once
    def public(self, story=None):
        """Return the sections that have a story out: the menu leads nowhere empty."""
        from .models import Article

        stories = Article.objects.public(story).filter(section=OuterRef("pk"))
        return self.filter(Exists(stories))


class AuthorQuerySet(QuerySet):
    @made_once
    def public(self, story=None):
        """Return the signatures under a story that is out; with ``story``, also its own."""
        from .models import Article

        signed = Article.bylines.through.objects.filter(
            live_story("article__"), author=OuterRef("pk")
        )
        seen = Q(Exists(signed))
        if story is not None:
            seen |= Q(pk__in=[author.pk for author in story.bylines.all()])
        return self.filter(seen)

    def for_list(self):
        """Annotate ``story_count``, the stories that are out, and ``latest``, when the last one
        was published."""
        seen = live_story("articles__")
        return self.annotate(
            story_count=Count("articles", filter=seen),
            latest=Max("articles__first_published_at", filter=seen),
        )
