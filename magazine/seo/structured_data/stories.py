"""A story for machines: what its page shows, and of what reveals too much what lists may show."""

from collections.abc import Callable
from typing import Any

from articles.body import walk
from articles.models import Article, ArticleKind
from shows.fields.model_fields import parse_ranges
from shows.models import Series

from ..social_images.cards import SIZE as SHARE_SIZE
from ..social_images.cards import card_of
from .registry import Page, describes
from .vocabulary import CONTEXT, Absolute, filled, image, moment, plain, publisher, record

#: The best and the worst rating that the magazine gives.
BEST, WORST = 5, 0
#: A search engine may show of these stories what their description says, and no part of the text.
REVEALING = "nosnippet, max-image-preview:large"


@describes("articles:article")
def story(context: dict, absolute: Absolute) -> Page:
    """A story; if it reveals something, search engines are told to quote nothing of it."""
    article: Article = context["article"]
    section: Any = article.section
    return Page(
        title=article.social_title or article.public_headline,
        path=article.get_absolute_url(),
        description=_told(article),
        above=[(section.name, section.get_absolute_url())],
        data=news_article(context, absolute),
        card=card_of(article),
        kind="article",
        robots=REVEALING if article.spoiler_series_id else Page.robots,
        published=article.first_published_at,
        modified=article.last_published_at,
        section=section.name,
        tags=[item.tag.name for item in article.tagged_items.all()],
        authors=[author.get_absolute_url() for author in article.bylines.all()],
    )


def _told(article: Article) -> str:
    """What lists may say of a story; without a standfirst, how it begins, or what it is called
    where its text may reveal too much."""
    if told := article.social_description or article.public_standfirst:
        return told
    section: Any = article.section
    begins = "" if article.safe_headline or article.spoiler_series_id else opening(article.body)
    return begins or f"{section.name} : {article.public_headline}"


def news_article(page: dict, absolute: Absolute) -> dict:
    """Return the data of a story; ``page`` is the context of `articles.pages.story.story_page`."""
    article = page["article"]
    url = absolute(article.get_absolute_url())
    return filled(
        {
            "@context": CONTEXT,
            "@type": _types(page),
            "url": url,
            "mainEntityOfPage": url,
            "headline": article.public_headline,
            "description": _told(article),
            "inLanguage": "fr",
            "isAccessibleForFree": True,
            "articleSection": article.section.name,
            "genre": _genre(article),
            "datePublished": moment(article.first_published_at),
            "dateModified": moment(article.last_published_at),
            "author": authors(article, absolute),
            "publisher": publisher(absolute),
            "sponsor": _sponsor(article),
            "image": image(article.public_picture, absolute) or _drawn(article, absolute),
            "keywords": [item.tag.name for item in article.tagged_items.all()],
            "about": [record(found, absolute) for found in page["about"]],
            "mentions": [record(found, absolute) for found in page["mentions"]],
            "citation": _sources(article),
            "correction": _corrections(page),
            **_review(page, absolute),
        }
    )


def opening(body: Any) -> str:
    """How the prose of a text begins, cut at a word."""
    prose = (value for kind, value, _block in walk.blocks(body) if kind == "text")
    return plain(next(prose, ""), 200)


def _drawn(article: Article, absolute: Callable[..., Any]) -> dict:
    """The share image stands for a picture that is not there, or whose rights have ended."""
    width, height = (f"{pixels} px" for pixels in SHARE_SIZE)
    url = absolute(card_of(article).address)
    return {"@type": "ImageObject", "url": url, "width": width, "height": height}


def _types(page: dict[str, Any]) -> str | list[str]:
    article = page["article"]
    if article.sponsor:
        return "AdvertiserContentArticle"
    if article.kind == ArticleKind.OPINION:
        return "OpinionNewsArticle"
    if article.kind == ArticleKind.REVIEW:
        rated = article.review_rating is not None and _judged(page)
        return ["Review", "NewsArticle"] if rated else "ReviewNewsArticle"
    return "NewsArticle"


def _genre(article: Article) -> str | None:
    """The form of what has no type of its own; schema.org knows no interview."""
    named = (ArticleKind.INTERVIEW, ArticleKind.FEATURE, ArticleKind.LIST, ArticleKind.CALENDAR)
    return article.get_kind_display() if article.kind in named else None


def authors(article: Article, absolute: Callable[..., Any]) -> list[dict]:
    """Who signs; the magazine where nobody does, for a story is somebody's."""
    found = [
        {"@type": "Person", "name": a.name, "url": absolute(a.get_absolute_url())}
        for a in article.bylines.all()
    ]
    return found or [{"@type": "Organization", "name": "Générique", "url": absolute("/")}]


def _sponsor(article: Article) -> dict | None:
    if not article.sponsor:
        return None
    named = {"@type": "Organization", "name": article.sponsor, "url": article.sponsor_url}
    return filled(named)


def _judged(page: dict[str, Any]) -> Series | None:
    """The series that a review is about."""
    return next((found for found in page["about"] if isinstance(found, Series)), None)


def _review(page: dict[str, Any], absolute: Callable[..., Any]) -> dict:
    """What a review judges, and how."""
    article, series = page["article"], _judged(page)
    if article.kind != ArticleKind.REVIEW or series is None:
        return {}
    judged = record(series, absolute)
    seasons = parse_ranges(article.review_season) if article.review_season else []
    if len(seasons) == 1:
        judged = {
            "@type": "TVSeason",
            "name": f"{series.title}, saison {seasons[0]}",
            "seasonNumber": seasons[0],
            "partOfSeries": judged,
        }
    found = {"itemReviewed": judged}
    return filled({**found, "reviewRating": rating(article)})


def rating(article: Article) -> dict | None:
    """What a review gives, on which scale; None where it gives no figure."""
    if article.review_rating is None:
        return None
    return {
        "@type": "Rating",
        "ratingValue": float(article.review_rating),
        "bestRating": BEST,
        "worstRating": WORST,
    }


def _sources(article: Article) -> list[dict]:
    """What the story draws on; its page says the same."""
    return [
        filled(
            {
                "@type": "CreativeWork",
                "name": source.outlet,
                "publisher": {"@type": "Organization", "name": source.outlet},
                "url": source.url,
                "datePublished": source.date,
            }
        )
        for source in article.sources.all()
    ]


def _corrections(page: dict[str, Any]) -> list[dict]:
    """The corrections of the story, and those that later stories’ facts made."""
    told = [(correction.date, correction.text) for correction in page["corrections"]]
    told += [(fact.told_on, fact.note or str(fact)) for fact in page["corrected_by"]]
    return [
        filled({"@type": "CorrectionComment", "datePublished": date, "text": text})
        for date, text in told
    ]


@describes("articles:info_page")
def info_page(context: dict, absolute: Absolute) -> Page:
    """A page about the magazine; the one that stands among the credits is described with them."""
    page = context["info_page"]
    path = page.get_absolute_url()
    about = opening(page.body) or f"{page.title} : une page de Générique, le magazine des séries."
    return Page(
        title=page.title,
        path=path,
        description=about,
        data={
            "@context": CONTEXT,
            "@type": "WebPage",
            "name": page.title,
            "description": about,
            "url": absolute(path),
            "inLanguage": "fr",
            "publisher": publisher(absolute),
        },
    )
