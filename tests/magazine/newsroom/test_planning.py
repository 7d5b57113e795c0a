"""The planning: everything dated that someone may see, in a month or a list, and nothing else."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Assignment, FrontPage, RightOfReply
from magazine.newsroom.planning import sources
from magazine.newsroom.planning.entries import Entry, Scope, all_kinds, dated, gather
from magazine.newsroom.planning.layout import agenda, month_after, month_grid, month_name, vague
from shows.partial_dates import PartialDate
from tests import factories
from tests.members import in_role

pytestmark = pytest.mark.django_db

MONTH = datetime.date(2031, 3, 1)
PLANNING = "/admin/planning/"


def at(day, hour=9, month=3):
    return timezone.make_aware(datetime.datetime(2031, month, day, hour))


def schedule(story, when):
    story.go_live_at = when
    story.save_revision().publish()
    return Article.objects.get(pk=story.pk)


def seen(user, **asked) -> dict:
    """{(kind, title): entry} of March 2031."""
    scope = Scope(user, MONTH, datetime.date(2031, 3, 31), **asked)
    return {(entry.kind.key, entry.title): entry for entry in gather(scope)}


@pytest.fixture
def everything(editor):
    """One entry of each kind in March 2031."""
    missions, ocs = factories.series("Missions"), factories.company("OCS")
    story = schedule(factories.article("Programmé", owner=editor), at(2, 18))
    live = factories.article("En ligne", live=True)
    Article.objects.filter(pk=live.pk).update(expire_at=at(20))
    factories.article("Sous embargo", embargo_until=at(5, 8), embargo_source="OCS")
    Assignment.objects.create(article=story, user=editor, due=datetime.date(2031, 3, 4))
    RightOfReply.objects.create(
        article=live, claimant="Canal+", received=MONTH, due=datetime.date(2031, 3, 6)
    )
    front = FrontPage.objects.create(title="La une du 7", live=False)
    front.go_live_at = at(7)
    front.save_revision().publish()
    for window, starts, ends in (
        ("original", "8 mars 2031", None),
        ("library", "9 mars 2031", "30 mars 2031"),
    ):
        factories.catalogue(
            factories.release(
                series=missions, platform=ocs, window=window, starts=starts, ends=ends
            )
        )
    edition = factories.award_edition("Séries Mania", 2031)
    edition.held = "du 10 au 12 mars 2031"
    edition.save()
    factories.picture("Affiche", rights_end=datetime.date(2031, 3, 13))


def test_there_is_one_of_each_kind(everything, editor):
    found = seen(editor)
    assert {kind for kind, _title in found} == {kind.key for kind in all_kinds()}
    assert found["publication", "Programmé"].when == at(2, 18)
    assert found["expiry", "En ligne"].day == datetime.date(2031, 3, 20)
    assert found["embargo", "Sous embargo"].detail == "OCS"
    assert found["premiere", "Missions – OCS"].day == datetime.date(2031, 3, 8)
    assert found["rights-start", "Missions – OCS"].day == datetime.date(2031, 3, 9)
    assert found["rights-end", "Missions – OCS"].day == datetime.date(2031, 3, 30)
    ceremony = found["ceremony", "Séries Mania 2031"]
    assert (ceremony.day.day, ceremony.last_day.day) == (10, 12)
    assert found["picture", "Affiche"].day.day == 13
    assert found["front", "La une du 7"].when == at(7)


def test_every_entry_leads_to_where_it_is_edited(everything, desk, editor):
    for entry in seen(editor).values():
        assert entry.url.startswith("/admin/"), entry
        assert desk.get(entry.url).status_code == 200, entry


def test_other_months_are_left_out(everything, editor):
    scope = Scope(editor, datetime.date(2031, 4, 1), datetime.date(2031, 4, 30))
    assert gather(scope) == []


def test_a_date_that_nobody_approved_yet_is_tentative(editor):
    factories.article("Souhaité", go_live_at=at(15))
    entry = seen(editor)["publication", "Souhaité"]
    assert entry.is_tentative
    assert entry.when == at(15)


def test_a_new_version_of_a_live_story_is_said_to_be_one(editor):
    live = factories.article("En ligne", live=True)
    schedule(live.get_latest_revision_as_object(), at(16))
    entry = seen(editor)["publication", "En ligne"]
    assert entry.detail
    assert not entry.is_tentative


def test_what_is_late_is_said_to_be(editor):
    story = factories.article("Retard")
    today = timezone.localdate()
    Assignment.objects.create(article=story, user=editor, due=today - datetime.timedelta(1))
    Assignment.objects.create(
        article=story,
        user=in_role("contributor"),
        due=today - datetime.timedelta(1),
        done_at=timezone.now(),
    )
    (entry,) = gather(Scope(editor, today - datetime.timedelta(2), today))
    assert entry.is_late


# Who sees what


def test_a_contributor_sees_his_own(everything):
    pigiste = in_role("contributor")
    schedule(factories.article("À moi", owner=pigiste), at(3))
    shared = factories.article("Partagé", embargo_until=at(4))
    Assignment.objects.create(article=shared, user=pigiste, due=datetime.date(2031, 3, 5))
    found = seen(pigiste)
    assert {title for kind, title in found if kind in ("publication", "expiry", "embargo")} == {
        "À moi",
        "Partagé",
    }
    assert ("assignment", "Partagé") in found
    assert {kind for kind, _title in found} & {"reply", "front", "picture"} == set()
    assert ("premiere", "Missions – OCS") in found  # readers know it too


def test_the_releases_of_a_story_show_to_those_who_may_read_it(editor):
    secret = factories.series("Projet secret", waits_for_story=True)
    amc = factories.company("AMC")
    release = factories.release(series=secret, platform=amc, starts="8 mars 2031")
    nested = factories.release(platform=amc, starts="9 mars 2031")
    owner = in_role("contributor", "auteur")
    story = factories.article(
        "Secret",
        owner=owner,
        releases=[release],
        deals=[factories.deal(series=secret, buyer=amc, releases=[nested])],
    )
    schedule(story, at(1))
    other = in_role("contributor")
    assert not [title for _kind, title in seen(other) if "secret" in title.lower()]
    for user in (owner, editor):
        days = [e.day.day for e in seen(user).values() if e.kind is sources.PREMIERE]
        assert days  # one title, two days: the later one is kept in the dict
        scope = Scope(user, MONTH, datetime.date(2031, 3, 31), frozenset(["premiere"]))
        assert [entry.day.day for entry in gather(scope)] == [8, 9]


def test_an_award_that_waits_shows_to_those_who_keep_awards(editor):
    edition = factories.award_edition("Prix secret", 2031, waits_for_story=True)
    edition.held = "10 mars 2031"
    edition.save()
    assert ("ceremony", "Prix secret 2031") in seen(editor)
    assert ("ceremony", "Prix secret 2031") not in seen(in_role("contributor"))


def test_denied_releases_are_left_out_and_rumours_are_tentative(editor):
    about = {"series": factories.series("Missions"), "platform": factories.company("OCS")}
    for certainty, day in (("denied", 1), ("rumoured", 2)):
        factories.catalogue(
            factories.release(**about, certainty=certainty, starts=f"2031-03-0{day}")
        )
    (entry,) = seen(editor).values()
    assert (entry.day.day, entry.is_tentative) == (2, True)


@pytest.mark.parametrize("role", ["picture_editor", "documentalist"])
def test_those_who_write_nothing_have_no_planning(client, role):
    client.force_login(in_role(role))
    assert client.get(PLANNING).status_code == 302
    assert client.post(reverse("planning_address")).status_code == 302
    assert "/admin/planning/" not in client.get("/admin/").content.decode()


# Filters


def test_filters_by_kind_section_and_person(everything, editor):
    critiques = factories.section("Critiques")
    other = in_role("contributor")
    mine = factories.article("Critique", section=critiques, owner=other, embargo_until=at(9))
    assert set(seen(editor, kinds=frozenset(["premiere"]))) == {("premiere", "Missions – OCS")}
    assert set(seen(editor, section=critiques.pk)) == {("embargo", "Critique")}
    assert set(seen(editor, person=other.pk)) == {("embargo", "Critique")}
    Assignment.objects.create(article=mine, user=editor, due=datetime.date(2031, 3, 9))
    assert ("embargo", "Critique") in seen(editor, person=editor.pk)
    assert ("assignment", "Critique") not in seen(editor, person=other.pk)


def test_the_address_keeps_what_was_asked(everything, desk):
    section = factories.section("Actualités")
    page = desk.get(PLANNING, {"month": "2031-03", "kind": ["embargo"], "section": section.pk})
    content = page.content.decode()
    assert "Sous embargo" in content
    assert "Programmé" not in content
    for name, month in (("before", "2031-02"), ("after", "2031-04")):
        assert f"month={month}" in page.context[name]
        assert f"kind=embargo&section={section.pk}" in page.context[name]
    assert desk.get(PLANNING + page.context["after"]).status_code == 200


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("month=2031-13", "« 2031-13 » n’est pas un mois"),
        ("month=hier", "« hier » n’est pas un mois"),
        ("month=9999-01", "« 9999-01 » n’est pas un mois"),
        ("view=list&day=2031-02-30", "n’est pas un jour"),
        ("view=list&day=0001-01-01", "n’est pas un jour"),
        ("kind=zzz", "zzz"),
        ("section=zzz", "zzz"),
        ("person=999999", "999999"),
    ],
)
def test_nonsense_is_named_and_left_out(desk, query, sentence):
    page = desk.get(f"{PLANNING}?{query}")
    assert page.status_code == 200
    content = page.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert sentence in content


def test_the_first_and_the_last_month_lead_no_further(desk):
    assert desk.get(f"{PLANNING}?month=1950-01").context["before"] == ""
    assert desk.get(f"{PLANNING}?month=2100-12").context["after"] == ""
    assert desk.get(f"{PLANNING}?view=list&day=2100-12-31").context["after"] == ""


def test_a_contributor_asks_for_no_one_else(client):
    client.force_login(in_role("contributor"))
    assert "person" not in client.get(PLANNING).context["asked"].fields


# Month and list


def test_a_month_is_a_table_from_monday(everything, desk):
    content = desk.get(PLANNING, {"month": "2031-03"}).content.decode()
    assert "<caption" in content
    assert content.index("Lundi") < content.index("Dimanche")
    assert "Mars 2031" in content
    assert "samedi 1er\N{NO-BREAK SPACE}mars 2031" in content
    assert content.count("Séries Mania 2031") == 3  # each of its days


def test_today_is_marked(desk):
    content = desk.get(PLANNING).content.decode()
    assert content.count('aria-current="date"') == 1


def test_a_crowded_day_is_folded(desk):
    for number in range(8):
        factories.article(f"Article {number}", embargo_until=at(9, number + 1))
    page = desk.get(PLANNING, {"month": "2031-03"})
    day = next(d for week in page.context["weeks"] for d in week if d.date.day == 9)
    assert (len(day.shown), len(day.folded)) == (4, 4)
    assert "+4" in page.content.decode()


def test_a_fold_hides_no_single_entry():
    kind = all_kinds()[0]
    entries = [Entry(kind, n, "x", datetime.date(2031, 3, 9)) for n in range(5)]
    days = [day for week in month_grid(MONTH, entries) for day in week]
    assert [len(day.folded) for day in days if day.entries] == [0]


def test_vague_dates_stand_beside_the_month(desk, editor):
    about = {"series": factories.series("Missions"), "platform": factories.company("OCS")}
    for starts in ("mars 2031", "printemps 2031", "avril 2031"):
        factories.catalogue(factories.release(**about, starts=starts))
    page = desk.get(PLANNING, {"month": "2031-03"})
    assert [str(entry.when) for entry in page.context["vague"]] == ["mars 2031", "printemps 2031"]
    assert not [day for week in page.context["weeks"] for day in week if day.entries]
    content = page.content.decode()
    assert "printemps 2031" in content


def test_the_list_runs_over_thirty_days(everything, desk):
    page = desk.get(PLANNING, {"view": "list", "day": "2031-03-04"})
    titles = [entry.title for day in page.context["days"] for entry in day.entries]
    assert titles[0] == "Programmé"  # the copy due on the 4th, and not the story of the 2nd
    assert page.context["days"][0].date == datetime.date(2031, 3, 4)
    assert "En ligne" in titles
    assert titles.count("Séries Mania 2031") == 1
    assert page.context["days"][-1].date == datetime.date(2031, 3, 30)


def test_what_began_before_the_list_stands_on_its_first_day():
    festival = Entry(all_kinds()[0], 1, "Festival", MONTH, until=datetime.date(2031, 3, 9))
    (day,) = agenda(datetime.date(2031, 3, 5), [festival])
    assert day.date.day == 5


def test_an_empty_planning_says_so(desk):
    assert "Rien n’est prévu ce mois-ci" in desk.get(PLANNING).content.decode()
    page = desk.get(PLANNING, {"view": "list", "kind": "embargo"})
    assert "Rien ne correspond" in page.content.decode()


def test_partial_dates_are_days_spans_or_vague():
    assert dated(PartialDate.parse("8 mars 2031")) == {"when": datetime.date(2031, 3, 8)}
    assert dated(PartialDate.parse("du 8 au 9 mars 2031")) == {
        "when": datetime.date(2031, 3, 8),
        "until": datetime.date(2031, 3, 9),
    }
    for text in ("mars 2031", "vers 2031", "de mars à mai 2031", "printemps 2031"):
        assert dated(PartialDate.parse(text))["when"] == PartialDate.parse(text)


def test_months_have_their_names_and_neighbours():
    assert month_name(datetime.date(2031, 8, 1)) == "août 2031"
    assert month_after(datetime.date(2031, 12, 1), 1) == datetime.date(2032, 1, 1)
    assert month_after(datetime.date(2031, 1, 1), -1) == datetime.date(2030, 12, 1)
    assert vague(MONTH, MONTH, []) == []


# How much it costs


def queries(client, **asked) -> int:
    client.get(PLANNING, asked)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(PLANNING, asked).status_code == 200
    return len(captured)


@pytest.mark.parametrize("role", ["chief_editor", "editor", "contributor"])
def test_it_costs_twenty_queries_whatever_it_holds(everything, client, role):
    user = in_role(role)
    client.force_login(user)
    few = {view: queries(client, view=view, month="2031-03") for view in ("month", "list")}
    assert max(few.values()) <= 20
    section = factories.section("Rubrique")
    for number in range(6):
        story = factories.article(f"A {number}", owner=user, section=section)
        schedule(story, at(3 + number))
        Article.objects.filter(pk=story.pk).update(expire_at=at(20), embargo_until=at(1))
        Assignment.objects.create(article=story, user=user, due=datetime.date(2031, 3, 9))
        RightOfReply.objects.create(
            article=story, claimant="X", received=MONTH, due=datetime.date(2031, 3, 6)
        )
        factories.catalogue(
            factories.release(
                series=factories.series(f"S {number}"),
                platform=factories.company(f"C {number}"),
                starts=f"2031-03-1{number}",
            )
        )
        edition = factories.award_edition(f"Prix {number}", 2031)
        edition.held = "2031-03-20"
        edition.save()
    assert {v: queries(client, view=v, month="2031-03") for v in few} == few


def test_what_is_too_much_is_said(desk, monkeypatch):
    monkeypatch.setattr("magazine.newsroom.planning.entries.LIMIT", 2)
    for number in range(3):
        factories.article(f"Article {number}", embargo_until=at(9))
    page = desk.get(PLANNING, {"month": "2031-03"})
    assert page.context["is_cut"]
    assert len(page.context["entries"]) == 2
