"""Panels of the desk's forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.admin.panels.base import get_form_for_model

from ..models import Fact
from ..models.base import visibility_of
from ..models.choices import Visibility
from .fact_labels import fact_line
from .forms import DeskForm, RowsFormSet
from .permissions import fact_anchor
from .widgets import MomentInput

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise
    from wagtail.admin.panels.base import Panel
    from wagtail.admin.panels.group import FieldRowPanel

#: “deals-0-releases”: the rows of a deal that is one of the rows of its story.
ROWS_OF_A_ROW = re.compile(r"(?P<outer>[a-z_]+)-(?P<number>\d+)-(?P<relation>[a-z_]+)")
#: What is sent for nothing, a fifth of a story's form: the places of errors and help texts where
#: there are none, and indentation.
EMPTY_PLACES = re.compile(r'<div class="w-field__(?:errors|help)"[^>]*>\s*</div>')
BETWEEN_TAGS = re.compile(r">\s+<")


class WaitingPanel(FieldPanel):
    """Whether a record waits for its story, and whether readers see it all the same."""

    class BoundPanel(FieldPanel.BoundPanel):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.instance.pk and visibility_of(self.instance) == Visibility.BY_STORY:
                self.help_text = _(
                    "Readers see this record today, because a published story links to it. It is"
                    " hidden again if no published story does. Untick it to show it in any case."
                )


class RowsPanel(InlinePanel):
    """An inline panel whose rows are validated by our own forms.

    ``duplicate`` gives each row a button that adds a copy of it.
    """

    def __init__(
        self,
        relation_name: str,
        panels: list[Panel] | None = None,
        row_form: type[DeskForm] = DeskForm,
        duplicate: bool = False,
        **kwargs: Any,
    ) -> None:
        self.row_form = row_form
        self.duplicate = duplicate
        super().__init__(relation_name, panels=panels, **kwargs)
        if duplicate:
            self.attrs |= {
                "data-controller": "duplicate",
                "data-duplicate-text-value": _("Duplicate"),
            }

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "row_form": self.row_form, "duplicate": self.duplicate}

    def get_form_options(self) -> dict[str, dict[str, dict[str, Any]]]:
        options = super().get_form_options()
        deferred = self.child_edit_handler.get_form_options().get("defer_required_on_fields", [])
        options["formsets"][self.relation_name] |= {
            "formset": RowsFormSet,
            "form": get_form_for_model(
                self.db_field.related_model,
                form_class=self.row_form,
                defer_required_on_fields=deferred,
            ),
        }
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "admin/rows_panel.html"
        #: Whether the rows take over what the story says; whether those that are saved are folded.
        inherits = folds_rows = False

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.form is None or not issubclass(self.panel.db_field.related_model, Fact):
                return
            for child in self.children:
                if self.form.is_bound:
                    continue  # refused: what is wrong must be in sight
                fact, child.name = child.form.instance, row_name(child.form)
                if fact.pk:
                    child.anchor = fact_anchor(fact)
                if self.folds_rows and self.form.instance.pk:
                    child.folded = "collapsed"

        @property
        def borrows(self) -> dict | None:
            """For rows inside the row of another panel: where their empty form is."""
            match = ROWS_OF_A_ROW.fullmatch(self.formset.prefix)
            return match and match.groupdict()

        def render_html(self, parent_context: dict[str, Any] | None = None) -> SafeString:
            html = EMPTY_PLACES.sub("", super().render_html(parent_context))
            return mark_safe(BETWEEN_TAGS.sub("> <", html))  # noqa: S308 (as safe as it was)


class FactRowsPanel(RowsPanel):
    """The facts of one kind in a story: named by what they say, folded away until one looks.

    ``extra`` is the template of what stands above the rows.
    """

    def __init__(self, *args: Any, extra: str = "", **kwargs: Any) -> None:
        self.extra = extra
        super().__init__(*args, **kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "extra": self.extra}

    class BoundPanel(RowsPanel.BoundPanel):
        inherits = folds_rows = True

        @property
        def extra(self) -> str:
            return self.panel.extra

        def classes(self) -> list[str]:
            """A kind without a fact is folded."""
            empty = self.form is not None and not self.formset.forms
            return [*super().classes(), *(["collapsed"] if empty else [])]


def row_name(form: Any) -> str:
    """What a saved row says, with the records that the form has loaded together."""
    form.records.load()
    return fact_line(form.instance)


class SchedulePanel(PublishingPanel):
    """When the story goes out and comes back, with our own input for the moments."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for panel in self.children:
            panel.widget = MomentInput(
                attrs=panel.widget.attrs,
                js_overlay_parent_selector=panel.widget.js_overlay_parent_selector,
            )


class DetailsPanel(MultiFieldPanel):
    """What is rarely filled in, folded away; it opens by itself when something is in it."""

    def __init__(
        self,
        children: Sequence[Panel] = (),
        summary: StrOrPromise = "",
        **kwargs: Any,
    ) -> None:
        self.summary = summary or _("Details")
        super().__init__(children, **kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "summary": self.summary}

    class BoundPanel(MultiFieldPanel.BoundPanel):
        template_name = "admin/details_panel.html"

        @property
        def open(self) -> bool:
            """Whether a field inside has an error, or another value than a new row's."""
            if self.form is None:
                return False
            empty = type(self.form.instance)()
            for name in self._names(self.panel):
                if name in self.form.errors:
                    return True
                field = self.form.fields.get(name)
                if field is None:
                    continue
                new = self.form._meta.model._meta.get_field(name).value_from_object(empty)
                if field.has_changed(new, self.form[name].value()):
                    return True
            return False

        def _names(self, panel: DetailsPanel | FieldRowPanel) -> Iterator[str]:
            for child in panel.children:
                if hasattr(child, "field_name"):
                    yield child.field_name
                elif hasattr(child, "children"):
                    yield from self._names(child)


def without_comments(panel: Panel) -> Panel:
    """Return the definition of a form without the buttons of Wagtail's comments, in place.

    Only pages have comments; on a story's form the buttons were a fifth of what is sent.
    """
    if isinstance(panel, FieldPanel):
        panel.disable_comments = True
    for child in (*getattr(panel, "children", ()), *(getattr(panel, "panels", None) or ())):
        without_comments(child)
    return panel
