"""What an address of the planning asks for: the page's, and the agenda's with the same words."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Assignment, CalendarKey, Section
from shows.models.batch import fetch_batch

from . import sources  # noqa: F401  registers the kinds that can be asked for
from .entries import all_kinds

if TYPE_CHECKING:
    from shows.admin.typed import AnyUser

MONTH, LIST = "month", "list"
FIRST_YEAR, LAST_YEAR = 1950, 2100
MONTH_TEXT = re.compile(r"(\d{4})-(\d{1,2})")


class MonthField(forms.CharField):
    """“2027-03” → the first day of the month."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        match = MONTH_TEXT.fullmatch(text)
        year, month = (int(match[1]), int(match[2])) if match else (0, 0)
        if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:
            raise ValidationError(
                _("“%(value)s” is not a month. Write for example 2027-03."),
                params={"value": text[:40]},
            )
        return datetime.date(year, month, 1)


class DayField(forms.DateField):
    """“2027-03-01” → the day, within the years that the planning shows."""

    default_error_messages = {"invalid": _("This is not a day. Write for example 2027-03-01.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["invalid"])


class Asked(forms.Form):
    """The filters of the planning. What is not understood is left out, with a sentence."""

    view = forms.ChoiceField(choices=[(MONTH, _("Month")), (LIST, _("List"))], required=False)
    month = MonthField(required=False)
    day = DayField(required=False)
    kind = forms.MultipleChoiceField(
        label=_("Kinds shown"), required=False, widget=forms.CheckboxSelectMultiple
    )
    section = forms.TypedChoiceField(
        label=_("Section"), required=False, coerce=int, empty_value=None
    )
    person = forms.TypedChoiceField(
        label=_("Stories of"), required=False, coerce=int, empty_value=None
    )
    #: Those that a menu of the page sets.
    MENUS = ("kind", "section", "person")

    def __init__(self, data: QueryDict, user: AnyUser) -> None:
        super().__init__(data)
        self.user = user
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [(kind.key, kind.label) for kind in all_kinds()]
        everyone = sees_everyone(user)
        wanted = {Section: Section.objects.only("name", "order"), **(people() if everyone else {})}
        found = fetch_batch(wanted | {CalendarKey: CalendarKey.objects.filter(user=user.pk)})
        self.calendar_key = next(iter(found[CalendarKey]), None)
        sections = sorted(found[Section], key=lambda section: (section.order, section.name))
        names = [(section.pk, section.name) for section in sections]
        fields["section"].choices = [("", _("All the sections")), *names]
        if everyone:
            names = [(u.pk, u.get_full_name() or u.get_username()) for u in found[get_user_model()]]
            names.sort(key=lambda pair: pair[1].casefold())
            fields["person"].choices = [("", _("Everyone")), *names]
        else:
            del self.fields["person"]
        self.is_valid()

    def get(self, name: str, default: Any = None) -> Any:
        """What was asked, or ``default`` when nothing was, or nonsense."""
        return self.cleaned_data.get(name) or default

    @property
    def mode(self) -> str:
        return self.get("view", MONTH)

    @property
    def first_day(self) -> datetime.date:
        """The day on which the list begins, or the first of the month."""
        today = timezone.localdate()
        if self.mode == LIST:
            return self.get("day", today)
        return self.get("month", today.replace(day=1))

    @property
    def scope(self) -> dict:
        """The arguments of a `Scope`, without its days."""
        return {
            "user": self.user,
            "kinds": frozenset(self.get("kind", ())),
            "section": self.get("section"),
            "person": self.get("person"),
        }

    @property
    def is_filtered(self) -> bool:
        return any(self.get(name) for name in self.MENUS)

    @property
    def sentences(self) -> list[str]:
        """What was wrong with the address."""
        return [str(sentence) for errors in self.errors.values() for sentence in errors]


def may_plan(user: AnyUser) -> bool:
    """Whether someone has a planning: those who may change stories, if only their own."""
    policy = Article.snippet_viewset.permission_policy
    return policy.user_has_permission(user, "change")


def sees_everyone(user: AnyUser) -> bool:
    """Whether someone looks at others' work, and may ask for one person's."""
    return Article.snippet_viewset.permission_policy.user_has_permission(user, "publish")


def people() -> dict:
    """Those who own a story or have one to do, for `fetch_batch`."""
    model = get_user_model()
    busy = Assignment.objects.open().order_by().values("user")
    owners = Article.objects.filter(owner__isnull=False).order_by().values("owner")
    rows = model.objects.filter(Q(pk__in=owners) | Q(pk__in=busy))
    return {model: rows.only("username", "first_name", "last_name")}
