"""The panels of the home: each a function from a member's desk to a `Panel`, or to None where it is
not for him. Each asks a fixed number of queries, whatever there is to show."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.humanize.templatetags.humanize import naturaltime
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Revision

from articles.models import Article, Assignment, FrontPage, InfoPage, Note
from articles.models.draft_status import SENT_BACK, SUBMITTED, reviews_of, status_of
from articles.newsroom import access
from articles.publishing import runs

from .desk import SHOWN, Panel, Row

if TYPE_CHECKING:
    from .desk import Desk


def _name(row: Article, who: str) -> str:
    full = f"{getattr(row, f'{who}_first') or ''} {getattr(row, f'{who}_last') or ''}".strip()
    return full or getattr(row, f"{who}_username") or _("somebody who has left")


def _more(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows[: SHOWN + 1]


def to_review(desk: Desk) -> Panel | None:
    """The submitted stories that the user may publish, the longest waiting first."""
    if not desk.publishes:
        return None
    waiting = desk.reviewed(
        desk.stories("publish").filter(review_status=SUBMITTED),
        *("requested_first", "requested_last", "requested_username", "submitted_at"),
    ).order_by("submitted_at", "pk")
    rows = [
        desk.row(
            story,
            _("submitted by %(who)s %(when)s")
            % {"who": _name(story, "requested"), "when": naturaltime(story.submitted_at)},
            **_departure(story),
        )
        for story in _more(waiting)
    ]
    return Panel(
        "review",
        _("To review"),
        "glasses",
        rows,
        _("Nothing waits for your approval."),
        desk.all(state="submitted"),
    )


def _departure(story: Article) -> dict:
    """When a draft wants to go out, as a badge."""
    if not story.go_live_at:
        return {}
    soon = story.go_live_at < timezone.now() + timedelta(days=1)
    when = _("for %(when)s") % {"when": _moment(story.go_live_at)}
    return {"badge": when, "tone": "soon" if soon else ""}


def _moment(moment: datetime, form: str = "j F, H:i") -> str:
    return date_format(timezone.localtime(moment), form)


def in_review(desk: Desk) -> Panel | None:
    """What the user has submitted, and what came back to him with which comment."""
    if not desk.writes:
        return None
    mine = desk.stories().filter(review_status__in=(SUBMITTED, SENT_BACK))
    mine = desk.reviewed(
        mine,
        *("comment", "submitted_at", "requested_first", "requested_last", "requested_username"),
        *("finished_first", "finished_last", "finished_username"),
    ).annotate(requested_by=Subquery(reviews_of(Article).values("requested_by")[:1]))
    mine = mine.filter(Q(owner=desk.user) | Q(requested_by=desk.user.pk))
    # Sent back (“needs_changes”) before submitted (“in_progress”).
    rows = [_in_review(desk, story) for story in _more(mine.order_by("-review_status", "-pk"))]
    return Panel(
        "sent",
        _("My stories in review"),
        "tasks",
        rows,
        _("Nothing of yours is in review."),
        desk.all(owner=desk.user.pk, state="in_review"),
    )


def _in_review(desk: Desk, story: Article) -> Row:
    if story.review_status == SENT_BACK:
        said = _("by %(who)s %(when)s") % {
            "who": _name(story, "finished"),
            "when": naturaltime(story.reviewed_at),
        }
        return desk.row(story, said, badge=_("sent back"), tone="late", quote=story.comment)
    said = _("submitted %(when)s") % {"when": naturaltime(story.submitted_at)}
    return desk.row(story, said, badge=_("submitted"))


def assigned(desk: Desk) -> Panel | None:
    """What others count on the user for, what is due first."""
    if not desk.sees:
        return None
    mine = (
        Assignment.objects.open()
        .filter(user=desk.user)
        .select_related("article__section", "assigned_by")
        .defer("article__body")
        .order_by(F("due").asc(nulls_last=True), "pk")
    )
    rows = [
        desk.row(
            assignment.article,
            assignment.get_role_display(),
            _("asked by %(who)s") % {"who": assignment.assigned_by}
            if assignment.assigned_by and assignment.assigned_by != desk.user
            else "",
            quote=assignment.brief,
            **_due(assignment),
        )
        for assignment in _more(mine)
    ]
    return Panel(
        "assigned",
        _("Assigned to me"),
        "user",
        rows,
        _("Nothing is assigned to you."),
        desk.all(assigned=desk.user.pk),
    )


def _due(assignment: Assignment) -> dict:
    if not assignment.due:
        return {}
    days = (assignment.due - timezone.localdate()).days
    if days < 0:
        late = ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}
        return {"badge": late, "tone": "late"}
    if days <= 1:
        return {"badge": _("due tomorrow") if days else _("due today"), "tone": "soon"}
    return {"badge": _("due %(when)s") % {"when": date_format(assignment.due, "j F")}}


def leaving_today(desk: Desk) -> Panel | None:
    """What goes out today, and what should have: by the hour."""
    if not desk.sees:
        return None
    midnight = timezone.make_aware(
        datetime.combine(timezone.localdate() + timedelta(days=1), time())
    )
    due = Revision.objects.filter(approved_go_live_at__lt=midnight)
    schedule = due.filter(pk=OuterRef("latest_revision_id")).values("approved_go_live_at")
    stories = desk.stories().filter(Exists(schedule)).annotate(moment=Subquery(schedule[:1]))
    found = [(story.moment, desk.row(story)) for story in _more(stories.order_by("moment", "pk"))]
    for model in (FrontPage, InfoPage):
        viewset = model.snippet_viewset
        if viewset.permission_policy.user_has_permission(desk.user, "change"):
            every: QuerySet[Any] = model.objects.all()
            pages = every.annotate(
                moment=Subquery(schedule[:1]),
            ).filter(moment__isnull=False)
            url = viewset.get_url_name("edit")
            found += [
                (
                    page.moment,
                    Row(str(page), reverse(url, args=[page.pk]), [str(model._meta.verbose_name)]),
                )
                for page in _more(pages)
            ]
    rows = []
    for moment, row in sorted(found, key=lambda pair: pair[0]):
        late = moment < timezone.now() - timedelta(minutes=2)
        row.badge = _moment(moment) if late else _moment(moment, "H:i")
        row.tone = "late" if late else "soon"
        rows.append(row)
    return Panel(
        "today",
        _("Out today"),
        "time",
        rows,
        _("Nothing is scheduled for today."),
        desk.all(state="scheduled"),
        aside=True,
    )


def failing(desk: Desk) -> Panel | None:
    """What should have gone out or come back and could not, and whether the publisher runs."""
    failures = runs.failures()
    stories = {f.object_id for f in failures if isinstance(f.content_object, Article)}
    seen = (
        set(desk.policy.visible_to(desk.user).filter(pk__in=stories).values_list("pk", flat=True))
        if stories
        else set()
    )
    rows = []
    for failure in failures:
        subject = failure.content_object
        story = isinstance(subject, Article)
        if subject is None or (story and subject.pk not in seen) or not (story or desk.publishes):
            continue
        url = access.place(subject, desk.user) if story else desk_url(subject)
        since = _("since %(when)s") % {"when": _moment(failure.since)}
        rows.append(Row(str(subject), url, [since], _("failed"), "late", quote=failure.sentence))
    warning = runs.asleep_warning() if desk.publishes or rows else ""
    if not desk.publishes and not rows:
        return None
    return Panel(
        "failing",
        _("Failed publications"),
        "warning",
        rows,
        _("Nothing has failed."),
        warning=warning,
    )


def desk_url(subject: Any) -> str:
    """Return the address of the form of ``subject``. Whether it opens is for its gate to say."""
    return reverse(subject.snippet_viewset.get_url_name("edit"), args=[subject.pk])


def notes(desk: Desk) -> Panel | None:
    """The open notes that name the user."""
    if not desk.sees:
        return None
    mentions = (
        Note.objects.filter(
            Q(answers__isnull=True) | Q(answers__resolved_at__isnull=True),
            mentioned=desk.user,
            resolved_at__isnull=True,
        )
        .select_related("article__section", "author")
        .defer("article__body")
        .order_by("-created_at", "-pk")
    )
    rows = [
        Row(
            str(note.article),
            access.address("notes", note.article),
            [str(note.author or _("somebody who has left")), naturaltime(note.created_at)],
            quote=note.text,
        )
        for note in _more(mentions)
        if access.may_read(desk.user, note.article)
    ]
    return Panel(
        "notes",
        _("Notes that mention me"),
        "comment",
        rows,
        _("No open note mentions you."),
        desk.all(notes="mine"),
    )


def drafts(desk: Desk) -> Panel | None:
    """The user's own drafts that nobody else has in hand."""
    if not desk.writes:
        return None
    mine = (
        desk.stories()
        .filter(owner=desk.user, live=False, is_scheduled=False)
        .filter(Q(review_status__isnull=True) | ~Q(review_status__in=(SUBMITTED, SENT_BACK)))
        .order_by("-latest_revision__created_at", "-pk")
    )
    rows = [desk.row(story, _written(story), badge=_approved(story)) for story in _more(mine)]
    return Panel(
        "drafts",
        _("My drafts"),
        "edit",
        rows,
        _("You have no draft."),
        desk.all(owner=desk.user.pk, state="draft"),
        aside=True,
    )


def _approved(story: Article) -> str | Promise:
    state = status_of(story)
    return "" if state == _("draft") else state


def _written(story: Article) -> str:
    revision = story.latest_revision
    return _("written %(when)s") % {"when": naturaltime(revision.created_at)} if revision else ""


def latest(desk: Desk) -> Panel | None:
    """What the newsroom has worked on last."""
    if not desk.sees:
        return None
    rows = [
        desk.row(story, _written(story), badge=status_of(story))
        for story in _more(desk.stories().order_by("-latest_revision__created_at", "-pk"))
    ]
    return Panel(
        "latest",
        _("Latest work"),
        "history",
        rows,
        _("Nothing was written yet."),
        desk.all(),
        aside=True,
    )


#: In the order in which they are read: first what asks for an act.
PANELS = (failing, to_review, in_review, assigned, leaving_today, notes, drafts, latest)
