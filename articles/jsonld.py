"""A story for machines: schema.org’s NewsArticle, made from what its page shows. No query."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from shows.models import AwardEdition, Company, Person, Series

#: What a record is in schema.org.
TYPES = {
    Series: "TVSeries",
    Person: "Person",
    Company: "Organization",
    AwardEdition: "Event",
}
#: The size of a picture that every reader of the data can show.
IMAGE_SPEC = "fill-960x540|format-jpeg"
#: What would end the element, or begin a comment in it.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def news_article(page: dict, absolute) -> dict:
    """Return the data of a story; ``page`` is the context of `pages.story_page`.

    ``absolute`` makes a whole address of one on this site. What is empty is left out.
    """
    article = page["article"]
    url = absolute(article.get_absolute_url()) if article.section else None
    found = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "url": url,
        "mainEntityOfPage": url,
        "headline": article.public_headline,
        "description": article.social_description or article.public_standfirst,
        "inLanguage": "fr",
        "articleSection": article.section.name if article.section else None,
        "datePublished": _moment(article.first_published_at),
        "dateModified": _moment(article.last_published_at),
        "author": [{"@type": "Person", "name": a.name} for a in article.bylines.all()],
        "publisher": {"@type": "Organization", "name": "Générique", "url": absolute("/")},
        "image": _image(article.public_picture, absolute),
        "keywords": [item.tag.name for item in article.tagged_items.all()],
        "about": [_record(record, absolute) for record in page["about"]],
        "mentions": [_record(record, absolute) for record in page["mentions"]],
        "correction": _corrections(page),
    }
    return {key: value for key, value in found.items() if value}


def script(data: dict) -> SafeString:
    """Return the element that holds ``data``; nothing in it can end the element."""
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  escaped


def _moment(moment) -> str | None:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None


def _record(record, absolute) -> dict:
    url = absolute(record.get_absolute_url())
    return {"@type": TYPES[type(record)], "name": str(record), "url": url}


def _image(picture, absolute) -> dict | None:
    """The picture in a size that is made already, with its credit."""
    if picture is None or not picture.is_public:
        return None
    for size in getattr(picture, "prefetched_renditions", ()):
        if size.filter_spec == IMAGE_SPEC:
            found = {
                "@type": "ImageObject",
                "url": absolute(size.url),
                "width": size.width,
                "height": size.height,
                "caption": picture.description,
                "creditText": picture.credit,
                "copyrightNotice": picture.copyright_notice,
            }
            return {key: value for key, value in found.items() if value}
    return None


def _corrections(page) -> list[dict]:
    """The corrections of the story, and those that later stories’ facts made."""
    told = [(correction.date, correction.text) for correction in page["corrections"]]
    told += [(fact.told_on, fact.note or str(fact)) for fact in page["corrected_by"]]
    return [
        {"@type": "CorrectionComment", "datePublished": date, "text": text} for date, text in told
    ]
