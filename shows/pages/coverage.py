"""What our stories bring to the page of a series: our reviews, their videos and pictures.

One statement for the stories and one for the pictures, however many there are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from media.models import Picture, Rendition
from media.rendition_specs import SHAPES

from ..models import Series
from ..models.batch import attach, by_key, fetch_batch
from ..models.querysets import related
from ..models.story import story_model
from .loader import STORY_COLUMNS

if TYPE_CHECKING:
    from media.embeds import Embed

    from ..models.story import Story

#: The texts that are read: those of so many stories, the newest about the series.
LATEST = 12
#: What is shown of what they hold, and how many of our reviews.
VIDEOS, PICTURES, REVIEWS = 3, 9, 4
#: What is said of a review, besides what names it.
OF_REVIEW = (
    *("standfirst", "social_description", "kind", "review_rating", "review_season"),
    *("review_episodes_seen", "review_episodes_total"),
)


@dataclass(frozen=True)
class Video:
    """A video or a post, the story that shows it, and the picture in its place, if any."""

    embed: Embed
    story: Story
    picture: Picture | None


@dataclass(frozen=True)
class Shot:
    """A picture with its caption, and the story that shows it."""

    picture: Picture
    caption: str
    story: Story


@dataclass(frozen=True)
class Coverage:
    """Our reviews of a series, the newest first; the videos and pictures of our newest stories."""

    reviews: list[Any] = field(default_factory=list)
    videos: list[Video] = field(default_factory=list)
    pictures: list[Shot] = field(default_factory=list)

    @property
    def shown_in(self) -> list[Story]:
        """The stories that show them, each once."""
        of_videos = [video.story for video in self.videos]
        return list(dict.fromkeys([*of_videos, *(shot.story for shot in self.pictures)]))

    @property
    def embeds(self) -> dict[str, Embed]:
        """The videos and posts by key, as `media.embed_views.EmbedsMixin` reads them."""
        return {video.embed.media.key: video.embed for video in self.videos}


def coverage(series: Series) -> Coverage:
    """Return what public stories *about* ``series`` bring to its page."""
    if not series.pk:
        return Coverage()
    story = story_model()
    sections, authors = related(story, "section"), related(story, "bylines")
    signatures = story.bylines.through
    about = story.objects.public().about([series.pk]).newest_first()
    reviews = _newest(about.reviews(), REVIEWS)
    found = fetch_batch(
        {
            "texts": _newest(about.showing(), LATEST).only(*STORY_COLUMNS, "body"),
            "reviews": reviews.only(*STORY_COLUMNS, *OF_REVIEW),
            sections: sections.objects.all(),
            signatures: signatures.objects.filter(article__in=reviews.values("pk")),
            authors: authors.objects.filter(
                pk__in=signatures.objects.filter(article__in=reviews.values("pk")).values("author")
            ),
        }
    )
    by_section, by_author = by_key(found[sections]), by_key(found[authors])
    for one in (*found["texts"], *found["reviews"]):
        attach(one, "section", by_section)
    for review in found["reviews"]:
        signed = [s for s in found[signatures] if s.article_id == review.pk]
        review.bylines = [by_author[s.author_id] for s in sorted(signed, key=lambda s: s.pk)]
    texts = sorted(found["texts"], key=_age, reverse=True)
    return _shown(series, texts, sorted(found["reviews"], key=_age, reverse=True))


def _shown(series: Series, texts: list[Any], reviews: list[Any]) -> Coverage:
    """Look up the pictures of the texts; readers may see some of them."""
    embeds: dict[str, tuple[Embed, Any]] = {}
    shots: dict[int, tuple[str, Any]] = {}
    for text in texts:
        for key, embed in text.embeds().items():
            embeds.setdefault(key, (embed, text))
        for picture, caption in text.captioned_pictures().items():
            shots.setdefault(picture, (caption, text))
    shots.pop(series.poster_id or 0, None)  # it is at the head of the page
    chosen = list(embeds.values())[:VIDEOS]
    pictures = _pictures([*shots, *(embed.picture_id for embed, _text in chosen)])
    videos = [Video(embed, text, pictures.get(embed.picture_id)) for embed, text in chosen]
    seen = [Shot(pictures[key], *of) for key, of in shots.items() if key in pictures]
    return Coverage(reviews, videos, seen[:PICTURES])


def _pictures(keys: list[int | None]) -> dict[int | None, Picture]:
    """{key: picture} of those that readers may see, with the sizes that a card shows."""
    public = Picture.objects.public().filter(pk__in=[key for key in keys if key])
    sizes = Rendition.objects.filter(
        image__in=public.values("pk"), filter_spec__in=SHAPES["wide"].all_specs
    )
    found = fetch_batch({Picture: public, Rendition: sizes})
    for picture in found[Picture]:
        own = (size for size in found[Rendition] if size.image_id == picture.pk)
        picture.prefetched_renditions = list(own)  # the name Wagtail reads
    return by_key(found[Picture])


def _newest(stories: Any, count: int) -> Any:
    """The first ``count`` of ``stories``, in a form that can be united with others."""
    return stories.model.objects.filter(pk__in=stories.values("pk")[:count])


def _age(story: Any) -> tuple:
    return story.first_published_at, story.pk
