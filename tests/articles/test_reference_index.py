"""The index of references is written once for each save, and holds all that the children name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from articles.models import Article
from shows.models import DealParty
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.real]


def story() -> Article:
    """A live story that names a series, its channel and two more companies."""
    missions = factories.series("Missions", genres=["Science-fiction"])
    ocs, amc = factories.company("OCS"), factories.company("AMC")
    shudder = factories.company("Shudder")
    return factories.article(
        live=True,
        about=[missions],
        body=[("series_card", missions.pk)],
        deals=[
            factories.deal(
                series=missions,
                buyer=amc,
                seller=ocs,
                parties=[DealParty(company=shudder)],
                releases=[factories.release(platform=shudder, starts="28 septembre 2017")],
            )
        ],
        milestones=[factories.milestone("filming", series=missions, date="début 2018")],
    )


def indexed(made) -> set:
    rows = ReferenceIndex.get_references_for_object(made)
    return set(rows.values_list("to_content_type_id", "to_object_id", "model_path", "content_path"))


def test_a_published_story_is_indexed_with_all_its_children():
    made = story()
    assert indexed(made) == set(ReferenceIndex._extract_references_from_object(made))
    assert len({path for *_to, path, _content in indexed(made)}) >= 8


def test_a_story_that_loses_a_child_loses_its_references():
    made = story()
    made.deals = []
    made.save_revision().publish()
    made = Article.objects.get(pk=made.pk)
    assert indexed(made) == set(ReferenceIndex._extract_references_from_object(made))
    assert not any(path.startswith("deals.") for *_to, path, _content in indexed(made))


def test_a_record_is_indexed_with_its_children():
    missions = factories.series("Missions")
    factories.season(missions)
    missions.poster = factories.picture()
    missions.credits.add(factories.credit(missions, factories.person()))
    missions.save()
    assert indexed(missions) == set(ReferenceIndex._extract_references_from_object(missions))
    assert len(indexed(missions)) >= 2


def test_a_save_writes_the_index_once():
    made = story()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        made.save()
    readings = [q for q in captured if "FROM" in q["sql"] and "_referenceindex" in q["sql"]]
    assert len(readings) == 1


def test_whoever_switched_the_index_off_updates_it():
    with disable_reference_index_auto_update():
        made = story()
        made.save()
    assert indexed(made) == set()
