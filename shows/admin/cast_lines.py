"""A cast typed in a story as one name a line, made into rows of its casting news."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views import View

from ..models import Person
from ..name_search import fold
from .credit_lines import parse_lines
from .picker.registry import TARGETS

if TYPE_CHECKING:
    from .typed import AnyUser

#: A cast is a few dozen names; a page that was pasted whole is a mistake.
MOST = 100


class CastLinesView(View):
    """``POST lines=``: {rows: values for new rows, left: the lines that are none, errors}.

    Nothing but persons is made: asking twice gives the same rows, with the same persons. A line
    that is not understood stays, with a sentence; the others are made into rows.
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> JsonResponse:
        rows, left, errors = [], [], []
        lines = [line for line in request.POST.get("lines", "").splitlines() if line.strip()]
        if len(lines) > MOST:
            sentence = _("These are %(many)d lines. Split %(most)d at a time.")
            return self.answer([], lines, [sentence % {"many": len(lines), "most": MOST}])
        for number, line in enumerate(lines, start=1):
            try:
                ((name, character),) = parse_lines(line)
                person = find_person(request.user, name)
            except ValidationError as error:
                left.append(line)
                sentence = _("Line %(number)d: %(sentence)s")
                errors.append(sentence % {"number": number, "sentence": " ".join(error.messages)})
            else:
                rows.append(values(person, character))
        return self.answer(rows, left, errors)

    @staticmethod
    def answer(
        rows: list[dict[str, dict[str, Any]]], left: list[str], errors: list[str]
    ) -> JsonResponse:
        return JsonResponse({"rows": rows, "left": "\n".join(left), "errors": errors})


def values(person: Person, character: str) -> dict:
    """What a row of casting news holds (see `row_values`)."""
    return {
        "fields": {
            "person": {"value": person.pk, "label": str(person)},
            "character": {"value": character},
        }
    }


def find_person(user: AnyUser, name: str) -> Person:
    """Return the person of that name, made if there is none and ``user`` may.

    Raises ValidationError, with a sentence, if several have the name or none can be made.
    """
    target, text = TARGETS["shows.Person"], fold(name)
    found = target.search(user, name)
    same = [person for person in found if fold(str(person)) == text] or [
        person for person in found if text in map(fold, person.other_name_list)
    ]
    if len(same) > 1:
        raise ValidationError(
            _("%(count)d persons are called “%(name)s”. Add a casting and choose the right one."),
            params={"count": len(same), "name": name},
        )
    if same:
        return same[0]
    try:
        if not target.may_create(user):
            raise PermissionDenied
        return target.create(user, name)
    except PermissionDenied:
        raise ValidationError(
            _("“%(name)s” has no record yet, and you may not create one. Ask the desk for it."),
            params={"name": name},
        ) from None
