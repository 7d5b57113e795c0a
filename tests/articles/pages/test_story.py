"""A story's page is built by one function, from a live row or from a draft in memory."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Source
from articles.pages.story import story_page
from shows.models import Company, Deal, DealParty
from shows.pages.series import series_page
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    """The record of Missions before the story: credits, the original broadcast, a season."""
    missions = factories.series("Missions", genres=["Science-fiction"], countries=["FR"])
    missions.poster = factories.picture()
    missions.save()
    ocs = factories.company("OCS")
    factories.credit(missions, factories.person("Julien Lacombe"), "creator")
    factories.credit(missions, factories.person("Hélène Viviès"), character="Jeanne Renoir")
    factories.season(missions, 1, episode_count=10)
    factories.catalogue(
        factories.release(series=missions, platform=ocs, window="original", starts="juin 2017")
    )
    return missions


@pytest.fixture
def story(record):
    amc = factories.company("AMC", kind="group")
    shudder = factories.company("Shudder", kind="streaming_service", waits_for_story=True)
    lost = factories.series("Lost", waits_for_story=True)
    edition = factories.award_edition("Séries Mania", 2017)
    release = factories.release(
        platform=shudder, territories="CA,GB,IE,US", starts="28 septembre 2017"
    )
    return factories.article(
        about=[record],
        mentions=[lost],
        lead_picture=factories.picture("Mars"),
        sources=[Source(outlet="Variety")],
        deals=[
            factories.deal(series=record, buyer=amc, releases=[release]),
            factories.deal(
                series=record,
                kind="coproduction",
                seasons="2",
                parties=[
                    DealParty(company=amc),
                    DealParty(company=factories.company("Empreinte Digitale")),
                ],
            ),
        ],
        milestones=[factories.milestone("filming", series=record, seasons="2", date="début 2018")],
        nominations=[
            factories.nomination(
                series=record,
                edition=edition,
                result="won",
                people=[factories.person("Ami Cohen")],
            )
        ],
        receptions=[factories.reception(series=record)],
        bylines=[factories.author()],
    )


def described(page):
    """What a page says, as text, to compare a preview with the published page."""
    (card,) = page["cards"]
    return {
        "facts": [str(fact) for fact in card.facts],
        "own": [str(fact) for fact in page["own_facts"]],
        "nested": [str(r) for deal in card.facts.deals for r in deal.releases.all()],
        "parties": [str(p) for deal in card.facts.deals for p in deal.parties.all()],
        "people": [str(p) for n in card.facts.nominations for p in n.people.all()],
        "cast": [str(credit) for credit in card.cast],
        "roll": [(label, [str(c) for c in credits]) for label, credits in card.credit_roll],
        "networks": [str(network) for network in card.networks],
        "genres": [str(genre) for genre in card.series.genres.all()],
        "countries": [str(country) for country in card.series.countries.all()],
        "seasons": [(s.number, s.episode_count) for s in card.seasons],
        "status": card.status,
        "about": [str(record) for record in page["about"]],
        "mentions": sorted(str(record) for record in page["mentions"]),
        "sources": [str(source) for source in page["article"].sources.all()],
        "bylines": [str(author) for author in page["article"].bylines.all()],
    }


def test_the_preview_of_an_unsaved_draft_says_what_the_published_page_will(story):
    preview = described(story_page(story.latest_revision.as_object()))
    assert "Acquisition – AMC – Missions" in preview["facts"]
    story.latest_revision.publish()
    live = described(story_page(Article.objects.public().get()))
    assert preview == live
    assert live["mentions"] == [
        "AMC",
        "Ami Cohen",
        "Empreinte Digitale",
        "Lost",
        "Shudder",
        "Séries Mania 2017",
    ]
    assert live["networks"] == ["OCS"]
    assert live["genres"] == ["Science-fiction"]
    assert live["countries"] == ["France"]


def test_the_preview_shows_what_is_typed_and_keeps_what_others_say(story, record):
    story.latest_revision.publish()
    draft = Article.objects.get().get_latest_revision_as_object()
    page = story_page(draft)
    assert len(page["cards"][0].facts.deals) == 2
    draft.deals = []
    page = story_page(draft)
    assert page["cards"][0].facts.deals == []
    assert [r.platform.name for r in page["cards"][0].facts.releases] == ["OCS"]
    assert Deal.objects.public().count() == 2


def test_a_live_story_costs_the_same_queries_however_much_it_says(story):
    story.latest_revision.publish()
    story = Article.objects.public().get()
    with CaptureQueriesContext(connection) as queries:
        described(story_page(story))
    assert len(queries) <= 55  # a table each; one is for the next story on the same series


def test_what_a_draft_replaces_gives_way_in_its_preview(story, record):
    story.latest_revision.publish()
    old = Deal.objects.public().get(kind="acquisition")
    seller = factories.company("AB International Distribution", kind="distributor")
    fuller = factories.deal(series=record, buyer=old.buyer, seller=seller, replaces=old)
    draft = factories.article("Deadline précise", about=[record], deals=[fuller])
    page = story_page(draft)
    acquisitions = [d for d in page["cards"][0].facts.deals if d.kind == "acquisition"]
    assert [deal.seller for deal in acquisitions] == [seller]
    assert all(deal.is_own for deal in acquisitions)
    assert [r.platform.name for r in page["cards"][0].facts.releases] == ["OCS"]


def test_facts_of_other_stories_come_with_their_story_and_its_sources(story, record):
    story.latest_revision.publish()
    other = factories.article("Où en est Missions ?", about=[record], live=True)
    page = story_page(Article.objects.get(pk=other.pk))
    (milestone,) = page["cards"][0].facts.milestones
    assert not milestone.is_own
    assert milestone.story == story
    assert [source.outlet for source in milestone.story.sources.all()] == ["Variety"]


def test_the_series_page_keeps_the_history_with_its_sources(story, record):
    story.latest_revision.publish()
    old = Deal.objects.public().get(kind="acquisition")
    fuller = factories.deal(series=record, buyer=old.buyer, replaces=old)
    factories.article("Deadline précise", live=True, deals=[fuller])
    page = series_page(record)
    assert old not in page["record"].facts.deals
    assert page["record"].history == [old]
    assert page["record"].history[0].story == story


def test_what_a_later_story_replaced_stays_in_the_story_and_leaves_the_record(story, record):
    story.latest_revision.publish()
    old = Deal.objects.public().get(kind="acquisition")
    fuller = factories.deal(series=record, buyer=old.buyer, replaces=old)
    factories.article("Deadline précise", live=True, deals=[fuller])
    page = story_page(Article.objects.get(pk=story.pk))
    assert {d.pk: d.is_outdated for d in page["own_facts"].deals}[old.pk] is True
    assert [r.is_outdated for r in page["own_facts"].releases] == [True]
    acquisitions = [d for d in page["cards"][0].facts.deals if d.kind == "acquisition"]
    assert acquisitions == [fuller]
    assert [r.platform.name for r in page["cards"][0].facts.releases] == ["OCS"]


def test_a_correction_is_listed_with_the_story_it_corrects(story, record):
    story.latest_revision.publish()
    wrong = Deal.objects.public().get(kind="acquisition")
    right = factories.deal(series=record, buyer=wrong.buyer, replaces=wrong, correction=True)
    factories.article("Rectificatif", live=True, deals=[right])
    page = story_page(Article.objects.get(pk=story.pk))
    assert page["corrected_by"] == [Deal.objects.get(correction=True)]
    assert series_page(record)["record"].history == []


def test_a_hidden_company_is_left_out_with_the_release_it_is_needed_for(story, record):
    story.latest_revision.publish()
    other = factories.article("Autre", about=[record], live=True)
    Article.objects.filter(pk=story.pk).update(live=False)
    page = story_page(Article.objects.get(pk=other.pk))
    assert [str(r.platform) for r in page["cards"][0].facts.releases] == ["OCS"]
    assert Company.objects.public().filter(name="Shudder").count() == 0
