"""What a story makes public, as its form says it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.admin.impact import outcome
from shows.models import Milestone
from tests import factories
from tests.members import member

pytestmark = [pytest.mark.django_db, pytest.mark.real]

OUTCOME = "wagtailsnippets_articles_article:outcome"


@pytest.fixture
def missions():
    return factories.series("Missions")


@pytest.fixture
def desk(client):
    client.force_login(member("editrice", superuser=True))
    return client


def lines(result) -> list[str]:
    return [str(brought) for _kind, facts in result.kinds for brought in facts]


def test_a_draft_says_its_facts_and_the_records_that_wait(missions):
    shudder = factories.company("Shudder", waits_for_story=True)
    edition = factories.award_edition("Séries Mania", waits_for_story=True)
    person = factories.person("Hélène Viviès")
    release = factories.release(platform=shudder, starts="juin 2017", territories="FR")
    result = outcome(
        factories.article(
            about=[missions],
            deals=[factories.deal(series=missions, buyer=shudder, releases=[release])],
            nominations=[factories.nomination(series=missions, edition=edition, people=[person])],
        )
    )
    said = " / ".join(lines(result))
    for words in ("Acquisition – Shudder – Missions", "juin 2017", "France", "Séries Mania"):
        assert words in said
    assert result.records == [shudder, edition]
    assert not result.is_out
    assert not Milestone.objects.exists()


def test_a_record_that_another_story_shows_waits_no_more(missions):
    shudder = factories.company("Shudder", waits_for_story=True)
    factories.article("Premier", live=True, mentions=[shudder])
    assert outcome(factories.article("Second", mentions=[shudder])).records == []


def test_what_it_replaces_and_what_it_corrects(missions):
    first = factories.milestone("ordered", series=missions, seasons="2")
    older = factories.article("Premier", live=True, milestones=[first])
    update = factories.milestone(
        "renewed", series=missions, replaces=Milestone.objects.get(), correction=True
    )
    result = outcome(factories.article("Second", about=[missions], milestones=[update]))
    ((_kind, (brought,)),) = result.kinds
    assert brought.replaced.story == older
    assert brought.replaced_line == "Commandée – Missions · saison\N{NO-BREAK SPACE}2"


def test_a_new_version_says_what_is_new_and_what_goes(missions):
    kept, gone = factories.milestone("pilot", series=missions), factories.milestone(series=missions)
    story = factories.article(live=True, about=[missions], milestones=[kept, gone])
    draft = story.get_latest_revision_as_object()
    first = draft.milestones.get(kind="pilot")
    draft.milestones = [first, factories.milestone("filming", series=missions)]
    draft.save_revision()
    story.refresh_from_db()
    result = outcome(story)
    ((_kind, facts),) = result.kinds
    assert [(b.fact.kind, b.is_new) for b in facts] == [("pilot", False), ("filming", True)]
    assert [fact.kind for fact in result.removed] == ["ordered"]


def test_a_contradiction_names_both_stories_with_links(desk, missions):
    def exclusive(name):
        return factories.release(
            series=missions,
            platform=factories.company(name),
            exclusive=True,
            territories="FR",
            starts="2017",
        )

    older = factories.article("OCS seule", live=True, releases=[exclusive("OCS")])
    draft = factories.article("Canal+ seule", about=[missions], releases=[exclusive("Canal+")])
    page = desk.get(reverse(OUTCOME, args=[draft.pk])).content.decode()
    assert "Contradiction" in page
    assert "OCS seule" in page
    edit = reverse("wagtailsnippets_articles_article:edit", args=[older.pk])
    assert f"{edit}#fact-release-{older.releases.get().pk}" in page
    draft.get_latest_revision().publish()
    assert "Contradiction" in desk.get(reverse(OUTCOME, args=[older.pk])).content.decode()


def test_an_empty_draft_says_so(desk):
    page = desk.get(reverse(OUTCOME, args=[factories.article().pk])).content.decode()
    assert "aucun fait" in page


def test_the_summary_is_for_those_who_may_change_the_story(client):
    draft = factories.article("Secret", about=[factories.series("Inavouable")])
    client.force_login(member("pigiste", "articles.add_article"))
    answer = client.get(reverse(OUTCOME, args=[draft.pk]))
    assert "Inavouable" not in answer.content.decode()
    assert answer.status_code == 302


def test_it_takes_the_same_queries_however_many_facts(missions):
    def facts(number):
        return [
            factories.milestone(series=missions, company=factories.company(f"C {number}-{n}"))
            for n in range(number)
        ]

    few = factories.article("Court", live=True, about=[missions], milestones=facts(1))
    many = factories.article("Long", live=True, about=[missions], milestones=facts(9))
    assert queries_of(few) == queries_of(many) <= 36


def queries_of(story) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert lines(outcome(story))
    return len(queries)
