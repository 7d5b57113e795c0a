"""What an editor does to several stories at once: publish, take offline, move, tag, assign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.actions.unpublish import UnpublishAction
from wagtail.admin.forms.tags import TagField

from ..models import ArticleTag, Section
from ..moments import in_words
from ..newsroom.assignments import AssignForm, assign, may_assign
from .amend import amend
from .bulk import Skipped, StoryBulkAction
from .log import MOVED, TAGGED

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from ..models import Article


class Publish(StoryBulkAction):
    """Publishes, or schedules, the latest draft of each story."""

    display_name = gettext_lazy("Publish")
    heading = gettext_lazy("Publish stories")
    aria_label = gettext_lazy("Publish the stories that are ticked")
    button = gettext_lazy("Publish them")
    action_type = "publish"
    action_priority = 10
    action = "publish"

    def check_right(self, story: Article) -> None:
        # Of the draft: it may be on its way to another section.
        draft = story.get_latest_revision_as_object()
        if not self.may("publish", story) or not self.may("publish", draft):
            raise Skipped(_("You may not publish in its section."))

    def check(self, story: Article) -> None:
        if not story.latest_revision_id or (story.live and not story.has_unpublished_changes):
            raise Skipped(_("It is published already, and has no newer draft."))
        draft = story.latest_revision.as_object()
        draft.full_clean()
        draft.check_publishable(self.request.user)

    def remark(self, story: Article) -> str:
        moment = story.latest_revision.as_object().go_live_at
        if moment and moment > now():
            return _("it will be scheduled for %(when)s") % {"when": in_words(moment)}
        return ""

    def act(self, story: Article) -> None:
        revision = story.latest_revision
        revision.publish(user=self.request.user, skip_permission_checks=True)

    def done(self, count: int) -> str:
        return ngettext(
            "One story is published or scheduled.",
            "%(count)d stories are published or scheduled.",
            count,
        ) % {"count": count}


class Unpublish(StoryBulkAction):
    """Takes stories offline; they become drafts again."""

    display_name = gettext_lazy("Unpublish")
    heading = gettext_lazy("Take stories offline")
    aria_label = gettext_lazy("Take the stories that are ticked offline")
    button = gettext_lazy("Take them offline")
    action_type = "unpublish"
    action_priority = 15
    action = "unpublish"

    def check(self, story: Article) -> None:
        if not story.live:
            raise Skipped(_("It is not published."))

    def act(self, story: Article) -> None:
        # Wagtail's own check is one of pages; the policy has been asked.
        UnpublishAction(story, user=self.request.user).execute(skip_permission_checks=True)

    def done(self, count: int) -> str:
        return ngettext("One story is offline.", "%(count)d stories are offline.", count) % {
            "count": count
        }


class AmendingAction(StoryBulkAction):
    """Changes one thing in what is live and in the draft (`articles.admin.amend`).

    Subclasses have ``change(story)``, which says whether it changed anything, ``data()``, what the
    history says of it, and ``nothing_to_do``, the sentence for a story that needs no change.
    """

    #: What the history calls it.
    logged = ""
    nothing_to_do: StrOrPromise = ""

    def check_right(self, story: Article) -> None:
        super().check_right(story)
        if story.live and not self.may("publish", story):
            raise Skipped(_("It is published, and you may not publish in its section."))

    def act(self, story: Article) -> None:
        if not amend(
            story, self.change, user=self.request.user, action=self.logged, data=self.data()
        ):
            raise Skipped(str(self.nothing_to_do))


class MoveForm(forms.Form):
    """Which section stories go to."""

    section = forms.ModelChoiceField(
        queryset=Section.objects.all(), label=gettext_lazy("To the section")
    )


class MoveSection(AmendingAction):
    """Moves stories to another section; those that are live leave a redirect."""

    display_name = gettext_lazy("Move")
    heading = gettext_lazy("Move stories to another section")
    aria_label = gettext_lazy("Move the stories that are ticked to another section")
    button = gettext_lazy("Move them")
    action_type = "move"
    action_priority = 20
    form_class = MoveForm
    logged = MOVED
    nothing_to_do = gettext_lazy("It is in this section already.")

    def check(self, story: Article) -> None:
        section = self.chosen.get("section")
        if section is None:
            return
        user, draft = self.request.user, story.get_latest_revision_as_object()
        if not all(self.policy().may_move(user, each, section.pk) for each in (story, draft)):
            raise Skipped(
                _("You have to edit both its section and “%(section)s”.") % {"section": section}
            )

    def change(self, story: Article) -> bool:
        section = self.chosen["section"]
        moved = story.section_id != section.pk
        story.section = section
        return moved

    def data(self) -> dict[str, str]:
        return {"section": str(self.chosen["section"])}

    def done(self, count: int) -> str:
        return ngettext(
            "One story is now in “%(section)s”.",
            "%(count)d stories are now in “%(section)s”.",
            count,
        ) % {"count": count, "section": self.chosen["section"]}


class TagForm(forms.Form):
    """Which tags stories get, besides those that they have."""

    tags = TagField(
        tag_model=ArticleTag.tag_model(),
        label=gettext_lazy("Tags"),
        help_text=gettext_lazy("One or more. Those that the stories have already stay."),
    )


class AddTag(AmendingAction):
    """Adds tags to stories."""

    display_name = gettext_lazy("Add a tag")
    heading = gettext_lazy("Add a tag to stories")
    aria_label = gettext_lazy("Add a tag to the stories that are ticked")
    button = gettext_lazy("Add it")
    action_type = "tag"
    action_priority = 25
    form_class = TagForm
    logged = TAGGED
    nothing_to_do = gettext_lazy("It has this tag already.")

    def change(self, story: Article) -> bool:
        before = {item.tag_id for item in story.tagged_items.all()}
        story.tags.add(*self.chosen["tags"])
        return {item.tag_id for item in story.tagged_items.all()} != before

    def data(self) -> dict[str, str]:
        return {"tags": ", ".join(self.chosen["tags"])}

    def done(self, count: int) -> str:
        return ngettext(
            "One story has a new tag: %(tags)s.",
            "%(count)d stories have a new tag: %(tags)s.",
            count,
        ) % {"count": count, **self.data()}


class Assign(StoryBulkAction):
    """Gives stories to someone, with a due date."""

    display_name = gettext_lazy("Assign")
    heading = gettext_lazy("Assign stories")
    aria_label = gettext_lazy("Assign the stories that are ticked")
    button = gettext_lazy("Assign them")
    action_type = "assign"
    action_priority = 28
    action = "assign"
    heeds_locks = False
    form_class = AssignForm

    def check_right(self, story: Article) -> None:
        if not may_assign(self.request.user, story):
            raise Skipped(_("You may not assign the stories of its section."))

    def check(self, story: Article) -> None:
        user = self.chosen.get("user")
        if user and story.assignments.open().filter(user=user).exists():
            raise Skipped(_("It is assigned to %(who)s already.") % {"who": user})

    def act(self, story: Article) -> None:
        assign(story, by=self.request.user, **self.chosen)

    def done(self, count: int) -> str:
        return ngettext(
            "One story is assigned to %(who)s.",
            "%(count)d stories are assigned to %(who)s.",
            count,
        ) % {"count": count, "who": self.chosen["user"]}


BULK_ACTIONS = (Publish, Unpublish, MoveSection, AddTag, Assign)
