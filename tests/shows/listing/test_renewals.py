"""The renewals board says what the facts say, no more, and where it is known from."""

import datetime
import html

import pytest
import time_machine

from articles.models import Article, Source
from shows.knowledge.renewals import decision
from shows.knowledge.status import all_known
from shows.models import Company, Episode, Milestone, Ownership, Series
from tests import factories
from tests.markup import markup

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2020, 9, 9, 12, tzinfo=datetime.UTC)
TODAY = datetime.date(2020, 9, 9)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


def told(kind, announced="", **kwargs):
    return {"kind": kind, "announced": announced, **kwargs}


def shown(starts, seasons="", **kwargs):
    return {"starts": starts, "seasons": seasons, **kwargs}


CASES = [
    # (name, milestones, original releases, decision)
    ("nothing is known", [], [], None),
    ("ordered, not shown yet", [told("ordered", "2020-01-01")], [], None),
    ("renewed before it was shown", [told("renewed", "2020-01-01")], [shown("2021")], "renewed"),
    ("its first season was shown", [], [shown("2019-09-05", "1")], "waiting"),
    ("its season is still shown", [], [shown("2020-09-01", "1", ends="2020-10-20")], None),
    ("its season has been shown", [], [shown("2020-07-01", "1", ends="2020-09-08")], "waiting"),
    ("another season is announced", [], [shown("2019", "1"), shown("2020-12-01", "2")], None),
    ("some day of this month may be to come", [], [shown("2020-09", "1")], None),
    (
        "renewed, and the season has not begun",
        [told("renewed", "2020-05-01", seasons="2")],
        [shown("2019-09-05", "1")],
        "renewed",
    ),
    (
        "renewed, and the season has a date",
        [told("renewed", "2020-05-01", seasons="2")],
        [shown("2019-09-05", "1"), shown("2020-12-01", "2")],
        "renewed",
    ),
    (
        "renewed, and the season was shown",
        [told("renewed", "2019-05-01", seasons="2")],
        [shown("2018-09-05", "1"), shown("2020-01-09", "2")],
        "waiting",
    ),
    (
        "the season it was renewed for begins today",
        [told("renewed", "2020-05-01", seasons="2")],
        [shown("2019-09-05", "1"), shown("2020-09-09", "2")],
        "waiting",
    ),
    (
        "renewed for two seasons, one of them shown",
        [told("renewed", "2019-05-01", seasons="2-3")],
        [shown("2018-09-05", "1"), shown("2020-01-09", "2")],
        "renewed",
    ),
    (
        "renewed while a season was shown, and nobody numbers anything",
        [told("renewed", "2020-03-01")],
        [shown("2020-01-09")],
        "renewed",
    ),
    (
        "and the next one has begun",
        [told("renewed", "2020-03-01")],
        [shown("2020-01-09"), shown("2020-06-01")],
        "waiting",
    ),
    ("its last season was shown too long ago", [], [shown("2018-09-05", "3")], None),
    ("filming promises nothing", [told("filming", date="2020")], [shown("2019", "1")], "waiting"),
    (
        "revived",
        [told("cancelled", "2018-05-01"), told("revived", "2020-02-01")],
        [shown("2016", "1-3")],
        "renewed",
    ),
    (
        "the last season is announced",
        [told("final_season", "2020-01-01")],
        [shown("2019")],
        "ending",
    ),
    ("it will end", [told("ended", date="2022")], [shown("2010-10-31")], "ending"),
    (
        "cancelled with episodes to come",
        [told("cancelled", "2020-05-25")],
        [shown("2019"), shown("2020-10-01")],
        "ending",
    ),
    ("cancelled", [told("cancelled", "2016-05-25")], [shown("2015-09-22")], "cancelled"),
    (
        "cancelled after a renewal",
        [told("renewed", "2020-01-01", seasons="2"), told("cancelled", "2020-08-20")],
        [shown("2019", "1")],
        "cancelled",
    ),
    ("it ended", [told("ended", date="2018-04-08")], [shown("2017-03-05")], "ended"),
    (
        "a rumour decides nothing",
        [told("cancelled", "2020-05-25", certainty="rumoured")],
        [shown("2019", "1")],
        "waiting",
    ),
    ("a denial neither", [told("renewed", certainty="denied")], [shown("2019", "1")], "waiting"),
    ("a rerun is no season", [], [shown("2019", "1", window="library")], None),
]


def standings(today):
    """What the rule says of each series that is on the board."""
    found = {key: decision(known, today) for key, known in all_known().items()}
    return {key: told for key, told in found.items() if told}


@pytest.mark.parametrize(("name", "milestones", "releases", "expected"), CASES)
def test_what_was_decided(name, milestones, releases, expected):
    ocs = factories.company("OCS")
    missions = factories.series("Missions")
    for fact in releases:
        release = {"window": "original", **fact}
        factories.catalogue(factories.release(series=missions, platform=ocs, **release))
    for fact in milestones:
        factories.catalogue(factories.milestone(series=missions, **fact))
    standing = standings(TODAY).get(missions.pk)
    assert (standing and standing.decision) == expected


def test_a_series_waits_only_where_the_last_season_of_the_record_is_the_last_shown():
    fire = factories.series("Chicago Fire")
    factories.catalogue(
        factories.release(
            series=fire,
            platform=factories.company("NBC"),
            starts="2020-01-08",
            seasons="1",
            window="original",
        )
    )
    factories.season(fire, number=1)
    assert standings(TODAY)[fire.pk].decision == "waiting"
    factories.season(fire, number=2)
    assert standings(TODAY) == {}


def test_a_series_known_by_its_episodes_alone_is_not_on_the_board():
    fire = factories.series("Chicago Fire")
    Episode.objects.create(season=factories.season(fire), number=1, air_date="2020-05-01")
    assert standings(TODAY) == {}


def test_a_source_stands_beside_what_it_said_and_not_beside_our_silence(client, board):
    text = " ".join(markup(client.get("/renouvellements/?decision=waiting")).split())
    told, silence = text.index(">TVmaze</a>"), text.index("Aucune décision connue de nous")
    assert told < silence
    assert "sans nouvelle" not in text.lower()


@pytest.mark.parametrize(
    ("releases", "seasons", "waits"),
    [
        ([""], 1, True),  # the only one is taken to be of the first season
        ([""], 2, False),
        (["2", ""], 2, True),  # of the last one that says its season
        (["2", ""], 3, False),
    ],
)
def test_a_release_that_does_not_say_its_season(releases, seasons, waits):
    fire, nbc = factories.series("Chicago Fire"), factories.company("NBC")
    factories.season(fire, number=seasons)
    for month, numbers in enumerate(releases, start=1):
        fact = shown(f"2020-0{month}-08", numbers, window="original")
        factories.catalogue(factories.release(series=fire, platform=nbc, **fact))
    assert (fire.pk in standings(TODAY)) is waits


@pytest.mark.parametrize("starts", ["2019", "2020-08-01"])
@pytest.mark.parametrize("kind", ["miniseries", "special"])
def test_what_has_one_season_waits_for_no_other(kind, starts):
    feud = factories.series("Laëtitia", kind=kind)
    release = factories.release(series=feud, platform=factories.company("Arte"), starts=starts)
    release.window = "original"
    factories.catalogue(release)
    assert standings(TODAY) == {}


def test_a_partner_that_withdraws_cancels_nothing():
    ocs, amc = factories.company("OCS"), factories.company("AMC")
    missions = factories.series("Missions")
    about = {"series": missions}
    factories.catalogue(factories.milestone("renewed", **about, company=ocs, announced="2020-01"))
    factories.catalogue(factories.milestone("cancelled", **about, company=amc, announced="2020-06"))
    assert standings(TODAY)[missions.pk].decision == "renewed"


@pytest.fixture
def board():
    """A renewal, an end, a cancellation, an expectation, and what is not on the board."""
    amc, fox, netflix = (factories.company(name) for name in ("AMC", "FOX", "Netflix"))
    drama = {"genres": ["Drame"]}
    dead = factories.series("The Walking Dead", **drama)
    files = factories.series("X-Files", ["Science-fiction"])
    glow = factories.series("GLOW", ["Comédie"])
    feud = factories.series("Feud", **drama)
    factories.series("Ovni")
    for series, network, starts, seasons in [
        (dead, amc, "2019-10-06", "10"),
        (files, fox, "2018-01-03", "11"),
        (glow, netflix, "2019-08-09", "3"),
        (feud, fox, "2019-10-05", "1"),
    ]:
        factories.catalogue(
            factories.release(
                series=series, platform=network, starts=starts, seasons=seasons, window="original"
            )
        )
    factories.article(
        "The Walking Dead s’arrêtera",
        live=True,
        about=[dead],
        sources=[Source(outlet="AFP")],
        milestones=[
            factories.milestone(
                "final_season", series=dead, seasons="11", announced="9 septembre 2020"
            )
        ],
    )
    factories.catalogue(factories.milestone("ended", series=files, date="mars 2018"))
    factories.catalogue(
        factories.milestone("cancelled", series=glow, company=netflix, announced="2020-08-20")
    )
    return {"dead": dead, "files": files, "glow": glow, "feud": feud}


def titles(client, query: str = "") -> list[str]:
    response = client.get(f"/renouvellements/?{query}")
    assert response.status_code == 200
    return [entry.series.title for entry in response.context["items"]]


BOARD = ["The Walking Dead", "GLOW", "Feud", "X-Files"]


def test_the_newest_decision_comes_first(client, board):
    assert titles(client) == BOARD
    assert titles(client, "sort=title") == ["Feud", "GLOW", "The Walking Dead", "X-Files"]
    assert titles(client, "sort=network") == ["The Walking Dead", "Feud", "X-Files", "GLOW"]
    page = client.get("/renouvellements/?sort=network").content.decode()
    assert page.count('<h2 class="rubric">') == 3
    assert '<h2 class="rubric">FOX</h2>' in page


FILTERS = [
    ("decision=ending", ["The Walking Dead"]),
    ("decision=cancelled&decision=ended", ["GLOW", "X-Files"]),
    ("decision=waiting", ["Feud"]),
    ("decision=renewed", []),
    ("network=fox", ["Feud", "X-Files"]),
    ("network=fox&genre=drame", ["Feud"]),
    ("genre=drame", ["The Walking Dead", "Feud"]),
    ("year=2020", ["The Walking Dead", "GLOW"]),
    ("year=2019", ["Feud"]),
    ("year=2020&network=fox", []),
]


def test_filters(client, board):
    assert [(query, titles(client, query)) for query, _ in FILTERS] == FILTERS


def test_a_network_is_offered_for_what_it_ordered_and_what_those_that_it_owns_show(client, board):
    def offered():
        facets = client.get("/renouvellements/").context["filters"].facets
        (networks,) = (facet.choices for facet in facets if facet.name == "network")
        return {choice.value for choice in networks}

    for name, values in (
        ("Disney Branded", {"kind": "channel"}),
        ("Disney", {"kind": "group"}),
        ("Disney Secret", {"kind": "channel", "waits_for_story": True}),
    ):
        owner = factories.company(name, **values)
        Ownership.objects.create(owned=Company.objects.get(name="FOX"), owner=owner)
    order = factories.milestone(series=board["glow"], company=factories.company("CNC"))
    factories.catalogue(order)
    secret = factories.milestone(series=board["glow"], company=factories.company("Secret"))
    factories.article("Brouillon", milestones=[secret])
    assert offered() == {"amc", "cnc", "disney-branded", "fox", "netflix"}
    assert titles(client, "network=cnc") == ["GLOW"]
    assert titles(client, "network=disney-branded") == ["Feud", "X-Files"]


def test_decisions_are_counted_under_the_other_filters(client, board):
    def scores(query):
        context = client.get(f"/renouvellements/?{query}").context
        return {score.value: score.count for score in context["scores"]}

    assert scores("") == {"ending": 1, "cancelled": 1, "ended": 1, "waiting": 1}
    assert scores("network=fox") == {"ended": 1, "waiting": 1}
    assert scores("decision=ended") == scores("")
    assert client.get("/renouvellements/").context["total"] == 4


def test_each_says_when_no_more_precisely_than_told_and_from_whom(client, board):
    page = html.unescape(markup(client.get("/renouvellements/")))
    page = page.replace("\N{NO-BREAK SPACE}", " ")
    assert "selon AFP" in page
    assert "notre article du" in page
    assert "selon <a" in page
    assert '<time datetime="2018-03">mars 2018</time>' in page
    assert '<time datetime="2020-08-20">20 août 2020</time>' in page
    assert "saison 1 commencée le 5 octobre 2019" in page


def test_a_decision_that_is_not_out_is_not_told(client, board):
    Article.objects.update(embargo_until=NOW + datetime.timedelta(days=1))
    assert titles(client, "decision=ending") == []
    assert "The Walking Dead" in titles(client, "decision=waiting")


def test_a_release_of_a_deal_counts_for_the_series_of_its_deal(client):
    gone = factories.series("Gone")
    tf1 = factories.company("TF1")
    factories.article(
        "TF1 commande Gone",
        live=True,
        deals=[
            factories.deal(
                series=gone,
                seasons="1",
                buyer=tf1,
                releases=[factories.release(platform=tf1, window="original", starts="2020-01-23")],
            )
        ],
    )
    (entry,) = client.get("/renouvellements/").context["items"]
    assert (entry.series, entry.standing.decision) == (gone, "waiting")
    assert (entry.season_text, entry.networks) == ("1", [tf1])
    assert titles(client, "network=tf1") == ["Gone"]


def test_an_empty_board(client):
    assert titles(client) == []
    assert not Series.objects.exists()
    assert not Milestone.objects.exists()
