"""The fields of each kind of fact, in the order in which an editor thinks of them.

What is usual is in sight; what is rare is folded under “Details”. The same panels serve a
story's rows and, with a citation, the catalogue's own forms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel

from .forms import DealForm, FactForm, MilestoneForm, NestedReleaseForm
from .panels import DetailsPanel, FactRowsPanel, RowsPanel
from .widgets import RecordPicker, RecordsPicker

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def series_panel(nested: bool = False) -> FieldPanel:
    """The series of a fact; left empty, it is the story's, or in a deal the deal's."""
    taken_over = _("The deal’s series") if nested else _("The story’s series")
    return FieldPanel(
        "series", widget=RecordPicker("shows.Series", attrs={"placeholder": taken_over})
    )


def details(target: str, *fields: Any) -> DetailsPanel:
    """What any fact may have, after ``fields`` of its own kind."""
    return DetailsPanel(
        [
            *(FieldPanel(field) if isinstance(field, str) else field for field in fields),
            FieldRowPanel([FieldPanel("announced"), FieldPanel("certainty")]),
            FieldPanel("note"),
            FieldRowPanel(
                [
                    FieldPanel("replaces", widget=RecordPicker(target)),
                    FieldPanel("correction"),
                ]
            ),
        ]
    )


def elsewhere() -> FieldRowPanel:
    return FieldRowPanel([FieldPanel("worldwide"), FieldPanel("territories_except")])


def release(nested: bool = False) -> list:
    """A release of its own; or one in a deal, which takes over the deal's series and places."""
    rest = [elsewhere(), FieldRowPanel([FieldPanel("access"), FieldPanel("ends")])]
    if nested:
        where = FieldPanel(
            "territories",
            help_text=_("Empty: those of the deal."),
        )
        series = series_panel(nested=True)
        own = [FieldRowPanel([series, FieldPanel("seasons")]), FieldPanel("episodes")]
        return [
            FieldRowPanel([FieldPanel("platform"), FieldPanel("window")]),
            FieldRowPanel([FieldPanel("starts"), FieldPanel("exclusive")]),
            details("shows.Release", where, *rest, *own),
        ]
    return [
        FieldRowPanel([FieldPanel("platform"), FieldPanel("window")]),
        FieldRowPanel([series_panel(), FieldPanel("seasons")]),
        FieldRowPanel([FieldPanel("starts"), FieldPanel("territories")]),
        details("shows.Release", "episodes", "exclusive", *rest),
    ]


def parties() -> RowsPanel:
    return RowsPanel(
        "parties",
        [FieldRowPanel([FieldPanel("company"), FieldPanel("share")])],
        label=_("party"),
        heading=_("Parties to the deal"),
    )


def deal() -> list:
    return [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("seasons")]),
        FieldRowPanel([FieldPanel("buyer"), FieldPanel("seller")]),
        FieldRowPanel([series_panel(), FieldPanel("territories")]),
        parties(),
        RowsPanel(
            "releases",
            release(nested=True),
            row_form=NestedReleaseForm,
            duplicate=True,
            label=_("release in the deal"),
            heading=_("Releases the deal brings"),
        ),
        details("shows.Deal", elsewhere(), "episodes"),
    ]


def milestone() -> list:
    return [
        FieldRowPanel([FieldPanel("kind"), series_panel()]),
        FieldRowPanel([FieldPanel("seasons"), FieldPanel("date")]),
        FieldRowPanel([FieldPanel("company"), FieldPanel("place")]),
        details("shows.Milestone", "episode_count", "episodes", "territories"),
    ]


def casting() -> list:
    return [
        FieldRowPanel([FieldPanel("person"), FieldPanel("character")]),
        FieldRowPanel([FieldPanel("role"), series_panel()]),
        details("shows.Casting", "leaves", "seasons", "episodes"),
    ]


def nomination() -> list:
    return [
        FieldRowPanel([FieldPanel("edition"), FieldPanel("result")]),
        FieldRowPanel([FieldPanel("category"), series_panel()]),
        FieldPanel("people", widget=RecordsPicker("shows.Person")),
        details("shows.Nomination", "company", "count", "seasons", "episodes"),
    ]


def reception() -> list:
    return [
        FieldRowPanel([FieldPanel("kind"), series_panel()]),
        FieldPanel("statement"),
        FieldRowPanel([FieldPanel("platform"), FieldPanel("date")]),
        details(
            "shows.Reception",
            FieldRowPanel([FieldPanel("figure"), FieldPanel("unit")]),
            "territory",
            "seasons",
            "episodes",
        ),
    ]


#: relation name on a story: (panels, form of a row, label of a row, heading).
FACT_ROWS = {
    "deals": (deal, DealForm, _("deal"), _("Deals")),
    "releases": (release, FactForm, _("release"), _("Releases")),
    "milestones": (milestone, MilestoneForm, _("milestone"), _("Milestones")),
    "castings": (casting, FactForm, _("casting"), _("Casting news")),
    "nominations": (nomination, FactForm, _("prize or nomination"), _("Prizes and nominations")),
    "receptions": (reception, FactForm, _("reception"), _("Audience and reception")),
}


class FactBarPanel(Panel):
    """The bar above a story's facts: one click adds a fact of a kind."""

    #: (relation, the word on its button), in the order of an editor's day.
    KINDS = (
        ("deals", _("Deal")),
        ("releases", _("Release")),
        ("milestones", _("Milestone")),
        ("castings", _("Casting (button)")),
        ("nominations", _("Prize (button)")),
        ("receptions", _("Reception")),
    )

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/fact_bar.html"

        @property
        def kinds(self) -> tuple[tuple[str, StrOrPromise], ...]:
            return self.panel.KINDS

        @property
        def story_key(self) -> str | int:
            return self.instance.pk if self.instance and self.instance.pk else ""


#: relation name: what stands above its rows in a story.
ABOVE_ROWS = {"castings": "admin/cast_lines.html"}


def fact_rows() -> list[FactRowsPanel]:
    """The panels of a story's facts, one for each kind."""
    return [
        FactRowsPanel(
            relation,
            panels(),
            row_form=form,
            duplicate=True,
            label=label,
            heading=heading,
            extra=ABOVE_ROWS.get(relation, ""),
        )
        for relation, (panels, form, label, heading) in FACT_ROWS.items()
    ]


def catalogue(relation: str) -> list:
    """The panels of a fact that no story reports, with its own source."""
    panels, _row_form, _label, heading = FACT_ROWS[relation]
    return [
        MultiFieldPanel(panels(), heading=heading),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("citation_outlet"), FieldPanel("citation_date")]),
                FieldPanel("citation_url"),
            ],
            heading=_("Source"),
        ),
    ]
