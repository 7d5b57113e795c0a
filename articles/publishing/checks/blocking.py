"""The checks that forbid publication. What they ask of a story is said in decision 11."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Revision

from ...models import Article, ArticleKind
from ...moments import in_words
from .registry import at, blocking_check

if TYPE_CHECKING:
    from .context import CheckContext
    from .registry import Problem

#: How a picture's place begins a sentence.
PLACES = {
    "lead_picture": gettext_lazy("Lead picture (place)"),
    "safe_picture": gettext_lazy("Safe picture (place)"),
    "social_picture": gettext_lazy("Social picture (place)"),
    "body": gettext_lazy("Picture in the text (place)"),
}


@blocking_check(gettext_lazy("The embargo is lifted when the story goes out."))
def embargo_is_lifted(story: CheckContext) -> Iterator[Problem]:
    """Refuse what would go out before the embargo ends, whichever version agreed to it."""
    until = story.embargo_until
    if until and story.moment < until:
        source = story.article.embargo_source
        values = {"until": in_words(until), "source": source}
        sentence = (
            _(
                "The story is under embargo until %(until)s (%(source)s). Schedule it later, or"
                " change the date if the embargo is lifted."
            )
            if source
            else _(
                "The story is under embargo until %(until)s. Schedule it later, or change the date"
                " if the embargo is lifted."
            )
        )
        yield at("embargo_until", sentence % values)


@blocking_check(gettext_lazy("The story is in a section."))
def is_in_a_section(story: CheckContext) -> Iterator[Problem]:
    """Refuse what has no section: the address of a story begins with it."""
    if not story.article.section_id:
        yield at("section", _("The story has no section, so no address. Choose one."))


@blocking_check(gettext_lazy("No other story has its address."))
def address_is_free(story: CheckContext) -> Iterator[Any]:
    """Refuse an address that another story has, or had in a draft or a schedule before this one."""
    slug = story.article.slug
    for other in story.same_address:
        yield at("slug", _address_taken(story, slug, other))
    rows = {other.pk for other in story.same_address}
    rivals = [r for r in story.claims if int(r.object_id) not in rows]
    if rivals:
        first = min(rivals, key=lambda revision: cast(Any, _claimed_at(revision.object_id, slug)))
        mine = _claimed_at(story.article.pk, slug) if story.article.pk else None
        theirs = _claimed_at(first.object_id, slug)
        if not mine or (theirs and theirs < mine):
            other = Article._base_manager.filter(pk=first.object_id).first()
            if other is not None:
                yield at("slug", _address_taken(story, slug, other))


def _claimed_at(key: str | int, slug: str) -> tuple[datetime.datetime, int] | None:
    """When a story first had an address: (moment, key), so that no two are the same."""
    revisions = Revision.objects.for_instance(Article(pk=key)).filter(content__slug=slug)
    first = revisions.order_by("created_at").values_list("created_at", flat=True).first()
    return (first, int(key)) if first else None


def _address_taken(story: CheckContext, slug: str, other: Article) -> str:
    policy = Article.snippet_viewset.permission_policy
    reader = story.reader
    if reader and policy.visible_to(reader).filter(pk=other.pk).exists():
        return _("“%(story)s” already has the address “%(slug)s”. Change a word of this one.") % {
            "story": other,
            "slug": slug,
        }
    return _("Another story already has the address “%(slug)s”. Change a word of this one.") % {
        "slug": slug
    }


@blocking_check(gettext_lazy("Every picture has a credit and an alternative text."))
def pictures_are_credited(story: CheckContext) -> Iterator[Any]:
    """Refuse a picture without a credit or an alternative text, wherever the story shows it."""
    for field, block, key in story.shown:
        picture = story.pictures.get(key)
        if picture is None:
            continue
        values = {"place": PLACES[field], "title": picture.title}
        credit, text = picture.credit.strip(), picture.description.strip()
        if not credit and not text:
            sentence = _(
                "%(place)s “%(title)s”: it has neither credit nor alternative text. Add both on"
                " the picture’s page."
            )
        elif not credit:
            sentence = _("%(place)s “%(title)s”: it has no credit. Add it on the picture’s page.")
        elif not text:
            sentence = _(
                "%(place)s “%(title)s”: it has no alternative text. Describe it on the picture’s"
                " page."
            )
        else:
            continue
        yield at(field, sentence % values, block)


@blocking_check(gettext_lazy("Every picture may be shown on the day the story goes out."))
def pictures_may_be_shown(story: CheckContext) -> Iterator[Any]:
    """Refuse a picture that was deleted, or whose rights end before the day of publication."""
    for field, block, key in story.shown:
        picture = story.pictures.get(key)
        if picture is None:
            sentence = _("%(place)s: it was deleted. Choose another, or take the block out.")
            yield at(field, sentence % {"place": PLACES[field]}, block)
        elif picture.rights_end and picture.rights_end < story.day:
            sentence = _(
                "%(place)s “%(title)s”: its rights end on %(day)s. Choose another, or correct the"
                " date on the picture’s page."
            )
            values = {
                "place": PLACES[field],
                "title": picture.title,
                "day": date_format(picture.rights_end, "j F Y"),
            }
            yield at(field, sentence % values, block)


@blocking_check(gettext_lazy("A sponsored story names its sponsor."))
def sponsor_is_named(story: CheckContext) -> Iterator[Any]:
    """Refuse a link to a sponsor whom the story does not name."""
    if story.article.sponsor_url and not story.article.sponsor.strip():
        yield at(
            "sponsor",
            _(
                "The story leads to a sponsor without naming it. Name the sponsor, or take the link"
                " out: the law asks who pays."
            ),
        )


@blocking_check(gettext_lazy("An opinion is signed."))
def opinion_is_signed(story: CheckContext) -> Iterator[Any]:
    """Refuse an opinion without a signature."""
    if story.article.kind == ArticleKind.OPINION and not story.article.bylines.all():
        yield at("bylines", _("An opinion is published under a name. Add its signature."))
