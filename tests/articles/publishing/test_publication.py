"""Publication is all or nothing, waits for embargoes, and never loses a schedule."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.utils import timezone
from wagtail.models import Revision
from wagtail.signals import published

from articles.models import Article, FrontPage
from articles.models.publishable import EmbargoError
from articles.publishing.schedule import publish_due
from shows.models import Deal, Milestone
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.real]

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def missions():
    return factories.series("Missions")


def scheduled(headline, **kwargs):
    story = factories.article(headline, go_live_at=timezone.now() + HOUR, **kwargs)
    story.latest_revision.publish()
    return Article.objects.get(pk=story.pk)


def later():
    return time_machine.travel(timezone.now() + 2 * HOUR)


def fail(*args, **kwargs):
    raise DatabaseError("disk full")


def test_an_error_halfway_publishes_nothing(missions, monkeypatch):
    story = factories.article(live=True, about=[missions], headline="Avant")
    draft = story.latest_revision.as_object()
    draft.headline = "Après"
    draft.milestones.add(factories.milestone("filming", series=missions))
    revision = draft.save_revision()

    monkeypatch.setattr(Milestone, "save", fail)
    with pytest.raises(DatabaseError):
        revision.publish()
    assert Article.objects.get(pk=story.pk).headline == "Avant"
    assert not Milestone.objects.exists()


def fail_once_the_row_is_written(monkeypatch):
    monkeypatch.setattr(published, "send", fail)


def fail_when_the_keys_of_the_facts_are_kept(monkeypatch):
    monkeypatch.setattr(Article, "serializable_data", fail)


@pytest.mark.parametrize(
    "fail_late", [fail_once_the_row_is_written, fail_when_the_keys_of_the_facts_are_kept]
)
def test_an_error_after_the_story_was_written_publishes_nothing(missions, monkeypatch, fail_late):
    story = factories.article(live=True, about=[missions], headline="Avant")
    story.go_live_at = timezone.now() + HOUR
    schedule = story.save_revision()
    schedule.publish()
    draft = Article.objects.get(pk=story.pk).get_latest_revision_as_object()
    draft.headline, draft.go_live_at = "Après", None
    draft.milestones.add(factories.milestone("filming", series=missions))
    revision = draft.save_revision()
    fail_late(monkeypatch)
    with pytest.raises(DatabaseError):
        revision.publish()
    assert Article.objects.get(pk=story.pk).headline == "Avant"
    assert not Milestone.objects.exists()
    schedule.refresh_from_db()
    assert schedule.approved_go_live_at, "what was to go out later still is"


def test_an_error_at_the_first_publication_leaves_nothing_live(missions, monkeypatch):
    filming = factories.milestone("filming", series=missions)
    story = factories.article(about=[missions], milestones=[filming])
    fail_once_the_row_is_written(monkeypatch)
    with pytest.raises(DatabaseError):
        story.latest_revision.publish()
    assert not Article.objects.get(pk=story.pk).live
    assert not Article.objects.public().exists()
    assert not Milestone.objects.public().exists()


def test_what_is_due_goes_out_with_its_facts(missions):
    story = scheduled("Le tournage", milestones=[factories.milestone("filming", series=missions)])
    assert publish_due().published == []
    with later():
        assert publish_due().published == [story]
        assert Milestone.objects.public().exists()
        assert publish_due().published == []


def test_the_command_publishes_and_says_what_stays(capsys):
    scheduled("Première")
    with later():
        call_command("publish_scheduled")
    assert "Première" in capsys.readouterr().out
    blocked = scheduled("Sous embargo")
    Revision.objects.filter(pk=blocked.latest_revision_id).update(
        content=blocked.latest_revision.content
        | {"embargo_until": (timezone.now() + 10 * HOUR).isoformat()}
    )
    with later(), pytest.raises(CommandError, match="Sous embargo"):
        call_command("publish_scheduled")
    assert Article.objects.get(pk=blocked.pk).approved_schedule


def test_an_expired_story_is_unpublished(missions):
    story = factories.article(
        live=True,
        expire_at=timezone.now() + HOUR,
        milestones=[factories.milestone("filming", series=missions)],
    )
    with later():
        assert publish_due().unpublished == [story]
        assert not Article.objects.public().exists()
        assert not Milestone.objects.public().exists()


def test_publishing_before_the_embargo_is_refused_with_a_sentence():
    story = factories.article("Missions 2", embargo_until=timezone.now() + 5 * HOUR)
    with pytest.raises(EmbargoError, match="embargo"):
        story.latest_revision.publish()
    assert not Article.objects.get(pk=story.pk).live
    with time_machine.travel(timezone.now() + 6 * HOUR):
        story.latest_revision.publish()
        assert Article.objects.public().exists()


def test_a_story_under_embargo_can_be_scheduled_after_it():
    story = factories.article(embargo_until=timezone.now() + HOUR, go_live_at=timezone.now() + HOUR)
    story.latest_revision.publish()
    assert Article.objects.get(pk=story.pk).approved_schedule
    early = factories.article(embargo_until=timezone.now() + 3 * HOUR)
    early.go_live_at = timezone.now() + HOUR
    with pytest.raises(ValidationError, match="embargo"):
        early.save_revision()
    with pytest.raises(EmbargoError):
        early.save_revision(clean=False).publish()


def test_a_front_page_is_published_whole_too():
    front = FrontPage.objects.create(title="Lundi")
    front.save_revision().publish()
    assert FrontPage.objects.public().get().title == "Lundi"


def test_the_address_is_made_from_the_headline_and_is_free():
    factories.article(slug="amc-achete-missions")
    story = Article(headline="AMC achète Missions", section=factories.section())
    story.full_clean()
    assert story.slug == "amc-achete-missions-2"


def test_a_draft_of_a_deal_keeps_its_nested_releases(missions):
    amc = factories.company("AMC")
    release = factories.release(platform=amc, starts="juin 2017")
    story = factories.article(deals=[factories.deal(series=missions, releases=[release])])
    draft = story.latest_revision.as_object()
    (nested,) = draft.deals.all()[0].releases.all()
    assert (nested.starts.edtf, nested.starts_latest) == ("2017-06", datetime.date(2017, 6, 30))
    assert nested.subject == missions
    story.latest_revision.publish()
    assert Deal.objects.get().releases.get().starts_earliest == datetime.date(2017, 6, 1)
