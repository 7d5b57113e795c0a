"""The pages around the stories: the front page and the information pages."""

from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin

from ..blocks import FrontPageBlock, InfoBlock
from ..publishing import AtomicPublishMixin
from ..querysets import DraftQuerySet


class DraftPage(
    PreviewableMixin,
    AtomicPublishMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    models.Model,
):
    """A page that is not a story: drafted, previewed, scheduled and published like one."""

    live = models.BooleanField(_("live"), default=False, editable=False)
    title = models.CharField(_("title"), max_length=160)

    objects = DraftQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.title


class FrontPage(DraftPage):
    """A composition of the front page (la une). The last one published is shown; what it leaves
    empty, or all of it when there is none, fills itself with the newest stories."""

    slots = StreamField(FrontPageBlock(), verbose_name=_("slots"), blank=True)

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")
        ordering = ["-last_published_at", "-pk"]

    def get_absolute_url(self):
        return reverse("home")

    def get_preview_template(self, request, mode_name):
        return "home.html"

    def get_preview_context(self, request, mode_name):
        from ..front import front_page

        return {**super().get_preview_context(request, mode_name), **front_page(self)}


class InfoPage(DraftPage):
    """A page about the magazine: legal notice, privacy, accessibility.

    The one whose address is “credits” is shown with those of the software (`magazine.credits`).
    """

    CREDITS = "credits"

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    body = StreamField(InfoBlock(), verbose_name=_("text"), blank=True)
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("At the foot of the pages, smallest first.")
    )

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")
        ordering = ["order", "title"]

    def get_absolute_url(self):
        if self.slug == self.CREDITS:
            return reverse("credits")
        return reverse("articles:info_page", args=[self.slug])

    def headings(self) -> list[tuple[str, str]]:
        """The headings of the text: (anchor, words)."""
        words = [block.value for block in self.body if block.block_type == "heading"]
        return [(slugify(heading), heading) for heading in words]

    def get_preview_template(self, request, mode_name):
        return "articles/info_page.html"

    def get_preview_context(self, request, mode_name):
        return {**super().get_preview_context(request, mode_name), "info_page": self}
