"""The short way of the factories leaves what the real one leaves."""

import pytest
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from articles.models import Article, Source
from shows.models import DealParty
from tests import factories

pytestmark = pytest.mark.django_db

#: Differ between two stories (blocks of the body have keys of their own), or between two moments.
OWN = {"pk", "id", "slug", "article", "deal", "content_object", "latest_revision", "live_revision"}
MOMENTS = {"first_published_at", "last_published_at", "created_at", "updated_at", "body"}


@pytest.fixture
def story():
    """``story(real=True, live=True)``: one with links and facts."""
    missions = factories.series("Missions")
    lost = factories.series("Lost", waits_for_story=True)
    amc = factories.company("AMC")
    person = factories.person()
    edition = factories.award_edition()

    def story(**options):
        return factories.article(
            about=[missions],
            mentions=[lost],
            tags=["Mars"],
            sources=[Source(outlet="Variety")],
            bylines=[factories.author()],
            body=[("text", "<p>Le texte.</p>"), ("series_card", missions.pk)],
            deals=[
                factories.deal(
                    series=missions,
                    buyer=amc,
                    parties=[DealParty(company=amc)],
                    releases=[factories.release(platform=amc, starts="juin 2017")],
                )
            ],
            nominations=[
                factories.nomination(
                    series=missions, edition=edition, category="Prix", people=[person]
                )
            ],
            **options,
        )

    return story


def shape(data):
    """Serialized data without what is its own: of keys, whether there is one."""
    if isinstance(data, list):
        return [shape(item) for item in data]
    if not isinstance(data, dict):
        return data
    return {
        name: bool(value) if name in OWN | MOMENTS else shape(value) for name, value in data.items()
    }


@pytest.mark.parametrize("live", [False, True])
def test_both_ways_leave_the_same_rows_and_revision(story, live):
    made = {real: story(real=real, live=live) for real in (True, False)}
    rows = {real: Article.objects.get(pk=one.pk) for real, one in made.items()}
    stored = {real: shape(row.serializable_data()) for real, row in rows.items()}
    assert stored[False] == stored[True]
    revisions = {real: row.latest_revision for real, row in rows.items()}
    assert all(
        rows[real].live_revision_id == ((live and revisions[real].pk) or None) for real in rows
    )
    contents = {real: shape(revision.content) for real, revision in revisions.items()}
    assert contents[False] == contents[True]
    assert revisions[False].object_str == revisions[True].object_str
    assert [Revision.objects.for_instance(row).count() for row in rows.values()] == [1, 1]
    drafts = [row.get_latest_revision_as_object() for row in rows.values()]
    assert {draft.headline for draft in drafts} == {"AMC achète Missions"}


def test_the_objects_of_both_ways_know_the_same(story):
    real, quick = story(real=True), story()
    for made in (real, quick):
        assert not made.live
        assert made.has_unpublished_changes
        assert made.latest_revision.as_object().deals.count() == 1
        assert made.deals.count() == 1
        Source.objects.create(article=made, outlet="Deadline")
        assert Article.objects.get(pk=made.pk).sources.count() == 2


def test_the_real_way_is_indexed_checked_and_logged(story):
    quick = story(live=True)
    assert not ReferenceIndex.get_references_for_object(quick).exists()
    assert not ModelLogEntry.objects.filter(object_id=quick.pk).exists()
    with factories.real():
        made = story(live=True)
    assert ReferenceIndex.get_references_for_object(made).exists()
    assert ModelLogEntry.objects.filter(object_id=made.pk, action="wagtail.publish").exists()


@pytest.mark.real
def test_a_marked_test_takes_the_real_way():
    made = factories.article(live=True, about=[factories.series()])
    assert ReferenceIndex.get_references_for_object(made).exists()
