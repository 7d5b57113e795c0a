"""Loading the stories: each is written as a draft, with its facts, then published."""

import re
from datetime import date, datetime
from typing import Any, cast

from django.utils import timezone

from articles.models import Article, Author, Correction, RightOfReply, Section, Source
from articles.models.links import LINK_MODELS
from media.models import Picture
from shows.models import AwardEdition, Company, Person, Series

from .issues import ARCHIVE, Issue
from .reading import DemoError, exact, explained, save_valid
from .shelf import FACTS, Shelf

#: The records of the “links” of a story, and those a link of its text can lead to.
LINKED = {"series": Series, "people": Person, "companies": Company, "editions": AwardEdition}
LINK_TYPES = {
    "series": Series,
    "person": Person,
    "company": Company,
    "edition": AwardEdition,
    "story": Article,
}
CARDS = {
    "series_card": Series,
    "person_card": Person,
    "edition_card": AwardEdition,
    "read_also": Article,
}
LINK = re.compile(r'<a linktype="(\w+)" slug="([^"]+)">')


def load_stories(shelf: Shelf, issue: Issue = ARCHIVE) -> None:
    """Publish the stories, oldest first: a story's facts can replace those of an earlier one."""
    entries = issue.read("stories")
    for where, entry in sorted(entries, key=lambda pair: moment(pair[1]["published"])):
        with explained(where):
            shelf.put(entry["slug"], _publish(shelf, {**entry, **issue.note("article")}))


def moment(text: str) -> datetime:
    """The moment, in Paris, that the YAML writes: “2017-08-25 09:30”."""
    return timezone.make_aware(datetime.fromisoformat(text))


def _publish(shelf: Shelf, entry: Any) -> Article:
    article = draft(shelf, entry)
    keys = add_facts(shelf, article, entry.get("facts", []))
    validate(article)
    article.save_revision().publish()
    published = Article.objects.get(pk=article.pk)
    # The site tells when a story was last changed: these were not, since they came out.
    Article.objects.filter(pk=published.pk).update(last_published_at=published.first_published_at)
    if answered := entry.get("answers"):
        _answer(shelf, published, answered)
    for key, (name, order) in keys.items():
        shelf.facts[f"{entry['slug']}/{key}"] = getattr(published, name).get(sort_order=order)
    return published


def _answer(shelf: Shelf, reply: Article, data: dict) -> None:
    """Keep the right of reply that a story publishes."""
    story, received = shelf.get(Article, data["story"]), date.fromisoformat(data["received"])
    save_valid(
        RightOfReply(article=story, reply=reply, claimant=data["claimant"], received=received)
    )


#: What an entry may say and most do not, as the model calls it.
OPTIONAL = (*("editor_note", "safe_headline", "social_description", "sponsor", "lead_caption"),)


def draft(shelf: Shelf, entry: Any) -> Article:
    """Return the story saved bare, with its children in memory; dated if it was published."""
    review, spoiler = entry.get("review", {}), entry.get("spoiler", {})
    article = Article(
        **{k: entry[k] for k in ("slug", "headline", "kicker", "standfirst", "kind")},
        **{k: entry[k] for k in OPTIONAL if k in entry},
        section=shelf.get(Section, entry["section"]),
        first_published_at=moment(entry["published"]) if "published" in entry else None,
        lead_picture=_lead(shelf, entry),
        review_rating=exact(review.get("rating")),
        review_season=review.get("season", ""),
        review_episodes_seen=review.get("episodes_seen"),
        review_episodes_total=review.get("episodes_total"),
        spoiler_series=shelf.get(Series, spoiler["series"]) if spoiler else None,
        spoiler_season=spoiler.get("season"),
        spoiler_episode=spoiler.get("episode"),
    )
    article.full_clean()
    article.save()  # bare: what hangs on it stays in its draft, as in the newsroom
    article.body = [_block(shelf, block) for block in entry["body"]]
    article.bylines = [shelf.get(Author, slug) for slug in entry["bylines"]]
    article.tags.add(*entry.get("tags", []))
    article.sources = [Source(sort_order=n, **data) for n, data in enumerate(entry["sources"])]
    corrections = enumerate(entry.get("corrections", []))
    article.corrections = [Correction(sort_order=n, **data) for n, data in corrections]
    _add_links(shelf, article, entry.get("links", {}))
    return article


def _lead(shelf: Shelf, entry: Any) -> Picture:
    return shelf.picture(f"stories/{entry['slug']}", entry["headline"], entry["picture"])


def _add_links(shelf: Shelf, article: Article, links: Any) -> None:
    by_record = {model.record_model(): model for model in LINK_MODELS}
    for relation, kinds in links.items():
        for kind, names in kinds.items():
            model = by_record[cast(Any, LINKED[kind])]
            manager = getattr(article, model.related_name())
            for name in names:
                record = {model.RECORD: shelf.get(LINKED[kind], name)}
                manager.add(model(relation=relation, sort_order=len(manager.all()), **record))


def add_facts(shelf: Shelf, article: Article, facts: Any) -> dict:
    """Add the facts to the draft; return {key: (their name on the article, their place)}."""
    keys = {}
    for data in facts:
        ((kind, fact),) = data.items()
        made = shelf.fact(kind, fact)
        if earlier := fact.get("replaces"):
            if earlier not in shelf.facts:
                raise DemoError(f"« {earlier} » n’est la clé d’aucun fait déjà publié.")
            made.replaces = shelf.facts[earlier]
        remote: Any = FACTS[kind]._meta.get_field("article").remote_field
        name = remote.get_accessor_name()
        manager = getattr(article, name)
        made.sort_order = len(manager.all())
        manager.add(made)
        if "key" in fact:
            keys[fact["key"]] = (name, made.sort_order)
    return keys


def validate(article: Article) -> None:
    """Validate what is in memory as the newsroom's form would."""
    article.full_clean()
    article.body.stream_block.clean(article.body)
    for child in (*article.links(), *article.sources.all(), *article.corrections.all()):
        child.full_clean(exclude=["article"])
    for fact in article.facts():
        fact.full_clean(exclude=["article", "deal"])
        for party in fact.parties.all() if hasattr(fact, "parties") else ():
            party.full_clean(exclude=["deal"])


def _block(shelf: Shelf, block: dict) -> tuple:
    """Return the (name, value) of a block of text from its YAML."""
    ((name, value),) = block.items()
    if name in CARDS:
        return name, shelf.get(CARDS[name], value).pk
    if name == "text":
        return name, _linked(shelf, value)
    if name == "spoiler":
        return name, {**value, "text": _linked(shelf, value["text"])}
    if name == "question":
        return name, {**value, "answer": _linked(shelf, value["answer"])}
    if name == "gallery":
        shown = [
            {**item, "picture": shelf.get(Picture, item["picture"])} for item in value["pictures"]
        ]
        return name, {"pictures": shown}
    return name, value


def _linked(shelf: Shelf, html: str) -> str:
    """Return the text with the addresses of its links replaced by keys."""

    def key(match: re.Match[str]) -> str:
        kind, slug = match.groups()
        target = shelf.get(LINK_TYPES[kind], slug)
        return f'<a linktype="record" target="{target._meta.label_lower}" id="{target.pk}">'

    return LINK.sub(key, html)
