"""Where the entries of the planning come from: one function for each table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images.permissions import permission_policy as picture_policy
from wagtail.models import Revision

from articles.models import Article, Assignment, FrontPage, RightOfReply
from articles.newsroom.access import story_url
from media.models import Picture
from shows.admin.permissions import SEEING, edit_url
from shows.models import Award, AwardEdition, Release
from shows.models.batch import attach, by_key
from shows.models.choices import Certainty, Window

from .entries import Entry, Kind, Scope, dated, source

if TYPE_CHECKING:
    from shows.admin.typed import AnyUser

PUBLICATION = Kind("publication", gettext_lazy("Goes out"), "time")
EXPIRY = Kind("expiry", gettext_lazy("Comes back off"), "no-view")
EMBARGO = Kind("embargo", gettext_lazy("Embargo lifts"), "lock-open")
ASSIGNMENT = Kind("assignment", gettext_lazy("Copy due"), "edit")
REPLY = Kind("reply", gettext_lazy("Right of reply due"), "comment")
FRONT = Kind("front", gettext_lazy("Front page changes"), "home")
PREMIERE = Kind("premiere", gettext_lazy("Premiere"), "desktop")
RIGHTS_START = Kind("rights-start", gettext_lazy("Rights begin"), "arrow-right-full")
RIGHTS_END = Kind("rights-end", gettext_lazy("Rights end"), "cross")
CEREMONY = Kind("ceremony", gettext_lazy("Festival or prize"), "pick")
PICTURE = Kind("picture", gettext_lazy("Picture rights end"), "image")

#: The windows whose start is a premiere somewhere; those of the others only begin.
PREMIERES = (Window.ORIGINAL, Window.PREVIEW, Window.FIRST)


def schedules(scope: Scope) -> dict:
    """The versions of anything that are to go out, without their contents."""
    return {Revision: scope.scheduled().only("content_type", "object_id", "approved_go_live_at")}


@source(PUBLICATION, EXPIRY, EMBARGO, rows=schedules)
def stories(scope: Scope) -> Iterator[Any]:
    """Schedules, wished-for dates of drafts that nobody has approved yet, and embargoes."""
    due = scope.schedules.get(Article, {})
    wished = scope.moments("go_live_at") & Q(live=False)
    asked = Q(pk__in=due) | wished | scope.moments("expire_at") | scope.moments("embargo_until")
    rows = scope.stories.filter(asked).select_related("section").defer("body", "desk_note")
    for story in scope.rows(rows.order_by("pk")):
        url = story_url(scope.user, story) or ""
        about = {"key": story.pk, "title": story.headline, "url": url}
        if moment := due.get(story.pk):
            detail = _("new version of a published story") if story.live else ""
            yield Entry(PUBLICATION, when=moment, detail=detail, **about)
        elif story.go_live_at and not story.live:
            detail = _("wished for, not approved")
            yield Entry(
                PUBLICATION, when=story.go_live_at, detail=detail, is_tentative=True, **about
            )
        if story.expire_at:
            yield Entry(EXPIRY, when=story.expire_at, **about)
        if story.embargo_until:
            yield Entry(EMBARGO, when=story.embargo_until, detail=story.embargo_source, **about)


@source(ASSIGNMENT)
def assignments(scope: Scope) -> Iterator[Any]:
    """What someone is asked to finish."""
    rows = Assignment.objects.open().filter(scope.days("due"), article__in=scope.readable)
    if scope.person:
        rows = rows.filter(user=scope.person)
    rows = rows.select_related("article__section", "user").defer("article__body")
    for assignment in scope.rows(rows.order_by("due", "pk")):
        detail = f"{assignment.user} – {assignment.get_role_display()}"
        yield Entry(
            ASSIGNMENT,
            assignment.pk,
            assignment.article.headline,
            assignment.due,
            detail=detail,
            url=story_url(scope.user, assignment.article) or "",
            is_late=assignment.is_late,
        )


@source(REPLY)
def replies(scope: Scope) -> Iterator[Any]:
    """Replies that the law wants published by a day."""
    rows = cast(Any, RightOfReply).snippet_viewset.permission_policy.visible_to(scope.user).open()
    rows = rows.filter(scope.days("due"), article__in=scope.stories).select_related("article")
    for reply in scope.rows(rows.defer("article__body").order_by("due", "pk")):
        yield Entry(
            REPLY,
            reply.pk,
            str(reply.claimant),
            reply.due,
            detail=reply.article.headline,
            url=edit_url(reply, scope.user) or "",
            is_late=reply.due < timezone.localdate(),
        )


def front_page_rows(scope: Scope) -> dict:
    """What `front_pages` reads: nothing where it may not be seen, or only stories are asked for."""
    policy = FrontPage.snippet_viewset.permission_policy
    if scope.is_narrowed or not policy.user_has_any_permission(scope.user, SEEING):
        return {FrontPage: FrontPage.objects.none()}
    due = (
        scope.scheduled()
        .filter(base_content_type=ContentType.objects.get_for_model(FrontPage))
        .annotate(front=Cast("object_id", BigIntegerField()))
    )
    rows = FrontPage.objects.filter(Q(pk__in=due.values("front")) | scope.moments("expire_at"))
    return {FrontPage: scope.limited(rows).defer("slots"), **schedules(scope)}


@source(FRONT, rows=front_page_rows)
def front_pages(scope: Scope) -> Iterator[Any]:
    """Compositions of the front page that are scheduled, or that come off."""
    for front in scope.loaded[FrontPage]:
        about = {"key": front.pk, "title": front.title, "url": edit_url(front, scope.user) or ""}
        if moment := scope.schedules.get(FrontPage, {}).get(front.pk):
            yield Entry(FRONT, when=moment, **about)
        if front.expire_at:
            detail = _("comes off")
            yield Entry(FRONT, when=front.expire_at, detail=detail, **about | {"key": -front.pk})


@source(PREMIERE, RIGHTS_START, RIGHTS_END)
def releases(scope: Scope) -> Iterator[Any]:
    """Where something can be watched from a day, or until one: what readers may see, and what
    the stories that the user reads are going to say."""
    pending = Q(article__in=scope.pending) | Q(deal__article__in=scope.pending)
    rows = Release.objects.public() | Release.objects.filter(pending)
    if scope.is_narrowed:
        rows = rows.filter(Q(article__in=scope.stories) | Q(deal__article__in=scope.stories))
    rows = rows.filter(scope.meeting("starts") | scope.meeting("ends"))
    rows = rows.exclude(certainty=Certainty.DENIED).select_related(
        "platform", "series", "article__section", "deal__series", "deal__article__section"
    )
    rows = rows.defer("article__body", "deal__article__body").order_by("starts_earliest", "pk")
    for release in scope.rows(rows):
        about = {
            "key": release.pk,
            "title": f"{release.subject or '…'} – {release.platform}",
            "url": release_url(release, scope.user),
            "is_tentative": release.certainty == Certainty.RUMOURED,
        }
        if scope.covers(release.starts):
            kind = PREMIERE if release.window in PREMIERES else RIGHTS_START
            detail = _release_detail(release)
            yield Entry(kind, detail=detail, **about, **dated(release.starts))
        if scope.covers(release.ends):
            yield Entry(RIGHTS_END, **about, **dated(release.ends))


def release_url(release: Release, user: AnyUser) -> str:
    """Where a release is edited; for those who may not, the page of its series."""
    if url := edit_url(release, user):
        return url
    out = release.story is None or release.story.is_out
    return release.subject.get_absolute_url() if out and release.subject else ""


def _release_detail(release: Release) -> str:
    seasons = release.season_text
    parts = [
        release.get_window_display(),
        _("season %(seasons)s") % {"seasons": seasons} if seasons else "",
        _("rumour") if release.certainty == Certainty.RUMOURED else "",
        "" if release.story is None or release.story.is_out else _("in a draft"),
    ]
    return ", ".join(filter(None, map(str, parts)))


def ceremony_rows(scope: Scope) -> dict:
    """What `ceremonies` reads: for those who see all awards, editions that wait for a story too."""
    if scope.is_narrowed:
        return {AwardEdition: AwardEdition.objects.none()}
    policy = Award.snippet_viewset.permission_policy
    sees_all = policy.user_has_any_permission(scope.user, SEEING)
    rows: QuerySet[Any] = AwardEdition.objects.all() if sees_all else AwardEdition.objects.public()
    rows = scope.limited(rows.filter(scope.meeting("held")))
    return {AwardEdition: rows, Award: Award.objects.filter(pk__in=rows.values("award"))}


@source(CEREMONY, rows=ceremony_rows)
def ceremonies(scope: Scope) -> Iterator[Any]:
    """Festivals and prizes, on the days they are held."""
    awards = by_key(scope.loaded.get(Award, ()))
    for edition in scope.loaded[AwardEdition]:
        attach(edition, "award", awards)
        url = edit_url(edition.award, scope.user) or edition.get_absolute_url()
        days = dated(edition.held)
        yield Entry(CEREMONY, edition.pk, str(edition), detail=edition.place, url=url, **days)


def picture_rows(scope: Scope) -> dict:
    """What `pictures` reads: those that the user may change, if not only stories are asked for."""
    if scope.is_narrowed:
        return {Picture: Picture.objects.none()}
    rows = picture_policy.instances_user_has_any_permission_for(scope.user, ["change"])
    rows = rows.filter(scope.days("rights_end"))
    return {Picture: scope.limited(rows).only("title", "credit", "rights_end")}


@source(PICTURE, rows=picture_rows)
def pictures(scope: Scope) -> Iterator[Any]:
    """The last days on which pictures may be shown."""
    for picture in scope.loaded[Picture]:
        yield Entry(
            PICTURE,
            picture.pk,
            picture.title,
            picture.rights_end,
            detail=picture.credit,
            url=reverse("wagtailimages:edit", args=[picture.pk]),
        )
