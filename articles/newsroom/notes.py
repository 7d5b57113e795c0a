"""The notes on a story: written, answered, resolved. Never public, in no export, in no revision."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Note
from . import notifications
from .access import address, may_read, members
from .side_panel_base import StoryPanel, StoryView

if TYPE_CHECKING:
    from shows.admin.typed import AnyUser

    from ..models import Article

#: “@camille”, but not the end of an address such as “redaction@example.org”.
MENTION = re.compile(r"(?<![\w@.+-])@([\w@.+-]+)")
LONGEST: Any = Note._meta.get_field("text").max_length
SUGGESTED = 8


def mentioned_in(text: str) -> list:
    """Return the members of the newsroom that ``text`` names, as “@camille”.

    What follows an @ and is nobody's is left alone: it may be an account on a social network.
    """
    names = {name.rstrip(".+-").lower() for name in MENTION.findall(text)}
    if not names:
        return []
    return list(members().annotate(handle=Lower("username")).filter(handle__in=names))


def write(story: Article, author: AnyUser, text: str, answers: Note | None = None) -> Note:
    """Add a note to the thread of ``story``, and tell those whom it mentions.

    Raises ValidationError, with a sentence, for an empty note and for one that mentions somebody
    who may not read the story. Answers stand one level deep.
    """
    text = text.strip()
    if not text:
        raise ValidationError(_("Write something before sending the note."))
    if len(text) > LONGEST:
        raise ValidationError(
            _("This note has %(length)d characters; there is room for %(most)d."),
            params={"length": len(text), "most": LONGEST},
        )
    mentioned = mentioned_in(text)
    strangers = [f"@{user.username}" for user in mentioned if not may_read(user, story)]
    if strangers:
        raise ValidationError(
            _("%(names)s cannot read this story. Assign it to them first, or take the name out."),
            params={"names": ", ".join(strangers)},
        )
    with transaction.atomic():
        note = Note.objects.create(
            article=story,
            author=author,
            text=text,
            answers=answers and (answers.answers or answers),
        )
        note.mentioned.set(mentioned)
    notifications.mentioned(note, [user for user in mentioned if user != author])
    return note


def resolve(note: Any, user: AnyUser) -> None:
    """Note who settled a note and when; it stays to be read, folded, with its answers."""
    note.resolved_at, note.resolved_by = timezone.now(), user
    note.save(update_fields=["resolved_at", "resolved_by"])


def reopen(note: Note) -> None:
    """Take back that a note is settled."""
    note.resolved_at = note.resolved_by = None
    note.save(update_fields=["resolved_at", "resolved_by"])


class NotesPanel(StoryPanel):
    """The thread of the story, what is open first."""

    name = "notes"
    title = gettext_lazy("Notes (panel)")
    template_name = "admin/beside/notes.html"
    order = 150

    class SidePanelToggle(StoryPanel.SidePanelToggle):
        aria_label = gettext_lazy("Show or hide the notes")
        icon_name = "comment"

    @cached_property
    def threads(self) -> list[Note]:
        """The notes with their answers in ``thread``, oldest first."""
        rows = Note.objects.filter(article=self.object.pk).select_related("author", "resolved_by")
        threads: dict[Any, Any] = {note.pk: note for note in rows if note.answers_id is None}
        for note in threads.values():
            note.thread = []
        for note in rows:
            if note.answers_id in threads:
                threads[note.answers_id].thread.append(note)
        return list(threads.values())

    def open_count(self) -> int:
        return sum(not note.resolved_at for note in self.threads)

    def details(self) -> dict[str, Any]:
        return {
            "open": [note for note in self.threads if not note.resolved_at],
            "resolved": [note for note in self.threads if note.resolved_at],
            "count": self.open_count(),
            "longest": LONGEST,
            "url": address("notes", self.object),
            "people_url": address("notes_people", self.object),
        }


class NotesView(StoryView):
    """``GET`` shows the thread; ``POST text=`` adds a note, ``answers=`` the one it answers."""

    panel = NotesPanel

    def post(self, request: HttpRequest) -> HttpResponse:
        text, answers = request.POST.get("text", ""), request.POST.get("answers", "")
        above = None
        if answers:
            keys = {"pk": answers if answers.isdigit() else 0, "article": self.article}
            above = get_object_or_404(Note, **keys)
        try:
            write(self.article, request.user, text, above)
        except ValidationError as error:
            # The note's own number, so that the sentence stands under its field.
            return self.answer(
                error=" ".join(error.messages), typed=text, answering=above.pk if above else 0
            )
        return self.answer()


class NoteView(StoryView):
    """``POST done=1`` resolves a note, ``done=`` opens it again."""

    panel = NotesPanel

    def post(self, request: HttpRequest, note: int) -> HttpResponse:
        found = get_object_or_404(Note, pk=note, article=self.article, answers=None)
        if request.POST.get("done"):
            resolve(found, request.user)
        else:
            reopen(found)
        return self.answer()


class PeopleView(StoryView):
    """``GET ?q=`` suggests whom a note may mention: members who may read the story."""

    panel = NotesPanel

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        text = request.GET.get("q", "").strip()[:80]
        named = (
            Q(username__istartswith=text)
            | Q(first_name__istartswith=text)
            | Q(last_name__istartswith=text)
        )
        found = members().filter(named).exclude(pk=request.user.pk)
        readers = [user for user in found[: 4 * SUGGESTED] if may_read(user, self.article)]
        return JsonResponse(
            {
                "results": [
                    {"username": user.username, "name": str(user)} for user in readers[:SUGGESTED]
                ]
            }
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        return self.http_method_not_allowed(request)
