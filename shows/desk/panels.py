"""Panels of the desk's forms."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.admin.panels.base import get_form_for_model

from ..widgets import MomentInput
from .forms import DeskForm, RowsFormSet


class RowsPanel(InlinePanel):
    """An inline panel whose rows are validated by our own forms.

    ``duplicate`` gives each row a button that adds a copy of it.
    """

    def __init__(self, relation_name, panels=None, row_form=DeskForm, duplicate=False, **kwargs):
        self.row_form = row_form
        self.duplicate = duplicate
        super().__init__(relation_name, panels=panels, **kwargs)
        if duplicate:
            self.attrs |= {
                "data-controller": "duplicate",
                "data-duplicate-text-value": _("Duplicate"),
            }

    def clone_kwargs(self):
        return {**super().clone_kwargs(), "row_form": self.row_form, "duplicate": self.duplicate}

    def get_form_options(self):
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
        pass


class SchedulePanel(PublishingPanel):
    """When the story goes out and comes back, with our own input for the moments."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        for panel in self.children:
            panel.widget = MomentInput(
                attrs=panel.widget.attrs,
                js_overlay_parent_selector=panel.widget.js_overlay_parent_selector,
            )


class DetailsPanel(MultiFieldPanel):
    """What is rarely filled in, folded away; it opens by itself when something is in it."""

    def __init__(self, children=(), summary="", **kwargs):
        self.summary = summary or _("Details")
        super().__init__(children, **kwargs)

    def clone_kwargs(self):
        return {**super().clone_kwargs(), "summary": self.summary}

    class BoundPanel(MultiFieldPanel.BoundPanel):
        template_name = "desk/details_panel.html"

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

        def _names(self, panel):
            for child in panel.children:
                if hasattr(child, "field_name"):
                    yield child.field_name
                elif hasattr(child, "children"):
                    yield from self._names(child)


def without_comments(panel):
    """Return the definition of a form without the buttons of Wagtail's comments, in place.

    Only pages have comments; on a story's form the buttons were a fifth of what is sent.
    """
    if isinstance(panel, FieldPanel):
        panel.disable_comments = True
    for child in (*getattr(panel, "children", ()), *(getattr(panel, "panels", None) or ())):
        without_comments(child)
    return panel
