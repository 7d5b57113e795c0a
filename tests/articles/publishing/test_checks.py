"""What is looked at before publication: what forbids it, and what is only advised."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from articles.models import Article, Section, Source
from articles.models.publishable import EmbargoError, NotPublishable
from articles.publishing.checks import checks, run
from articles.publishing.checks.wording import seasons_named
from media.models import Picture, Rendition
from shows.models import Company, Series
from tests import factories
from tests.members import member

pytestmark = [pytest.mark.django_db, pytest.mark.real]

DAY = datetime.timedelta(days=1)


@pytest.fixture
def editor():
    return member("editrice", superuser=True)


@pytest.fixture
def contributor():
    return member("pigiste", "articles.add_article")


def draft(**kwargs) -> Article:
    """A story with nothing to say against it, but for ``kwargs``."""
    defaults = {
        "headline": "Missions revient",
        "standfirst": "OCS commande une suite.",
        "about": [Series.objects.filter(title="Missions").first() or factories.series("Missions")],
        "bylines": [factories.author()],
        "sources": [Source(outlet="OCS")],
    }
    return factories.article(**(defaults | kwargs))


def found(story, reader=None) -> dict[str, list[str]]:
    """{name of a check: its sentences}."""
    said: dict[str, list[str]] = {}
    for finding in run(story, reader):
        said.setdefault(finding.check, []).append(finding.sentence)
    return said


def only(story, check, reader=None) -> str:
    """The one sentence that the one check that finds something says."""
    said = found(story, reader)
    assert list(said) == [check], said
    assert len(said[check]) == 1
    return said[check][0]


def text(words: str):
    return [("text", f"<p>{words}</p>")]


def test_a_story_in_order_has_nothing_said_against_it():
    assert found(draft()) == {}
    draft().check_publishable()


def test_every_check_says_what_it_looks_at():
    names = [check.name for check in checks()]
    assert len(names) == len(set(names)) >= 17
    assert all(str(check.sentence).endswith(".") for check in checks())
    kinds = [check.blocking for check in checks()]
    assert kinds == sorted(kinds, reverse=True)


# What forbids publication


@pytest.mark.parametrize("place", ["lead_picture", "safe_picture", "social_picture"])
@pytest.mark.parametrize(
    ("lacking", "word"), [("credit", "crédit"), ("description", "texte alternatif")]
)
def test_a_picture_needs_its_credit_and_its_alternative_text(place, lacking, word):
    picture = factories.picture("Le vaisseau")
    Picture.objects.update(**{lacking: " "})
    story = draft(**{place: picture})
    sentence = only(story, "pictures_are_credited")
    assert word in sentence
    assert "Le vaisseau" in sentence
    assert run(story)[0].field == place
    with pytest.raises(NotPublishable, match=word):
        story.latest_revision.publish()


@pytest.mark.parametrize("gallery", [False, True])
def test_so_does_a_picture_in_the_text(gallery):
    picture = factories.picture("Le vaisseau")
    Picture.objects.update(credit="", description="")
    block = {"picture": picture, "caption": ""}
    body = [("gallery", {"pictures": [block]})] if gallery else [("picture", block)]
    story = draft(body=body)
    finding = run(story)[0]
    assert (finding.check, finding.field) == ("pictures_are_credited", "body")
    assert finding.block == story.body[0].id
    assert "crédit" in finding.sentence
    assert "texte alternatif" in finding.sentence


def test_a_picture_may_be_shown_until_the_day_its_rights_end():
    today = timezone.localdate()
    picture = factories.picture(rights_end=today)
    story = draft(lead_picture=picture)
    assert found(story) == {}
    Picture.objects.update(rights_end=today - DAY)
    assert "droits" in only(story, "pictures_may_be_shown")


def test_the_rights_count_on_the_day_the_story_goes_out():
    picture = factories.picture(rights_end=timezone.localdate() + DAY)
    story = draft(lead_picture=picture, go_live_at=timezone.now() + 3 * DAY)
    only(story, "pictures_may_be_shown")
    story.go_live_at = None
    assert found(story) == {}


def test_a_picture_that_is_gone_is_missed_in_the_text():
    story = draft(body=[("picture", {"picture": factories.picture(), "caption": ""})])
    Rendition.objects.all()._raw_delete("default")
    Picture.objects.all()._raw_delete("default")
    story = Article.objects.get(pk=story.pk)
    assert "supprimée" in only(story, "pictures_may_be_shown")


def test_a_story_needs_a_section():
    story = draft()
    story.section = None
    only(story, "is_in_a_section")
    with pytest.raises(NotPublishable, match="rubrique"):
        story.save_revision(clean=False).publish()


def test_a_link_to_a_sponsor_names_the_sponsor():
    story = draft(sponsor_url="https://www.example.org/")
    only(story, "sponsor_is_named")
    story.sponsor = "Canal+"
    assert found(story) == {}


def test_an_opinion_is_signed_and_other_stories_should_be():
    story = draft(kind="opinion", bylines=[])
    only(story, "opinion_is_signed")
    story.kind = "news"
    only(story, "is_signed")
    story.check_publishable()


def test_the_first_story_with_an_address_keeps_it():
    earlier, later = draft(slug="avant", live=True), draft(slug="apres", live=True)
    for story in (earlier, later):
        story.slug = "missions-revient"
        story.save_revision()
    assert found(earlier) == {}
    assert "missions-revient" in only(later, "address_is_free")
    with pytest.raises(NotPublishable):
        later.latest_revision.publish()
    earlier.slug = "autre-chose"
    earlier.save_revision()
    assert found(later) == {}


def test_a_schedule_holds_its_address_too():
    scheduled = draft(slug="avant", live=True)
    scheduled.slug, scheduled.go_live_at = "missions-revient", timezone.now() + DAY
    scheduled.save_revision().publish()
    scheduled.slug = "brouillon-plus-recent"  # the schedule is no longer the latest revision
    scheduled.save_revision()
    other = draft(slug="missions-revient")
    only(other, "address_is_free")


def test_the_story_with_the_address_is_named_to_who_may_see_it(contributor, editor):
    other = draft(headline="Projet-Hécate", slug="secret", live=True)
    story = draft(slug="public", owner=contributor)
    story.slug = other.slug
    Article.objects.filter(pk=other.pk).update(live=False)
    assert "Projet-Hécate" in only(story, "address_is_free", editor)
    assert "Projet-Hécate" not in only(story, "address_is_free", contributor)
    assert "Projet-Hécate" not in only(story, "address_is_free")


def test_an_embargo_and_its_source_are_named():
    until = timezone.now() + DAY
    story = draft(embargo_until=until, embargo_source="Netflix")
    assert "Netflix" in only(story, "embargo_is_lifted")
    with pytest.raises(EmbargoError) as refusal:
        story.check_publishable()
    assert [finding.field for finding in refusal.value.findings] == ["embargo_until"]
    story.go_live_at = until
    assert found(story) == {}
    with time_machine.travel(until + DAY):
        assert found(draft(embargo_until=until)) == {}


def test_all_that_forbids_publication_is_said_at_once():
    story = draft(embargo_until=timezone.now() + DAY, sponsor_url="https://www.example.org/")
    story.section = None
    with pytest.raises(EmbargoError) as refusal:
        story.save_revision(clean=False).publish()
    assert len(refusal.value.messages) == 3


def test_advice_forbids_nothing():
    story = draft(standfirst="", about=[], sources=[], bylines=[], headline="x" * 111)
    assert set(found(story)) == {"headline_fits", "has_a_standfirst", "has_a_series", "is_signed"}
    assert not any(finding.blocking for finding in run(story))
    story.latest_revision.publish()
    assert Article.objects.get(pk=story.pk).live


# What is advised


def test_a_headline_of_110_characters_fits():
    assert found(draft(headline="x" * 110)) == {}
    assert "111" in only(draft(headline="x" * 111), "headline_fits")


def test_facts_have_a_source():
    fact = factories.milestone("renewed", series=factories.series("Missions"))
    only(draft(milestones=[fact], sources=[]), "facts_have_a_source")


def test_a_fact_ties_the_story_to_its_series():
    only(draft(about=[]), "has_a_series")
    fact = factories.milestone("renewed", series=Series.objects.get())
    assert found(draft(about=[], milestones=[fact])) == {}


def test_a_review_says_what_it_judges():
    only(draft(kind="review"), "review_says_what_it_judges")
    assert found(draft(kind="review", review_rating=4)) == {}
    only(draft(kind="news", review_rating=4), "review_says_what_it_judges")
    only(
        draft(kind="review", review_rating=4, review_episodes_seen=2), "review_says_what_it_judges"
    )


def test_a_quotation_says_who_speaks_but_in_an_interview():
    body = [("quote", {"text": "C’est fini.", "attribution": ""})]
    only(draft(body=body), "quotes_say_who_speaks")
    assert found(draft(body=body, kind="interview")) == {}


def test_an_embargo_on_what_is_online_is_told():
    story = draft(live=True)
    story.embargo_until = timezone.now() + DAY
    assert set(found(story)) == {"embargo_is_lifted", "embargo_leaves_the_live_story"}


def link(record, words="la suite"):
    target = record._meta.label_lower
    return text(f'Voir <a linktype="record" target="{target}" id="{record.pk}">{words}</a>.')


def test_a_link_to_what_readers_cannot_see_is_told():
    other = draft(headline="La suite arrive", slug="suite")
    story = draft(body=link(other))
    finding = run(story)[0]
    assert (finding.check, finding.field, finding.block) == (
        "links_lead_somewhere",
        "body",
        story.body[0].id,
    )
    assert "la suite" in finding.sentence
    other.latest_revision.publish()
    assert found(story) == {}


@pytest.mark.parametrize("block", ["series_card", "read_also"])
def test_so_is_a_card_of_what_readers_cannot_see(block):
    hidden = (
        factories.series("Hécate", waits_for_story=True)
        if block == "series_card"
        else draft(slug="suite")
    )
    only(draft(body=[(block, hidden.pk)]), "links_lead_somewhere")


def test_a_record_that_comes_out_with_the_story_is_no_dead_end():
    hidden = factories.series("Hécate", waits_for_story=True)
    assert found(draft(body=[("series_card", hidden.pk)], about=[hidden])) == {}


def test_what_is_hidden_is_named_to_who_may_see_it(contributor, editor):
    other = draft(headline="Projet-Hécate", slug="suite")
    story = draft(body=link(other))
    assert "Projet-Hécate" in only(story, "links_lead_somewhere", editor)
    assert "Projet-Hécate" not in only(story, "links_lead_somewhere", contributor)


@pytest.mark.parametrize(
    "words",
    [
        "La série arrive bientôt, le 28 septembre 2017, sur OCS.",
        "Prochainement sur OCS : rendez-vous en juin 2017.",
        "La saison, attendue début 2018, est à venir.",
    ],
)
def test_a_date_already_past_is_not_soon(words):
    with time_machine.travel(datetime.datetime(2018, 6, 1, tzinfo=datetime.UTC)):
        story = draft(body=text(words))
        finding = run(story)[0]
        assert finding.check == "soon_is_not_past", finding
        assert finding.block == story.body[0].id


@pytest.mark.parametrize(
    "words",
    [
        "La série arrive bientôt, le 28 septembre 2018, sur OCS.",  # to come
        "Annoncée le 12 mars 2017, la suite arrive bientôt.",  # the day of the news
        "La série est sortie le 28 septembre 2017. La suite arrive bientôt.",  # two sentences
        "Bientôt, le 31 février 2017.",  # no date at all
        "La série arrive bientôt.",
    ],
)
def test_what_is_soon_may_be_soon(words):
    with time_machine.travel(datetime.datetime(2018, 6, 1, tzinfo=datetime.UTC)):
        assert found(draft(body=text(words))) == {}


def test_a_release_of_the_story_that_has_started_is_not_soon():
    release = factories.release(
        series=factories.series("Missions"), platform=factories.company("OCS"), starts="2017-06-01"
    )
    story = draft(releases=[release], body=text("Bientôt sur OCS."))
    assert "OCS" in only(story, "soon_is_not_past")
    assert (
        found(
            draft(
                releases=[
                    factories.release(
                        series=Series.objects.get(),
                        platform=Company.objects.get(),
                        starts="2017-06-01",
                    )
                ],
                slug="b",
                body=text("Bientôt sur Netflix."),
            )
        )
        == {}
    )


def test_a_quotation_was_true_when_it_was_said():
    body = [("quote", {"text": "Bientôt, le 28 mai 2017.", "attribution": "OCS"})]
    assert found(draft(body=body)) == {}


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("La saison 3 et la Saison 4", {3, 4}),
        ("les saisons 1 à 3", {1, 2, 3}),
        ("les saisons 1, 2 et 4", {1, 2, 4}),
        ("la 5e saison, la troisième saison", {3, 5}),
        ("la saison 2017-2018, la saison 2018", set()),
        ("en saison", set()),
    ],
)
def test_seasons_are_read_in_french(words, numbers):
    assert seasons_named(words) == numbers


def test_a_season_nobody_knows_is_told_once():
    missions = factories.series("Missions")
    factories.season(missions, 1)
    story = draft(headline="Missions : la saison 3", body=text("La saison 1 puis la saison 3."))
    assert "3" in only(story, "seasons_exist")
    assert run(story)[0].field == "headline"


def test_a_season_is_known_from_the_record_the_story_s_facts_or_others():
    missions = factories.series("Missions")
    story = draft(headline="Missions : la saison 3")
    only(story, "seasons_exist")
    fact = factories.milestone("renewed", series=missions, seasons="3")
    assert found(draft(headline="La saison 3", milestones=[fact])) == {}
    factories.catalogue(factories.milestone("renewed", series=missions, seasons="2-3"))
    assert found(story) == {}
    assert found(draft(headline="La saison 9", about=[])).keys() == {"has_a_series"}


# Manners


def full_story(**kwargs):
    missions, ocs = factories.series("Missions"), factories.company("OCS")
    factories.season(missions, 1)
    others = [draft(slug=f"autre-{n}", live=True) for n in range(3)]
    pictures = [factories.picture(str(n)) for n in range(4)]
    blocks = [("picture", {"picture": picture, "caption": ""}) for picture in pictures]
    links = [block for other in others for block in link(other)]
    return draft(
        body=[*blocks, *links, ("read_also", others[0].pk), ("series_card", missions.pk)],
        lead_picture=pictures[0],
        social_picture=pictures[1],
        releases=[
            factories.release(series=missions, platform=ocs, seasons="1", starts="2017")
            for _number in range(9)
        ],
        deals=[factories.deal(series=missions, buyer=ocs)],
        mentions=[factories.person(), ocs],
        **kwargs,
    )


@pytest.mark.parametrize("as_row", [True, False])
def test_the_checks_of_a_story_cost_few_queries(django_assert_max_num_queries, as_row):
    story = full_story()
    story = Article.objects.get(pk=story.pk) if as_row else story.latest_revision.as_object()
    with django_assert_max_num_queries(36):  # a table each
        assert run(story) == []


def test_checking_a_row_leaves_it_alone():
    """What is in memory is saved with the story: a fact added meanwhile would be lost."""
    story = Article.objects.get(pk=full_story().pk)
    run(story)
    assert not getattr(story, "_cluster_related_objects", {})


def test_a_check_sees_the_draft_and_not_the_row():
    story = draft(live=True)
    story.bylines = []
    story.standfirst = ""
    assert set(found(story)) == {"is_signed", "has_a_standfirst"}
    assert found(Article.objects.get(pk=story.pk)) == {}


def test_a_story_never_saved_can_be_checked():
    story = Article(headline="Missions", slug="missions", section=Section.objects.first())
    other = factories.article()
    story.body = [("read_also", other.pk)]
    assert "links_lead_somewhere" in found(story)
