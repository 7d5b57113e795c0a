"""Doing something to several stories of the list at once (`articles.admin.bulk_actions`).

Nothing fails whole: each story is done in a transaction of its own, what cannot be done is left as
it is, and the editor is told which and why, before on the page that asks and afterwards again.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, transaction
from django.forms.forms import BaseForm
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.functional import classproperty
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.locks import ScheduledForPublishLock
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from shows.admin.base import ListedMixin

from ..models import Article
from ..moments import in_words
from ..newsroom.access import story_url

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from shows.admin.typed import AnyUser

    from ..permissions import StoryPolicy

logger = logging.getLogger("generique.desk")

#: More at once would outlast the patience of a server.
AT_ONCE = 200
#: How many of those left as they are a message names.
NAMED = 20


class Skipped(Exception):
    """A story is left as it is; ``sentences`` say why."""

    def __init__(self, *sentences: str) -> None:
        self.sentences = sentences


def sentences_of(error: ValidationError) -> list[str]:
    """What a refusal says, each field's sentence after the name of the field."""
    if not hasattr(error, "error_dict"):
        return error.messages
    found = []
    for name, messages_of_field in error.message_dict.items():
        field = next((f for f in Article._meta.fields if f.name == name), None)
        for sentence in messages_of_field:
            said = {"field": capfirst(field.verbose_name), "sentence": sentence} if field else None
            found.append(_("%(field)s: %(sentence)s") % said if said else sentence)
    return found


class StoryBulkAction(ListedMixin, SnippetBulkAction):
    """The base. Subclasses set ``action`` (what the policy is asked for) and have:

    - ``act(story)``, which does it to a story that is locked in the database;
    - ``done(count)``, the sentence that says to how many it was done;
    - `check`, which raises `Skipped`, or ValidationError, for what cannot be done; before the form
      is sent ``chosen`` is empty, and it says what it can.
    """

    template_name = "admin/confirm_bulk_stories.html"
    #: What the page that asks is called; the list's button is short.
    heading: StrOrPromise = ""
    action = "change"
    #: Whether a lock on the story keeps it from being done.
    heeds_locks = True
    #: What the button says.
    button: StrOrPromise = ""

    @classproperty
    def models(cls) -> list[type[Article]]:
        return [Article]

    @classmethod
    def offered_to(cls, user: AnyUser) -> bool:
        """Whether the list shows the action to ``user``."""
        return cls.policy().user_has_permission(user, cls.action)

    @staticmethod
    def policy() -> StoryPolicy:
        return Article.snippet_viewset.permission_policy

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> TemplateResponse | HttpResponseRedirect:
        if not self.offered_to(request.user):
            raise PermissionDenied
        self.chosen: dict[str, Any] = {}
        return super().dispatch(request, *args, **kwargs)

    # Which stories

    def get_actionable_objects(self) -> tuple[list[Article], dict[Any, Any]]:
        """Return the stories that were ticked and that the user sees, in the list's order."""
        keys = self.request.GET.getlist("id")
        if "all" in keys:
            keys = self.get_all_objects_in_listing_query(None)
        keys = [int(key) for key in keys if str(key).isdigit()]
        seen = self.policy().visible_to(self.request.user)
        stories = seen.filter(pk__in=keys[:AT_ONCE]).select_related("section", "latest_revision")
        self.too_many = max(len(keys) - AT_ONCE, 0)
        return sorted(stories, key=lambda story: keys.index(story.pk)), {}

    def may(self, action: str, story: Article) -> bool:
        return self.policy().user_has_permission_for_instance(self.request.user, action, story)

    def reasons(self, story: Article) -> list[str]:
        """Say why ``story`` would be left as it is; an empty list if it would not."""
        try:
            self.check_story(story)
        except Skipped as left:
            return list(left.sentences)
        except ValidationError as error:
            return sentences_of(error)
        return []

    def check_story(self, story: Article) -> None:
        self.check_right(story)
        if self.heeds_locks:
            self.check_lock(story)
        self.check(story)

    def check_right(self, story: Article) -> None:
        if not self.may(self.action, story):
            raise Skipped(_("You may not do this to the stories of its section."))

    def check_lock(self, story: Article) -> None:
        lock, user = story.get_lock(), self.request.user
        if lock is None or not lock.for_user(user):
            return
        if isinstance(lock, ScheduledForPublishLock):
            when = in_words(story.scheduled_revision.approved_go_live_at)
            raise Skipped(_("It is scheduled for %(when)s. Cancel that first.") % {"when": when})
        if story.locked:
            raise Skipped(_("%(who)s has locked it.") % {"who": story.locked_by or _("Somebody")})
        raise Skipped(strip_tags(lock.get_message(user) or _("It is locked.")))

    def check(self, story: Article) -> None:
        """Raise `Skipped` or ValidationError if it cannot be done to ``story``."""

    def remark(self, story: Article) -> str:
        """What is to be known of a story to which it will be done."""
        return ""

    # The page that asks

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        free: list[Any] = []
        left: list[Any] = []
        by_reasons: dict[Any, Any] = {}
        for item in context["items"]:
            story = item["item"]
            entry = {"story": story, "url": story_url(self.request.user, story)}
            if reasons := self.reasons(story):
                left.append(entry | {"reasons": reasons})
                by_reasons.setdefault(tuple(reasons), []).append(entry)
            else:
                free.append(entry | {"remark": self.remark(story)})
        return {
            **context,
            "free": free,
            "left": left,
            "by_reasons": by_reasons.items(),
            "beyond": self.beyond(),
            "title": self.heading,
            "button": self.button,
        }

    def object_context(self, story: Article) -> dict[str, Article]:
        return {"item": story}

    # Doing it

    def form_valid(self, form: BaseForm) -> HttpResponseRedirect:
        self.chosen = form.cleaned_data
        done, left = 0, []
        for story in self.get_actionable_objects()[0]:
            if reasons := self.do(story):
                left.append((story, reasons))
            else:
                done += 1
        if done:
            messages.success(self.request, self.done(done))
        if left:
            messages.warning(self.request, told(left))
        if self.too_many:
            messages.warning(self.request, self.beyond())
        return redirect(self.next_url)

    def beyond(self) -> str:
        """Say that not all were taken; “” if they were."""
        if not self.too_many:
            return ""
        return ngettext(
            "One more was ticked: %(limit)d are taken at once. Do it again for that one.",
            "%(count)d more were ticked: %(limit)d are taken at once. Do it again for those.",
            self.too_many,
        ) % {"count": self.too_many, "limit": AT_ONCE}

    def do(self, story: Article) -> list[str]:
        """Do it to one story, or say why not."""
        try:
            with transaction.atomic():
                row = Article.objects.select_for_update().get(pk=story.pk)
                self.check_story(row)
                self.act(row)
        except Skipped as left:
            return list(left.sentences)
        except ValidationError as error:
            return sentences_of(error)
        except Article.DoesNotExist:
            return [_("It was deleted meanwhile.")]
        except Error:
            logger.exception("“%s” was left out of a bulk action", story)
            return [_("The database refused it. Open the story to see what is wrong.")]
        return []


def told(left: list[tuple[Article, list[str]]]) -> str:
    """The message about the stories that were left as they are: [(story, sentences)]."""
    heading = ngettext(
        "One story was left as it is:", "%(count)d stories were left as they are:", len(left)
    ) % {"count": len(left)}
    rows = format_html_join("", "<li>{} {}</li>", (_named(*pair) for pair in left[:NAMED]))
    more = len(left) - NAMED
    rest = _("and %(count)d more") % {"count": more} if more > 0 else ""
    return format_html("{}<ul>{}</ul>{}", heading, rows, rest)


def _named(story: Article, sentences: list[str]) -> tuple[str, str]:
    return _("“%(story)s”:") % {"story": story}, " ".join(sentences)
