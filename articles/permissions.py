"""Who sees, reads, edits and publishes which story.

The rights over the model say what kind of member someone is; `GRANTS` says on what rules each
kind may do what to a story. A ground is said twice, for a story at hand and for a queryset, so
that lists and views cannot disagree.

Actions are “view” (its title in lists), “read” (its draft, its notes), “change”, “delete”,
“publish”, “unpublish”, “lock”, “unlock” and “assign”.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, Value

from shows.admin.permissions import SEEING, ObjectPolicy

from .models.assignments import Assignment, AssignmentRole

if TYPE_CHECKING:
    from shows.admin.typed import AnyUser

    from .models import Article
    from .models.querysets import ArticleQuerySet


@dataclass(frozen=True)
class Rule:
    """A reason why someone may do something to a story: ``holds`` for one, ``rows`` for all."""

    holds: Callable
    rows: Callable


def _standing(user: AnyUser) -> tuple[set[int], dict[int, str]]:
    """What ``user`` edits and what is assigned to him, in one query for each user object."""
    if not hasattr(user, "_standing"):
        edited = user.edited_sections.order_by().values_list(Value("section"), "pk")
        assigned = user.assignments.order_by().values_list("role", "article")
        sections, stories = set(), {}
        for what, key in edited.union(assigned, all=True):
            if what == "section":
                sections.add(key)
            else:
                stories[key] = what
        user._standing = sections, stories
    return user._standing


def edited_sections(user: AnyUser) -> set[int]:
    """The keys of the sections that ``user`` edits."""
    return _standing(user)[0]


def shared_stories(user: AnyUser) -> dict[int, str]:
    """{key of a story: role} of what is assigned to ``user``."""
    return _standing(user)[1]


def forget(user: AnyUser) -> None:
    """Ask again about the sections and assignments of ``user``: they have changed."""
    user.__dict__.pop("_standing", None)


def _assigned(user: AnyUser, **role: Any) -> Q:
    return Q(pk__in=Assignment.objects.filter(user=user, **role).values("article"))


@dataclass(frozen=True)
class Facts:
    """What of a story the rules look at, as the database has it and not as a draft would."""

    pk: int | None
    owner_id: int | None
    section_id: int | None
    live: bool


ANY = Rule(lambda user, story: True, lambda user: Q())
LIVE = Rule(lambda user, story: story.live, lambda user: Q(live=True))
OWN = Rule(
    lambda user, story: story.owner_id is not None and story.owner_id == user.pk,
    lambda user: Q(owner=user),
)
OWN_DRAFT = Rule(
    lambda user, story: OWN.holds(user, story) and not story.live,
    lambda user: Q(owner=user, live=False),
)
SHARED = Rule(lambda user, story: story.pk in shared_stories(user), lambda user: _assigned(user))
WRITES = Rule(
    lambda user, story: shared_stories(user).get(story.pk) == AssignmentRole.WRITE,
    lambda user: _assigned(user, role=AssignmentRole.WRITE),
)
WRITES_DRAFT = Rule(
    lambda user, story: WRITES.holds(user, story) and not story.live,
    lambda user: WRITES.rows(user) & Q(live=False),
)
SECTION = Rule(
    lambda user, story: story.section_id in edited_sections(user),
    lambda user: Q(section__in=edited_sections(user)),
)

#: {kind of member: {action: rules, of which one is enough}}
GRANTS = {
    # May only look: what readers see, and what is shown to him.
    "reader": {"view": (LIVE, SHARED), "read": (SHARED,)},
    # May write, and no more: a live story is out of his hands.
    "contributor": {
        "view": (LIVE, OWN, SHARED),
        "read": (OWN, SHARED),
        "change": (OWN_DRAFT, WRITES_DRAFT),
        "delete": (OWN_DRAFT,),
    },
    # The stories of his sections are his; he reads the drafts of the others, publishes none.
    "editor": {
        "view": (ANY,),
        "read": (ANY,),
        "change": (SECTION, OWN, WRITES),
        "delete": (SECTION, OWN_DRAFT),
        "publish": (SECTION,),
        "unpublish": (SECTION,),
        "lock": (SECTION,),
        "unlock": (SECTION,),
        "assign": (SECTION,),
    },
}
EVERY_SECTION = "articles.edit_every_section"
#: The right over the model that an action asks of editors, where it is not its own name.
NEEDS = {"view": "change", "read": "change", "unpublish": "publish", "assign": "publish"}
#: What a draft that moves to another section asks for there as well.
OF_BOTH_SECTIONS = ("publish",)


class StoryPolicy(ObjectPolicy):
    """Chief editors, who edit every section, may do to all what their rights over stories say.
    The others (editors of some sections, contributors, readers of drafts) as `GRANTS` says.
    """

    def holds(self, user: AnyUser, right: str) -> bool:
        """Whether ``user`` has this right over the model, whatever the story."""
        return user.has_perm(self._get_permission_name(right))

    def may_change_all(self, user: AnyUser) -> bool:
        return self.holds(user, "change") and user.has_perm(EVERY_SECTION)

    def rules(self, user: AnyUser, action: str) -> tuple[Rule, ...]:
        """Return the rules on which ``user`` may do ``action``; none means never."""
        if self.holds(user, "change") and self.holds(user, NEEDS.get(action, action)):
            return (ANY,) if user.has_perm(EVERY_SECTION) else GRANTS["editor"].get(action, ())
        if self.holds(user, "add"):
            return GRANTS["contributor"].get(action, ())
        return GRANTS["reader"].get(action, ()) if self.holds(user, "view") else ()

    def user_has_permission(self, user: AnyUser, action: str) -> bool:
        if action == "add":
            return self.holds(user, "add")
        return bool(self.rules(user, action))  # for some stories: the gate asks for which

    def user_has_any_permission(self, user: AnyUser, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(
        self, user: AnyUser, action: str, instance: Article
    ) -> bool:
        rules = self.rules(user, action)
        if not rules or ANY in rules:
            return bool(rules)
        story = self.stored(instance)
        if action in OF_BOTH_SECTIONS and not self.edits_section(user, instance.section_id):
            return False
        return any(ground.holds(user, story) for ground in rules)

    def edits_section(self, user: AnyUser, section_id: int | None) -> bool:
        """Whether the stories of this section are ``user``'s to publish."""
        if not self.holds(user, "publish") or not self.holds(user, "change"):
            return False
        return user.has_perm(EVERY_SECTION) or section_id in edited_sections(user)

    def may_move(self, user: AnyUser, instance: Article, section_id: int) -> bool:
        """Whether ``user``, who may change the story, may put it into this section.

        It takes both sections; the author of a draft says himself which one it is for.
        """
        story = self.stored(instance)
        if section_id in (story.section_id, instance.section_id):
            return True
        if story.section_id is None or story.pk is None or OWN_DRAFT.holds(user, story):
            return True
        return all(self.edits_section(user, key) for key in (story.section_id, section_id))

    def stored(self, instance: Article) -> Facts:
        """Return what the database says of ``instance``: a draft may name another section."""
        section_id = getattr(instance, "stored_section_id", instance.section_id)
        return Facts(instance.pk, instance.owner_id, section_id, instance.live)

    def instances_user_has_any_permission_for(
        self, user: AnyUser, actions: tuple[str]
    ) -> ArticleQuerySet:
        seen = Q(pk__in=[])
        for action in actions:
            for ground in self.rules(user, action):
                seen |= ground.rows(user)
                if ground is ANY:
                    return self.model._default_manager.all()
        return self.model._default_manager.filter(seen)

    def visible_to(self, user: AnyUser) -> ArticleQuerySet:
        if not self.user_has_any_permission(user, SEEING):
            return self.model._default_manager.none()
        return self.instances_user_has_any_permission_for(user, ("view",))
