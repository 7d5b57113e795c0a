"""“Mettre à jour”: a public fact is copied into the story being written, and replaced by it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from articles.pages.story import story_page
from shows.models import Deal, DealParty, Milestone, Nomination, Release
from tests import factories

from .test_article_form import about
from .test_article_form import story as posted

pytestmark = pytest.mark.django_db

ADD = "wagtailsnippets_articles_article:add"


@pytest.fixture
def missions():
    return factories.series("Missions")


@pytest.fixture
def amc():
    return factories.company("AMC")


@pytest.fixture
def older(missions, amc):
    """A live story with a deal: a party, and a release that takes over what the deal says."""
    return factories.article(
        "AMC achète Missions",
        live=True,
        about=[missions],
        deals=[
            factories.deal(
                series=missions,
                buyer=amc,
                seasons="1",
                territories="CA,US",
                parties=[DealParty(company=factories.company("OCS"), share="12.5")],
                releases=[
                    factories.release(
                        platform=factories.company("Shudder"),
                        starts="28 septembre 2017",
                        exclusive=True,
                    )
                ],
            )
        ],
    )


def update(desk, fact) -> dict:
    answer = desk.get(reverse("desk_fact_update", args=[f"{fact._meta.model_name}s", fact.pk]))
    assert answer.status_code == 200
    return answer.json()["values"]


def test_the_copy_of_a_deal_replaces_it_with_all_that_is_nested(desk, older, amc):
    deal = Deal.objects.get()
    values = update(desk, deal)
    fields = values["fields"]
    assert fields["replaces"] == {"value": deal.pk, "label": str(deal)}
    assert fields["correction"] == {"checked": False}
    assert fields["buyer"] == {"value": amc.pk, "label": "AMC"}
    assert fields["territories"] == {"values": [["CA", "Canada"], ["US", "États-Unis"]]}
    assert "article" not in fields
    assert "citation_outlet" not in fields
    (party,) = values["rows"]["parties"]
    assert party["fields"]["company"]["label"] == "OCS"
    assert party["fields"]["share"] == {"value": "12,50"}
    (release,) = values["rows"]["releases"]
    assert release["fields"]["starts"] == {"value": "28 septembre 2017"}
    assert release["fields"]["exclusive"] == {"checked": True}
    assert release["fields"]["replaces"]["value"] == ""
    assert "deal" not in release["fields"]


def test_a_release_of_a_deal_becomes_one_of_the_story(desk, older, missions):
    release = Release.objects.get()
    fields = update(desk, release)["fields"]
    assert fields["series"] == {"value": missions.pk, "label": "Missions"}
    assert fields["seasons"] == {"value": "1"}
    assert [code for code, _name in fields["territories"]["values"]] == ["CA", "US"]
    assert fields["replaces"]["value"] == release.pk


def test_people_are_copied(desk, missions):
    person = factories.person("Hélène Viviès")
    nomination = factories.nomination(
        series=missions, edition=factories.award_edition(), people=[person]
    )
    factories.article(live=True, nominations=[nomination])
    fields = update(desk, Nomination.objects.get())["fields"]
    assert fields["people"] == {"values": [[person.pk, "Hélène Viviès"]]}


def test_only_what_readers_see_can_be_brought_up_to_date(desk, missions):
    factories.article("Brouillon", milestones=[factories.milestone(series=missions)])
    draft = Milestone.objects.get()
    url = reverse("desk_fact_update", args=["milestones", draft.pk])
    assert "error" in desk.get(url).json()
    assert groups(desk, series=missions.pk) == {}
    assert desk.get(reverse("desk_fact_update", args=["articles", 1])).status_code == 404


def groups(desk, **query) -> dict:
    answer = desk.get(reverse("desk_live_facts"), query).json()
    return {g["relation"]: [fact["label"] for fact in g["facts"]] for g in answer["groups"]}


def test_the_facts_of_the_series_are_offered_by_kind(desk, older, missions):
    lost = factories.series("Lost")
    factories.article(live=True, milestones=[factories.milestone(series=lost)])
    found = groups(desk, series=missions.pk)
    assert list(found) == ["deals", "releases"]
    assert "AMC" in found["deals"][0]
    assert "saison\N{NO-BREAK SPACE}1" in found["deals"][0]
    assert "Shudder" in found["releases"][0]
    assert list(groups(desk, series=missions.pk, q="lost")) == ["milestones"]
    assert groups(desk, series=missions.pk, story=older.pk) == {}


def test_a_list_of_facts_leads_to_a_new_story_that_updates_one(desk, older, missions):
    deal = Deal.objects.get()
    url = f"{reverse(ADD)}?update=deals-{deal.pk}"
    assert url in desk.get(reverse("wagtailsnippets_shows_deal:list")).content.decode()
    form = desk.get(url).context["form"]
    (row,) = form.formsets["deals"].forms
    assert row["replaces"].value() == deal.pk
    assert row["seasons"].value() == "1"
    (nested,) = row.formsets["releases"].forms
    assert nested["platform"].value() == Release.objects.get().platform_id
    (link,) = form.formsets["series_links"].forms
    assert (link["series"].value(), link["relation"].value()) == (missions.pk, "about")
    release = Release.objects.get()
    listed = desk.get(reverse("wagtailsnippets_shows_release:list")).content.decode()
    assert f"{reverse(ADD)}?update=releases-{release.pk}" in listed


def test_a_fact_that_is_not_public_has_no_such_action(desk, missions):
    factories.article("Brouillon", milestones=[factories.milestone(series=missions)])
    listed = desk.get(reverse("wagtailsnippets_shows_milestone:list")).content.decode()
    assert "?update=" not in listed
    form = desk.get(f"{reverse(ADD)}?update=milestones-{Milestone.objects.get().pk}")
    assert form.status_code == 200
    assert form.context["form"].formsets["milestones"].forms == []


def test_a_correction_is_listed_by_the_older_story_once_it_is_live(desk, older, missions, amc):
    deal = Deal.objects.get()
    row = {"buyer": str(amc.pk), "seasons": "2", "replaces": str(deal.pk), "correction": "on"}
    row |= {"kind": "acquisition", "certainty": "confirmed", "parties": [], "releases": []}
    desk.post(reverse(ADD), posted("Rectificatif", series_links=[about(missions)], deals=[row]))
    story = Article.objects.get(headline="Rectificatif")
    assert page_of(older)["corrected_by"] == []
    story.get_latest_revision().publish()
    (correcting,) = page_of(older)["corrected_by"]
    assert correcting.story == story
    published = Article.objects.get(pk=story.pk).first_published_at
    assert correcting.told_on == timezone.localdate(published)
    page = desk.get(older.get_absolute_url()).content.decode()
    story.refresh_from_db()
    assert story.get_absolute_url() in page


def page_of(story) -> dict:
    return story_page(Article.objects.get(pk=story.pk))
