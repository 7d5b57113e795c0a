"""Two records become one: whatever named the one that goes names the one that stays."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry, ReferenceIndex

from articles.deletion_guard import uses
from articles.models import Article, FrontPage
from shows.merge import merging
from shows.merge.merging import ABSORBED, MERGED, CannotMerge, Merge, merge
from shows.models import (
    Award,
    AwardEdition,
    Company,
    Credit,
    DealParty,
    Episode,
    Ownership,
    Person,
    PersonExternalId,
    Redirect,
    Relation,
    Season,
    Series,
    SeriesTitle,
)
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.real]


@pytest.fixture
def two():
    """The series that stays, and its double."""
    return factories.series("Missions"), factories.series("Missions (2017)")


def gone(record) -> bool:
    return not type(record).objects.filter(pk=record.pk).exists()


def link(record) -> str:
    label = record._meta.label_lower
    return f'<p>Voir <a linktype="record" target="{label}" id="{record.pk}">la série</a>.</p>'


def latest(story):
    return Article.objects.get(pk=story.pk).get_latest_revision_as_object()


# Rows


def test_links_and_facts_of_live_stories_move(two):
    missions, double = two
    story = factories.article(
        live=True,
        about=[double],
        milestones=[factories.milestone("ordered", series=double)],
        spoiler_series=double,
    )
    assert merge(missions, double) == missions
    assert gone(double)
    story.refresh_from_db()
    assert [link.series for link in story.series_links.all()] == [missions]
    assert [fact.series for fact in story.milestones.all()] == [missions]
    assert story.spoiler_series == missions
    assert uses(missions)


def test_a_story_that_links_to_both_links_once_and_is_about_it(two):
    missions, double = two
    story = factories.article(live=True, mentions=[missions], about=[double])
    merge(missions, double)
    assert [(link.series, link.relation) for link in story.series_links.all()] == [
        (missions, "about")
    ]
    assert [(link.series, link.relation) for link in latest(story).series_links.all()] == [
        (missions, "about")
    ]


def test_the_same_credit_is_kept_once_for_all_its_seasons(two):
    missions, double = two
    star = factories.person("Hélène Viviès")
    for series, seasons in ((missions, "1"), (double, "2")):
        factories.credit(series, star, character="Jeanne", seasons=seasons)
    factories.credit(double, star, role="director")
    factories.credit(double, company=factories.company("Empreinte"), role="production")
    merge(missions, double)
    assert sorted((c.role, c.seasons) for c in missions.credits.all()) == [
        ("cast", "1-2"),
        ("director", ""),
        ("production", ""),
    ]


def test_a_credit_for_all_seasons_stays_one(two):
    missions, double = two
    star = factories.person("Hélène Viviès")
    factories.credit(missions, star, seasons="")
    factories.credit(double, star, seasons="2")
    merge(missions, double)
    assert Credit.objects.get().seasons == ""


def test_seasons_of_the_same_number_join_their_episodes(two):
    missions, double = two
    mine = factories.season(missions, 1, episode_count=10)
    other = factories.season(double, 1, episode_count=8, title="Mars")
    factories.season(double, 2)
    Episode.objects.create(season=mine, number=1, title="Ulysse")
    Episode.objects.create(season=other, number=1, air_date="1 juin 2017")
    Episode.objects.create(season=other, number=2, title="Mars")
    merge(missions, double)
    assert [s.number for s in missions.seasons.all()] == [1, 2]
    season = Season.objects.get(number=1)
    assert (season.title, season.episode_count) == ("Mars", 10)
    assert [(e.number, e.title, str(e.air_date or "")) for e in season.episodes.all()] == [
        (1, "Ulysse", "1er\xa0juin 2017"),
        (2, "Mars", ""),
    ]
    assert Episode.objects.get(number=1).air_date_earliest == datetime.date(2017, 6, 1)


def test_genres_countries_and_tags_are_united():
    missions = factories.series("Missions", ["Drame"], ["FR"], ["Mars"])
    double = factories.series("Missions bis", ["Drame", "Science-fiction"], ["BE", "FR"], ["Mars"])
    double.tags.add("Espace")
    double.save()
    merge(missions, double)
    missions = Series.objects.get()
    assert {str(genre) for genre in missions.genres.all()} == {"Drame", "Science-fiction"}
    assert {country.pk for country in missions.countries.all()} == {"FR", "BE"}
    assert sorted(missions.tags.names()) == ["Espace", "Mars"]
    assert missions.tagged_items.count() == 2


def test_persons_of_a_nomination_are_named_once():
    star, double = factories.person("Hélène Viviès"), factories.person("Helene Vivies")
    edition = factories.award_edition()
    story = factories.article(
        live=True,
        nominations=[
            factories.nomination([star, double], edition=edition),
            factories.nomination([double], edition=edition),
        ],
    )
    PersonExternalId.objects.create(person=double, scheme="imdb", value="nm1")
    merge(star, double)
    assert [list(n.people.all()) for n in story.nominations.all()] == [[star], [star]]
    assert [list(n.people.all()) for n in latest(story).nominations.all()] == [[star], [star]]
    assert [str(number) for number in star.external_ids.all()] == ["imdb:nm1"]


def test_companies_keep_each_owner_and_each_party_once():
    ocs, double = factories.company("OCS"), factories.company("OCS (Orange)")
    orange = factories.company("Orange")
    Ownership.objects.create(owned=ocs, owner=orange)
    Ownership.objects.create(owned=double, owner=orange, share=66)
    missions = factories.series()
    story = factories.article(
        live=True,
        about=[missions],
        deals=[
            factories.deal(
                series=missions, parties=[DealParty(company=ocs), DealParty(company=double)]
            )
        ],
        releases=[factories.release(series=missions, platform=double)],
    )
    merge(ocs, double)
    assert [(o.owner, o.share) for o in ocs.ownerships.all()] == [(orange, 66)]
    assert [party.company for party in story.deals.get().parties.all()] == [ocs]
    assert story.releases.get().platform == ocs


def test_years_of_an_award_join_their_prizes():
    mania = factories.award_edition("Séries Mania", 2017)
    double = factories.award_edition("Mania", 2017)
    factories.award_edition("Mania", 2018)
    AwardEdition.objects.filter(pk=double.pk).update(label="8e édition")
    story = factories.article(
        live=True,
        body=[("edition_card", double.pk)],
        mentions=[mania],
        nominations=[factories.nomination(edition=double)],
    )
    merge(mania.award, double.award)
    assert Award.objects.get() == mania.award
    assert sorted(e.year for e in mania.award.editions.all()) == [2017, 2018]
    assert story.nominations.get().edition == mania
    assert [link.edition for link in story.edition_links.all()] == [mania]
    assert Article.objects.get().body.raw_data[0]["value"] == mania.pk
    assert AwardEdition.objects.get(pk=mania.pk).label == "8e édition"


def test_related_series_are_related_once(two):
    missions, double = two
    book = factories.series("Mars, le livre")
    for series in two:
        factories.relation(series, kind="reference", to_series=book)
    factories.relation(book, kind="spin_off", to_series=double)
    factories.relation(double, kind="adaptation", work_title="Mars", work_kind="novel")
    merge(missions, double)
    assert sorted(r.kind for r in missions.relations.all()) == ["adaptation", "reference"]
    assert book.relations.get().to_series == missions


# Drafts, schedules, older versions


def test_a_draft_s_facts_and_links_are_rewritten(two):
    missions, double = two
    story = factories.article(live=True)
    story.deals.add(
        factories.deal(series=double, releases=[factories.release(platform=factories.company())])
    )
    story.series_links.add(*factories.article(about=[double]).series_links.all())
    story.save_revision()
    merge(missions, double)
    draft = latest(story)
    assert [deal.series for deal in draft.deals.all()] == [missions]
    assert [link.series for link in draft.series_links.all()] == [missions]
    draft.save_revision().publish()
    assert Article.objects.get(pk=story.pk).deals.get().series == missions


def test_a_schedule_is_rewritten_and_goes_out(two):
    missions, double = two
    story = factories.article(about=[double], body=[("series_card", double.pk)])
    story.go_live_at = timezone.now() + datetime.timedelta(hours=1)
    story.save_revision().publish()
    merge(missions, double)
    story.refresh_from_db()
    story.scheduled_revision.publish()
    story = Article.objects.public().get() if story.live else Article.objects.get(pk=story.pk)
    assert [link.series for link in latest(story).series_links.all()] == [missions]
    assert latest(story).body.raw_data[0]["value"] == missions.pk


def test_an_older_version_can_be_reverted_to(two):
    missions, double = two
    story = factories.article(
        about=[double], milestones=[factories.milestone("ordered", series=double)]
    )
    old = story.latest_revision
    draft = latest(story)
    draft.series_links.clear()
    draft.milestones.clear()
    draft.save_revision()
    merge(missions, double)
    old.refresh_from_db()
    reverted = old.as_object()
    assert [link.series for link in reverted.series_links.all()] == [missions]
    assert [fact.series for fact in reverted.milestones.all()] == [missions]
    reverted.save_revision().publish()
    assert Article.objects.get().milestones.get().series == missions


def test_a_version_of_another_record_is_rewritten():
    star, double = factories.person("Hélène Viviès"), factories.person("H. Viviès")
    missions = factories.series()
    factories.credit(missions, double)
    version = Series.objects.get().save_revision()
    merge(star, double)
    version.refresh_from_db()
    assert [credit.person for credit in version.as_object().credits.all()] == [star]


def test_other_keys_in_a_version_stay_what_they_are(two):
    missions, double = two
    company = factories.company(pk=double.pk)
    story = factories.article(
        about=[double], deals=[factories.deal(series=double, buyer=company)], mentions=[company]
    )
    merge(missions, double)
    deal = latest(story).deals.get()
    assert (deal.series, deal.buyer) == (missions, company)


# Texts


def test_cards_and_links_in_live_texts_follow(two):
    missions, double = two
    other = factories.person("Autre", pk=double.pk)
    text = link(double) + link(other)
    story = factories.article(
        live=True,
        body=[
            ("series_card", double.pk),
            ("text", text),
            ("spoiler", {"scope": "la fin", "text": text}),
        ],
    )
    front = FrontPage.objects.create(title="Une")
    front.slots = [("series", double.pk)]
    front.save_revision().publish()
    star = factories.person("Hélène Viviès", biography=text)
    merge(missions, double)
    expected = link(missions) + link(other)
    body = Article.objects.get(pk=story.pk).body.raw_data
    assert [block["value"] for block in body] == [
        missions.pk,
        expected,
        {"scope": "la fin", "text": expected},
    ]
    assert [b["value"] for b in latest(story).body.raw_data][:2] == [missions.pk, expected]
    assert FrontPage.objects.get().slots.raw_data[0]["value"] == missions.pk
    assert Person.objects.get(pk=star.pk).biography == expected


def test_a_record_s_text_that_named_its_double_names_itself(two):
    missions, double = two
    Series.objects.filter(pk=missions.pk).update(synopsis=link(double))
    merge(missions, double)
    assert Series.objects.get().synopsis == link(missions)


def test_the_index_of_references_follows(two, django_capture_on_commit_callbacks):
    missions, double = two
    with django_capture_on_commit_callbacks(execute=True):
        story = factories.article(live=True, body=[("series_card", double.pk)])
    merge(missions, double)
    assert not ReferenceIndex.get_references_to(double).exists()
    assert [use.user for use in uses(missions)] == [story]


# Fields, names, visibility


def test_what_is_empty_is_filled_and_what_differs_stays_unless_it_is_chosen():
    star = factories.person("Hélène Viviès", birth="1980")
    double = factories.person("Helene Vivies", birth="1981", biography="<p>Née à Arles.</p>")
    found = {d.name: (d.mine, d.other, d.fills) for d in Merge(star, double).differences()}
    assert found == {
        "name": ("Hélène Viviès", "Helene Vivies", False),
        "birth": ("1980", "1981", False),
        "biography": ("", "Née à Arles.", True),
    }
    merge(star, double)
    star = Person.objects.get()
    assert (str(star.birth), star.biography) == ("1980", "<p>Née à Arles.</p>")
    double = factories.person("Hélène Vives", birth="1981")
    merge(star, double, chosen=["birth"])
    star = Person.objects.get()
    assert (str(star.birth), star.birth_earliest.year) == ("1981", 1981)


def test_the_lost_name_is_found_again():
    amc = factories.company("AMC", other_names="American Movie Classics")
    double = factories.company("AMC Network", slug="amc2", other_names="amc\nAMC TV")
    merge(amc, double)
    assert Company.objects.get().other_name_list == [
        "American Movie Classics",
        "AMC Network",
        "AMC TV",
    ]


def test_a_chosen_name_leaves_the_former_one_as_another():
    amc, double = factories.company("A.M.C. Inc"), factories.company("AMC")
    merge(amc, double, chosen=["name"])
    amc = Company.objects.get()
    assert (amc.name, amc.other_name_list, amc.slug) == ("AMC", ["A.M.C. Inc"], "amc-inc")


def test_titles_of_a_series_are_kept_once():
    missions = factories.series("Missions", original_title="Mars One")
    double = factories.series("Missions : Mars", original_title="Mars One")
    for series in (missions, double):
        SeriesTitle.objects.create(series=series, title="Misje", country="PL")
    merge(missions, double, chosen=["title"])
    missions = Series.objects.get()
    assert missions.title == "Missions : Mars"
    assert sorted(str(title) for title in missions.titles.all()) == ["Misje", "Missions"]


@pytest.mark.parametrize(("mine", "other"), [(True, False), (False, True), (True, True)])
def test_it_is_public_if_either_was(mine, other):
    missions = factories.series("Missions", waits_for_story=mine)
    double = factories.series("Missions bis", waits_for_story=other)
    merge(missions, double)
    assert Series.objects.get().waits_for_story is (mine and other)


# Addresses


def test_the_address_and_those_before_it_lead_on(client, two):
    missions, double = two
    double.slug = "missions-2018"
    double.save()
    assert Merge(missions, double).old_address() == "/series/missions-2018/"
    merge(missions, double)
    for path in ("/series/missions-2017/", "/series/missions-2018/"):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (301, "/series/missions/")


def test_the_address_of_what_only_a_story_shows_leads_on(client):
    """It waits for its story, which is out: its links move before it goes."""
    waiting = {"waits_for_story": True}
    edition = factories.award_edition("Mania", 2017, **waiting)
    twins = [
        (factories.series("Missions"), factories.series("Missions bis", **waiting)),
        (factories.person("Lou"), factories.person("Lou D.", **waiting)),
        (factories.company("OCS"), factories.company("Orange", **waiting)),
        (factories.award_edition("Séries Mania", 2017).award, edition.award),
    ]
    doubles = [goes for _stays, goes in twins[:-1]]
    factories.article(live=True, mentions=[*doubles, edition])
    for stays, goes in twins:
        old, new = goes.get_absolute_url(), stays.get_absolute_url()
        assert client.get(old).status_code == 200
        assert Merge(stays, goes).old_address() == old
        merge(stays, goes)
        response = client.get(old)
        assert (response.status_code, response.get("Location")) == (301, new)
    response = client.get("/prix/mania/2017/")
    assert (response.status_code, response["Location"]) == (301, "/prix/series-mania/2017/")


def test_the_address_of_what_a_story_shows_leads_to_one_that_waited(client):
    """The link makes what stays public in its turn."""
    waiting = {"waits_for_story": True}
    missions = factories.series("Missions", **waiting)
    double = factories.series("Missions bis", **waiting)
    factories.article(live=True, mentions=[double])
    merge(missions, double)
    response = client.get("/series/missions-bis/")
    assert (response.status_code, response["Location"]) == (301, "/series/missions/")
    assert client.get("/series/missions/").status_code == 200


def test_an_address_readers_never_had_leads_nowhere(client, two):
    missions, _double = two
    hidden = factories.series("Secret", waits_for_story=True)
    merge(missions, hidden)
    assert not Redirect.objects.exists()
    assert client.get("/series/secret/").status_code == 404


def test_the_years_of_an_award_lead_on(client):
    mania = factories.award_edition("Séries Mania", 2017)
    double = factories.award_edition("Mania", 2017)
    merge(mania.award, double.award)
    response = client.get("/prix/mania/2017/")
    assert (response.status_code, response["Location"]) == (301, "/prix/series-mania/2017/")


# Refusals


def refused(stays, goes) -> str:
    with pytest.raises(CannotMerge) as caught:
        merge(stays, goes)
    assert not gone(goes)
    return " ".join(caught.value.messages)


def test_nothing_is_merged_with_itself_or_with_another_kind(two):
    missions, _double = two
    with pytest.raises(CannotMerge):
        Merge(missions, missions)
    with pytest.raises(CannotMerge):
        Merge(missions, factories.company())


def test_an_owner_is_not_merged_with_what_it_owns():
    ocs, orange = factories.company("OCS"), factories.company("Orange")
    Ownership.objects.create(owned=ocs, owner=orange)
    for pair in ((ocs, orange), (orange, ocs)):
        assert "“OCS”" in refused(*pair) or "OCS" in refused(*pair)


def test_a_buyer_is_not_merged_with_its_seller():
    ocs, orange = factories.company("OCS"), factories.company("Orange")
    factories.article("Orange vend", live=True, deals=[factories.deal(buyer=ocs, seller=orange)])
    assert "Orange vend" in refused(ocs, orange)
    assert "Orange vend" in refused(orange, ocs)


def test_a_buyer_of_a_draft_is_not_merged_with_its_seller():
    ocs, orange = factories.company("OCS"), factories.company("Orange")
    story = factories.article("Orange vend", live=True)
    story.deals.add(factories.deal(buyer=ocs, seller=orange))
    story.save_revision()
    assert "Orange vend" in refused(ocs, orange)


def test_a_series_is_not_merged_with_one_it_is_related_to(two):
    missions, double = two
    Relation.objects.create(series=double, kind="sequel", to_series=missions)
    assert double.title in refused(missions, double)
    assert double.title in refused(double, missions)


def test_a_company_is_not_merged_with_the_one_that_took_over():
    ocs, cine = factories.company("OCS"), factories.company("Ciné+ OCS")
    ocs.replaced_by = cine
    ocs.save()
    assert refused(ocs, cine)
    assert refused(cine, ocs)


def test_what_the_two_would_not_allow_together_is_refused_whole():
    star = factories.person("Hélène Viviès", birth="1980")
    double = factories.person("H. Viviès", death="1970")
    story = factories.article(live=True, mentions=[double])
    with pytest.raises(merging.ValidationError):
        merge(star, double)
    assert not gone(double)
    assert story.person_links.get().person == double


def test_one_that_is_gone_is_said_so(two):
    missions, double = two
    Series.objects.get(pk=double.pk).delete()
    with pytest.raises(CannotMerge, match="Missions"):
        merge(missions, double)


def test_a_failure_at_the_end_undoes_everything(two, monkeypatch):
    missions, double = two
    story = factories.article(live=True, about=[double], body=[("series_card", double.pk)])
    before = latest(story).serializable_data()

    def fail(*args, **kwargs):
        raise RuntimeError("le disque est plein")

    monkeypatch.setattr(merging, "log", fail)
    with pytest.raises(RuntimeError):
        merge(missions, double)
    assert not gone(double)
    assert story.series_links.get().series == double
    assert latest(story).serializable_data() == before
    assert not Redirect.objects.exists()


# History


def test_both_histories_tell_it_and_keep_what_was(two):
    missions, double = two
    factories.season(double, 1)
    story = factories.article(live=True, about=[double])
    row = story.series_links.get()
    merge(missions, double)
    entry = ModelLogEntry.objects.get(action=MERGED)
    assert entry.object_id == str(missions.pk)
    assert entry.revision == Series.objects.get().latest_revision
    assert entry.data["absorbed"]["name"] == "Missions (2017)"
    assert entry.data["record"]["slug"] == "missions-2017"
    assert entry.data["record"]["seasons"][0]["number"] == 1
    assert entry.data["kept_before"]["slug"] == "missions"
    assert entry.data["address"] == "/series/missions-2017/"
    moved = {
        (move["model"], move["field"]): move["keys"]
        for move in entry.data["moved"]
        if move["to"] == missions.pk
    }
    assert moved["articles.SeriesLink", "series"] == [row.pk]
    assert story.latest_revision_id in entry.data["versions"]
    other = ModelLogEntry.objects.get(action=ABSORBED)
    assert (other.object_id, other.deleted) == (str(double.pk), True)
    assert other.data["pk"] == missions.pk


# What a preview says, and what it costs


def test_the_preview_says_what_happens_and_does_nothing(two):
    missions, double = two
    factories.season(missions, 1)
    factories.season(double, 1)
    live = factories.article("A", live=True, about=[missions, double])
    live.milestones.add(factories.milestone("renewed", series=double))
    live.save_revision()
    factories.article("B", about=[double])
    plan = Merge(missions, double)
    assert not plan.refusals
    assert sum(number for _name, number in plan.counts()) == 1
    assert len(plan.redundant()) == 2
    assert sorted(number for _name, number in plan.rewritten()) == [1, 2]
    assert not gone(double)
    assert live.series_links.count() == 2


def test_the_cost_does_not_grow_with_what_names_it(two):
    missions, double = two

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            plan = Merge(missions, double)
            assert not plan.refusals
            assert plan.counts()
        return len(queries)

    factories.article("0", live=True, about=[double])
    factories.credit(double, factories.person())
    first = cost()
    for number in range(1, 6):
        factories.article(str(number), live=True, about=[double])
        factories.credit(double, factories.person(f"Personne {number}"))
    assert cost() == first
    assert first < 70
    with CaptureQueriesContext(connection) as queries:
        merge(missions, double)
    assert len(queries) < 360
