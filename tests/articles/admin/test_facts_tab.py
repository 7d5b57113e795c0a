"""The facts tab of a story: its bar, its rows, and how light it stays."""

import re
from collections import Counter

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shows.models import FACT_MODELS, Deal
from shows.models.fact import relation_name
from tests import factories

ADD = "wagtailsnippets_articles_article:add"
EDIT = "wagtailsnippets_articles_article:edit"
KINDS = [relation_name(model) for model in FACT_MODELS]


def story(number=1, **kwargs):
    """A draft with a fact of each kind, on records of its own."""
    series = factories.series(f"Série {number}")
    network = factories.company(f"Chaîne {number}")
    person = factories.person(f"Personne {number}")
    edition = factories.award_edition(f"Prix {number}")
    return factories.article(
        f"Article {number}",
        about=[series],
        deals=[
            factories.deal(
                series=series,
                buyer=network,
                parties=[],
                releases=[factories.release(platform=network, starts="juin 2017")],
            )
        ],
        releases=[factories.release(series=series, platform=network, starts="mai 2018")],
        milestones=[factories.milestone(series=series, company=network)],
        castings=[factories.casting(series=series, person=person, character="Jeanne")],
        nominations=[factories.nomination(series=series, edition=edition, people=[person])],
        receptions=[factories.reception(series=series)],
        **kwargs,
    )


def page_of(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def section(page, kind) -> str:
    """The opening tag of the panel around a kind of facts."""
    inside = page.index(f'id="id_{kind}-TOTAL_FORMS"')
    start = page.rindex("<section", 0, inside)
    return page[start : page.index(">", start)]


def test_one_click_adds_a_fact_of_each_kind(desk):
    page = page_of(desk, reverse(ADD))
    asked = re.findall(r'data-action="facts#add" data-facts-relation-param="(\w+)"', page)
    assert asked == KINDS
    for kind in KINDS:
        assert f'id="id_{kind}-ADD"' in page, kind


def test_a_kind_without_a_fact_is_folded(desk):
    empty = page_of(desk, reverse(ADD))
    draft = page_of(desk, reverse(EDIT, args=[story().pk]))
    for kind in KINDS:
        assert "collapsed" in section(empty, kind), kind
        assert "collapsed" not in section(draft, kind), kind


def test_every_kind_of_fact_can_be_duplicated(desk):
    page = page_of(desk, reverse(ADD))
    for kind in KINDS:
        assert 'data-controller="duplicate"' in section(page, kind), kind


def test_a_saved_row_says_what_it_is_and_is_folded(desk):
    page = page_of(desk, reverse(EDIT, args=[story(live=True).pk]))
    deal = Deal.objects.get()
    anchor = page.index(f'id="fact-deal-{deal.pk}"')
    row = page[anchor : page.index("data-panel-heading", anchor)]
    assert "collapsed" in row
    heading = page[anchor : page.index("</h2>", anchor)]
    assert "Acquisition – Chaîne 1 – Série 1" in heading
    assert f'id="fact-release-{deal.releases.get().pk}"' in page


def test_a_row_says_what_it_takes_over_from_the_story(desk):
    page = page_of(desk, reverse(EDIT, args=[story().pk]))
    for kind in KINDS:
        row = page.index(f'id="inline_child_{kind}-0"')
        assert "data-facts-inherits" in page[row : row + 4000], kind


def test_a_fact_of_a_story_opens_at_its_row(desk):
    row = Deal.objects.get(article=story(live=True))
    for kind, fact in (("deal", row), ("release", row.releases.get())):
        listed = page_of(desk, reverse(f"wagtailsnippets_shows_{kind}:list"))
        assert f"{reverse(EDIT, args=[row.article_id])}#fact-{kind}-{fact.pk}" in listed


def test_the_pickers_ask_for_their_records_together(desk):
    one = story()
    url = reverse(EDIT, args=[one.pk])
    few = lookups_of(desk, url)
    assert few["shows_company"] <= 2  # of the pickers, and of what the story makes public
    for number in range(2, 5):
        series, network = factories.series(f"S {number}"), factories.company(f"C {number}")
        one.releases.add(factories.release(series=series, platform=network))
        one.deals.add(factories.deal(series=series, buyer=network))
    one.save_revision()
    assert lookups_of(desk, url) == few


def lookups_of(client, url) -> Counter:
    """How often a page looks records up by their keys, by table."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    by_keys = re.compile(r'FROM "(shows_\w+)".* WHERE "\1"\."id" IN')
    found = (by_keys.search(query["sql"]) for query in queries)
    return Counter(match[1] for match in found if match)


def test_a_deal_s_row_borrows_the_empty_forms_inside_it(desk):
    page = page_of(desk, reverse(EDIT, args=[story().pk]))
    for inner in ("releases", "parties"):
        own = re.search(
            rf'<template id="id_deals-0-{inner}-EMPTY_FORM_TEMPLATE">(.*?)</template>', page, re.S
        )
        assert not own[1].strip(), inner
        assert f'id="id_deals-__prefix__-{inner}-EMPTY_FORM_TEMPLATE"' in page


def test_a_row_is_sent_without_what_says_nothing(desk):
    """Every story's form carries an empty row of each kind; Wagtail's own weighs 34 KB."""
    page = page_of(desk, reverse(ADD))
    row = re.search(r'<template id="id_releases-EMPTY_FORM_TEMPLATE">.*?</template>', page, re.S)
    assert len(row[0]) < 28_000
