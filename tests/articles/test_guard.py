"""Nothing referenced is destroyed, whether by what is live, a draft or a schedule."""

import datetime

import pytest
from django.db import transaction
from django.utils import timezone

from articles.guard import StillUsed, Where, uses
from articles.models import Article, FrontPage
from shows.models import Company, Credit, Series
from tests import factories

pytestmark = pytest.mark.django_db


def found(instance):
    return [(use.user, use.where) for use in uses(instance)]


def test_a_series_nobody_names_is_deleted_with_its_own_parts():
    missions = factories.series("Missions", genres=["Science-fiction"])
    factories.season(missions)
    missions.delete()
    assert not Series.objects.exists()


def test_a_series_of_a_live_story_is_not_deleted():
    missions = factories.series("Missions")
    story = factories.article(live=True, about=[missions])
    assert found(missions) == [(story, Where.LIVE)]
    with pytest.raises(StillUsed, match="AMC achète Missions"):
        missions.delete()


def test_a_company_that_only_an_unpublished_change_names_is_not_deleted():
    missions, amc = factories.series("Missions"), factories.company("AMC")
    story = factories.article(live=True, about=[missions])
    story.deals.add(factories.deal(series=missions, buyer=amc))
    story.save_revision()
    assert not Company.objects.get().purchases.exists()
    assert found(amc) == [(story, Where.DRAFT)]
    with pytest.raises(StillUsed), transaction.atomic():
        Company.objects.all().delete()
    assert Company.objects.exists()


def test_a_person_deep_in_a_draft_is_found():
    mars = factories.person("Julien Lacombe")
    edition = factories.award_edition()
    story = factories.article(live=True)
    story.nominations.add(factories.nomination(edition=edition, people=[mars]))
    story.save_revision()
    assert found(mars) == [(story, Where.DRAFT)]
    assert found(edition) == [(story, Where.DRAFT)]
    with pytest.raises(StillUsed):
        edition.award.delete()


def test_a_scheduled_change_counts_as_scheduled():
    picture = factories.picture()
    story = factories.article(live=True)
    story.lead_picture = picture
    story.go_live_at = timezone.now() + datetime.timedelta(days=1)
    story.save_revision().publish()
    assert (story, Where.SCHEDULED) in found(picture)
    with pytest.raises(StillUsed):
        picture.delete()


def test_a_story_named_in_a_text_is_found(django_capture_on_commit_callbacks):
    other = factories.article("La bande-annonce de Missions", live=True)
    # Wagtail brings its index of references up to date when the transaction is committed.
    with django_capture_on_commit_callbacks(execute=True):
        story = factories.article(live=True, body=[("read_also", other.pk)])
    assert found(other) == [(story, Where.LIVE)]
    front = FrontPage.objects.create(title="Une", live=False)
    front.slots = [("lead", other.pk)]
    front.save_revision()
    assert (front, Where.DRAFT) in found(other)


def test_a_credited_person_and_a_catalogue_fact_are_uses():
    missions, ocs = factories.series("Missions"), factories.company("OCS")
    star = factories.person("Hélène Viviès")
    factories.credit(missions, star)
    release = factories.catalogue(factories.release(series=missions, platform=ocs))
    assert found(star) == [(missions, Where.LIVE)]
    assert found(ocs) == [(release, Where.LIVE)]
    assert found(missions) == [(release, Where.LIVE)]
    Credit.objects.all().delete()
    star.delete()


def test_a_story_can_be_deleted_with_its_facts():
    missions = factories.series("Missions")
    story = factories.article(
        live=True, about=[missions], milestones=[factories.milestone("ordered", series=missions)]
    )
    story.delete()
    assert not Article.objects.exists()
    missions.delete()


def test_a_section_with_stories_is_not_deleted():
    story = factories.article()
    with pytest.raises(StillUsed):
        story.section.delete()
