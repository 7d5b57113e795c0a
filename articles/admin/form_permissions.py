"""What the form of a story lets its user do: corrections, and the section the story is in."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from shows.admin.panels import RowsPanel
from shows.admin.picker.registry import TARGETS
from shows.admin.typed import FormMixin

from ..models import Article, StoryApproval

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue

    from shows.admin.typed import AnyUser

    from ..models import Section
    from .forms import ArticleForm

CORRECT = ("articles.add_correction", "articles.change_correction")


def may_correct(user: AnyUser) -> bool:
    """Whether ``user`` writes the corrections that readers see on a story."""
    return user is not None and any(user.has_perm(right) for right in CORRECT)


class CorrectionsPanel(RowsPanel):
    """The corrections, for those who write them: `RightsFormMixin` leaves the rows out of the
    forms of the others, and what was there stays."""

    class BoundPanel(RowsPanel.BoundPanel):
        def __init__(
            self, *, panel: CorrectionsPanel, form: ArticleForm | None, **kwargs: Any
        ) -> None:
            self.left_out = form is not None and panel.relation_name not in form.formsets
            super().__init__(panel=panel, form=None if self.left_out else form, **kwargs)

        def is_shown(self) -> bool:
            return not self.left_out and super().is_shown()


class RightsFormMixin(FormMixin):
    """Goes before the form of a story. What it refuses, it refuses with a sentence."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user is not None and not may_correct(self.for_user):
            self.formsets.pop("corrections", None)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        section = data.get("section")
        if section is not None and self.for_user is not None and (said := self._refusal(section)):
            self.add_error("section", said)
        if self.for_user is not None and "body" in data and self._names_unknown(data["body"]):
            self.add_error(
                "body", _("The text names a story or a record that you cannot choose. Choose anew.")
            )
        return data

    def _names_unknown(self, body: StreamValue) -> bool:
        """Whether the text names, anew, what the picker does not show to this user."""
        references = Article._meta.get_field("body").extract_references
        named, before = defaultdict(set), set(references(self.instance.body))
        for reference in set(references(body)) - before:
            named[reference[0]].add(reference[1])
        for model, keys in named.items():
            target = TARGETS.get(model._meta.label)
            if target and target.rows(self.for_user).filter(pk__in=keys).count() < len(keys):
                return True
        return False

    @property
    def approving(self) -> bool:
        """Whether the form is sent with the approval that publishes the story."""
        return self.data.get("workflow-action-name") == StoryApproval.PUBLISH

    def _refusal(self, section: Section) -> str:
        """Say why the story cannot go to ``section``, or be published there; “” if it can."""
        policy, user = Article.snippet_viewset.permission_policy, self.for_user
        publishing = "action-publish" in self.data or self.approving
        may = policy.user_has_permission(user, "publish")
        if publishing and may and not policy.edits_section(user, section.pk):
            return _(
                "You do not publish in “%(section)s”. Save the draft and submit it: an editor of"
                " that section publishes it."
            ) % {"section": section}
        if not policy.may_move(user, self.instance, section.pk):
            return _(
                "To move a story to “%(section)s” you have to edit both that section and the one"
                " it leaves. Ask a chief editor."
            ) % {"section": section}
        return ""
