"""What pages say to machines: one address, Open Graph, and schema.org with what it asks for.

The table holds what Google's documentation of each type requires and recommends, and what the
record has a place for.
"""

import datetime
import json
import re
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.urls import reverse

from articles.models import Correction, Source
from articles.pages.story import story_page
from magazine.seo.structured_data import described
from magazine.seo.structured_data.vocabulary import iso, script
from media.rendition_specs import SHAPES
from shows.models import Episode, Ownership, SeriesTitle
from shows.models.people import PersonExternalId
from shows.models.series import SeriesExternalId
from shows.partial_dates import PartialDate
from tests import factories
from tests.magazine.test_budgets import BUDGETS

pytestmark = pytest.mark.django_db

HOST = "http://testserver"
#: Public addresses that are no pages.
FILES = re.compile(
    r"(feed|calendar|_suggestions)$|^sitemap|^(robots|humans|manifest|favicon|opensearch)$"
    r"|^share_image$"
)

ARTICLE = "headline url mainEntityOfPage datePublished dateModified author publisher image"
ARTICLE += " description inLanguage isAccessibleForFree articleSection keywords about mentions"
LIST = "name url inLanguage publisher mainEntity"
#: {type: (properties, {one of them: its properties})}.
ASKED = {
    "NewsArticle": (
        f"{ARTICLE} citation correction",
        {
            "author": "name url",
            "publisher": "name url logo",
            "image": "url width height creditText caption",
            "citation": "name url",
            "correction": "datePublished text",
        },
    ),
    "Review": (
        f"{ARTICLE} itemReviewed reviewRating",
        {"reviewRating": "ratingValue bestRating worstRating", "itemReviewed": "name partOfSeries"},
    ),
    "TVSeries": (
        "name alternateName url description genre countryOfOrigin inLanguage startDate sameAs"
        " numberOfSeasons numberOfEpisodes containsSeason actor creator director productionCompany"
        " award publication image",
        {
            "containsSeason": "name seasonNumber numberOfEpisodes episode",
            "actor": "actor characterName",
            "publication": "startDate publishedOn",
        },
    ),
    "Person": (
        "name url alternateName description image birthDate award sameAs subjectOf",
        {"image": "url creditText"},
    ),
    "Organization": (
        "name url alternateName address foundingDate parentOrganization subOrganization sameAs",
        {"parentOrganization": "name url", "address": "addressCountry"},
    ),
    "EventSeries": ("name url description subEvent", {"subEvent": "name startDate url"}),
    "Event": (
        "name url startDate location superEvent about",
        {"location": "name address", "superEvent": "name url"},
    ),
    "CollectionPage": (LIST, {"mainEntity": "numberOfItems itemListElement"}),
    "ProfilePage": ("url mainEntity hasPart", {"mainEntity": "name url jobTitle description"}),
    "WebPage": ("name url publisher", {}),
    "WebSite": ("name url publisher", {"publisher": "name logo"}),
}


def head(client, path) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser").head


def data(client, path) -> list[dict]:
    """The schema.org descriptions of a page, in their order."""
    found = head(client, path).find_all("script", type="application/ld+json")
    return [json.loads(element.string) for element in found]


def meta(client, path) -> dict:
    found = head(client, path).find_all("meta")
    return {m.get("property") or m.get("name"): m.get("content") for m in found}


def canonical(client, path) -> str:
    (link,) = head(client, path).find_all("link", rel="canonical")
    return link["href"].removeprefix(HOST)


def picture():
    """A picture in the size that is told; the site makes it once the picture is committed."""
    made = factories.picture()
    made.get_rendition(SHAPES["wide"].fallback)
    return made


@pytest.fixture
def whole(magazine):
    """Something of every kind with everything in it; {its type: its pages}."""
    jeanne = factories.person(
        "Hélène Viviès", biography="<p>Actrice.</p>", birth="1981", other_names="H. Viviès"
    )
    jeanne.portrait = picture()
    jeanne.save()
    PersonExternalId.objects.create(person=jeanne, scheme="imdb", value="nm0900001")
    ocs = factories.company(
        "Canal Plus", country="FR", other_names="C+", active_from="2008", website="https://c.fr/"
    )
    Ownership.objects.create(owned=ocs, owner=factories.company("Vivendi", kind="group"))
    Ownership.objects.create(owned=factories.company("OCS City"), owner=ocs)
    missions = factories.series(
        "Missions",
        genres=["Science-fiction"],
        countries=["FR"],
        languages="fr",
        logline="Un équipage part pour Mars.",
        original_title="Missions (Mars)",
    )
    missions.poster = picture()
    missions.save()
    SeriesTitle.objects.create(series=missions, title="Missionen", country="DE")
    SeriesExternalId.objects.create(series=missions, scheme="imdb", value="tt6200000")
    season = factories.season(missions, 1, episode_count=10)
    Episode.objects.create(season=season, number=1, title="Ulysse", air_date="2017-06-01")
    factories.credit(missions, jeanne, character="Jeanne Renoir")
    for role in ("creator", "director"):
        factories.credit(missions, factories.person("Julien Lacombe"), role=role)
    factories.credit(missions, role="production", company=factories.company("Empreinte"))
    edition = factories.award_edition("Séries Mania", 2017)
    edition.held, edition.place = "2017-04", "Paris"
    edition.save()
    edition.award.description = "Le festival des séries."
    edition.award.save()
    author = factories.author("Solène Marvault", job_title="Critique", biography="<p>Critique.</p>")
    common = {
        "live": True,
        "about": [missions],
        "mentions": [jeanne],
        "standfirst": "La série d’OCS passe l’Atlantique.",
        "bylines": [author],
        "tags": ["Mars"],
        "lead_picture": picture(),
    }
    prize = factories.nomination(
        series=missions, edition=edition, category="Découverte", result="won", people=[jeanne]
    )
    first = factories.release(series=missions, platform=ocs, window="original", starts="2017-06-01")
    news = factories.article(
        "Un prix pour Missions",
        sources=[Source(outlet="Variety", url="https://variety.com/missions")],
        releases=[first],
        nominations=[prize],
        corrections=[Correction(date=datetime.date(2031, 3, 2), text="Dix épisodes, pas huit.")],
        **common,
    )
    review = factories.article(
        "Missions, saison 1", kind="review", review_rating="3.5", review_season="1", **common
    )
    return {
        "NewsArticle": [news.get_absolute_url()],
        "Review": [review.get_absolute_url()],
        "TVSeries": [missions.get_absolute_url()],
        "Person": [jeanne.get_absolute_url()],
        "Organization": [ocs.get_absolute_url()],
        "EventSeries": [edition.award.get_absolute_url()],
        "Event": [edition.get_absolute_url()],
        "CollectionPage": [
            *("/articles/", "/series/", "/chaines/", "/prix/", "/accords/", "/auteurs/"),
            *("/sujets/mars/", news.section.get_absolute_url()),
            *("/agenda/", "/premieres/", "/renouvellements/"),
        ],
        "ProfilePage": [author.get_absolute_url()],
        "WebPage": [
            *(reverse("articles:info_page", args=["mentions-legales"]), "/credits/", "/cookies/"),
            *("/recherche/", "/mon-pays/"),
        ],
        "WebSite": ["/"],
    }


def missing(found: dict, properties: str) -> set[str]:
    return set(properties.split()) - set(found)


def test_every_page_is_described():
    pages = {name for name in BUDGETS if not FILES.search(name)}
    assert pages - described() == set(), "a new page says what it is to machines"


def test_every_kind_of_page_has_what_its_type_asks_for(client, whole):
    assert set(whole) == set(ASKED)
    for kind, (properties, inner) in ASKED.items():
        for path in whole[kind]:
            found, *others = data(client, path)
            kinds = [found["@type"]] if isinstance(found["@type"], str) else found["@type"]
            assert kind in kinds, path
            assert found["@context"] == "https://schema.org"
            assert missing(found, properties) == set(), path
            for name, wanted in inner.items():
                value = found[name][0] if isinstance(found[name], list) else found[name]
                assert missing(value, wanted) == set(), (path, name)
            rest = [other["@type"] for other in others]
            assert rest == (["BreadcrumbList"] if path != "/" else []), path


def test_the_way_down_ends_at_the_page_itself(client, whole):
    (path,) = whole["Event"]
    steps = data(client, path)[-1]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3, 4]
    names = ["Une", "Festivals et prix", "Séries Mania", "Séries Mania 2017"]
    assert [step["name"] for step in steps] == names
    assert steps[-1]["item"] == f"{HOST}{path}"
    for step in steps:
        assert client.get(step["item"].removeprefix(HOST)).status_code == 200


TRAIL = re.compile(r'<nav class="trail.*?</nav>', re.S)
STEP = re.compile(r'<a href="([^"]+)">([^<]+)</a>')


def test_readers_see_the_way_that_machines_are_told(client, whole):
    """On every page that has another above it than the front page; a story’s is its kicker."""
    for kind, paths in whole.items():
        for path in paths:
            *_others, way = data(client, path)
            steps = way.get("itemListElement", [])[:-1]
            seen = TRAIL.findall(client.get(path).content.decode())
            told = [(step["item"].removeprefix(HOST), step["name"]) for step in steps]
            if len(told) < 2 or kind in ("NewsArticle", "Review"):
                assert seen == [], path
            else:
                (trail,) = seen
                assert [(a, unescape(b)) for a, b in STEP.findall(trail)] == told, path


@pytest.mark.parametrize(
    ("kind", "above"),
    [("channel", "/chaines/"), ("production_company", "/societes/"), ("group", "/societes/")],
)
def test_a_company_stands_in_the_index_of_its_kind(client, db, kind, above):
    company = factories.company("Empreinte", kind=kind)
    *_others, way = data(client, company.get_absolute_url())
    assert way["itemListElement"][1]["item"] == f"{HOST}{above}"


def test_a_story_leads_to_its_section_above_its_headline(client, db):
    story = factories.article(live=True)
    head = client.get(story.get_absolute_url()).content.decode().split("<h1")[-2]
    assert f'<a href="{story.section.get_absolute_url()}">' in head.split('class="kicker"')[1]


def test_a_series_says_who_plays_whom_and_what_it_won(client, whole):
    found = data(client, whole["TVSeries"][0])[0]
    (role,) = found["actor"]
    assert (role["actor"]["name"], role["characterName"]) == ("Hélène Viviès", "Jeanne Renoir")
    assert found["award"] == ["Découverte, Séries Mania 2017"]
    assert found["sameAs"] == ["https://www.imdb.com/title/tt6200000/"]
    assert found["startDate"] == "2017-06-01"
    assert found["containsSeason"][0]["episode"][0]["datePublished"] == "2017-06-01"


def test_a_series_says_what_we_thought_of_it(client, db):
    missions = factories.series("Missions")
    review = {"live": True, "kind": "review", "about": [missions]}
    factories.article("Vertige", review_rating="3.5", bylines=[factories.author()], **review)
    factories.article("Sans note", **review)
    unrated, rated = data(client, missions.get_absolute_url())[0]["review"]
    assert (rated["name"], rated["author"][0]["name"]) == ("Vertige", "Camille Arnoux")
    assert rated["reviewRating"]["ratingValue"] == 3.5
    assert "reviewRating" not in unrated


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, "NewsArticle"),
        ({"kind": "interview"}, "NewsArticle"),
        ({"kind": "opinion"}, "OpinionNewsArticle"),
        ({"kind": "review"}, "ReviewNewsArticle"),
        ({"kind": "review", "review_rating": "4"}, ["Review", "NewsArticle"]),
        ({"sponsor": "OCS"}, "AdvertiserContentArticle"),
    ],
)
def test_a_story_is_what_its_kind_is(client, changes, kind):
    story = factories.article(
        live=True, about=[factories.series("Missions")], bylines=[factories.author()], **changes
    )
    found = data(client, story.get_absolute_url())[0]
    assert found["@type"] == kind
    assert ("sponsor" in found) == bool(changes.get("sponsor"))


def test_a_review_of_several_seasons_judges_the_series(client):
    missions = factories.series("Missions")
    story = factories.article(
        live=True, kind="review", review_rating="0", review_season="1-2", about=[missions]
    )
    found = data(client, story.get_absolute_url())[0]
    assert found["itemReviewed"]["@type"] == "TVSeries"
    assert found["reviewRating"]["ratingValue"] == 0.0


def test_a_fact_that_corrects_the_story_is_a_correction(client):
    missions, amc = factories.series("Missions"), factories.company("AMC")
    wrong = factories.deal(series=missions, buyer=amc)
    story = factories.article(live=True, about=[missions], deals=[wrong])
    right = factories.deal(
        series=missions,
        buyer=amc,
        replaces=story.deals.get(),
        correction=True,
        note="L’accord ne vaut que pour Shudder.",
        announced="2031-03-05",
    )
    factories.article("Rectificatif", live=True, deals=[right])
    (correction,) = data(client, story.get_absolute_url())[0]["correction"]
    assert correction["text"] == "L’accord ne vaut que pour Shudder."
    assert correction["datePublished"] == "2031-03-05"


def test_an_expired_picture_gives_way_to_the_share_image(client):
    story = factories.article(live=True, lead_picture=picture())
    path = story.get_absolute_url()
    assert "creditText" in data(client, path)[0]["image"]
    type(story.lead_picture).objects.update(rights_end=datetime.date(2001, 1, 1))
    image = data(client, path)[0]["image"]
    assert image["url"].startswith(f"{HOST}/partage/article-")


def test_nothing_in_it_can_end_the_element(client):
    headline = "Fin </script><script>alert(1)</script> & <!-- suite"
    story = factories.article(headline, live=True, slug="fin")
    content = client.get(story.get_absolute_url()).content.decode()
    assert "<script>alert" not in content
    assert data(client, story.get_absolute_url())[0]["headline"] == headline
    assert "<" not in script({"a": "</script>"})[len("<script") : -len("</script>")]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("28 septembre 2017", "2017-09-28"),
        ("juin 2017", "2017-06"),
        ("2017", "2017"),
        ("début 2018", "2018"),
        ("2018-05-02/2018-05-04", "2018"),
        ("2018-12-30/2019-01-02", ""),
    ],
)
def test_a_partial_date_is_said_as_far_as_iso_allows(told, said):
    assert iso(PartialDate.parse(told)) == said


def test_each_page_has_one_address(client, magazine):
    base = "/series/"
    assert canonical(client, base) == base
    assert canonical(client, f"{base}?page=1&sort=title&utm_source=x&genre=rien") == base
    one = f"{base}?network=amc-1&network=amc-0&genre=science-fiction"
    other = f"{base}?genre=science-fiction&network=amc-0&network=amc-1&page=1"
    assert canonical(client, one) == canonical(client, other)
    assert "network=amc-0&network=amc-1" in canonical(client, one)
    story = magazine[0].get_absolute_url()
    assert canonical(client, f"{story}?fbclid=1") == story


def test_each_page_of_a_list_is_its_own(client):
    for number in range(21):
        factories.article(f"Article {number}", live=True)
    assert canonical(client, "/articles/?page=2") == "/articles/?page=2"
    links = {link["rel"][0]: link["href"] for link in head(client, "/articles/?page=2")("link")}
    assert links["prev"] == "/articles/"


def test_a_story_is_shared_with_its_own_words_and_picture(client):
    story = factories.article(
        "AMC achète Missions",
        live=True,
        social_title="Missions part en Amérique",
        social_description="Et la suite est payée.",
        bylines=[factories.author()],
        tags=["Mars"],
    )
    found = meta(client, story.get_absolute_url())
    assert found["og:type"] == "article"
    assert found["og:title"] == "Missions part en Amérique"
    assert found["og:description"] == found["description"] == "Et la suite est payée."
    assert found["og:url"] == f"{HOST}{story.get_absolute_url()}"
    assert found["og:image"].startswith(f"{HOST}/partage/article-{story.pk}-")
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
    assert found["twitter:card"] == "summary_large_image"
    assert found["article:author"] == f"{HOST}/auteurs/camille-arnoux/"
    assert found["article:section"] == "Actualités"
    assert "nosnippet" not in found["robots"]


def test_what_is_quoted_to_readers_is_printed_and_what_is_matched_is_as_typed(client):
    series = factories.series("Grey's Anatomy")
    story = factories.article(
        "C'est fini : qui veut la suite ?",
        live=True,
        about=[series],
        standfirst='Un "adieu" !',
        corrections=[Correction(date=datetime.date(2031, 3, 2), text="L'épisode 2")],
    )
    path = story.get_absolute_url()
    headline = "C’est fini\N{NO-BREAK SPACE}: qui veut la suite\N{NARROW NO-BREAK SPACE}?"
    standfirst = "Un «\N{NO-BREAK SPACE}adieu\N{NO-BREAK SPACE}»\N{NARROW NO-BREAK SPACE}!"
    said = meta(client, path)
    assert (said["og:title"], said["og:image:alt"]) == (headline, headline)
    assert said["og:description"] == said["description"] == standfirst
    found, trail = data(client, path)
    assert (found["headline"], found["description"]) == (headline, standfirst)
    assert found["correction"][0]["text"] == "L’épisode\N{NO-BREAK SPACE}2"
    assert found["about"][0]["name"] == "Grey's Anatomy"
    assert trail["itemListElement"][-1]["name"] == headline
    found = data(client, "/articles/")[0]
    assert found["mainEntity"]["itemListElement"][0]["name"] == headline
    assert data(client, series.get_absolute_url())[0]["name"] == "Grey's Anatomy"
    assert headline in client.get("/sitemap-nouvelles.xml").content.decode()


def test_the_site_says_how_to_search_it(client, magazine):
    action = data(client, "/")[0]["potentialAction"]
    address = action["target"]["urlTemplate"].replace("{mots}", "missions")
    assert client.get(address.removeprefix(HOST)).status_code == 200
    assert meta(client, "/recherche/?q=missions")["robots"] == "noindex"


def test_the_agenda_names_what_starts(client):
    missions = factories.series("Missions")
    ocs = factories.company("OCS")
    starts = factories.release(series=missions, platform=ocs, starts="2031-03-05")
    factories.article(live=True, about=[missions], releases=[starts])
    path = "/agenda/2031/s10/"
    found = data(client, f"{path}?network=ocs&sort=x")[0]
    assert found["url"] == f"{HOST}{path}?network=ocs"
    assert [item["name"] for item in found["mainEntity"]["itemListElement"]] == ["Missions"]


def test_search_engines_quote_no_story_that_reveals(client):
    story = factories.article(live=True, spoiler_series=factories.series("Lost"))
    assert "nosnippet" in meta(client, story.get_absolute_url())["robots"]


def test_what_is_not_there_is_not_to_be_found(client, magazine):
    page = BeautifulSoup(client.get("/rien-du-tout/").content, "html.parser")
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert page.find("link", rel="canonical") is None


def test_a_preview_says_nothing_to_machines(rf):
    draft = factories.article("Brouillon").get_latest_revision_as_object()
    draft.section = None
    page = render_to_string("articles/article_detail.html", story_page(draft), rf.get("/admin/"))
    assert "Brouillon" in page
    assert "og:title" not in page
    assert "ld+json" not in page
