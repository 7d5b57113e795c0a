"""Nothing referenced is destroyed, whether by what is live, a draft or a schedule."""

import datetime
import json

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import ReferenceIndex

from articles.deletion_guard import StillUsed, Where, drafts_naming, named_by_drafts, uses
from articles.models import Article, Author, FrontPage, RightOfReply
from media.models import Picture
from shows.admin.revision_references import named_in
from shows.models import AwardEdition, Company, Credit, DealParty, Person, Series
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.real]


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


def test_a_schedule_counts_though_a_later_version_names_nothing():
    picture = factories.picture()
    story = factories.article(live=True)
    story.lead_picture = picture
    story.go_live_at = timezone.now() + datetime.timedelta(days=1)
    story.save_revision().publish()
    draft = Article.objects.get(pk=story.pk).get_latest_revision_as_object()
    draft.lead_picture = None
    draft.save_revision()
    assert found(picture) == [(story, Where.SCHEDULED)]
    assert named_by_drafts(Picture) == {str(picture.pk)}
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


def test_a_story_named_in_a_biography_is_found(django_capture_on_commit_callbacks):
    other = factories.article("La bande-annonce de Missions", live=True)
    link = f'<p><a linktype="record" target="articles.article" id="{other.pk}">ici</a></p>'
    with django_capture_on_commit_callbacks(execute=True):
        star = factories.person("Hélène Viviès", biography=link)
    assert found(other) == [(star, Where.LIVE)]


def test_pictures_are_found_in_a_list_of_a_former_version():
    """Wagtail kept the value of an item alone; now it keeps its type and its key as well."""
    picture = factories.picture()
    item = {"picture": picture.pk, "caption": ""}
    for items in ([item], [{"type": "item", "value": item, "id": "1"}]):
        body = json.dumps([{"type": "gallery", "value": {"pictures": items}, "id": "2"}])
        assert set(named_in(Article, {"body": body})) == {(Picture, str(picture.pk))}


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


def test_a_right_of_reply_keeps_both_its_stories():
    story, reply = factories.article("L’enquête", live=True), factories.article("La réponse")
    right = RightOfReply(article=story, reply=reply, claimant="OCS")
    right.full_clean()
    right.save()
    assert found(story) == found(reply) == [(right, Where.LIVE)]
    for one in (story, reply):
        with pytest.raises(StillUsed), transaction.atomic():
            one.delete()


def test_a_scheduled_front_page_keeps_its_stories():
    story = factories.article(live=True)
    front = FrontPage(title="Lundi", go_live_at=timezone.now() + datetime.timedelta(days=1))
    front.slots = [("lead", story.pk)]
    front.save()
    front.save_revision().publish()
    assert (front, Where.SCHEDULED) in found(story)


def test_what_only_an_old_version_names_may_go():
    missions, amc = factories.series("Missions"), factories.company("AMC")
    story = factories.article(deals=[factories.deal(series=missions, buyer=amc)], about=[missions])
    assert found(amc) == [(story, Where.DRAFT)]
    story.deals.all().delete()
    story = Article.objects.get(pk=story.pk)
    story.company_links = []
    story.save()
    story.save_revision()
    assert found(amc) == []
    amc.delete()


def full_draft():
    """A draft that names things in every way there is, on a story that is live with none."""
    missions, ocs = factories.series("Missions"), factories.company("OCS")
    star, edition = factories.person("Hélène Viviès"), factories.award_edition()
    picture, other = factories.picture(), factories.article("La suite", live=True)
    story = factories.article(live=True, section=factories.section())
    story.lead_picture = story.social_picture = picture
    story.spoiler_series = missions
    link = f'<p><a linktype="record" target="shows.person" id="{star.pk}">elle</a></p>'
    story.body = [
        ("text", link),
        ("question", {"question": "Qui ?", "answer": link}),
        ("picture", {"picture": picture, "caption": ""}),
        ("gallery", {"pictures": [{"picture": picture, "caption": ""}] * 2}),
        ("series_card", missions.pk),
        ("edition_card", edition.pk),
        ("read_also", other.pk),
        ("spoiler", {"scope": "la fin", "text": link}),
        ("embed", {"url": "https://youtu.be/b9EkMc79ZSU", "title": "La scène", "picture": picture}),
    ]
    story.bylines = [factories.author()]
    story.tags.add("science-fiction")
    story.deals = [
        factories.deal(
            series=missions,
            buyer=ocs,
            releases=[factories.release(platform=factories.company("AMC"))],
            parties=[DealParty(company=factories.company("Empreinte Digitale"))],
        )
    ]
    story.nominations = [factories.nomination(edition=edition, series=missions, people=[star])]
    story.castings = [factories.casting(series=missions, person=star)]
    story.save_revision()
    return Article.objects.get(pk=story.pk)


def test_a_version_is_read_as_the_engine_reads_its_object():
    """What `named_in` finds in the JSON is what Wagtail finds in the object made of it, and the
    many-to-many relations that Wagtail leaves out."""
    content = full_draft().latest_revision.content
    draft = Article.from_serializable_data(content, check_fks=False)
    expected = {
        (ContentType.objects.get_for_id(reference[0]).model_class(), reference[1])
        for reference in ReferenceIndex._extract_references_from_object(draft)
    }
    expected |= {(Author, str(author.pk)) for author in draft.bylines.all()}
    expected |= {(Person, str(p.pk)) for n in draft.nominations.all() for p in n.people.all()}
    found = set(named_in(Article, content))
    assert {model for model, _key in found} >= {Series, Company, Person, Picture, Author, Article}
    assert found == expected


def test_everything_a_draft_names_is_kept():
    story = full_draft()
    kept = [
        *(Series.objects.all()),
        *(Company.objects.all()),
        *(Person.objects.all()),
        *(Picture.objects.all()),
        *(Author.objects.all()),
        *(AwardEdition.objects.all()),
        Article.objects.exclude(pk=story.pk).get(),
    ]
    assert len(kept) >= 8
    for one in kept:
        assert (story, Where.DRAFT) in found(one), one
    named = drafts_naming(Series, Person)
    assert named[Person, Person.objects.get().pk] == {(Article, story.pk)}
    assert named_by_drafts(Picture) == {str(Picture.objects.get().pk)}


def test_the_deletion_of_one_thing_costs_the_same_among_many_drafts(
    django_assert_max_num_queries,
):
    missions, lost = factories.series("Missions"), factories.series("Lost")
    for number in range(12):
        series = missions if number < 6 else lost
        factories.article(
            f"Brouillon {number}",
            live=number % 2 == 0,
            about=[series],
            bylines=[factories.author()],
            milestones=[factories.milestone("filming", series=series)],
        )
    with django_assert_max_num_queries(16):
        assert len(uses(missions)) == 6
