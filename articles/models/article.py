"""A story: its text, its links to the record, and the facts it reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from taggit.models import TaggedItemBase
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from media.addresses import address_of
from media.dependencies import Tracked
from shows.fields.model_fields import RangesField
from shows.models import FACT_MODELS, Fact, Series
from shows.models.base import free_slug
from shows.models.changes import projected
from shows.models.preview import PagePreviewMixin
from shows.models.reference_index import indexed_once
from shows.models.unique_children import make_room

from ..body import walk
from ..body.blocks import BodyBlock
from ..moments import in_words
from . import embargo
from .links import LINK_MODELS, LinkRelation
from .publishable import AtomicPublishMixin, EmbargoError, NotPublishable
from .querysets import ArticleQuerySet
from .sections import Author, Section

if TYPE_CHECKING:
    from wagtail.models import Revision

    from media.embeds import Embed


class ArticleKind(models.TextChoices):
    """IPTC genres, the few that the magazine uses."""

    NEWS = "news", _("News")
    REVIEW = "review", _("Review")
    INTERVIEW = "interview", _("Interview")
    FEATURE = "feature", _("Feature")
    LIST = "list", _("List")
    CALENDAR = "calendar", _("Calendar")
    OPINION = "opinion", _("Opinion")


class ArticleTag(TaggedItemBase):
    """A tag of a story, child of its draft; series are tagged with the same words."""

    content_object = ParentalKey(
        "articles.Article", on_delete=models.CASCADE, related_name="tagged_items"
    )

    class Meta:
        verbose_name = _("tag of a story")
        verbose_name_plural = _("tags of stories")


class Article(
    WorkflowMixin,
    PagePreviewMixin,
    AtomicPublishMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    ClusterableModel,
    Tracked,
):
    """A story (schema.org: NewsArticle, Review).

    Links and facts are its children: they are drafted, previewed, published, unpublished and
    reverted with its text, by construction.
    """

    page_template = "articles/article_detail.html"
    #: ``publication_check(story, reader, only_blocking, typed)``: `publishing.checks.run`, given by
    #: ``ready()``, since checks read the models.
    publication_check: Any = None

    # Another default than the mixin's: nothing is live unless it was published.
    live = models.BooleanField(_("live"), default=False, editable=False, db_index=True)

    headline = models.CharField(
        _("headline"), max_length=255, help_text=_("110 characters at most fit everywhere.")
    )
    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        error_messages={
            "unique": _("Another story already has this address. Change a word of it.")
        },
        help_text=_("The last part of the story’s address."),
    )
    kicker = models.CharField(
        _("kicker"), max_length=60, blank=True, help_text=_("A few words above the headline.")
    )
    standfirst = models.TextField(
        _("standfirst"), blank=True, max_length=600, help_text=_("The lines under the headline.")
    )
    section = models.ForeignKey(
        Section,
        verbose_name=_("section"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="articles",
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=ArticleKind.choices, default=ArticleKind.NEWS
    )
    lead_picture = models.ForeignKey(
        "media.Picture",
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    lead_caption = models.CharField(_("caption"), max_length=300, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    bylines = ParentalManyToManyField(
        Author, verbose_name=_("signatures"), blank=True, related_name="articles"
    )
    tags = ClusterTaggableManager(
        through=ArticleTag, verbose_name=_("tags"), blank=True, help_text=_("Themes, by commas.")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="owned_articles",
    )

    embargo_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_("The story cannot be published before."),
    )
    embargo_source = models.CharField(
        _("embargo asked by"), max_length=160, blank=True, help_text=_("Whose embargo it is.")
    )
    embargo_note = models.CharField(
        _("embargo: note"),
        max_length=300,
        blank=True,
        help_text=_("What was agreed, for the newsroom: its terms, whom to call."),
    )

    spoiler_series = models.ForeignKey(
        Series,
        verbose_name=_("spoiler: series"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The story reveals what happens in this series."),
    )
    spoiler_season = models.PositiveSmallIntegerField(_("up to season"), null=True, blank=True)
    spoiler_episode = models.PositiveSmallIntegerField(_("up to episode"), null=True, blank=True)
    safe_headline = models.CharField(
        _("safe headline"),
        max_length=255,
        blank=True,
        help_text=_("Shown in lists and feeds in place of a headline that reveals too much."),
    )
    safe_picture = models.ForeignKey(
        "media.Picture",
        verbose_name=_("safe picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    sponsor = models.CharField(
        _("sponsor"),
        max_length=120,
        blank=True,
        help_text=_("The story is labelled as sponsored wherever it appears."),
    )
    sponsor_url = models.URLField(_("link to the sponsor"), blank=True)

    review_rating = models.DecimalField(
        _("rating"),
        max_digits=2,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(5)],
        help_text=_("From 0 to 5, by halves."),
    )
    review_season = RangesField(_("season reviewed"))
    review_episodes_seen = models.PositiveSmallIntegerField(
        _("episodes seen"), null=True, blank=True
    )
    review_episodes_total = models.PositiveSmallIntegerField(
        _("out of"), null=True, blank=True, help_text=_("“4 episodes seen out of 8”.")
    )

    social_title = models.CharField(_("social title"), max_length=120, blank=True)
    social_description = models.CharField(_("social description"), max_length=200, blank=True)
    social_picture = models.ForeignKey(
        "media.Picture",
        verbose_name=_("social picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    editor_note = models.CharField(
        _("note to readers"),
        max_length=300,
        blank=True,
        help_text=_("Shown above the text, in the editors’ name."),
    )
    desk_note = models.TextField(
        _("desk note"), blank=True, help_text=_("For the newsroom; never shown to readers.")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="article",
        for_concrete_model=False,
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-first_published_at", "-pk"]
        permissions = [
            ("edit_every_section", _("Edits and publishes the stories of every section"))
        ]
        indexes = [
            models.Index(fields=["live", "-first_published_at", "-id"], name="article_live_newest"),
            models.Index(
                fields=["section", "live", "-first_published_at", "-id"],
                name="article_section_newest",
            ),
            models.Index(fields=["kind", "live"], name="article_kind_live"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(review_rating__isnull=True)
                | Q(review_rating__gte=0, review_rating__lte=5),
                name="article_rating_range",
                violation_error_message=_("A rating is between 0 and 5."),
            ),
            models.CheckConstraint(
                condition=Q(review_episodes_seen__isnull=True)
                | Q(review_episodes_total__isnull=True)
                | Q(review_episodes_seen__lte=models.F("review_episodes_total")),
                name="article_episodes_seen_range",
                violation_error_message=_("More episodes seen than there are."),
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        section: Any = self.section  # without one, a story has no address: AttributeError
        return address_of("articles:article", section.slug, self.slug)

    def clean(self) -> None:
        super().clean()
        if self.review_rating is not None and (self.review_rating * 2) % 1:
            raise ValidationError({"review_rating": _("Ratings go by halves: 3, 3.5, 4.")})
        if self.go_live_at and self.embargo_until and self.go_live_at < self.embargo_until:
            raise ValidationError(
                {
                    "go_live_at": _("The embargo holds until %(until)s. Schedule the story later.")
                    % {"until": in_words(self.embargo_until)}
                }
            )

    # Facts and links

    def facts(self) -> list[Fact]:
        """The facts that this story reports, from memory or from rows, nested ones included."""
        facts: list[Fact] = []
        for model in FACT_MODELS:
            relation: Any = model._meta.get_field("article")
            for fact in getattr(self, relation.related_query_name()).all():
                facts.append(fact)
                if hasattr(fact, "releases"):
                    facts.extend(fact.releases.all())
        return facts

    def links(self) -> list:
        """The links to records, of every kind."""
        return [link for model in LINK_MODELS for link in getattr(self, model.related_name()).all()]

    def named(self, model: type[models.Model]) -> set:
        """The keys of the records of ``model`` that the story links to or its facts name."""
        keys = {link.record_id for link in self.links() if link.record_model() is model}
        for fact in self.facts():
            keys.update(key for named, key in fact.record_keys() if named is model)
        return keys

    def replaced(self, model: type[Fact]) -> set:
        """The keys of the facts of ``model`` that this story's facts replace."""
        return {f.replaces_id for f in self.facts() if isinstance(f, model) and f.replaces_id}

    def link_named_records(self) -> None:
        """Add a *mentions* link for each record that a fact names and no link does.

        So a record that waits for this story becomes public together with it.
        """
        linked = {(link.record_model(), link.record_id) for link in self.links()}
        link_models = {model.record_model(): model for model in LINK_MODELS}
        for fact in self.facts():
            for model, key in fact.record_keys():
                if (model, key) in linked:
                    continue
                linked.add((model, key))
                link_model = link_models[model]
                manager = getattr(self, link_model.related_name())
                manager.add(
                    link_model(
                        relation=LinkRelation.MENTIONS,
                        sort_order=len(manager.all()) + 1,
                        **{f"{link_model.RECORD}_id": key},
                    )
                )

    def embeds(self) -> dict[str, Embed]:
        """The videos and posts that the text shows, by key."""
        return walk.embeds(self.body)

    def captioned_pictures(self) -> dict[int, str]:
        """{key: caption} of the pictures that the text shows."""
        return walk.captioned(self.body)

    # Saving and publishing

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug and self.headline:
            self.slug = free_slug(self, self.headline)
        super().full_clean(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("update_fields") is None:
            self.link_named_records()
        with projected(), indexed_once(self):
            make_room(self)
            return super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        with projected():
            return super().delete(*args, **kwargs)

    def save_revision(
        self, user: AbstractUser | None = None, *args: Any, **kwargs: Any
    ) -> Revision:
        self.link_named_records()
        before = embargo.agreed(self)
        revision = super().save_revision(user, *args, **kwargs)
        embargo.log_lift(self, before, revision, user)
        return revision

    def with_content_json(self, content: dict[str, Any]) -> Article:
        """Return the draft. Whose the story is, is not part of it; and which section the
        database has it in stays known, for that is where its rights come from."""
        draft = super().with_content_json(content)
        draft.owner_id = self.owner_id
        draft.stored_section_id = self.section_id
        return draft

    def check_publishable(self, reader: AbstractUser | None = None, typed: bool = False) -> None:
        """Raise `NotPublishable` with a sentence for each thing that forbids publication.

        It is an `EmbargoError` while the embargo holds. ``reader``, ``typed``: see `checks.run`.
        """
        findings = type(self).publication_check(self, reader, only_blocking=True, typed=typed)
        if findings:
            embargo = any(finding.check == "embargo_is_lifted" for finding in findings)
            raise (EmbargoError if embargo else NotPublishable)(findings)

    @property
    def is_out(self) -> bool:
        """Whether readers see it; the counterpart of `ArticleQuerySet.public` for one story."""
        lifted = not self.embargo_until or self.embargo_until <= timezone.now()
        return bool(self.live and self.section_id and lifted)

    @property
    def public_headline(self) -> str:
        """The headline that lists and feeds may show."""
        return self.safe_headline or self.headline

    @property
    def public_kicker(self) -> str:
        """The kicker that lists may show: none above a safe headline, it may say too much."""
        return "" if self.safe_headline else self.kicker

    @property
    def public_standfirst(self) -> str:
        """The standfirst that lists, feeds and search may show.

        Under a headline that reveals too much, so does it: what was written for social networks
        stands in for it, or nothing.
        """
        return self.social_description if self.safe_headline else self.standfirst

    @property
    def public_picture(self) -> Any:
        """The picture that lists and feeds may show, or None."""
        return self.safe_picture if self.safe_picture_id else self.lead_picture
