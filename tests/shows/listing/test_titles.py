"""A list is called by what it shows: in the tab, in a shared link, for a search engine."""

import datetime
import html

import pytest
import time_machine
from bs4 import BeautifulSoup

from shows.listing.titles import MOST
from shows.projection.checking import check
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2017, 9, 26, 12, tzinfo=datetime.UTC)
SERIES = "Toutes les séries du fichier de Générique"


@pytest.fixture
def catalogue(db):
    """Missions, told of and to come on OCS; renewed."""
    ocs = factories.company("OCS", country="FR")
    missions = factories.series("Missions", ["Science-fiction"], ["FR"], tags=["Mars"])
    factories.series("Feud", ["Drame"], ["US"])
    factories.article(
        "AMC achète Missions",
        live=True,
        about=[missions],
        tags=["Mars"],
        bylines=[factories.author("Solène Marvault", job_title="Critique")],
        deals=[factories.deal(series=missions, buyer=ocs, announced="2017-08-25")],
        releases=[
            factories.release(
                series=missions, platform=ocs, window="original", starts="2017-09-28", seasons="1"
            )
        ],
        milestones=[factories.milestone("renewed", series=missions, announced="2017-09-01")],
    )
    return missions


def head(client, address: str) -> tuple[str, str]:
    """The title and the description of a page, which are those of its share card and, but for the
    name of the site, of its tab."""
    found = BeautifulSoup(client.get(address).content, "html.parser").head
    said = {m.get("property") or m.get("name"): m.get("content") for m in found("meta")}
    title = found.title.string.removesuffix(" – Générique")
    assert said["og:title"] == title, address
    assert said["og:description"] == said["description"], address
    return plain(title), plain(said["description"])


def plain(text: str) -> str:
    """With ordinary spaces: typography has its own tests."""
    return html.unescape(text).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("address", "title", "found"),
    [
        ("/articles/?genre=science-fiction", "Articles : science-fiction", "1 article"),
        ("/articles/?kind=news", "Articles : actualité", "1 article"),
        ("/actualites/?year=2017", "Actualités : 2017", "0 article"),
        ("/sujets/mars/?network=ocs", "Mars : OCS", "1 article"),
        ("/auteurs/solene-marvault/?network=ocs", "Solène Marvault : OCS", "1 article"),
        ("/series/?country=us&genre=drame", "Séries : drame, États-Unis", "1 série"),
        (
            "/series/?genre=drame&genre=science-fiction",
            "Séries : drame, science-fiction",
            "2 séries",
        ),
        ("/chaines/?kind=channel&country=FR", "Chaînes et services : France, chaîne", "1 chaîne"),
        ("/accords/?year=2017&network=ocs", "Accords : OCS, 2017", "1 accord"),
        (
            "/agenda/2017/s39/?window=original&network=ocs",
            "Agenda de la semaine du 25 septembre au 1er octobre 2017 : OCS, diffusion d’origine",
            "1 date annoncée",
        ),
        ("/agenda/2017/09/?network=ocs", "Agenda en septembre 2017 : OCS", "1 date annoncée"),
        ("/premieres/?country=fr", "Premières : France", "1 première"),
        (
            "/renouvellements/?decision=renewed",
            "Renouvellements et annulations : renouvelées",
            "1 série",
        ),
    ],
)
def test_what_is_chosen_is_in_the_title_of_every_list(client, catalogue, address, title, found):
    with time_machine.travel(NOW, tick=False):
        list(check(mend=True))  # the calendar was never turned back before
        bare_title, bare = head(client, address.partition("?")[0])
        told, description = head(client, address)
    assert told == title
    chosen = title.partition(" : ")[2]
    assert description.startswith(found)
    assert description.endswith(f" : {chosen}. {bare}")
    assert bare_title in (title.partition(" : ")[0], "Tous les articles")


def test_every_page_of_a_list_has_a_title_of_its_own(client):
    for number in range(25):
        factories.series(f"Série {number}", ["Drame"])
    assert head(client, "/series/")[0] == "Séries"
    title, description = head(client, "/series/?page=2")
    assert title == "Séries – page 2"
    assert description.startswith(f"25 séries – page 2 sur 2. {SERIES}")
    title, description = head(client, "/series/?genre=drame&page=2&sort=title")
    assert title == "Séries : drame – page 2"
    assert description.startswith(f"25 séries : drame – page 2 sur 2. {SERIES}")


def test_what_is_not_understood_is_not_in_it(client, catalogue):
    assert head(client, "/series/?genre=xyz&network=rien&page=9&sort=x")[0] == "Séries"


def test_what_waits_for_its_story_is_not_named(client, catalogue):
    factories.company("Shudder", waits_for_story=True)
    assert head(client, "/series/?network=shudder")[0] == "Séries"


def test_a_name_keeps_its_capital_and_an_acronym_too(client, catalogue):
    factories.genre("BD", slug="bd")
    address = "/series/?genre=bd&network=ocs&status=airing"
    assert head(client, address)[0] == "Séries : OCS, BD, en cours"


def test_a_title_stays_short_whatever_is_chosen(client):
    for number in range(MOST + 1):
        factories.company(f"Chaîne {number}")
    chosen = [f"network=chaine-{number}" for number in range(MOST + 1)]
    all_but_one = head(client, f"/series/?{'&'.join(chosen[:-1])}")[0]
    assert all_but_one.count("Chaîne") == MOST
    title = head(client, f"/series/?{'&'.join(chosen)}")[0]
    assert title == (
        "Séries : Chaîne 0, Chaîne 1, Chaîne 2, Chaîne 3, Chaîne 4 et 2 autres filtres"
    )


def test_a_section_and_a_tag_say_what_they_are(client, catalogue):
    assert head(client, "/actualites/")[1] == "Les articles de Générique, rubrique « Actualités »."
    catalogue.story_links.get().article.section.__class__.objects.update(description="Les faits.")
    assert head(client, "/actualites/")[1] == "Les faits."
    assert head(client, "/sujets/mars/")[1].endswith("sur le sujet : Mars.")
    who = "Les articles de Solène Marvault, Critique, dans Générique."
    assert head(client, "/auteurs/solene-marvault/")[1] == who
