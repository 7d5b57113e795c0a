"""What the record picker may name: a closed list, each kind with its search and its creation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from ...models.base import visibility_of
from ...models.choices import AwardKind, Visibility
from ...name_search import ITSELF, fold, matching, rank
from ..permissions import SEEING, ObjectPolicy
from ..ways import company_kinds, ways

if TYPE_CHECKING:
    from ...models import Series
    from ..typed import AnyUser

#: The right to make a record from its name, without the right over the records' lists.
PROPOSE = "shows.propose_record"
SHOWN = 12
#: Names are ranked in Python; of a very common word only so many are looked at.
CONSIDERED = 200

TARGETS: dict[str, Target] = {}


def register_target(target: Target) -> None:
    """Let the picker name ``target``; nothing that is not registered can be named."""
    TARGETS[target.label] = target


@dataclass
class Target:
    """A model that the picker finds by ``fields``. ``label`` is “shows.Series”."""

    label: str
    fields: tuple[str, ...]
    select_related: tuple[str, ...] = ()

    @cached_property
    def model(self) -> Any:
        return apps.get_model(self.label)

    @property
    def policy(self) -> ObjectPolicy:
        """Who may see and add what."""
        return self.model.snippet_viewset.permission_policy

    def rows(self, user: AnyUser) -> QuerySet[Any]:
        """Return the rows this user may name: those of the lists he sees, else the public ones
        and those he proposed himself."""
        if self.policy.user_has_any_permission(user, SEEING):
            rows = self.seen(user)
        elif proposed := self.proposed(user):
            public = self.model.objects.public().values("pk")
            rows = self.model.objects.filter(Q(pk__in=public) | proposed)
        else:
            rows = self.model.objects.public()
        return rows.select_related(*self.select_related)

    def proposed(self, user: AnyUser) -> Q:
        """Which rows this user has made from a name; an empty Q for none."""
        return Q()

    def seen(self, user: AnyUser) -> QuerySet[Any]:
        return self.policy.visible_to(user)

    def search(self, user: AnyUser, text: str) -> list:
        found = self.filter(self.rows(user), text)[:CONSIDERED]
        return sorted(found, key=lambda row: rank(str(row), text))[:SHOWN]

    def filter(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        return rows.filter(matching(self.model, text, self.fields)) if text else rows

    def hint(self, row: Any) -> str:
        """A few words that tell two of the same name apart."""
        return ""

    def may_create(self, user: AnyUser) -> bool:
        return False

    def ways(self, name: str, place: str) -> list[dict[str, Any]]:
        """The ways to make a row called ``name`` in ``place``, the field of a form (see `ways`)."""
        return ways(name)

    def create(self, user: AnyUser, name: str, kind: str = "") -> Any:
        raise PermissionDenied


@dataclass
class RecordTarget(Target):
    """A record, that can be made from its name alone and then waits for its story."""

    name: str = "name"

    def rows(self, user: AnyUser) -> QuerySet[Any]:
        rows: Any = super().rows(user)
        return rows.with_visibility()

    def hint(self, row: Series) -> str:
        seen = visibility_of(row)
        state = "" if seen == Visibility.VISIBLE else str(seen.label)
        return " · ".join(filter(None, [*self.facets(row), state]))

    def facets(self, row: Series) -> list[str]:
        return [row.get_kind_display()] if hasattr(row, "kind") else []

    def may_create(self, user: AnyUser) -> bool:
        return user.has_perm(PROPOSE) or self.policy.user_has_permission(user, "add")

    def made_by(self, user: AnyUser) -> list[int]:
        """The keys of the records that ``user`` has made, from the history."""
        if not user.has_perm(PROPOSE):
            return []
        made = ModelLogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(self.model),
            user=user,
            action="wagtail.create",
        )
        return [int(key) for key in made.values_list("object_id", flat=True)]

    def proposed(self, user: AnyUser) -> Q:
        made = self.made_by(user)
        return Q(pk__in=made) if made else Q()

    def named(self, name: str) -> Any:
        """The record of that very name, or None."""
        known = self.filter(self.model.objects.all(), name).order_by(Length(self.name), "pk")
        return next((row for row in known[:CONSIDERED] if fold(str(row)) == fold(name)), None)

    def create(self, user: AnyUser, name: str, kind: str = "") -> Any:
        """Return the record of that name, made if there was none, of this kind.

        One that waits for the story of another is the same record: there are no two of it.
        Raises ValidationError, with a sentence, for a name that is none, or without a kind.
        """
        name = " ".join(name.split())
        if not any(character.isalnum() for character in name):
            raise ValidationError(_("Type a name: letters or figures are missing."))
        if known := self.named(name):
            return known
        record = self.model(**{self.name: name, "waits_for_story": True}, **self.made_as(kind))
        record.full_clean()
        with transaction.atomic():
            record.save()
            log(instance=record, action="wagtail.create", user=user, content_changed=True)
        return record

    def made_as(self, kind: str) -> dict[str, str]:
        """The values of a new record of this kind; only some have one that is asked."""
        return {}


class KindTarget(RecordTarget):
    """A record that is of a kind, which its name does not tell."""

    def ways(self, name: str, place: str) -> list[dict[str, Any]]:
        return ways(name, self.kinds(place), place)

    def kinds(self, place: str = "") -> tuple[str, ...]:
        """What a record made in this place can be; without one, what it can be at all."""
        raise NotImplementedError

    def made_as(self, kind: str) -> dict[str, str]:
        if kind not in self.kinds():
            raise ValidationError(_("Say what it is: choose one of the ways to create it."))
        return {"kind": kind}


class CompanyTarget(KindTarget):
    """A company made from its name takes its kind from its place, or is asked."""

    def kinds(self, place: str = "") -> tuple[str, ...]:
        return company_kinds(place)


class AwardTarget(KindTarget):
    """An award made from its name is a festival or a prize: it is asked which."""

    def kinds(self, place: str = "") -> tuple[str, ...]:
        return tuple(AwardKind)


class PersonTarget(RecordTarget):
    """A person; the birth tells two of the same name apart."""

    def facets(self, row: Any) -> list[str]:
        return [str(row.birth)] if row.birth else []


class EditionTarget(Target):
    """A year of an award: “Séries Mania 2017” names both, and makes what is missing of them."""

    YEAR = re.compile(r"\b(19|20)\d\d\b")
    #: The award and its year.
    NAMED = re.compile(r"\s*(\D.*?)[\s,]+((?:19|20)\d\d)\s*")

    @property
    def policy(self) -> ObjectPolicy:
        return TARGETS["shows.Award"].policy

    def seen(self, user: AnyUser) -> QuerySet[Any]:
        return self.model.objects.all()

    def filter(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        years = [match[0] for match in self.YEAR.finditer(text)]
        if years:
            rows = rows.filter(year__in=years)
        return super().filter(rows, self.YEAR.sub(" ", text).strip())

    def hint(self, row: Any) -> str:
        return row.label

    def proposed(self, user: AnyUser) -> Q:
        award: Any = TARGETS["shows.Award"]
        made = award.made_by(user)
        return Q(award__in=made) if made else Q()

    def may_create(self, user: AnyUser) -> bool:
        return TARGETS["shows.Award"].may_create(user)

    def ways(self, name: str, place: str) -> list[dict[str, Any]]:
        """Of an award that is known, a year has no kind of its own."""
        award: Any = TARGETS["shows.Award"]
        match = self.NAMED.fullmatch(name)
        return ways(name) if match is None or award.named(match[1]) else award.ways(name, place)

    def create(self, user: AnyUser, name: str, kind: str = "") -> Any:
        match = self.NAMED.fullmatch(name)
        if not match:
            raise ValidationError(
                _("“%(name)s” lacks a year. Write the prize and its year, as “Séries Mania 2017”."),
                params={"name": name.strip()},
            )
        with transaction.atomic():
            award = TARGETS["shows.Award"].create(user, match[1], kind)
            edition, _made = self.model.objects.get_or_create(award=award, year=int(match[2]))
        return edition


class FactTarget(Target):
    """A fact that another brings up to date: one that readers know, never a draft's."""

    def rows(self, user: AnyUser) -> QuerySet[Any]:
        return self.model.objects.public().select_related(*self.select_related)

    def hint(self, row: Any) -> str:
        return str(row.story or row.citation_outlet)


@dataclass
class Vocabulary(Target):
    """Something short that is only chosen: a section, a story, a genre."""

    def hint(self, row: Any) -> str:
        return capfirst(self.model._meta.verbose_name)


def register_shows() -> None:
    """Register the records; facts are, with their viewsets."""
    for target in (
        RecordTarget("shows.Series", (ITSELF,), name="title"),
        PersonTarget("shows.Person", (ITSELF,)),
        CompanyTarget("shows.Company", (ITSELF,)),
        AwardTarget("shows.Award", (ITSELF,)),
        EditionTarget("shows.AwardEdition", ("award", "label"), ("award",)),
    ):
        register_target(target)
