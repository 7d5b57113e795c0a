"""The approval of a story by those who may publish it: the one step of the newsroom's workflow."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import Task


class StoryApproval(Task):
    """A story is read by an editor of its section, or by a chief editor.

    Who that is, the policy of the stories says (`articles.policy`), not a group named here.
    """

    class Meta:
        verbose_name = _("approval of a story")
        verbose_name_plural = _("approvals of stories")
