"""The blocks of which a story's text, an information page and the front page are made.

A block that shows something from the record holds its key only. The page looks the key up among
the records readers may see (`pages.story_page`), so a block cannot show what is not public.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import ModelChoiceField
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from media.embeds import recognise
from shows.admin.widgets import RecordPicker
from shows.models import FACT_MODELS
from shows.models.fact import relation_name

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise
    from wagtail.blocks import StructValue

    from media.embeds import Media
    from media.models import Picture


RICH_TEXT = ["bold", "italic", "ol", "ul", "story-link", "hr", "superscript"]


class RecordBlock(blocks.FieldBlock):
    """The key of a record or of a story, chosen with the record picker. The value is an int."""

    def __init__(
        self,
        target: str,
        required: bool = True,
        help_text: StrOrPromise | None = None,
        **kwargs: Any,
    ) -> None:
        self.target = target
        self._required = required
        self._help_text = help_text
        super().__init__(**kwargs)

    @property
    def model_class(self) -> type[Model]:
        return apps.get_model(self.target)

    @cached_property
    def field(self) -> ModelChoiceField:
        return forms.ModelChoiceField(
            queryset=self.model_class._default_manager.all(),
            widget=RecordPicker(self.target),
            required=self._required,
            help_text=self._help_text or "",
        )

    def value_from_form(self, value: Any) -> str | int | None:
        return value.pk if hasattr(value, "pk") else value

    def clean(self, value: str | int | None) -> int | None:
        chosen = super().clean(value)
        return getattr(chosen, "pk", chosen)

    def extract_references(self, value: int) -> Iterator[tuple[type[Model], str, str, str]]:
        if value is not None:
            yield self.model_class, str(value), "", ""

    class Meta:
        icon = "link"


class QuoteBlock(blocks.StructBlock):
    """A quotation. A check advises to say who speaks, which the law asks for outside interviews."""

    text = blocks.TextBlock(label=_("text"))
    attribution = blocks.CharBlock(label=_("who says it"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "blocks/quote.html"


def with_sizes(picture: Picture, context: dict[str, Any]) -> Any:
    """The picture of a block as the page loaded it (`pictures`), with its sizes."""
    return context.get("pictures", {}).get(picture.pk, picture) if picture else None


class PictureBlock(blocks.StructBlock):
    """A picture with a caption of its own; nothing is shown once its rights have ended."""

    picture = ImageChooserBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), required=False)

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        return context | {"picture": with_sizes(value["picture"], context)}

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/picture.html"


class GalleryBlock(blocks.StructBlock):
    """Two pictures or more; those whose rights have ended are left out."""

    pictures = blocks.ListBlock(PictureBlock(), label=_("pictures"), min_num=2)

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        items = [(with_sizes(i["picture"], context), i["caption"]) for i in value["pictures"]]
        shown = [(picture, caption) for picture, caption in items if picture and picture.is_public]
        return context | {"shown": shown}

    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "blocks/gallery.html"


class EmbedValue(blocks.StructValue):
    """The value of an `EmbedBlock`, which knows what its address is."""

    @cached_property
    def media(self) -> Media | None:
        """What is shown (`embeds.Media`), or None for an address of none that we show."""
        return recognise(self.get("url") or "")


class EmbedBlock(blocks.StructBlock):
    """A video or a post of another site. Wagtail's own asks that site when a story is saved, and
    writes what it answers into the page; this one reads the address, and asks nobody."""

    url = blocks.URLBlock(
        label=_("address"),
        help_text=_(
            "Of its page: YouTube, Dailymotion, Vimeo, X or Instagram. Copied from the bar of the "
            "browser, or with “Share”."
        ),
    )
    title = blocks.CharBlock(
        label=_("title"),
        max_length=160,
        help_text=_(
            "What it is: “La bande-annonce de la saison 2”. Readers see it before they load it."
        ),
    )
    picture = ImageChooserBlock(
        label=_("picture"),
        required=False,
        help_text=_("From the library, until the reader loads it. Left empty: none."),
    )

    def clean(self, value: EmbedValue) -> EmbedValue:
        cleaned = super().clean(value)
        if cleaned.media is None:
            sentence = _(
                "“%(url)s” is not the address of a video or a post that the site can show. It "
                "takes those of YouTube, Dailymotion, Vimeo, X and Instagram: open its page and "
                "copy its address. For anything else, put a link into the text."
            )
            error = ValidationError(sentence, params={"url": cleaned["url"]})
            raise blocks.StructBlockValidationError(block_errors={"url": error})
        return cleaned

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        return context | {"picture": with_sizes(value["picture"], context)}

    class Meta:
        value_class = EmbedValue
        icon = "media"
        label = _("Video or post")
        template = "blocks/embed.html"


class FactKind(blocks.ChoiceBlock):
    """A kind of fact: the related name of its model on the article."""

    choices = [(relation_name(model), model.LABEL) for model in FACT_MODELS]


class SpoilerBlock(blocks.StructBlock):
    """A text that is folded until a reader asks for it; no search finds its words."""

    scope = blocks.CharBlock(
        label=_("what it reveals"), help_text=_("For example “la fin de la saison 2”.")
    )
    text = blocks.RichTextBlock(label=_("text"), features=RICH_TEXT)

    class Meta:
        icon = "warning"
        label = _("Spoiler")
        template = "blocks/spoiler.html"


class QuestionBlock(blocks.StructBlock):
    """A question of an interview, with its answer."""

    question = blocks.TextBlock(label=_("question"))
    speaker = blocks.CharBlock(
        label=_("who answers"),
        required=False,
        help_text=_("Needed when several people answer; the name stands beside the answer."),
    )
    answer = blocks.RichTextBlock(label=_("answer"), features=RICH_TEXT)

    class Meta:
        icon = "help"
        label = _("Question and answer")
        template = "blocks/question.html"


class InfoBlock(blocks.StreamBlock):
    """The text of an information page."""

    text = blocks.RichTextBlock(
        label=_("Text"), features=RICH_TEXT, icon="pilcrow", template="blocks/text.html"
    )
    heading = blocks.CharBlock(label=_("Heading"), icon="title", template="blocks/heading.html")


class BodyBlock(blocks.StreamBlock):
    """The text of a story."""

    text = blocks.RichTextBlock(
        label=_("Text"), features=RICH_TEXT, icon="pilcrow", template="blocks/text.html"
    )
    heading = blocks.CharBlock(label=_("Heading"), icon="title", template="blocks/heading.html")
    quote = QuoteBlock()
    question = QuestionBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    embed = EmbedBlock()
    series_card = RecordBlock(
        "shows.Series", label=_("Series card"), icon="desktop", template="blocks/series_card.html"
    )
    person_card = RecordBlock(
        "shows.Person", label=_("Person card"), icon="user", template="blocks/person_card.html"
    )
    edition_card = RecordBlock(
        "shows.AwardEdition",
        label=_("Prizes of a year"),
        icon="pick",
        template="blocks/edition_card.html",
    )
    story_facts = FactKind(
        label=_("This story’s facts"), icon="list-ul", template="blocks/story_facts.html"
    )
    read_also = RecordBlock(
        "articles.Article",
        label=_("Read also"),
        icon="doc-full",
        template="blocks/read_also.html",
    )
    spoiler = SpoilerBlock()


class SectionSlot(blocks.StructBlock):
    """The newest stories of a section: of which, and how many of them."""

    section = RecordBlock("articles.Section", label=_("section"))
    count = blocks.IntegerBlock(label=_("how many stories"), default=4, min_value=1, max_value=12)

    class Meta:
        form_classname = "struct-block desk-slot"
        icon = "folder-open-inverse"
        label = _("Stories of a section")
        label_format = "{section} ({count})"
        group = _("Lists that fill themselves")
        description = _("Its newest stories that are not elsewhere on the page.")


class AgendaSlot(blocks.StructBlock):
    """The premieres to come: within how many days."""

    days = blocks.IntegerBlock(
        label=_("how many days ahead"),
        default=14,
        min_value=1,
        max_value=60,
        help_text=_("Releases without a precise day are listed apart."),
    )

    class Meta:
        form_classname = "struct-block desk-slot"
        icon = "calendar"
        label = _("Agenda")
        label_format = "{days}"
        group = _("Lists that fill themselves")
        description = _("What starts in the next days. Hidden when nothing does.")


class DealsSlot(blocks.StructBlock):
    """The deals announced last: how many of them."""

    count = blocks.IntegerBlock(label=_("how many deals"), default=5, min_value=1, max_value=12)

    class Meta:
        form_classname = "struct-block desk-slot"
        icon = "clipboard-list"
        label = _("Latest deals")
        label_format = "{count}"
        group = _("Lists that fill themselves")
        description = _("The deals announced last, rumours left out.")


class MostReadSlot(blocks.StructBlock):
    """The stories read most in seven days: how many of them."""

    count = blocks.IntegerBlock(label=_("how many stories"), default=5, min_value=1, max_value=10)

    class Meta:
        form_classname = "struct-block desk-slot"
        icon = "list-ol"
        label = _("Most read")
        label_format = "{count}"
        group = _("Lists that fill themselves")
        description = _(
            "The stories read most in the last seven days, those above on the page left out."
        )


class FrontPageBlock(blocks.StreamBlock):
    """The slots of the front page; `front` says how what they leave empty fills itself."""

    lead = RecordBlock(
        "articles.Article",
        label=_("Lead story"),
        icon="pick",
        required=False,
        help_text=_("Left empty: the newest story."),
        group=_("Chosen by the editor"),
        description=_("The big one, at the top wherever its slot is."),
    )
    story = RecordBlock(
        "articles.Article",
        label=_("Story"),
        icon="doc-full",
        required=False,
        help_text=_("Under the lead, in this order. Left empty: the newest story."),
        group=_("Chosen by the editor"),
        description=_("Under the lead; the newest stories complete the rows."),
    )
    series = RecordBlock(
        "shows.Series",
        label=_("Series in focus"),
        icon="desktop",
        help_text=_("With its record, its next release and its two newest stories."),
        group=_("Chosen by the editor"),
        description=_("A series with its record and its newest stories."),
    )
    section = SectionSlot()
    agenda = AgendaSlot()
    deals = DealsSlot()
    most_read = MostReadSlot()

    class Meta:
        block_counts = {
            "lead": {"max_num": 1},
            "agenda": {"max_num": 1},
            "deals": {"max_num": 1},
            "most_read": {"max_num": 1},
        }
