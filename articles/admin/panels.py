"""The tabs of a story's form, in the order of an editor's day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
)

from shows.admin.fact_rows import FactBarPanel, fact_rows
from shows.admin.panels import RowsPanel, SchedulePanel

from .form_permissions import CorrectionsPanel
from .impact_panel import OutcomePanel

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def links(relation: str, record: str, label: StrOrPromise, heading: StrOrPromise) -> RowsPanel:
    """Return the rows of the links to one kind of record: which one, and about it or mentioned."""
    return RowsPanel(
        relation,
        [FieldRowPanel([FieldPanel(record), FieldPanel("relation")])],
        label=label,
        heading=heading,
    )


def text() -> list:
    """The story itself, from headline to tags."""
    return [
        FieldPanel("headline", required_on_save=True),
        FieldPanel("kicker"),
        FieldPanel("standfirst"),
        FieldRowPanel([FieldPanel("section"), FieldPanel("kind")]),
        MultiFieldPanel(
            [FieldPanel("lead_picture"), FieldPanel("lead_caption")], heading=_("Lead picture")
        ),
        FieldPanel("body"),
        FieldPanel("bylines", widget=forms.CheckboxSelectMultiple),
        FieldPanel("tags"),
    ]


def facts() -> list:
    """The series, the sources and the facts, and at the end what they change for readers."""
    return [
        HelpPanel(
            content=_(
                "Type the series and the sources once: every fact below takes them over. A fact is"
                " shown to readers with the story, never before."
            )
        ),
        links("series_links", "series", _("series"), _("Series the story is about or mentions")),
        RowsPanel(
            "sources",
            [FieldRowPanel([FieldPanel("outlet"), FieldPanel("date")]), FieldPanel("url")],
            label=_("source"),
            heading=_("Sources"),
        ),
        FactBarPanel(),
        *fact_rows(),
        OutcomePanel(),
    ]


def mentions() -> list:
    """The links to persons, companies and prizes; those to series stand above the facts."""
    return [
        HelpPanel(
            content=_(
                "Whoever the facts name is linked by itself. Add here those who are only in the"
                " text."
            )
        ),
        links("person_links", "person", _("person"), _("Persons")),
        links("company_links", "company", _("company"), _("Channels and companies")),
        links("edition_links", "edition", _("prize"), _("Prizes")),
    ]


def review() -> list:
    """What a review judges: its rating, the season, how many episodes were seen of how many."""
    return [
        FieldRowPanel([FieldPanel("review_rating"), FieldPanel("review_season")]),
        FieldRowPanel([FieldPanel("review_episodes_seen"), FieldPanel("review_episodes_total")]),
    ]


def delivery() -> list:
    """When the story goes out and as what: address, schedule, embargo, spoilers, cards."""
    return [
        FieldPanel("slug", help_text=_("Left empty, it is made from the headline.")),
        SchedulePanel(),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("embargo_until"), FieldPanel("embargo_source")]),
                FieldPanel("embargo_note"),
            ],
            heading=_("Embargo"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("spoiler_series"),
                FieldRowPanel([FieldPanel("spoiler_season"), FieldPanel("spoiler_episode")]),
                FieldPanel(
                    "safe_headline",
                    help_text=_(
                        "Shown in lists and feeds in place of a headline that reveals too much. The"
                        " kicker and the standfirst are left out with it; the social description"
                        " takes their place, if there is one."
                    ),
                ),
                FieldPanel("safe_picture"),
            ],
            heading=_("Spoilers"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("sponsor"), FieldPanel("sponsor_url")])],
            heading=_("Sponsor"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("social_title"),
                FieldPanel("social_description"),
                FieldPanel("social_picture"),
            ],
            heading=_("On social networks"),
        ),
        CorrectionsPanel(
            "corrections",
            [FieldPanel("date"), FieldPanel("text")],
            label=_("correction"),
            heading=_("Corrections"),
        ),
        FieldPanel("editor_note"),
        FieldPanel("desk_note"),
    ]


def article_tabs() -> dict:
    """The tabs of a story's form: {heading: panels}."""
    return {
        _("Text"): text(),
        _("Facts"): facts(),
        _("Links"): mentions(),
        _("Review (tab)"): review(),
        _("Delivery"): delivery(),
    }
