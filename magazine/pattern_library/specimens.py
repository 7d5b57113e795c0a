"""In which states the style page shows each component: empty, usual, long, and what else matters.

A component that others bring along (a badge, a source) needs no entry of its own.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from types import SimpleNamespace as Thing
from typing import TYPE_CHECKING, Any, cast

from articles.pages import extras
from shows.knowledge.upcoming import Agenda, Premiere
from shows.listing.facets import RangeEnd
from shows.listing.genres import GenreLine
from shows.listing.views import Choice, Facets
from shows.maps.deal_plot import Bar, Plot, Row
from shows.models import BoardEntry
from shows.pages.agenda_periods import Month
from shows.pages.renewals import Entry as RenewalEntry
from shows.partial_dates import PartialDate

from . import things as t

if TYPE_CHECKING:
    from articles.pages.extras import Entry


@dataclass(frozen=True)
class Specimen:
    """A component, by its template, with its states: {label: arguments}."""

    component: str
    states: dict[str, dict]
    group: str

    def around(self, state: str) -> str:
        """The classes of what a component stands in, where its look depends on it."""
        if self.component == "components/story_head.html":
            return f"story story--{self.states[state]['article'].kind}"
        return ""


def choices(*labels: str, selected: int = 0) -> list[Choice]:
    """Make choices of a facet, with falling counts; the first ``selected`` are chosen."""
    return [Choice(f"v{n}", s, 40 - n, n < selected, "#") for n, s in enumerate(labels)]


GENRES = ("Aventure", "Chronique familiale", "Comédie", "Drame", "Science-fiction")
MONTHS = [("2017-06", "juin 2017", 12), ("2017-03", "mars 2017", 1)]
PERIOD = [
    RangeEnd("from", "De", "le début", "2017-03", MONTHS),
    RangeEnd("to", "À", "la fin", "", MONTHS),
]
FILTERS = Thing(
    facets=[
        Facets("genre", "Genre", choices(*GENRES, selected=2)),
        Facets("network", "Chaîne", choices(*(f"Chaîne numéro {n}" for n in range(40)))),
        Facets("country", "Pays", []),
        Facets("period", "Période", choices("x"), PERIOD),
    ],
    chips=[("Genre", choice) for choice in choices("Aventure", "Drame")],
    sorts=[("Les plus récentes", "#", True), ("Par titre", "#", False)],
    clear_address="#",
    kept_order="title",
)
NO_FILTERS = Thing(facets=[], chips=[], sorts=[], clear_address="", kept_order="")
PAGES = Thing(
    number=5,
    last=20,
    previous="#",
    next="#",
    links=[(1, "#"), (None, ""), (4, "#"), (5, "#"), (6, "#"), (None, ""), (20, "#")],
)
PREMIERE = Premiere(
    cast(Any, t.release().starts), t.MISSIONS, "1", [t.OCS, t.SHUDDER], [t.release()]
)
AGENDA = Agenda(
    [(t.DAY, [PREMIERE, PREMIERE])],
    [Premiere(PartialDate("2017-10"), t.MISSIONS, "2", [t.OCS], [t.release()])],
)
MENU = {"sections": [t.SECTION], "info_pages": [Thing(title="À propos", get_absolute_url="#")]}
LEAD = {"article": t.story(about=[t.MISSIONS]), "level": 3, "modifier": "card--lead"}
LINE = {"article": t.STORY, "level": 3, "modifier": "card--line", "plain": True}
REVIEW: dict[str, Any] = {
    "review_season": "1",
    "review_episodes_seen": 4,
    "review_episodes_total": 8,
}
WORK = Thing(
    series=t.MISSIONS, roles=["Création", "Réalisation"], year=2017, years="2017", seasons=""
)


def head(kind: str, **kwargs: Any) -> dict:
    """Make the arguments of the head of a story of a kind."""
    return {"article": t.story(kind=kind, **kwargs), "minutes": 4}


def entries() -> list[Entry]:
    """Make the entries of a list, the last one with two digits and a long title."""
    lines = ("1. Les Revenants, le silence", "2. Missions, l’élan", f"10. {t.LONG}")
    return [cast(Any, extras.Entry.read(line)) for line in lines]


def facts(*found: Any, **kwargs: Any) -> dict:
    """Make the arguments of a list of facts; ``kwargs`` add to them or replace them."""
    return {"facts": list(found), "title": "Étapes", "level": 3, **kwargs}


TEXTS = {
    "page_head": {
        "Un titre": {"title": "Séries"},
        "Avec surtitre et texte": {
            "kicker": "Le fichier",
            "title": "Accords",
            "text": "Qui achète, qui vend, qui coproduit quelle série.",
        },
    },
    "empty": {
        "Vide": {"sentence": "Rien au fichier pour l’instant."},
        "Avec un chemin": {"sentence": "Aucune série.", "clear": "#"},
    },
    "rating": {"Un chiffre": {"rating": 4}, "Une demie": {"rating": t.Decimal("3.5")}},
    "sponsor": {"Sur une carte": {"article": t.story(sponsor="OCS")}},
    "signatures": {"Une": {"authors": t.AUTHORS[:1]}, "Douze": {"authors": t.AUTHORS}},
    "figure": {
        "Légende": {"picture": t.PICTURE, "caption": "Sur Mars, la nuit."},
        "Droits échus": {"picture": t.EXPIRED},
    },
}
STORIES = {
    "story_card": {
        "À la une": LEAD,
        "Carte": {"article": t.story(sponsor="OCS", review_rating=4), "level": 3},
        "Longue, sans photo, douze signatures": {
            "article": t.story(t.LONG, lead_picture=None, bylines=t.AUTHORS, about=[t.MISSIONS]),
            "level": 3,
        },
        "Photo échue": {"article": t.story(lead_picture=t.EXPIRED), "level": 3},
        "Ligne": LINE,
    },
    "story_head": {
        "Actualité": head("news"),
        "Critique": head("review", review_rating=t.Decimal("3.5"), **REVIEW),
        "Critique sans note": head("review", **REVIEW),
        "Entretien": head("interview"),
        "Dossier": head("feature"),
        "Liste": head("list"),
        "Calendrier": head("calendar"),
        "Opinion": head("opinion", spoiler_series=t.MISSIONS, spoiler_season=2),
        "Longue, sponsorisée, mise à jour": {
            **head("news", sponsor="OCS", bylines=t.AUTHORS),
            "article": t.story(t.LONG, sponsor="OCS", bylines=t.AUTHORS),
            "updated": t.MOMENT,
            "answers": [t.STORY],
        },
        "Nue": head("news", kicker="", standfirst="", section=None, bylines=[]),
    },
    "verdict": {"Note et étendue": {"article": t.story(review_rating=2, **REVIEW)}},
    "entries": {"Trois entrées": {"entries": entries()}},
    "story_days": {"Des jours": {"days": AGENDA}},
    "corrections": {"Une": {"corrections": [t.CORRECTION], "corrected_by": [t.DENIED]}},
    "replies": {"Une": {"replies": [t.STORY]}},
    "share": {"Un article": {"address": "https://generique.example/a/", "title": "Missions"}},
    "follow": {
        "Flux": {"name": "Missions", "path": "#"},
        "Flux et agenda": {"name": "OCS", "path": "#", "calendar": "/a.ics", "host": "localhost"},
    },
    "sequel": {
        "Avant et après": {
            "sequel": extras.Sequel(t.MISSIONS, t.STORY, t.story(t.LONG, sponsor="OCS"))
        },
        "Avant": {"sequel": extras.Sequel(t.MISSIONS, t.STORY, None)},
    },
    "stories": {"Trois": {"stories": [t.STORY] * 3, "more": "#", "more_label": "Tous"}},
    "feed_links": {"Dans la tête": {"title": "Missions", "path": "#"}},
}
RECORDS = {
    "series_card": {
        "Carte": {"series": t.MISSIONS, "level": 3},
        "Sans affiche": {"series": t.series(t.LONG, poster=None, logline=""), "level": 3},
    },
    "record_card": {"Entière": {"record": t.RECORD, "country": "FR"}},
    "series_meta": {
        "Sur l’axe": {"record": t.RECORD, "modifier": "roll--small"},
        "Avec ses thèmes": {"record": t.RECORD, "modifier": "roll--small", "themes": t.THEMES},
    },
    "credit_roll": {"Grand": {"groups": t.RECORD.credit_roll, "modifier": "roll--big"}},
    "cast_roll": {"Petite": {"cast": t.RECORD.cast, "modifier": "roll--small"}},
    "record_line": {"Trois": {"label": "Sont cités", "records": [t.MISSIONS, t.STAR, t.OCS]}},
    "filmography": {"Une œuvre": {"works": [WORK], "title": "Création"}},
    "series_rows": {"Une": {"rows": [(t.MISSIONS, t.release())], "title": "Ses créations"}},
    "person_row": {
        "Deux métiers": {"person": t.someone(t.MAKER, "Création", "Réalisation", others=4)},
        "Avec portrait": {
            "person": t.someone(
                t.Person(pk=3, name=t.LONG[:60], slug="x", portrait=t.PICTURE), "Distribution"
            )
        },
        "Sans rien de connu": {"person": t.Person(pk=4, name="Ami Cohen", slug="ami-cohen")},
    },
    "genre": {"Un genre": {"line": GenreLine(t.GENRE, 1234, [t.MISSIONS, t.series("Lost")])}},
    "company_line": {
        "Une chaîne": {"company": t.indexed(t.OCS, letter="O", series_count=12, owner=t.AMC)},
        "Un groupe": {"company": t.indexed(t.GROUP, holding_count=3)},
    },
    "ownership": {"Datée": {"ownership": t.OWNERSHIP}},
    "release_line": {"Seule": {"release": t.release(), "quiet": True}},
}
FACTS = {
    "known_as_of": {
        "Annoncée": {"offer": Thing(on_demand=True, told=datetime.date(2026, 8, 25))},
        "Vérifiée": {
            "offer": Thing(
                on_demand=True,
                told=datetime.date(2026, 8, 25),
                verified=datetime.date(2026, 11, 3),
            )
        },
    },
    "fact_sheet": {"De chaque sorte": {"facts": t.FACTS, "level": 3}},
    "fact_list": {
        "Rumeur, démenti": facts(t.RUMOUR, t.DENIED),
        "De cet article, mis à jour depuis": facts(t.OWN, quiet=True),
        "Un départ": facts(t.LEAVING),
        "Une diffusion repoussée depuis": facts(t.postponed()),
        "Au palmarès": facts(t.nomination(result="won"), in_edition=True),
        "Un compte": facts(t.nomination(category="", count=26), in_edition=True),
        "Une diffusion vague": facts(t.release(starts=PartialDate("2018-37"), territories="")),
    },
}
LISTS = {
    "filters": {
        "Choisis": {"filters": FILTERS, "total": 1234, "counted": "1 234 séries"},
        "Avec une remarque": {
            "filters": NO_FILTERS,
            "notes": ["« xyz » n’est pas un genre : ce filtre est ignoré."],
            "total": 0,
            "counted": "0 série",
        },
    },
    "follow_list": {
        "Une liste filtrée": {"path": "/articles/", "query": "genre=drame"},
        "Sous une liste de séries": {
            "path": "/articles/",
            "query": "genre=drame&network=ocs",
            "words": "drame, OCS",
        },
        "Autrement dit": {"path": "/accords/", "query": "", "label": "S’abonner à ces accords"},
    },
    "pagination": {"Au milieu": {"pages": PAGES}},
    "page_links": {"Dans la tête": {"pages": PAGES}},
    "list_scripts": {"Dans la tête": {}},
}
FRONT = {
    "front/section": {
        "Quatre articles": {"row": {"section": t.SECTION, "stories": [t.STORY] * 4}, "id": "s1"},
        "Un article": {"row": {"section": t.SECTION, "stories": [t.STORY]}, "id": "s2"},
    },
    "front/series": {
        "Avec suite": {
            "row": {"record": t.RECORD, "coming": [t.release()], "stories": [t.STORY] * 2},
            "id": "s3",
        }
    },
    "front/wire": {
        "Nouvelles et premières": {
            "headlines": [t.STORY, t.story(t.LONG, sponsor="OCS"), *[t.STORY] * 2],
            "coming": [PREMIERE] * 3,
        },
        "Nouvelles": {"headlines": [t.STORY] * 2},
    },
    "front/agenda": {"Des jours": {"row": {"agenda": AGENDA}, "id": "s4"}},
    "front/deals": {"Deux": {"row": {"deals": [t.deal(), t.deal()]}, "id": "s5"}},
    "front/most_read": {
        "Classés": {"row": {"stories": [t.STORY] * 5, "ranked": True}, "id": "s6"},
        "Au choix": {"row": {"stories": [t.story(t.LONG, sponsor="OCS")] * 3}, "id": "s7"},
    },
}
FRAME = {
    "breadcrumbs": {
        "Deux étages": {"steps": [("Une", "#"), ("Festivals et prix", "#"), ("Séries Mania", "#")]}
    },
    "menu": {"Rubriques": {"menu": MENU, "path": "/critiques/"}},
    "colophon": {"Entier": {"menu": MENU}, "Sans base": {"menu": {}}},
}
MONTH = Month.of(t.DAY)
STEP = Thing(period=MONTH, address="#")
WEEK = [Thing(date=day, inside=day.month == 9, premieres=[]) for day in MONTH.weeks[-1]]
WEEK[3].premieres = [PREMIERE]
PLOT = Plot(
    "chaîne",
    ["2016", "2017"],
    [
        Row("OCS", 5, "#", [None, Bar("2017", 5, "#", True, 315, 44, 120, 26)], 70),
        Row("Shudder", 2, "#", [Bar("2016", 2, "#", False, 185, 100, 120, 14), None], 114),
    ],
    130,
)
AGENDAS = {
    "agenda/period": {
        "Un mois": {"period": MONTH, "is_month": True, "before": STEP, "other": STEP, "now": STEP},
    },
    "agenda/month": {"Une semaine": {"weeks": [WEEK], "period": MONTH, "today": t.DAY}},
    "agenda/premiere": {"Un lieu": {"premiere": PREMIERE}},
    "agenda/start": {"Une saison": {"release": t.release()}},
    "renewal": {
        "Annulée": {
            "entry": RenewalEntry(
                t.MISSIONS, BoardEntry(decision="cancelled", day=t.DAY), t.DENIED, [t.OCS]
            )
        },
        "En attente": {
            "entry": RenewalEntry(
                t.MISSIONS, BoardEntry(decision="waiting", day=t.DAY), t.release()
            )
        },
    },
    "deal_plot": {"Deux années": {"plot": PLOT}},
    "agenda/follow": {
        "Un agenda": {"address": "/a.ics", "what": "cet agenda", "request": Thing(get_host="l")}
    },
}
HIT = {"also": "", "excerpt": "Un équipage vers Mars.", "is_exact": True}
FOUND = {
    "search_form": {
        "Grand": {"id": "q1", "query": "Missions", "modifier": "search--big"},
        "Vide": {"id": "q2", "query": "", "modifier": "search--big"},
    },
    "search_records": {
        "Une série": {
            "hits": [Thing(entry=Thing(record=t.MISSIONS, about="Série"), title="Missions", **HIT)]
        }
    },
    "search_stories": {
        "Un article": {
            "hits": [Thing(entry=Thing(record=t.STORY, about="Critiques"), title="Mars", **HIT)],
            "level": 3,
        }
    },
}
HOUSE = {
    "consent_banner": {"Deux services": {"names": ["YouTube", "Dailymotion"], "path": "#"}},
    "credit_lines": {
        "Une licence": {"roll": [("Fonte", [Thing(url="#", name="Newsreader", licence="OFL 1.1")])]}
    },
    "meta": {"Dans la tête": {"page": Thing(title="Missions", kind="article", robots="all")}},
}
GROUPS: dict[str, dict[str, Any]] = {
    "Textes et images": TEXTS,
    "Articles": STORIES,
    "Fiches": RECORDS,
    "Faits": FACTS,
    "Listes": LISTS,
    "La une": FRONT,
    "L’agenda": AGENDAS,
    "La recherche": FOUND,
    "La maison": HOUSE,
    "Le cadre": FRAME,
}
SPECIMENS = [
    Specimen(f"components/{name}.html", states, group)
    for group, components in GROUPS.items()
    for name, states in components.items()
]
