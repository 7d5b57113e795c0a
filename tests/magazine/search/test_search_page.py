"""/recherche/: what readers find, how it is shown, and what never appears."""

import html
import json
import re
from xml.etree import ElementTree

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from magazine.page_cache.middleware import PageCacheMiddleware
from magazine.page_cache.shelf import FRESH
from magazine.search.indexing import KINDS, rebuild
from shows.models import Person, Series, SeriesTitle
from tests import factories
from tests.fixture_magazine import tell

pytestmark = pytest.mark.django_db

FIND, SUGGEST = "/recherche/", "/recherche/suggestions/"


def text(response) -> str:
    return html.unescape(response.content.decode()).replace("\N{NO-BREAK SPACE}", " ")


def shown(client, typed, **data) -> dict[str, list[str]]:
    """{type: names shown} for what was typed."""
    context = client.get(FIND, {"q": typed, **data}).context
    return {
        found.kind.name: [hit.entry.names[0] for hit in hits]
        for found, hits, _address in context["groups"]
    }


def suggested(client, typed) -> list[str]:
    return json.loads(client.get(SUGGEST, {"q": typed}).content)[1]


@pytest.fixture
def fichier():
    """Series, persons and companies with names that readers type in many ways."""
    chernobyl = factories.series("Chernobyl", original_title="Chernobyl")
    SeriesTitle.objects.create(series=chernobyl, title="Tchernobyl", country="FR")
    missions = factories.series("Missions", logline="Un équipage européen part vers Mars.")
    renoir = factories.person("Hélène Viviès")
    factories.credit(missions, renoir, character="Jeanne Renoir")
    amc = factories.company("AMC")
    factories.company("HBO Max", kind="streaming_service", other_names="Max\nHBO+")
    factories.person("Émilie Dequenne")
    factories.award_edition("Séries Mania", 2017)
    story = factories.article(
        "L’Amérique achète Missions",
        live=True,
        about=[missions],
        tags=["Mars"],
        bylines=[factories.author()],
        standfirst="La série d’OCS sera renouvelée.",
        body=[
            ("text", "<p>Un <b>œuf</b> &amp; des acquisitions.</p>"),
            ("spoiler", {"scope": "la fin", "text": "<p>Jeanne embarque le diplodocus.</p>"}),
        ],
        deals=[factories.deal(series=missions, buyer=amc)],
    )
    list(rebuild())
    return story


@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [
        ("missions", "series", "Missions"),
        ("MISSION", "series", "Missions"),
        ("missions amc", "series", "Missions"),
        ("amc missions", "articles", "L’Amérique achète Missions"),
        ("emilie", "people", "Émilie Dequenne"),
        ("Émilie DEQ", "people", "Émilie Dequenne"),
        ("tchernobyl", "series", "Chernobyl"),
        ("chernobyl", "series", "Chernobyl"),
        ("hbo max", "companies", "HBO Max"),
        ("hbomax", "companies", "HBO Max"),
        ("hbo+", "companies", "HBO Max"),
        ("jeanne renoir", "series", "Missions"),
        ("helene vivies", "people", "Hélène Viviès"),
        ("series mania 2017", "editions", "Séries Mania 2017"),
        ("séries mania", "awards", "Séries Mania"),
        ("l'amerique", "articles", "L’Amérique achète Missions"),
        ("amerique", "articles", "L’Amérique achète Missions"),
        ("oeuf", "articles", "L’Amérique achète Missions"),
        ("œuf", "articles", "L’Amérique achète Missions"),
        ("acquisition", "articles", "L’Amérique achète Missions"),
        ("renouvellement", "articles", "L’Amérique achète Missions"),
        ("camille arnoux", "articles", "L’Amérique achète Missions"),
        ("équipage europeenne", "series", "Missions"),
    ],
)
def test_readers_find_what_they_mean(client, fichier, typed, kind, name):
    assert name in shown(client, typed).get(kind, [])


def test_the_other_name_that_answers_is_shown(client, fichier):
    page = text(client.get(FIND, {"q": "tchernobyl"}))
    assert "Chernobyl</a>" in page
    assert "<mark>Tchernobyl</mark>" in page


def test_words_are_marked_in_a_passage_and_nothing_slips_through(client):
    factories.article(
        "Missions <script>alert(1)</script> & Cie",
        live=True,
        standfirst="<b>Mars</b> attend les missions d’OCS.",
    )
    list(rebuild())
    page = client.get(FIND, {"q": 'missions "><script>alert(2)</script>'}).content.decode()
    assert "<script>alert" not in page
    page = client.get(FIND, {"q": "mission"}).content.decode()
    assert "<script>alert" not in page
    assert "<mark>Missions</mark> &lt;script&gt;" in page
    assert "&lt;b&gt;Mars&lt;/b&gt; attend les <mark>missions</mark> d’OCS." in page


def test_a_long_text_is_quoted_where_it_answers(client):
    filler = "Le vaisseau avance dans la nuit de Mars. " * 30
    factories.article(
        "OCS", live=True, body=[("text", f"<p>{filler} Le diplodocus dort. {filler}</p>")]
    )
    list(rebuild())
    ((_found, (hit,), _address),) = client.get(FIND, {"q": "diplodocus"}).context["groups"]
    assert "<mark>diplodocus</mark>" in hit.excerpt
    assert hit.excerpt.startswith("… ")
    assert hit.excerpt.endswith(" …")
    assert len(hit.excerpt) < 280


# Spoilers


def test_a_story_that_reveals_shows_its_safe_headline_and_no_passage(client):
    factories.article(
        "Jeanne meurt dans Missions",
        live=True,
        slug="missions-final",
        safe_headline="Missions : le final",
        kicker="La mort de Jeanne",
        standfirst="Jeanne meurt au dernier épisode.",
        body=[("text", "<p>Jeanne meurt, et le vaisseau repart.</p>")],
    )
    list(rebuild())
    for typed in ("missions", "final", "jeanne", "vaisseau"):
        page = text(client.get(FIND, {"q": typed})).replace(f'value="{typed}"', "")
        assert shown(client, typed) == {"articles": ["Missions : le final"]}, typed
        assert "meurt" not in page, typed
        assert "La mort de" not in page, typed
    assert suggested(client, "missions") == ["Missions : le final"]
    assert suggested(client, "jeanne") == []


def test_a_passage_that_opens_on_request_is_neither_quoted_nor_found(client, fichier):
    assert shown(client, "diplodocus") == {}


# What is not out


def test_nothing_that_is_not_out_is_found_counted_or_suggested(client, secrets):
    list(rebuild())
    for typed in ("xsecretx", "missions xsecretx", "XSECRETX 1", "tag xsecretx", "xsecret"):
        response = client.get(FIND, {"q": typed})
        assert response.context["total"] == 0, typed
        assert response.context["near"] == [], typed
        assert suggested(client, typed) == [], typed
    for kind in KINDS:
        assert "XSECRETX" not in text(client.get(FIND, {"q": "missions", "type": kind.name}))
    assert "XSECRETX" not in text(client.get(FIND, {"q": "missions"}))


def test_an_index_behind_the_times_shows_and_counts_nothing_more(client):
    stories = [tell(n, live=True, secret="XSECRETX") for n in range(2)]
    list(rebuild())
    assert client.get(FIND, {"q": "xsecretx"}).context["total"] > 10
    # Past every signal: one is withdrawn, the other under embargo again.
    soon = timezone.now() + timezone.timedelta(days=1)
    Article.objects.filter(pk=stories[0].pk).update(live=False)
    Article.objects.filter(pk=stories[1].pk).update(embargo_until=soon)
    response = client.get(FIND, {"q": "xsecretx"})
    assert response.context["total"] == 0
    assert "Rien ne répond" in text(response)
    for kind in KINDS:
        page = client.get(FIND, {"q": "xsecretx", "type": kind.name})
        assert page.context["total"] == 0
    assert suggested(client, "missions") == []
    misspelt = client.get(FIND, {"q": "misions"})
    assert misspelt.context["near"] == []


def test_a_name_that_waits_is_not_told_beside_a_series_that_is_out(client):
    series = factories.series("Missions")
    hidden = factories.person("Hélène Viviès", waits_for_story=True)
    factories.credit(series, hidden, character="XSECRETX")
    list(rebuild())
    assert client.get(FIND, {"q": "vivies"}).context["total"] == 0
    assert client.get(FIND, {"q": "xsecretx"}).context["total"] == 0
    assert "Viviès" not in text(client.get(FIND, {"q": "missions"}))
    Person.objects.filter(pk=hidden.pk).update(waits_for_story=False)
    list(rebuild())
    assert "Viviès" in text(client.get(FIND, {"q": "vivies"}))


# Types and pages


def test_a_type_is_opened_alone_with_pages(client):
    for n in range(45):
        factories.series(f"Missions {n:02}")
    factories.article("AMC achète Missions", live=True)
    list(rebuild())
    response = client.get(FIND, {"q": "missions"})
    assert [(one.kind.name, one.count) for one, *_rest in response.context["types"]] == [
        ("series", 45),
        ("articles", 1),
    ]
    assert len(shown(client, "missions")["series"]) == 6
    link = r'href="/recherche/\?q=missions&type=series"[^>]*>\s*Les 45\s+séries\s*</a>'
    assert re.search(link, text(response))
    pages = [shown(client, "missions", type="series", page=n) for n in (1, 2, 3)]
    assert [len(page["series"]) for page in pages] == [20, 20, 5]
    assert len({name for page in pages for name in page["series"]}) == 45
    second = text(client.get(FIND, {"q": "missions", "type": "series", "page": 2}))
    assert '<link rel="prev" href="/recherche/?q=missions&type=series">' in second
    assert '<link rel="next" href="/recherche/?q=missions&type=series&page=3">' in second


def test_of_more_than_a_thousand_the_first_thousand_are_listed(client, monkeypatch):
    monkeypatch.setattr("magazine.search.results.MOST", 3)
    for n in range(5):
        factories.series(f"Missions {n}")
    list(rebuild())
    response = client.get(FIND, {"q": "missions"})
    assert "Plus de 3 résultats" in text(response)
    assert len(shown(client, "missions", type="series")["series"]) == 3
    assert "Seuls les 3 premiers" in text(client.get(FIND, {"q": "missions", "type": "series"}))


def test_the_kind_with_that_very_name_comes_first(client, fichier):
    assert next(iter(shown(client, "amc"))) == "companies"
    assert next(iter(shown(client, "missions"))) == "series"
    assert list(shown(client, "vivies")) == ["people", "series"]  # a name, then a text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("q=missions&type=zzz", "« zzz » n’est pas un type de résultat"),
        ("q=missions&type=series&page=9", "La page 9 n’existe pas : voici la dernière"),
        ("q=missions&type=series&page=zzz", "La page « zzz » n’existe pas"),
        ("q=missions&type=editions", "Aucun résultat de ce type pour « missions »"),
    ],
)
def test_a_wrong_type_or_page_is_named(client, fichier, query, sentence):
    response = client.get(f"{FIND}?{query}")
    assert response.status_code == 200
    assert sentence in text(response)


# Nothing to show


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Que cherchez-vous ?"),
        ("   ", "Que cherchez-vous ?"),
        ("?!… «»", "n’a ni lettre ni chiffre"),
        ("\x00", "Que cherchez-vous ?"),
        ("☎", "n’a ni lettre ni chiffre"),
        ("introuvable", "Rien ne répond à « introuvable »."),
        ("x", "Une seule lettre ne trouve que ce qui s’appelle ainsi"),
        ("mission " * 40, "La demande est longue : ses 12 premiers mots"),
    ],
)
def test_what_cannot_be_found_is_said(client, fichier, typed, sentence):
    response = client.get(FIND, {"q": typed})
    assert response.status_code == 200
    assert sentence in text(response)


def test_a_single_letter_may_be_a_name(client):
    factories.series("V")
    factories.series("Vikings")
    list(rebuild())
    assert shown(client, "v") == {"series": ["V"]}


@pytest.mark.parametrize("typed", ["misions", "missiosn", "tchernobil", "hélne viviès"])
def test_a_name_typed_wrong_leads_to_the_right_one(client, fichier, typed):
    response = client.get(FIND, {"q": typed})
    assert "Essayez avec" in text(response)
    (near, *_others) = response.context["near"]
    assert near.name in ("Missions", "Chernobyl", "Hélène Viviès")


NONSENSE = [
    "\x00missions\x00",
    '"',
    '"missions',
    "missions*",
    "* * *",
    "AND OR NOT",
    "NEAR(missions, 5)",
    "words:missions",
    "^missions",
    "missions & | ! <-> :*",
    "'; DROP TABLE magazine_searchdocument; --",
    "\\",
    "%s %(x)s",
    "=missions",
    "~mission",
    "\ud83d\ude80 missions".encode("utf-16", "surrogatepass").decode("utf-16"),
    "ｍｉｓｓｉｏｎｓ",
    "a" * 10_000,
    "mission " * 1_500,
    "{{ 7 }}",
    "<mark>",
]


@pytest.mark.parametrize("typed", NONSENSE)
def test_nonsense_never_fails(client, fichier, typed):
    assert client.get(FIND, {"q": typed}).status_code == 200
    assert client.get(FIND, {"q": typed, "type": "series"}).status_code == 200
    assert client.get(SUGGEST, {"q": typed}).status_code == 200
    assert Series.objects.exists()


def test_bytes_that_are_no_text_never_fail(client, fichier):
    for query in ("q=%ff%fe", "q=%00", "q[]=missions", "q=missions&q=amc", "page=2", "type=series"):
        assert client.get(f"{FIND}?{query}").status_code == 200
        assert client.get(f"{SUGGEST}?{query}").status_code == 200


# Suggestions, browsers and robots


def test_suggestions_are_names_records_first(client, fichier):
    response = client.get(SUGGEST, {"q": "mis"})
    typed, names, kinds, addresses = json.loads(response.content)
    assert typed == "mis"
    assert names == ["Missions", "L’Amérique achète Missions"]
    assert kinds == ["Série", "Actualités"]
    assert addresses[0] == "http://testserver/series/missions/"
    assert response["Content-Type"] == "application/x-suggestions+json"
    assert "max-age=60" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_the_very_name_is_suggested_first(client):
    factories.series("AMC Stories")
    factories.company("AMC")
    list(rebuild())
    assert suggested(client, "amc") == ["AMC", "AMC Stories"]


def test_texts_are_not_suggested(client, fichier):
    assert suggested(client, "équipage") == []


def test_results_are_not_for_robots(client, fichier):
    assert '<meta name="robots" content="noindex">' in text(client.get(FIND, {"q": "missions"}))


def test_results_are_kept_for_a_minute_at_most(client, fichier, settings):
    settings.PAGE_CACHE = "default"
    with time_machine.travel("2026-11-27 10:00Z", tick=False) as clock:
        PageCacheMiddleware.shelf.clear()
        caches["default"].clear()
        assert "Missions" in text(client.get(FIND, {"q": "missions"}))
        with CaptureQueriesContext(connection) as captured:
            client.get(FIND, {"q": "missions"})
        assert len(captured) == 1  # the edition
        clock.shift(FRESH)
        with CaptureQueriesContext(connection) as captured:
            client.get(FIND, {"q": "missions"})
        assert len(captured) > 1
    PageCacheMiddleware.shelf.clear()
    caches["default"].clear()


def test_every_page_has_the_box_and_the_description_for_browsers(client, fichier):
    for address in ("/", "/series/", fichier.get_absolute_url()):
        page = client.get(address).content.decode()
        (form,) = re.findall(r'<form class="search.*?</form>', page, re.S)
        assert 'action="/recherche/"' in form
        assert 'method="get"' in form
        assert 'name="q"' in form
        assert 'type="application/opensearchdescription+xml"' in page
    page = client.get(FIND).content.decode()
    assert page.count('role="search"') == 1


def test_browsers_are_told_how_to_search(client, db):
    response = client.get("/opensearch.xml")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    root = ElementTree.fromstring(response.content)  # noqa: S314  our own
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert root.find(f"{space}ShortName").text == "Générique"
    templates = {url.get("type"): url.get("template") for url in root.findall(f"{space}Url")}
    assert templates["text/html"] == "http://testserver/recherche/?q={searchTerms}"
    assert (
        templates["application/x-suggestions+json"]
        == "http://testserver/recherche/suggestions/?q={searchTerms}"
    )


# Queries


def queries(client, path, **data) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path, data).status_code == 200
    return len(captured)


def test_results_take_as_many_queries_whatever_is_found(client, magazine):
    def counted():
        list(rebuild())
        return [
            queries(client, FIND, q="0"),  # a name in each kind
            queries(client, FIND, q="missions"),
            queries(client, FIND, q="missions", type="articles"),
            queries(client, SUGGEST, q="missions"),
            queries(client, FIND, q="misssions"),
        ]

    few = counted()
    for n in range(2, 6):
        tell(n, live=True)
    assert counted() == few
    assert max(few) <= 13
    assert queries(client, SUGGEST, q="m") <= 7
