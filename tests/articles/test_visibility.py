"""A fact is public if and only if its story is live and no public fact replaces it."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from articles.models import Article
from articles.publishing.schedule import publish_due
from shows.models import Company, Deal, Milestone, Release, Series
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.real]


@pytest.fixture
def missions():
    return factories.series("Missions")


@pytest.fixture
def amc():
    return factories.company("AMC")


@pytest.fixture
def shudder():
    return factories.company("Shudder", kind="streaming_service")


@pytest.fixture
def told(missions, amc, shudder):
    """A factory of the story that reports the deal with its release."""

    def story(**kwargs):
        release = factories.release(platform=shudder, starts="28 septembre 2017")
        deal = factories.deal(series=missions, buyer=amc, releases=[release])
        return factories.article(about=[missions], deals=[deal], **kwargs)

    return story


def public_facts():
    return Deal.objects.public().count(), Release.objects.public().count()


def test_of_a_new_draft_nothing_is_public(told):
    story = told()
    assert Deal.objects.count() == 1, "the rows exist: visibility never tests their existence"
    assert public_facts() == (0, 0)
    assert story not in Article.objects.public()


def test_of_a_scheduled_story_nothing_is_public_until_its_time(told):
    story = told()
    story.go_live_at = timezone.now() + datetime.timedelta(hours=1)
    story.save_revision().publish()
    publish_due()
    assert public_facts() == (0, 0)
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=2)):
        publish_due()
    assert public_facts() == (1, 1)


def test_a_published_story_shows_its_deal_and_the_releases_nested_in_it(told):
    told(live=True)
    assert public_facts() == (1, 1)


def test_a_fact_added_to_the_draft_of_a_live_story_waits_for_it(told, missions):
    story = told(live=True)
    draft = story.get_latest_revision_as_object()
    draft.milestones.add(factories.milestone("filming", series=missions, date="début 2018"))
    revision = draft.save_revision()
    assert not Milestone.objects.exists()
    revision.publish()
    assert Milestone.objects.public().get().date == Milestone(date="2018-37").date


def test_a_fact_changed_in_the_draft_of_a_live_story_keeps_its_public_version(told):
    draft = told(live=True).latest_revision.as_object()
    (deal,) = draft.deals.all()
    (release,) = deal.releases.all()
    release.starts = "1er octobre 2017"
    key = release.pk
    revision = draft.save_revision()
    assert Release.objects.public().get().starts.edtf == "2017-09-28"
    revision.publish()
    assert Release.objects.public().get().starts.edtf == "2017-10-01"
    assert Release.objects.get().pk == key


def test_an_unpublished_story_takes_its_facts_with_it(told):
    story = told(live=True)
    story.unpublish()
    assert public_facts() == (0, 0)


def test_a_reverted_story_reverts_its_facts_and_keeps_their_keys(told, missions):
    story = told()
    first = story.save_revision()
    first.publish()
    key = Deal.objects.get().pk
    draft = Article.objects.get(pk=story.pk).get_latest_revision_as_object()
    draft.deals = []
    draft.save_revision().publish()
    assert public_facts() == (0, 0)
    first.refresh_from_db()
    first.publish()
    assert public_facts() == (1, 1)
    assert Deal.objects.get().pk == key


def test_a_fact_first_told_in_an_update_keeps_its_key_when_that_update_is_reverted_to(missions):
    story = factories.article(live=True, about=[missions])
    draft = story.get_latest_revision_as_object()
    draft.milestones.add(factories.milestone("filming", series=missions))
    revision = draft.save_revision()
    revision.publish()
    key = Milestone.objects.get().pk
    later = Article.objects.get(pk=story.pk).get_latest_revision_as_object()
    later.headline = "AMC achète Missions, le tournage reprend"
    later.save_revision().publish()
    revision.refresh_from_db()
    revision.publish()
    assert Milestone.objects.get().pk == key


def test_a_deleted_story_takes_its_facts_with_it(told):
    told(live=True).delete()
    assert public_facts() == (0, 0)
    assert not Deal.objects.exists()


def test_an_embargo_hides_even_what_was_made_live_behind_the_back_of_publication(told):
    story = told(live=True)
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    Article.objects.filter(pk=story.pk).update(embargo_until=tomorrow)
    assert public_facts() == (0, 0)
    assert not Article.objects.public().exists()


def test_a_replaced_fact_goes_when_its_replacement_is_live_and_not_before(told, missions, amc):
    first = told(live=True)
    old = first.deals.get()
    seller = factories.company("AB International Distribution", kind="distributor")
    fuller = factories.deal(series=missions, buyer=amc, seller=seller, replaces=old)
    second = factories.article("Deadline précise l’accord", about=[missions], deals=[fuller])
    assert Deal.objects.public().get() == old
    second.save_revision().publish()
    new = Deal.objects.public().get()
    assert new.seller == seller
    assert not Release.objects.public().exists(), "the releases of the old deal went with it"
    assert Deal.objects.history().get() == old
    Article.objects.get(pk=second.pk).unpublish()
    assert Deal.objects.public().get() == old
    assert not Deal.objects.history().exists()


def test_a_corrected_fact_leaves_the_history_too(told, missions, amc):
    old = told(live=True).deals.get()
    right = factories.deal(series=missions, buyer=amc, replaces=old, correction=True)
    factories.article("Correction", live=True, deals=[right])
    assert Deal.objects.public().get().correction
    assert not Deal.objects.history().exists()


def test_a_fact_that_was_outdated_and_then_corrected_leaves_the_history(told, missions, amc):
    old = told(live=True).deals.get()
    fuller = factories.deal(series=missions, buyer=amc, replaces=old)
    factories.article("L’accord s’étend", live=True, deals=[fuller])
    assert Deal.objects.history().get() == old
    right = factories.deal(series=missions, buyer=amc, replaces=old, correction=True)
    factories.article("Il n’y avait pas d’accord", live=True, deals=[right])
    assert old not in Deal.objects.history()


def test_a_nested_release_can_be_replaced_alone(told, missions, shudder):
    release = told(live=True).deals.get().releases.get()
    later = factories.release(
        series=missions, platform=shudder, starts="5 octobre 2017", replaces=release
    )
    factories.article("Shudder repousse Missions", live=True, releases=[later])
    assert Release.objects.public().get().starts.edtf == "2017-10-05"
    assert Deal.objects.public().exists()


def test_a_record_that_waits_shows_with_a_live_story_only(told):
    secret = factories.series("Projet secret", waits_for_story=True)
    story = factories.article(mentions=[secret])
    assert secret not in Series.objects.public()
    story.save_revision().publish()
    assert secret in Series.objects.public()
    Article.objects.get(pk=story.pk).unpublish()
    assert secret not in Series.objects.public()


def test_a_record_that_only_a_fact_names_becomes_public_with_the_story(missions, shudder):
    buyer = factories.company("Acheteur discret", waits_for_story=True)
    party = factories.company("Partenaire discret", waits_for_story=True)
    platform = factories.company("Service discret", waits_for_story=True)
    from shows.models import DealParty

    deal = factories.deal(
        series=missions,
        buyer=buyer,
        parties=[DealParty(company=party)],
        releases=[factories.release(platform=platform)],
    )
    story = factories.article(deals=[deal])
    hidden = Company.objects.exclude(pk__in=Company.objects.public())
    assert hidden.count() == 3
    story.save_revision().publish()
    assert not hidden.all().exists()
    named = {link.record for link in Article.objects.get(pk=story.pk).links()}
    assert named == {missions, buyer, party, platform}


def test_a_record_of_a_draft_is_visible_in_its_preview_only(missions):
    secret = factories.company("Service secret", waits_for_story=True)
    story = factories.article(deals=[factories.deal(series=missions, buyer=secret)])
    assert secret in Company.objects.public(story)
    assert secret not in Company.objects.public()
    assert secret not in Company.objects.public(factories.article("Autre article"))


def test_a_catalogue_fact_of_a_series_that_waits_is_hidden(missions, shudder):
    release = factories.catalogue(factories.release(series=missions, platform=shudder))
    Series.objects.update(waits_for_story=True)
    assert release not in Release.objects.public()


def test_a_story_without_a_section_has_no_address_and_is_not_public(told):
    told(live=True)
    Article.objects.update(section=None)
    assert not Article.objects.public().exists()
    assert public_facts() == (0, 0)


def test_an_award_edition_that_waits_shows_alone(missions):
    from shows.models import Award, AwardEdition

    edition = factories.award_edition("Séries Mania", 2017, waits_for_story=True)
    other = AwardEdition.objects.create(award=edition.award, year=2018)
    factories.article(
        live=True, nominations=[factories.nomination(series=missions, edition=edition)]
    )
    assert list(AwardEdition.objects.public()) == [edition]
    assert edition.award in Award.objects.public()
    assert other not in AwardEdition.objects.public()


def test_the_preview_of_a_replacement_shows_no_release_of_what_it_replaces(told, missions, amc):
    old = told(live=True).deals.get()
    fuller = factories.deal(series=missions, buyer=amc, replaces=old)
    draft = factories.article("Deadline précise l’accord", about=[missions], deals=[fuller])
    assert not Release.objects.public(draft).exists()
    assert public_facts() == (1, 1)


def test_a_story_that_mentions_a_series_is_not_about_it(missions):
    lost = factories.series("Lost")
    story = factories.article(about=[missions], mentions=[lost])
    assert list(Article.objects.about([missions.pk])) == [story]
    assert not Article.objects.about([lost.pk]).exists()


def test_the_releases_of_a_series_are_its_own_and_those_of_its_deals(told, missions, shudder):
    told(live=True)
    lost = factories.series("Lost")
    for series in (missions, lost):
        factories.catalogue(factories.release(series=series, platform=shudder))
    subjects = [release.subject for release in Release.objects.about([missions])]
    assert subjects == [missions, missions]
    assert [release.subject for release in Release.objects.about([lost])] == [lost]
