"""The pages around the stories: the front page and the information pages."""

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin

from media.addresses import address_of
from media.dependencies import Tracked
from shows.models.preview import PagePreviewMixin

from ..body import walk
from ..body.blocks import FrontPageBlock, InfoBlock
from .publishable import AtomicPublishMixin
from .querysets import DraftQuerySet


class DraftPage(
    PagePreviewMixin,
    AtomicPublishMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    Tracked,
):
    """A page that is not a story: drafted, previewed, scheduled and published like one."""

    live = models.BooleanField(_("live"), default=False, editable=False)
    title = models.CharField(_("title"), max_length=160)

    objects = DraftQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class FrontPage(DraftPage):
    """A composition of the front page (la une). The last one published is shown; what it leaves
    empty, or all of it when there is none, fills itself with the newest stories."""

    page_template = "home.html"

    slots = StreamField(FrontPageBlock(), verbose_name=_("slots"), blank=True)

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")
        ordering = ["-last_published_at", "-pk"]

    def get_absolute_url(self) -> str:
        return address_of("home")


class InfoPage(DraftPage):
    """A page about the magazine: legal notice, privacy, accessibility.

    The one whose address is “credits” is shown with those of the software (`magazine.credits`).
    """

    CREDITS = "credits"
    page_template = "articles/info_page.html"

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    body = StreamField(InfoBlock(), verbose_name=_("text"), blank=True)
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("At the foot of the pages, smallest first.")
    )

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")
        ordering = ["order", "title"]

    def get_absolute_url(self) -> str:
        if self.slug == self.CREDITS:
            return address_of("credits")
        return address_of("articles:info_page", self.slug)

    def headings(self) -> list[tuple[str, str]]:
        """The headings of the text: (anchor, words)."""
        return [(slugify(heading), heading) for heading in walk.headings(self.body)]


def info_page(page: InfoPage) -> dict:
    """Return the context of an information page."""
    return {"info_page": page}


InfoPage.previewed_by(info_page)
