"""The checks that advise: what a reader would miss, or an editor would regret."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...body import walk
from ...models import Article, ArticleKind
from ...moments import in_words
from .registry import advisory_check, at

if TYPE_CHECKING:
    from shows.admin.typed import AnyUser

    from .context import CheckContext
    from .registry import Problem

#: What fits everywhere: in lists, in search engines, in the news sitemap.
HEADLINE = 110


@advisory_check(gettext_lazy("What is online stays online while an embargo holds."))
def embargo_leaves_the_live_story(story: CheckContext) -> Iterator[Any]:
    """Advise for a live story: the blocking check holds back its new version, not what is out."""
    until = story.article.embargo_until
    if until and story.article.live and until > timezone.now():
        sentence = _(
            "The story is online, and an embargo until %(until)s does not take it down: it only"
            " holds back this version. To hide what is online, unpublish the story."
        )
        yield at("embargo_until", sentence % {"until": in_words(until)})


@advisory_check(gettext_lazy("The headline fits everywhere."))
def headline_fits(story: CheckContext) -> Iterator[Any]:
    """Advise against a headline of more than `HEADLINE` characters."""
    length = len(story.article.headline)
    if length > HEADLINE:
        sentence = _(
            "The headline has %(length)d characters: over %(most)d it is cut in lists and search"
            " engines. Shorten it."
        )
        yield at("headline", sentence % {"length": length, "most": HEADLINE})


@advisory_check(gettext_lazy("The story has a standfirst."))
def has_a_standfirst(story: CheckContext) -> Iterator[Problem]:
    """Advise where the standfirst is empty, or nothing but spaces."""
    if not story.article.standfirst.strip():
        yield at(
            "standfirst",
            _("There is no standfirst. Two lines tell readers and lists what the story is about."),
        )


@advisory_check(gettext_lazy("The story is tied to a series."))
def has_a_series(story: CheckContext) -> Iterator[Problem]:
    """Advise to name a series, in a link or in a fact."""
    if not story.series_keys:
        sentence = _(
            "No series is linked: the story appears on no series’ page. Name one at the top of the"
            " facts, unless it is about none."
        )
        yield at("series_links", sentence)


@advisory_check(gettext_lazy("The story is signed."))
def is_signed(story: CheckContext) -> Iterator[Problem]:
    """Advise to sign. An opinion without a signature does not go out: `opinion_is_signed`."""
    if story.article.kind != ArticleKind.OPINION and not story.article.bylines.all():
        yield at("bylines", _("The story has no signature. Add one."))


@advisory_check(gettext_lazy("Facts have a source."))
def facts_have_a_source(story: CheckContext) -> Iterator[Problem]:
    """Advise to say where the facts come from."""
    if story.facts and not story.article.sources.all():
        sentence = _(
            "The facts have no source: readers will see them without saying who says so. Add one"
            " to the story; all its facts take it over."
        )
        yield at("sources", sentence)


@advisory_check(gettext_lazy("A review says what it judges."))
def review_says_what_it_judges(story: CheckContext) -> Iterator[Any]:
    """Advise to rate a review and nothing else, and to say of how many episodes some were seen."""
    article = story.article
    rated = article.review_rating is not None
    if article.kind == ArticleKind.REVIEW and not rated:
        yield at("review_rating", _("The review has no rating. Give one, or choose another kind."))
    if rated and article.kind != ArticleKind.REVIEW:
        sentence = _("The story has a rating but is no review. Change its kind, or take it out.")
        yield at("kind", sentence)
    if article.review_episodes_seen is not None and article.review_episodes_total is None:
        yield at("review_episodes_total", _("Say out of how many episodes you have seen these."))


@advisory_check(gettext_lazy("Quotations say who speaks."))
def quotes_say_who_speaks(story: CheckContext) -> Iterator[Any]:
    """Advise where a quotation does not name its author; interviews are left out."""
    if story.article.kind == ArticleKind.INTERVIEW:
        return  # one person speaks, and the story says who
    for block, attribution in walk.quotes(story.article.body):
        if not attribution:
            sentence = _("A quotation does not say who speaks. The law asks for its author.")
            yield at("body", sentence, block)


@advisory_check(gettext_lazy("What the text leads to is published."))
def links_lead_somewhere(story: CheckContext) -> Iterator[Problem]:
    """Advise against links and cards of what readers will not see when this story is out."""
    for block, model, key, words in story.named:
        if story.is_public(model, key):
            continue
        target = _name(story, model, key)
        if words:
            sentence = _(
                "The link “%(words)s” leads to %(target)s, which readers cannot see: they get the"
                " words alone."
            )
        else:
            sentence = _("The text shows %(target)s, which readers cannot see: nothing appears.")
        yield at("body", sentence % {"words": words.strip(), "target": target}, block)


def _name(story: CheckContext, model: type[Model], key: int) -> str:
    """What is hidden, by its name if the reader may see it."""
    row = model._base_manager.filter(pk=key).first()
    if row is None:
        return _("something that was deleted")
    if story.reader and _may_see(story.reader, row):
        kind = _("a story") if model is Article else model._meta.verbose_name
        return _("%(kind)s “%(name)s”") % {"kind": kind, "name": row}
    return _("a story") if model is Article else _("a record")


def _may_see(reader: AnyUser, row: Any) -> bool:
    row = getattr(row, "award", row)  # an edition has no form of its own
    policy = type(row).snippet_viewset.permission_policy
    return policy.visible_to(reader).filter(pk=row.pk).exists()
