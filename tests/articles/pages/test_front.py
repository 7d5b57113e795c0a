"""La une: composed, completed by documented rules, each story once."""

import datetime
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, DailyReads, FrontPage
from articles.pages.front import GRID, front_page
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def composed(*slots) -> dict:
    return front_page(FrontPage(title="Lundi", slots=list(slots)))


def shown(page) -> list:
    """Every story of the page, from top to bottom."""
    in_rows = [story for row in page["rows"] for story in row.get("stories", ())]
    return [page["lead"], *page["stories"], *in_rows, *page["rest"]]


def row(page, kind) -> dict:
    (found,) = (row for row in page["rows"] if row["kind"] == kind)
    return found


def in_days(days: int) -> str:
    return (TODAY() + datetime.timedelta(days=days)).isoformat()


@pytest.fixture
def reviews():
    return factories.section("Critiques")


@pytest.fixture
def stories(reviews):
    """Twenty live stories, newest first; every other one is a review."""
    made = [
        factories.article(f"Article {n}", live=True, **({"section": reviews} if n % 2 else {}))
        for n in range(20)
    ]
    return made[::-1]


def read(story, reads, days_ago=0):
    day = TODAY() - datetime.timedelta(days=days_ago)
    DailyReads.objects.create(article=story, day=day, reads=reads)


# What an editor composed


def test_a_composition_is_followed(stories, reviews):
    page = composed(
        ("story", stories[9].pk),
        ("section", {"section": reviews.pk, "count": 2}),
        ("lead", stories[15].pk),
        ("series", factories.series("Missions").pk),
    )
    assert page["lead"] == stories[15]
    assert page["stories"][0] == stories[9]
    assert [row["kind"] for row in page["rows"]] == ["section", "series"]
    assert row(page, "section")["stories"] == [stories[0], stories[2]]
    assert row(page, "series")["record"].series.title == "Missions"


def test_a_story_appears_once_on_the_page(stories, reviews):
    missions = factories.series("Missions")
    about = factories.article("Missions", live=True, about=[missions], section=reviews)
    read(stories[0], 9)
    read(about, 8)
    page = composed(
        ("lead", stories[3].pk),
        ("story", stories[3].pk),
        ("story", stories[5].pk),
        ("story", stories[5].pk),
        ("section", {"section": reviews.pk, "count": 3}),
        ("section", {"section": reviews.pk, "count": 2}),
        ("series", missions.pk),
        ("most_read", {"count": 5}),
    )
    everything = shown(page)
    assert len(everything) == len(set(everything)) == 21


def test_an_empty_front_page_of_an_empty_magazine_says_so(client):
    page = front_page()
    assert (page["lead"], page["stories"], page["rows"], page["rest"]) == (None, [], [], [])
    assert "Le premier numéro se prépare." in client.get("/").content.decode()


# The wire


def test_the_newest_headlines_are_told_whatever_was_composed(stories):
    page = composed(("lead", stories[1].pk), ("story", stories[9].pk))
    assert page["headlines"] == [stories[0], *stories[2:5]]
    assert composed(("lead", stories[9].pk))["headlines"] == stories[:4]
    assert front_page()["headlines"] == stories[1:5]


def test_a_headline_of_today_has_its_hour_and_an_older_one_its_day(client, reviews):
    now = timezone.localtime().replace(month=8, day=25, hour=20, minute=55)
    for years, headline in ((0, "Aujourd’hui"), (2, "Autrefois"), (0, "La une")):
        when = now.replace(year=now.year - years) + datetime.timedelta(minutes=headline == "La une")
        factories.article(headline, live=True, first_published_at=when)
    yesterday = now - datetime.timedelta(days=1)
    factories.article("Hier", live=True, first_published_at=yesterday)
    with time_machine.travel(now + datetime.timedelta(hours=1), tick=False):
        body = client.get("/").content.decode()
    wire = " ".join(body.split('class="wrap wire"')[1].split("</section>")[0].split())
    told = re.findall(r"<time[^>]*>([^<]+)</time>", wire.replace("\N{NO-BREAK SPACE}", " "))
    assert told == ["20 h 55", "24 août", f"25 août {now.year - 2}"]


def test_the_next_premieres_that_have_a_day_are_told_above_the_lead(premiere, stories, client):
    for number, days in enumerate((40, 2, 9, 4)):
        premiere(f"Série {number}", "OCS", starts=in_days(days))
    premiere("Vague", "OCS", starts=str(TODAY().year + 1))
    premiere("Finie", "OCS", starts=in_days(-3))
    hidden = factories.series("Secrète", waits_for_story=True)
    factories.article(
        releases=[
            factories.release(series=hidden, platform=factories.company("X"), starts=in_days(1))
        ]
    )
    page = composed(("lead", None))
    assert [p.series.title for p in page["coming"]] == ["Série 1", "Série 3", "Série 2"]
    assert page["agenda"] == ""
    body = client.get("/").content.decode()
    assert body.index("Série 1") < body.index(stories[0].headline, body.index("card--lead"))
    assert "Secrète" not in body


def test_what_comes_leads_down_to_the_agenda_of_the_page(premiere, stories, client):
    premiere("Missions", "OCS", starts=in_days(2))
    page = composed(("lead", None), ("agenda", {"days": 14}))
    assert page["agenda"] == row(page, "agenda")["id"]
    body = client.get("/").content.decode()  # the agenda is among what no one composed
    target = re.search(r'id="ce-qui-vient"><a href="#([^"]+)"', body)[1]
    assert f'aria-labelledby="{target}"' in body


# What fills itself


def test_without_a_composition_the_newest_stories_and_the_lists_are_shown(stories):
    missions, amc = factories.series("Missions"), factories.company("AMC")
    factories.catalogue(factories.release(series=missions, platform=amc, starts=in_days(3)))
    factories.catalogue(factories.deal(series=missions, buyer=amc))
    page = front_page()
    assert page["lead"] == stories[0]
    assert page["stories"] == stories[1 : GRID + 1]
    assert [row["kind"] for row in page["rows"]] == ["agenda", "deals", "most_read"]
    assert page["rest"] == stories[12:]
    assert composed()["rows"] == front_page()["rows"]


def test_an_empty_lead_is_the_newest_story_that_is_not_named_elsewhere(stories):
    assert composed(("lead", None), ("story", stories[0].pk))["lead"] == stories[1]
    assert composed(("story", stories[0].pk))["lead"] == stories[1]


def test_an_empty_story_slot_is_filled_in_its_place(stories):
    page = composed(("story", stories[9].pk), ("story", None), ("story", stories[8].pk))
    assert page["stories"][:3] == [stories[9], stories[1], stories[8]]


def test_the_stories_under_the_lead_make_whole_rows_of_three(stories):
    named = [("story", story.pk) for story in stories[2:9]]
    page = composed(*named)
    assert page["stories"] == [*stories[2:9], stories[1], stories[9]]
    assert len(composed(*named[:2])["stories"]) == GRID


def test_a_section_whose_newest_stories_are_elsewhere_is_filled_with_older_ones(stories, reviews):
    page = composed(
        ("lead", stories[0].pk),
        ("story", stories[2].pk),
        ("section", {"section": reviews.pk, "count": 2}),
    )
    assert row(page, "section")["stories"] == [stories[4], stories[6]]


def test_a_section_twice_goes_on_where_it_ended(stories, reviews):
    slot = ("section", {"section": reviews.pk, "count": 2})
    page = composed(slot, slot)
    first, second = page["rows"]
    assert first["stories"] == [stories[0], stories[2]]
    assert second["stories"] == [stories[4], stories[6]]
    assert first["id"] != second["id"]


def test_what_is_not_out_is_passed_over(stories):
    draft = factories.article("Secret")
    hidden = factories.series("Projet", waits_for_story=True)
    slots = [("lead", draft.pk), ("story", draft.pk), ("series", hidden.pk)]
    slots.append(("section", {"section": factories.section("Vide").pk, "count": 4}))
    slots.append(("story", 10_000_000))
    page = composed(*slots)
    assert page["lead"] == stories[0]
    assert page["stories"][0] == stories[1]
    assert page["rows"] == []
    unpublished, embargoed = stories[0], stories[1]
    unpublished.unpublish()
    later = timezone.now() + datetime.timedelta(days=1)
    Article.objects.filter(pk=embargoed.pk).update(embargo_until=later)
    page = composed(("lead", unpublished.pk), ("story", embargoed.pk))
    assert page["lead"] == stories[2]
    assert not {unpublished, embargoed} & set(shown(page))


# A series in focus


def test_a_series_in_focus_has_its_record_its_next_release_and_its_newest_stories(stories):
    missions, ocs = factories.series("Missions", countries=["FR"]), factories.company("OCS")
    for starts in ("juin 2017", in_days(40)):
        factories.catalogue(
            factories.release(series=missions, platform=ocs, window="original", starts=starts)
        )
    about = [factories.article(f"Mars {n}", live=True, about=[missions]) for n in range(4)]
    page = composed(("lead", about[3].pk), ("series", missions.pk))
    found = row(page, "series")
    assert found["stories"] == [about[2], about[1]]
    assert [network.name for network in found["record"].networks] == ["OCS"]
    assert found["record"].status == "airing"
    assert [str(c.starts.earliest) for c in found["coming"]] == [in_days(40)]


def test_the_cards_name_the_series_that_their_story_is_about(client):
    missions = factories.series("Missions")
    hidden = factories.series("Projet", waits_for_story=True)
    factories.article(
        "AMC achète", live=True, about=[missions], mentions=[factories.series("Lost")]
    )
    assert front_page()["lead"].about_series == [missions]
    assert missions.get_absolute_url() in client.get("/").content.decode()
    assert hidden not in front_page()["lead"].about_series


# The agenda


@pytest.fixture
def premiere():
    """Enter a release of a series of its own: premiere("Missions", starts="...")."""

    def make(title, platform="OCS", **kwargs):
        from shows.models import Company, Series

        series = Series.objects.filter(title=title).first() or factories.series(title)
        company = Company.objects.filter(name=platform).first() or factories.company(platform)
        return factories.catalogue(factories.release(series=series, platform=company, **kwargs))

    return make


def test_the_agenda_has_what_starts_within_its_days_soonest_first(premiere):
    premiere("Trop tôt", starts=in_days(-1))
    premiere("Demain", starts=in_days(1))
    premiere("Aujourd’hui", starts=in_days(0))
    premiere("Le dernier jour", starts=in_days(7))
    premiere("Trop tard", starts=in_days(8))
    premiere("Rumeur", starts=in_days(2), certainty="rumoured")
    premiere("Sans date")
    agenda = row(composed(("agenda", {"days": 7})), "agenda")["agenda"]
    assert [(str(day), [p.series.title for p in found]) for day, found in agenda.days] == [
        (in_days(0), ["Aujourd’hui"]),
        (in_days(1), ["Demain"]),
        (in_days(7), ["Le dernier jour"]),
    ]
    assert agenda.vague == []


def test_vague_dates_are_apart_and_a_whole_year_is_too_vague(premiere):
    premiere("Ce mois-ci", starts=TODAY().strftime("%Y-%m"))
    premiere("Cette année", starts=TODAY().strftime("%Y"))
    agenda = row(composed(("agenda", {"days": 14})), "agenda")["agenda"]
    assert agenda.days == []
    assert [premiere.series.title for premiere in agenda.vague] == ["Ce mois-ci"]


def test_the_same_premiere_on_several_platforms_is_told_once(premiere, client):
    for platform in ("OCS", "Shudder", "AMC"):
        premiere("Missions", platform, starts=in_days(3), seasons="2")
    premiere("Missions", "BBC Four", starts=in_days(3), seasons="1")
    agenda = row(composed(("agenda", {"days": 14})), "agenda")["agenda"]
    (_day, (second, first)) = agenda.days[0]
    assert [company.name for company in second.platforms] == ["OCS", "Shudder", "AMC"]
    assert [company.name for company in first.platforms] == ["BBC Four"]
    body = client.get("/").content.decode()
    for part in body.split('id="dernieres-nouvelles"')[-1].split("À l’agenda"):
        assert part.count("saison\N{NO-BREAK SPACE}2") == 1


def test_the_agenda_tells_nothing_of_a_story_that_is_not_out():
    story = factories.article(
        deals=[
            factories.deal(
                series=factories.series("Missions"),
                releases=[
                    factories.release(platform=factories.company("Shudder"), starts=in_days(2))
                ],
            )
        ]
    )
    assert composed(("agenda", {"days": 14}))["rows"] == []
    story.latest_revision.publish()
    page = composed(("agenda", {"days": 14}), ("deals", {"count": 1}))
    (day,) = row(page, "agenda")["agenda"].days
    assert day[1][0].series.title == "Missions"
    assert row(page, "deals")["deals"][0].releases.get().platform.name == "Shudder"


def test_lists_with_nothing_to_tell_are_hidden(stories):
    page = composed(("agenda", {"days": 14}), ("deals", {"count": 5}))
    assert page["rows"] == []


# Deals


def test_the_latest_deals_come_first_and_as_many_as_asked():
    missions = factories.series("Missions")
    for n, announced in enumerate(["2019", "2021", "2020"]):
        company = factories.company(f"Chaîne {n}")
        factories.catalogue(factories.deal(series=missions, buyer=company, announced=announced))
    deals = row(composed(("deals", {"count": 2})), "deals")["deals"]
    assert [deal.buyer.name for deal in deals] == ["Chaîne 1", "Chaîne 2"]


# Most read


def test_the_most_read_stories_are_ranked_over_seven_days(stories):
    read(stories[19], 5)
    read(stories[18], 3)
    read(stories[18], 3, days_ago=6)
    read(stories[17], 100, days_ago=7)
    found = row(composed(("most_read", {"count": 3})), "most_read")
    assert found["ranked"]
    assert found["stories"][:2] == [stories[18], stories[19]]
    assert stories[17] not in found["stories"]


def test_the_ranking_passes_over_what_stands_above_it(stories):
    read(stories[0], 50)
    read(stories[15], 5)
    found = row(composed(("lead", stories[0].pk), ("most_read", {"count": 1})), "most_read")
    assert found["stories"] == [stories[15]]


def test_stories_that_are_not_out_are_in_no_ranking(stories):
    hidden = factories.article("Secret")
    read(hidden, 50)
    found = row(composed(("most_read", {"count": 2})), "most_read")
    assert hidden not in found["stories"]
    assert not found["ranked"]


def test_when_nobody_read_anything_the_newest_are_shown_under_another_name(stories, client):
    found = row(composed(("most_read", {"count": 3})), "most_read")
    assert found["stories"] == stories[7:10]
    assert not found["ranked"]
    body = client.get("/").content.decode()
    assert "À lire aussi" in body
    read(stories[15], 1)
    assert "Les plus lus" in client.get("/").content.decode()


# Readers, editors, queries


def test_readers_see_the_last_composition_published(stories, client):
    for title, story in (("Lundi", stories[5]), ("Mardi", stories[6])):
        front = FrontPage.objects.create(title=title, slots=[("lead", story.pk)])
        front.save_revision().publish()
    draft = FrontPage.objects.create(title="Mercredi", slots=[("lead", stories[7].pk)])
    draft.save_revision()
    page = client.get("/").context
    assert page["lead"] == stories[6]
    assert page["front"].title == "Mardi"


def test_the_preview_of_a_draft_is_the_page_that_readers_would_see(stories, rf):
    front = FrontPage.objects.create(title="Lundi", slots=[("lead", stories[5].pk)])
    front.save_revision().publish()
    front.slots = [("lead", stories[9].pk), ("story", factories.article("Secret").pk)]
    front.save_revision()
    draft = FrontPage.objects.get().get_latest_revision_as_object()
    response = draft.make_preview_request(rf.get("/"), "")
    response.render()
    assert response.template_name == "home.html"
    assert response.context_data["lead"] == stories[9]
    assert "Secret" not in response.content.decode()


def test_a_composition_keeps_to_its_statements_however_long(stories, reviews, premiere, client):
    news = stories[1].section
    missions = factories.series("Missions")
    factories.article("Missions", live=True, about=[missions], safe_picture=factories.picture())
    read(stories[15], 5)
    for n in range(3):
        premiere(f"Première {n}", starts=in_days(n))
        premiere("Missions", f"Chaîne {n}", starts=in_days(n))
        factories.catalogue(
            factories.deal(series=missions, buyer=factories.company(f"Société {n}"))
        )
    front = FrontPage.objects.create(title="Lundi")
    short = [("agenda", {"days": 14}), ("deals", {"count": 2}), ("series", missions.pk)]
    long = [
        *short,
        ("lead", stories[9].pk),
        *(("section", {"section": section.pk, "count": 4}) for section in (reviews, news)),
        *(("story", story.pk) for story in stories[:6]),
        ("series", factories.series("Lost").pk),
        ("most_read", {"count": 5}),
    ]
    for slots in (short, long):
        front.slots = slots
        front.save_revision().publish()
        front.refresh_from_db()
        client.get("/")  # renditions are made once
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/").status_code == 200
        assert len(captured) <= 34
