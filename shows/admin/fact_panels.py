"""The fields of each kind of fact, in the order in which an editor thinks of them.

What is usual is in sight; what is rare is folded under “Details”. The same panels serve a
story's rows and, with a citation, the catalogue's own forms (`fact_viewsets`).
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from .forms import NestedReleaseForm
from .panels import DetailsPanel, RowsPanel
from .widgets import RecordPicker, RecordsPicker


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
    """“Worldwide, except…”: the places that are not listed one by one."""
    return FieldRowPanel([FieldPanel("worldwide"), FieldPanel("territories_except")])


def release(nested: bool = False) -> list:
    """A release of its own; or one in a deal, which takes over the deal's series and places."""
    rest = [
        FieldRowPanel([FieldPanel("start_time"), FieldPanel("ends")]),
        elsewhere(),
        FieldPanel("access"),
    ]
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
    """The rows of the companies that share a deal, each with its part in per cent."""
    return RowsPanel(
        "parties",
        [FieldRowPanel([FieldPanel("company"), FieldPanel("share")])],
        label=_("party"),
        heading=_("Parties to the deal"),
    )


def deal() -> list:
    """A deal, with rows for its parties and for the releases that it brings."""
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
    """A milestone: of a series, of a company, or of a series at a company."""
    return [
        FieldRowPanel([FieldPanel("kind"), series_panel()]),
        FieldRowPanel([FieldPanel("seasons"), FieldPanel("date")]),
        FieldRowPanel([FieldPanel("company"), FieldPanel("place")]),
        details("shows.Milestone", "episode_count", "episodes", "territories"),
    ]


def casting() -> list:
    """A casting: who plays or makes what; that they leave is folded away."""
    return [
        FieldRowPanel([FieldPanel("person"), FieldPanel("character")]),
        FieldRowPanel([FieldPanel("role"), FieldPanel("change")]),
        series_panel(),
        details("shows.Casting", "seasons", "episodes"),
    ]


def nomination() -> list:
    """A prize or a nomination: at which edition, in which category, for whom."""
    return [
        FieldRowPanel([FieldPanel("edition"), FieldPanel("result")]),
        FieldRowPanel([FieldPanel("category"), series_panel()]),
        FieldPanel("people", widget=RecordsPicker("shows.Person")),
        details("shows.Nomination", "company", "count", "seasons", "episodes"),
    ]


def reception() -> list:
    """A reception: a sentence, and the figure behind it folded away."""
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
