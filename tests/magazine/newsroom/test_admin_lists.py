"""Every list of the admin answers within a budget of queries, whatever the number of rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.snippets.models import get_snippet_models

from articles.models import FrontPage, InfoPage, RightOfReply
from shows.models import Deal, Ownership
from shows.redirects import lead_to
from tests import factories

BUDGET = 15


def fill(number):
    """One row more of everything, each with neighbours of its own."""
    series = factories.series(f"Série {number}", genres=[f"Genre {number}"], countries=["FR"])
    network = factories.company(f"Chaîne {number}")
    owner = factories.company(f"Groupe {number}", kind="group")
    Ownership.objects.create(owned=network, owner=owner)
    edition = factories.award_edition(f"Prix {number}", 2010 + number)
    person = factories.person(f"Personne {number}")
    signed = factories.author(f"Signature {number}")
    lead_to(f"/ancien/{number}/", series)
    FrontPage(title=f"Une {number}").save()
    InfoPage(title=f"Page {number}", slug=f"page-{number}").save()
    story = factories.article(
        f"Article {number}",
        live=bool(number % 2),
        about=[series],
        bylines=[signed],
        section=factories.section(f"Rubrique {number}"),
        deals=[
            factories.deal(
                series=series, buyer=network, releases=[factories.release(platform=network)]
            )
        ],
        milestones=[factories.milestone(series=series, company=owner)],
        castings=[factories.casting(series=series, person=person)],
        nominations=[factories.nomination(series=series, edition=edition, people=[person])],
        receptions=[factories.reception(series=series)],
    )
    today = timezone.localdate()
    RightOfReply.objects.create(article=story, claimant="Canal+", received=today, due=today)


@pytest.fixture
def rows(desk):
    for number in range(3):
        fill(number)
    return desk


def test_lists_stay_within_their_budget(rows):
    lists = {
        model.__name__: reverse(model.snippet_viewset.get_url_name("list"))
        for model in get_snippet_models()
    }
    counts = {name: queries_of(rows, url) for name, url in lists.items()}
    for number in range(3, 8):
        fill(number)
    more = {name: queries_of(rows, url) for name, url in lists.items()}
    assert {name: count for name, count in counts.items() if count > BUDGET} == {}
    assert {name: (counts[name], more[name]) for name in more if more[name] > counts[name]} == {}


def queries_of(client, url) -> int:
    client.get(url)  # content types and permissions are remembered from here on
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200, url
    return len(queries)


def test_every_form_opens(rows):
    for model in get_snippet_models():
        viewset = model.snippet_viewset
        assert rows.get(reverse(viewset.get_url_name("add"))).status_code == 200, model
        row = model.objects.last()
        response = rows.get(reverse(viewset.get_url_name("edit"), args=[row.pk]))
        of_a_story = hasattr(row, "replaces_id")
        assert response.status_code == (302 if of_a_story else 200), model


def test_search_forgives_accents(rows):
    factories.person("Hélène Viviès")
    answer = rows.get(reverse("wagtailsnippets_shows_person:list"), {"q": "vivies HELENE"})
    assert "Hélène Viviès" in answer.content.decode()
    assert "Personne 1" not in answer.content.decode()


def test_a_fact_of_a_story_opens_in_its_story(rows):
    deal = Deal.objects.first()
    content = rows.get(reverse("wagtailsnippets_shows_deal:list")).content.decode()
    assert reverse("wagtailsnippets_articles_article:edit", args=[deal.article_id]) in content
    assert reverse("wagtailsnippets_shows_deal:edit", args=[deal.pk]) not in content
