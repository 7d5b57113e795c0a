"""The site that the audits look at: the demonstration, and beside it the states it does not have.

A record of which nothing is known, a story with everything that a story can have and names that
fill their lines, an interview, a story that was taken back.
"""

import datetime
from collections.abc import Callable
from io import BytesIO

from django.utils import timezone
from PIL import Image

from articles.models import Article, Author, Section, Source
from magazine.demo.loader import load_demo
from magazine.demo.shelf import illustration
from media.models import Picture
from media.renditions import SPECS, Maker
from shows.models import AwardEdition, Company, Person, Series
from tests import factories


def small(name: str) -> bytes:
    """An illustration as small as audits can do with; `make looks` takes those of the demo."""
    content = BytesIO()
    Image.new("RGB", (40, 60) if name.startswith("series/") else (64, 36)).save(content, "AVIF")
    return content.getvalue()


def fill_fixture_site(pictures: Callable[[str], bytes] = illustration) -> None:
    """Load the demonstration with these pictures, and what it lacks.

    Into an empty magazine only: raises RuntimeError otherwise.
    """
    if load_demo(pictures, archive=True) is None:
        raise RuntimeError("There is a magazine in this database.")
    Maker(Picture.objects.public).make_round(SPECS)
    factories.series("Mytho")
    factories.company("France 4")
    _interview()
    _everything()
    _soon()
    _tallies()
    factories.article(
        "Une nouvelle retirée",
        live=True,
        slug="une-nouvelle-retiree",
        section=Section.objects.get(slug="industrie"),
    ).unpublish()


def _interview():
    factories.article(
        "« Sur un plateau, la scripte est la mémoire de tout le monde »",
        live=True,
        kind="interview",
        slug="scripte-de-missions",
        section=Section.objects.get(slug="dossiers"),
        standfirst="Ce que devient une série entre deux prises, raconté par celle qui note tout.",
        about=[Series.objects.get(slug="missions")],
        bylines=list(Author.objects.filter(slug="hortense-villadier")),
        lead_picture=Picture.objects.first(),
        body=[
            ("text", "<p>Un matin de tournage, entre deux décors du vaisseau.</p>"),
            (
                "embed",
                {
                    "url": "https://www.youtube.com/watch?v=c9EkMc79ZSU",
                    "title": "Dans les décors du vaisseau",
                    "picture": Picture.objects.last(),
                },
            ),
            (
                "gallery",
                {
                    "pictures": [
                        {"picture": one, "caption": "Le plateau, un matin."}
                        for one in Picture.objects.all()[5:8]
                    ]
                },
            ),
            *[
                ("question", {"question": question, "answer": f"<p>{answer}</p>"})
                for question, answer in (
                    ("Que regardez-vous pendant une prise\u00a0?", "Les mains, surtout."),
                    ("Et entre deux\u00a0?", "L’heure, la lumière, la longueur des manches."),
                )
            ],
        ],
    )


def _soon():
    """What starts in some days, for the wire of the front page."""
    for days, slug, platform in ((4, "lost", "ocs"), (9, "ad-vitam", "arte"), (30, "fargo", "fx")):
        starts = timezone.localdate() + datetime.timedelta(days=days)
        series, company = Series.objects.get(slug=slug), Company.objects.get(slug=platform)
        factories.catalogue(
            factories.release(series=series, platform=company, starts=starts.isoformat())
        )


def _tallies():
    """A palmarès with prizes of series and of persons, and a tally."""
    edition = AwardEdition.objects.get(award__slug="series-mania", year=2017)
    star = Person.objects.get(slug="dennis-kelly")
    for slug, kwargs in (
        ("fargo", {"category": "Grand Prix", "result": "won"}),
        ("mad-men", {"category": "Grand Prix"}),
        ("utopia", {"category": "Meilleur scénario", "result": "won", "people": [star]}),
        ("game-of-thrones", {"count": 26}),
    ):
        series = Series.objects.get(slug=slug)
        factories.catalogue(factories.nomination(series=series, edition=edition, **kwargs))


def _everything():
    missions = Series.objects.get(slug="missions")
    pictures = list(Picture.objects.all()[:3])
    text = (
        "<p>Une <b>phrase</b> et <i>une autre</i>, la 1<sup>re</sup> puis la 2<sup>e</sup>, et un"
        " mot d’une longueur peu commune\u00a0: anticonstitutionnellement-hospitalier.</p>"
        "<ul><li>Un point</li><li>Un autre</li></ul><ol><li>D’abord</li><li>Ensuite</li></ol><hr/>"
    )
    factories.article(
        "Tout ce qui peut arriver à une série entre son annonce à Rouyn-Noranda et sa dernière"
        " rediffusion sur Radio-Canada, en une seule page interminablement documentée",
        live=True,
        kind="feature",
        slug="tout-ce-qui-peut-arriver",
        section=Section.objects.get(slug="dossiers"),
        kicker="Grand format",
        standfirst="Un chapô qui prend son temps, comme le fera la suite\u00a0: " * 3,
        about=[missions],
        mentions=[Series.objects.get(slug="lost"), Person.objects.get(slug="dennis-kelly")],
        bylines=list(Author.objects.all()[:3]),
        tags=["Adaptation", "Amazonie", "Anthologies"],
        sources=[Source(outlet="The Hollywood Reporter", url="https://www.example.org/source")],
        sponsor="La Fédération des plateaux de tournage",
        sponsor_url="https://www.example.org/",
        lead_picture=pictures[0],
        spoiler_series=missions,
        spoiler_season=1,
        safe_headline="Tout ce qui peut arriver à une série",
        body=[
            ("text", text),
            ("heading", "Un intertitre assez long pour ne pas tenir sur une seule ligne de texte"),
            ("quote", {"text": "Nous ne sommes pas seuls.", "attribution": "Un personnage"}),
            ("picture", {"picture": pictures[1], "caption": "Une légende."}),
            ("gallery", {"pictures": [{"picture": one, "caption": ""} for one in pictures]}),
            (
                "embed",
                {
                    "url": "https://www.youtube.com/watch?v=b9EkMc79ZSU",
                    "title": "La bande-annonce de la saison 1",
                    "picture": pictures[2],
                },
            ),
            ("series_card", missions.pk),
            ("person_card", Person.objects.get(slug="julien-lacombe").pk),
            ("edition_card", AwardEdition.objects.get(award__slug="series-mania", year=2017).pk),
            ("heading", "Un autre intertitre"),
            ("story_facts", "milestones"),
            ("read_also", Article.objects.get(slug="missions-amc").pk),
            ("heading", "Le dernier"),
            ("spoiler", {"scope": "la fin de la saison 1", "text": "<p>Le vaisseau repart.</p>"}),
        ],
        milestones=[factories.milestone("filming", series=missions, date="début 2018")],
    )
