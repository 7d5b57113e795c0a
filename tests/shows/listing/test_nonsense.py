"""Nonsense in an address gives a normal page and a sentence that names it."""

import html

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db

LISTS = [
    *("shows:series_list", "articles:article_list", "shows:deal_list"),
    *("shows:premiere_list", "shows:renewal_list"),
]


@pytest.fixture
def rows():
    series = factories.series("Missions", ["Science-fiction"], ["FR"])
    amc = factories.company("AMC")
    start = {"platform": amc, "window": "original", "starts": "juin 2017"}
    factories.catalogue(factories.release(series=series, **start))
    factories.catalogue(factories.milestone("cancelled", series=series, company=amc))
    return factories.article(
        live=True, about=[series], deals=[factories.deal(series=series, buyer=amc)]
    )


def text(response) -> str:
    return html.unescape(response.content.decode()).replace("\N{NO-BREAK SPACE}", " ")


NONSENSE = [
    ("network=zzz", "« zzz » n’est pas une"),
    ("network=%00", "« \N{REPLACEMENT CHARACTER} » n’est pas une"),
    ("network=%ff%fe", "n’est pas une"),
    ("network=amc&network=zzz", "« zzz » n’est pas une"),
    ("network=1 OR 1=1", "« 1 or 1=1 » n’est pas une"),
    ("network='\"<script>", "« '\"<script> » n’est pas une"),
    ("network=%25s%25(x)s", "n’est pas une"),
    ("network=" + "a" * 5000, "aaa… » n’est pas une"),
    ("year=zzz", "« zzz » n’est pas une année"),
    ("year=99999999999999999999", "n’est pas une année"),
    ("year=２０１７", "« ２０１７ » n’est pas une année"),
    ("network[]=amc", "« network[] » n’est pas un filtre ; écrivez « network »."),
    ("page=abc", "La page « abc » n’existe pas : voici la première."),
    ("page=0", "La page « 0 » n’existe pas : voici la première."),
    ("page=-1", "La page « -1 » n’existe pas : voici la première."),
    ("page=1e400", "La page « 1e400 » n’existe pas : voici la première."),
    ("page=99999", "La page 99999 n’existe pas : voici la dernière, la page 1."),
    ("page=9" * 1 + "9" * 400, "n’existe pas : voici la première."),
    ("page=%00", "n’existe pas : voici la première."),
    ("sort=zzz", "L’ordre « zzz » n’existe pas : voici les p"),
]


@pytest.mark.parametrize("address", LISTS)
def test_nonsense_is_named_and_left_out(client, rows, address):
    for query, sentence in NONSENSE:
        response = client.get(f"{reverse(address)}?{query}")
        assert response.status_code == 200, query
        assert sentence in text(response), query
        assert response.context["total"] == 1, query  # the rest of the list is there
        assert b"<script>" not in response.content, query


@pytest.mark.parametrize(
    ("address", "query", "sentence"),
    [
        ("shows:series_list", "genre=zzz", "« zzz » n’est pas un genre"),
        ("shows:series_list", "country=XX", "« XX » n’est pas un code de pays"),
        ("shows:series_list", "status=zzz", "« zzz » n’est pas un statut"),
        ("articles:article_list", "kind=zzz", "« zzz » n’est pas un format d’article"),
        ("articles:article_list", "section=zzz", "« zzz » n’est pas une rubrique"),
        ("shows:deal_list", "kind=zzz", "« zzz » n’est pas un type d’accord"),
        ("shows:deal_list", "window=zzz", "« zzz » n’est pas une fenêtre"),
        ("shows:deal_list", "genre=zzz", "« zzz » n’est pas un genre"),
        ("shows:deal_list", "certainty=zzz", "« zzz » n’est pas un degré de certitude"),
        ("shows:renewal_list", "decision=zzz", "« zzz » n’est pas une décision"),
        ("shows:premiere_list", "country=XX", "« XX » n’est pas un code de pays"),
        ("shows:deal_list", "territory=zz", "« ZZ » n’est pas un code de pays"),
    ],
)
def test_each_facet_has_its_sentence(client, rows, address, query, sentence):
    assert sentence in text(client.get(f"{reverse(address)}?{query}"))


@pytest.mark.parametrize("address", LISTS)
def test_what_is_no_nonsense_gets_no_sentence(client, rows, address):
    for query in ("", "network=", "page=", "sort=", "utm_source=x", "network=amc&network=amc"):
        response = client.get(f"{reverse(address)}?{query}")
        assert response.status_code == 200
        assert response.context["notes"] == [], query


def test_a_hidden_company_is_not_recognised(client, rows):
    factories.company("Secret", waits_for_story=True)
    assert "« secret » n’est pas une chaîne connue" in text(client.get("/series/?network=secret"))


def test_thousands_of_values_are_cut(client, rows):
    query = "&".join(f"genre=g{n}" for n in range(900))
    response = client.get(f"/series/?{query}")
    assert response.status_code == 200
    assert len(response.context["notes"]) == 30
