"""Series, stories and facts for the style page. They are made in memory and never saved."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.templatetags.static import static
from django.utils import timezone
from taggit.models import Tag
from wagtail.images.models import Filter

from articles.models import Article, Author, Correction, Section, Source
from media.models import Picture
from media.renditions import SPECS
from shows.models import (
    Award,
    AwardEdition,
    Casting,
    Company,
    Credit,
    Deal,
    DealParty,
    Genre,
    Milestone,
    Nomination,
    Ownership,
    Person,
    Reception,
    Release,
    Season,
    Series,
)
from shows.pages.profile import FactSheet, SeriesRecord
from shows.partial_dates import PartialDate

DAY = datetime.date(2017, 9, 28)
MOMENT = timezone.make_aware(datetime.datetime(2017, 8, 25, 9, 30))
CITED = {"citation_outlet": "Variety", "citation_url": "https://variety.com/", "citation_date": DAY}
LONG = (
    "Anticonstitutionnellement renouvelée pour une dix-septième saison, la série que personne "
    "n’attendait plus revient, repart, hésite, et finit par dire pourquoi elle n’a jamais "
    "vraiment su s’arrêter"
)


class Size:
    """A size of a picture that is drawn, not made."""

    url = property(lambda self: static("style/picture.svg"))

    def __init__(self, picture: Picture, spec: str) -> None:
        self.filter_spec = spec
        self.focal_point_key = Filter(spec).get_cache_key(picture)
        self.width, self.height = 960, 540


def picture(**kwargs: Any) -> Picture:
    """Make a picture that has all its sizes, each drawn by the same file."""
    made = Picture(
        title="Mars",
        description="Un vaisseau devant Mars.",
        credit="Dessin : Générique",
        collection_id=1,  # the default asks the database
        **kwargs,
    )
    made.prefetched_renditions = [Size(made, spec) for spec in SPECS]
    return made


PICTURE = picture()
EXPIRED = picture(rights_end=datetime.date(2001, 1, 1))
SECTION = Section(pk=1, name="Critiques", slug="critiques", description="Ce que nous avons vu.")
AUTHORS = [
    Author(pk=n, name=name, slug=f"signature-{n}")
    for n, name in enumerate(
        ("Hortense Villadier", "Solène Marvault", "Idriss Cantarel", "Camille Arnoux") * 3, 1
    )
]
OCS = Company(pk=1, name="OCS", slug="ocs", kind="channel", access="pay_tv")
SHUDDER = Company(pk=2, name="Shudder", slug="shudder", kind="streaming_service", access="svod")
AMC = Company(pk=3, name="AMC", slug="amc", kind="channel")
GROUP = Company(pk=4, name="AMC Networks", slug="amc-networks", kind="group", country="US")
STAR = Person(pk=1, name="Hélène Viviès", slug="helene-vivies")
MAKER = Person(pk=2, name="Julien Lacombe", slug="julien-lacombe")
EDITION = AwardEdition(
    pk=1, year=2017, award=Award(pk=1, name="Séries Mania", slug="series-mania", kind="festival")
)


GENRE = Genre(pk=1, name="Science-fiction", slug="science-fiction")


def series(title: str = "Missions", **kwargs: Any) -> Series:
    """Make a series with a season and credits; ``kwargs`` replace the values of its fields."""
    made = Series(
        **{
            "pk": 1,
            "title": title,
            "slug": "missions",
            "kind": "series",
            "logline": "Un milliardaire suisse envoie un équipage européen sur Mars ; à l’arrivée, "
            "quelqu’un l’y attend, qui n’aurait jamais dû s’y trouver.",
            "poster": PICTURE,
            **kwargs,
        }
    )
    made.genres = [GENRE]
    made.countries = []
    made.relations, made.titles = [], []
    season = Season(pk=1, number=1, episode_count=10, runtime=26)
    season.episodes = []
    made.seasons = [season]
    made.credits = [
        Credit(pk=1, person=MAKER, role="creator"),
        Credit(pk=2, person=MAKER, role="director", seasons="1-3"),
        Credit(pk=3, person=STAR, role="cast", character="Jeanne Renoir"),
        Credit(pk=4, person=MAKER, role="guest"),
    ]
    made.first_release, made.status = None, "ended"
    return made


MISSIONS = series()
THEMES = [Tag(name=name, slug=name) for name in ("mars", "huis-clos", "intelligence")]


def someone(person: Person, *roles: str, others: int = 0) -> Person:
    """A person as a list shows them."""
    person.roles, person.works, person.other_works = list(roles), [MISSIONS], others
    return person


def indexed(company: Company, letter: str = "", **kwargs: Any) -> Company:
    """A company as an index shows it."""
    given = {"series_count": 0, "holding_count": 0, "owner": None, **kwargs}
    company.letter = letter
    for name, value in given.items():
        setattr(company, name, value)
    return company


def fact(model: Any, **kwargs: Any) -> Any:
    """Make a fact of `MISSIONS` with a source, as in the catalogue."""
    return model(series=MISSIONS, **CITED, **kwargs)


def release(**kwargs: Any) -> Release:
    """Make a release that starts on a day, or as ``kwargs`` say, with the bounds of a saved one."""
    given = {"platform": OCS, "window": "original", "territories": "FR"}
    made = fact(Release, pk=1, **{**given, "starts": PartialDate("2017-06-01"), **kwargs})
    if made.starts:
        made.starts_earliest, made.starts_latest = made.starts.earliest, made.starts.latest
    return made


def deal(**kwargs: Any) -> Deal:
    """Make a deal with a party and a release, which says all that a release can say."""
    made = fact(Deal, pk=1, kind="acquisition", buyer=AMC, territories="US,CA,GB,IE", **kwargs)
    made.parties = [DealParty(pk=1, company=OCS, share=Decimal("12.5"))]
    made.releases = [
        Release(
            pk=2,
            deal=made,
            platform=SHUDDER,
            window="first",
            exclusive=True,
            starts=PartialDate("2017-09-28"),
            ends=PartialDate("2019"),
        )
    ]
    return made


def postponed() -> Deal:
    """A deal of which a later story has moved the release."""
    made = deal()
    (before,) = made.releases.all()
    before.is_outdated = True
    before.successor = release(platform=SHUDDER, window="first", starts=PartialDate("2017-10-05"))
    return made


def nomination(**kwargs: Any) -> Nomination:
    """Make a nomination of one person at `EDITION`."""
    given = {"category": "Prix A.C.S. Découverte", **kwargs}
    made = fact(Nomination, pk=1, edition=EDITION, **given)
    made.people = [STAR]
    return made


MILESTONE = fact(Milestone, pk=1, kind="filming", date=PartialDate("2018-37"), place="Ouarzazate")
RUMOUR = fact(Milestone, pk=2, kind="renewed", certainty="rumoured", announced=PartialDate("2017"))
DENIED = fact(Milestone, pk=3, kind="cancelled", certainty="denied", company=OCS)
CASTING = fact(Casting, pk=1, person=STAR, role="cast", character="Jeanne Renoir")
LEAVING = fact(Casting, pk=2, person=MAKER, role="director", change="leaves")
RECEPTION = fact(
    Reception,
    pk=1,
    kind="audience",
    statement="Record d’audience",
    figure=Decimal(1_234_567),
    unit="téléspectateurs",
    platform=OCS,
    territory="FR",
)
OWNERSHIP = Ownership(
    pk=1, owned=SHUDDER, owner=AMC, share=Decimal(100), since=PartialDate("2015-07")
)
OWN = fact(Milestone, pk=4, kind="ordered", date=PartialDate("2016-05-12"))
OWN.is_own, OWN.is_outdated = True, True
FACTS = FactSheet([release(), deal(), MILESTONE, CASTING, nomination(result="won"), RECEPTION])
RECORD = SeriesRecord(MISSIONS, FACTS)


def story(
    headline: str = "Missions, saison 1 : un vaisseau de bric et de broc", **kwargs: Any
) -> Article:
    """Make a story that is out; ``kwargs`` replace fields, ``bylines`` and ``about`` (series)."""
    bylines = kwargs.pop("bylines", AUTHORS[:1])
    about = kwargs.pop("about", [])
    made = Article(
        **{
            "pk": 1,
            "headline": headline,
            "slug": "missions",
            "kicker": "Nous avons vu",
            "standfirst": "Dix fois vingt-six minutes pour aller sur Mars avec trois couloirs et "
            "une bonne idée.",
            "section": SECTION,
            "lead_picture": PICTURE,
            "first_published_at": MOMENT,
            "live": True,
            **kwargs,
        }
    )
    made.bylines = bylines
    made.sources = [Source(pk=1, outlet="Variety", url="https://variety.com/", date=DAY)]
    made.about_series = about
    return made


STORY = story()
CORRECTION = Correction(pk=1, date=DAY, text="La saison 1 compte dix épisodes, et non douze.")
